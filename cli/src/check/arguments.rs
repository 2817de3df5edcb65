use std::path::PathBuf;

use clap::ValueEnum;

/// Find mistakes in survey documents before respondents do.
///
/// Says for each document what is wrong, where, and what to do. Errors: respondents would see
/// something broken, or miss something. Warnings: something is skipped or replaced by its default.
/// Lints: it works, but could ask better.
///
/// Exit status: 0 when no document has errors, 1 when one has, 2 when one could not be read.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Survey documents (JSON, at most 4 MiB each); "-" is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// How to say it: lines for people, or one JSON object a line for each document, for tools
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Exit with status 1 on warnings and lints too
    #[arg(long)]
    pub deny_warnings: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// FILE:LINE:COLUMN: SEVERITY [CODE] MESSAGE (POINTER)
    Text,
    /// {"file", "survey": {"id", "version"} or null, "diagnostics": [{"severity", "code", "message", "pointer", "line", "column"}]}
    Json,
}

const EXAMPLES: &str = "\
Examples:
  journey-survey check survey.json
  journey-survey check --deny-warnings surveys/*.json
  journey-survey check --format json survey.json | jq '.diagnostics[].message'
  curl https://www.example.org/survey.json | journey-survey check -";
