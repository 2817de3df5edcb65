use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{Diagnostic, Severity};

/// Hostile documents can be wrong a million times; nobody reads past the first few hundred.
const MAX_DIAGNOSTICS: usize = 500;
const MAX_LOCALES: usize = 300;
/// Messages quote the document, and its names can be as long as itself. In bytes, for either end of a message.
const MAX_MESSAGE_END: usize = 300;

/// What the readers of a document's parts find out beside the parts themselves.
#[derive(Debug, Default)]
pub(super) struct Findings {
    found: RefCell<Vec<Diagnostic>>,
    left_out: Cell<usize>,
    worst_left_out: Cell<Option<Severity>>,
    /// In order.
    locales: RefCell<Vec<Rc<str>>>,
}

impl Findings {
    /// Some text is there in this language.
    pub fn saw_locale(&self, locale: &Rc<str>) {
        let mut locales = self.locales.borrow_mut();
        if locales.len() < MAX_LOCALES
            && let Err(place) = locales.binary_search(locale)
        {
            locales.insert(place, locale.clone());
        }
    }

    /// The languages in which anything is written, `default` left out.
    pub fn locales(&self) -> Vec<Rc<str>> {
        let locales = self.locales.borrow();
        locales
            .iter()
            .filter(|locale| &***locale != super::DEFAULT_LOCALE)
            .cloned()
            .collect()
    }

    pub fn add(&self, severity: Severity, code: &'static str, pointer: &str, message: String) {
        let mut found = self.found.borrow_mut();
        if found.len() >= MAX_DIAGNOSTICS {
            self.leave_out(severity);
            return;
        }
        found.push(Diagnostic {
            severity,
            code,
            message: shortened(message),
            pointer: pointer.into(),
        });
    }

    /// Nothing that is added from now on will be listed.
    pub fn is_full(&self) -> bool {
        self.found.borrow().len() >= MAX_DIAGNOSTICS
    }

    /// Counts what will not be listed.
    pub fn leave_out(&self, severity: Severity) {
        self.left_out.set(self.left_out.get() + 1);
        self.worst_left_out
            .set(self.worst_left_out.get().max(Some(severity)));
    }

    /// Nothing is left of the document. The page that wanted to show it says so in these words.
    pub fn fatal(&self, code: &'static str, message: impl Into<String>) {
        self.add(Severity::Error, code, "", message.into());
    }

    pub fn error<M: Into<String>>(
        &self,
        code: &'static str,
        pointer: &str,
        message: impl FnOnce() -> M,
    ) {
        self.add(Severity::Error, code, pointer, worded(message));
    }

    pub fn warning<M: Into<String>>(
        &self,
        code: &'static str,
        pointer: &str,
        message: impl FnOnce() -> M,
    ) {
        self.add(Severity::Warning, code, pointer, worded(message));
    }

    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut list = self.found.into_inner();
        if let Some(severity) = self.worst_left_out.get() {
            list.push(Diagnostic {
                severity,
                code: "too-many-diagnostics",
                message: format!("{} more are not listed.", self.left_out.get()),
                pointer: "".into(),
            });
        }
        list
    }
}

#[cfg(feature = "native")]
fn worded<M: Into<String>>(message: impl FnOnce() -> M) -> String {
    message().into()
}

/// The sentences are for authors, who read them where they check documents: the widget would carry them to everybody.
#[cfg(not(feature = "native"))]
fn worded<M: Into<String>>(_message: impl FnOnce() -> M) -> String {
    "`journey-survey check` says what is wrong here.".to_owned()
}

/// Leaves the middle out of a message that is too long to be read.
fn shortened(message: String) -> String {
    if message.len() <= 2 * MAX_MESSAGE_END {
        return message;
    }
    let head = message.floor_char_boundary(MAX_MESSAGE_END);
    let tail = message.floor_char_boundary(message.len() - MAX_MESSAGE_END);
    format!("{} … {}", &message[..head], &message[tail..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(message: &str) -> String {
        let findings = Findings::default();
        findings.error("code", "", || message);
        let diagnostics = findings.into_diagnostics();
        diagnostics
            .first()
            .map(|diagnostic| diagnostic.message.clone())
            .unwrap_or_default()
    }

    #[test]
    fn a_message_that_quotes_too_much_keeps_both_ends() {
        assert_eq!(found("`é` is wrong."), "`é` is wrong.");
        let long = found(&format!("`{}` is wrong.", "é".repeat(100_000)));
        assert!(long.starts_with("`éé"), "{long}");
        assert!(long.ends_with("éé` is wrong."), "{long}");
        assert!(long.len() < 700, "{long}");
    }

    #[test]
    fn what_is_not_listed_counts_as_bad_as_its_worst() {
        for (worst, severity) in [
            (Severity::Warning, Severity::Warning),
            (Severity::Error, Severity::Error),
        ] {
            let findings = Findings::default();
            for _ in 0..MAX_DIAGNOSTICS {
                findings.warning("code", "", || "listed");
            }
            findings.add(worst, "code", "", "left out".to_owned());
            findings.warning("code", "", || "left out");
            let last = findings.into_diagnostics().pop();
            let last = last.map(|last| (last.severity, last.message));
            assert_eq!(last, Some((severity, "2 more are not listed.".to_owned())));
        }
    }
}
