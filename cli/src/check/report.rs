use std::cmp::Reverse;
use std::rc::Rc;

use journey_survey::definition::{self, Diagnostic, MAX_DOCUMENT_BYTES, Severity, Survey};
use journey_survey::native::NativePatterns;

use super::places::{self, Placed, Position, Walk};
use super::syntax;
use crate::source::Source;

/// What is known about one document.
pub struct Report {
    pub file: String,
    /// `None` where there is nothing that could be asked.
    pub survey: Option<Rc<Survey>>,
    /// By position; what concerns no place in particular stands first.
    pub findings: Vec<Finding>,
}

pub struct Finding {
    pub diagnostic: Diagnostic,
    pub position: Option<Position>,
}

impl Report {
    pub fn of(source: Source) -> Self {
        let (survey, findings) = match source.bytes {
            Some(bytes) => read_bytes(bytes),
            None => (None, vec![too_large()]),
        };
        Self {
            file: source.file,
            survey,
            findings,
        }
    }

    pub fn worst(&self) -> Option<Severity> {
        self.severities().max()
    }

    pub fn count(&self, wanted: Severity) -> usize {
        self.severities()
            .filter(|severity| *severity == wanted)
            .count()
    }

    fn severities(&self) -> impl Iterator<Item = Severity> {
        self.findings
            .iter()
            .map(|finding| finding.diagnostic.severity)
    }
}

/// An error that concerns the document as a text.
pub fn text_error(code: &'static str, message: impl Into<String>) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code,
        message: message.into(),
        pointer: "".into(),
    }
}

fn too_large() -> Finding {
    let limit = MAX_DOCUMENT_BYTES / (1024 * 1024);
    Finding {
        diagnostic: text_error(
            "too-large",
            format!("The document is larger than {limit} MiB and is not read; divide it."),
        ),
        position: None,
    }
}

fn read_bytes(bytes: Vec<u8>) -> (Option<Rc<Survey>>, Vec<Finding>) {
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            let (survey, placed) = read_text(text);
            (survey, with_positions(text, placed))
        }
        Err(error) => {
            let start = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes().get(..start).unwrap_or_default());
            let placed = vec![(not_utf8(error.as_bytes()), Some(start))];
            (None, with_positions(&text, placed))
        }
    }
}

fn not_utf8(bytes: &[u8]) -> Diagnostic {
    let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    text_error(
        "not-utf-8",
        if is_utf16 {
            "The document is encoded in UTF-16; save it as UTF-8."
        } else {
            "Here is something that is not UTF-8; save the document in that encoding."
        },
    )
}

fn read_text(text: &str) -> (Option<Rc<Survey>>, Vec<Placed>) {
    let document = match syntax::parse(text) {
        Ok(document) => document,
        Err(placed) => return (None, vec![placed]),
    };
    let reading = definition::read(&document);
    let mut diagnostics = reading.diagnostics;
    if let Some(survey) = &reading.survey {
        diagnostics.extend(definition::lint(&document, survey, &|text| {
            NativePatterns.is_pattern(text)
        }));
    }
    (reading.survey, places::place(text, diagnostics))
}

fn with_positions(text: &str, mut placed: Vec<Placed>) -> Vec<Finding> {
    placed.sort_by_key(|(diagnostic, offset)| (*offset, Reverse(diagnostic.severity)));
    let mut walk = Walk::through(text);
    placed
        .into_iter()
        .map(|(diagnostic, offset)| Finding {
            diagnostic,
            position: offset.map(|offset| walk.advance_to(offset)),
        })
        .collect()
}
