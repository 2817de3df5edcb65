//! `journey-survey check`: what is wrong with survey documents, and where, before respondents see it.
//!
//! The crate's `source` brings a document in, `syntax` makes a value of it, the core's `definition` judges it, `places` and `report`
//! say where in the text each finding stands, and `output` writes it for people or for tools.

mod arguments;
mod output;
mod places;
mod report;
mod syntax;

use std::io::ErrorKind;
use std::process::ExitCode;

use crate::source::Source;
pub use arguments::Arguments;
use journey_survey::definition::Severity;
use report::Report;

/// A document has errors, or warnings where those are denied.
const FOUND_WRONG: u8 = 1;

/// Checks each document and writes what was found to standard output.
///
/// A document that cannot be read at all does not keep the others from being checked. The error is one sentence for the
/// person who started it.
pub fn run(arguments: Arguments) -> Result<ExitCode, String> {
    let tolerated = if arguments.deny_warnings {
        None
    } else {
        Some(Severity::Warning)
    };
    let mut all_read = true;
    let mut all_good = true;
    for file in &arguments.files {
        let source = match Source::read(file) {
            Ok(source) => source,
            Err(sentence) => {
                crate::complain(&sentence);
                all_read = false;
                continue;
            }
        };
        let report = Report::of(source);
        all_good &= report.worst() <= tolerated;
        match output::write(&report, arguments.format) {
            Ok(()) => {}
            // Whoever reads, such as `head`, has seen enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => break,
            Err(error) => return Err(format!("cannot write to standard output: {error}")),
        }
    }
    Ok(if !all_read {
        ExitCode::from(crate::FAILED_TO_RUN)
    } else if !all_good {
        ExitCode::from(FOUND_WRONG)
    } else {
        ExitCode::SUCCESS
    })
}
