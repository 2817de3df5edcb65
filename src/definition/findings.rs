use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use super::{Diagnostic, Severity};

/// Hostile documents can be wrong a million times; nobody reads past the first few hundred.
const MAX_DIAGNOSTICS: usize = 500;
const MAX_LOCALES: usize = 300;

/// What the readers of a document's parts find out beside the parts themselves.
#[derive(Debug, Default)]
pub(super) struct Findings {
    found: RefCell<Vec<Diagnostic>>,
    left_out: Cell<usize>,
    locales: RefCell<BTreeSet<Rc<str>>>,
}

impl Findings {
    /// Some text is there in this language.
    pub fn saw_locale(&self, locale: &Rc<str>) {
        let mut locales = self.locales.borrow_mut();
        if !locales.contains(locale) && locales.len() < MAX_LOCALES {
            locales.insert(locale.clone());
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

    pub fn add(
        &self,
        severity: Severity,
        code: &'static str,
        pointer: &str,
        message: impl Into<String>,
    ) {
        let mut found = self.found.borrow_mut();
        if found.len() >= MAX_DIAGNOSTICS {
            self.left_out.set(self.left_out.get() + 1);
            return;
        }
        found.push(Diagnostic {
            severity,
            code,
            message: message.into(),
            pointer: pointer.into(),
        });
    }

    pub fn error(&self, code: &'static str, pointer: &str, message: impl Into<String>) {
        self.add(Severity::Error, code, pointer, message);
    }

    pub fn warning(&self, code: &'static str, pointer: &str, message: impl Into<String>) {
        self.add(Severity::Warning, code, pointer, message);
    }

    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut list = self.found.into_inner();
        if self.left_out.get() > 0 {
            list.push(Diagnostic {
                severity: Severity::Error,
                code: "too-many-diagnostics",
                message: format!("{} more are not listed.", self.left_out.get()),
                pointer: "".into(),
            });
        }
        list
    }
}
