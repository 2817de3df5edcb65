use std::fmt;
use std::rc::Rc;

use crate::value::{Object, Value};

/// Something about a document that its author should know.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// A stable kebab-case name, for tools: `duplicate-name`, `unknown-type` …
    pub code: &'static str,
    /// A sentence: what is wrong and what to do.
    pub message: String,
    /// Where, as a JSON pointer (RFC 6901); empty for the whole document.
    pub pointer: Rc<str>,
}

impl Diagnostic {
    /// `{severity, code, message, pointer}`, as scripts and pages get it.
    pub fn to_value(&self) -> Value {
        let mut object = Object::new();
        object.set("severity", self.severity.name());
        object.set("code", self.code);
        object.set("message", self.message.clone());
        object.set("pointer", self.pointer.clone());
        object.into()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Works, but could ask better.
    Lint,
    /// Something was left out or replaced by its default.
    Warning,
    /// Respondents would see something broken or miss something.
    Error,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Self::Lint => "lint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() {
            "/"
        } else {
            &self.pointer
        };
        write!(
            formatter,
            "{} [{}] {}: {}",
            self.severity.name(),
            self.code,
            place,
            self.message
        )
    }
}
