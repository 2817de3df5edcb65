use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use journey_survey::definition::Severity;
use serde_json::json;

use super::arguments::Format;
use super::report::{Finding, Report};

/// Writes what was found in one document to standard output.
pub fn write(report: &Report, format: Format) -> io::Result<()> {
    let text = match format {
        Format::Text => text(report),
        Format::Json => json(report),
    };
    // Takes the colours out unless they reach a terminal, and where NO_COLOR is set.
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

fn json(report: &Report) -> String {
    let survey = report
        .survey
        .as_ref()
        .map(|survey| json!({ "id": *survey.id, "version": *survey.version }));
    let diagnostics: Vec<_> = report
        .findings
        .iter()
        .map(|finding| {
            json!({
                "severity": finding.diagnostic.severity.name(),
                "code": finding.diagnostic.code,
                "message": finding.diagnostic.message,
                "pointer": *finding.diagnostic.pointer,
                "line": finding.position.map(|position| position.line),
                "column": finding.position.map(|position| position.column),
            })
        })
        .collect();
    let line = json!({ "file": report.file, "survey": survey, "diagnostics": diagnostics });
    format!("{line}\n")
}

fn text(report: &Report) -> String {
    let file = match report.file.as_str() {
        "-" => "<stdin>".into(),
        file => printable(file),
    };
    let mut out = String::new();
    for finding in &report.findings {
        out.push_str(&file);
        // Writing to a String cannot fail.
        let _ = match finding.position {
            Some(position) => write!(out, ":{}:{}", position.line, position.column),
            None => Ok(()),
        };
        let _ = writeln!(out, ": {}", line(finding));
    }
    let _ = writeln!(out, "{file}: {}", summary(report));
    out
}

fn line(finding: &Finding) -> String {
    let diagnostic = &finding.diagnostic;
    let colour = colour(diagnostic.severity);
    let pointer = match &*diagnostic.pointer {
        "" => String::new(),
        pointer => format!("  ({})", printable(pointer)),
    };
    format!(
        "{colour}{}{colour:#} [{}] {}{pointer}",
        diagnostic.severity.name(),
        diagnostic.code,
        printable(&diagnostic.message),
    )
}

fn colour(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Lint => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}

/// `2 errors, 1 warning`
fn summary(report: &Report) -> String {
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Lint]
        .into_iter()
        .filter_map(|severity| match report.count(severity) {
            0 => None,
            1 => Some(format!("1 {}", severity.name())),
            count => Some(format!("{count} {}s", severity.name())),
        })
        .collect();
    if counts.is_empty() {
        return "no problems found".to_owned();
    }
    counts.join(", ")
}

/// A document's own words must neither break the line nor command the terminal.
fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return text.into();
    }
    let mut out = String::new();
    for character in text.chars() {
        if character.is_control() {
            out.extend(character.escape_default());
        } else {
            out.push(character);
        }
    }
    out.into()
}
