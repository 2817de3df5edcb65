//! One JSON-like dynamic value, shared by documents, answers and expressions.
//!
//! Beyond JSON it knows *undefined* (no answer at all, other than an answered `null`) and dates, because the
//! expression language does.

mod json;
mod json_reader;
mod members;
mod names;
mod natural;
mod number;
mod object;
mod order;
mod remainder;

use std::rc::Rc;

pub use json::{Json, JsonError, MAX_DEPTH, civil_from_days, iso_date, to_json};
pub use json_reader::read_json;
pub use names::Names;
pub use number::{number_to_text, read_number};
pub use object::Object;
pub use order::sorted;
pub use remainder::{modulo, remainder};

/// A dynamic value. Cloning is cheap: text, lists and objects are shared.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// No value: a question without an answer, a name that stands for nothing.
    #[default]
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    Text(Rc<str>),
    /// Milliseconds since 1970-01-01T00:00Z; NaN for an invalid date, as in JavaScript.
    Date(f64),
    List(Rc<Vec<Value>>),
    Object(Rc<Object>),
}

impl Value {
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(Rc::from(text.as_ref()))
    }

    pub fn list(items: impl IntoIterator<Item = Value>) -> Self {
        Self::List(Rc::new(items.into_iter().collect()))
    }

    pub fn object(entries: impl IntoIterator<Item = (Rc<str>, Value)>) -> Self {
        Self::Object(Rc::new(entries.into_iter().collect()))
    }

    pub fn is_undefined(&self) -> bool {
        matches!(self, Self::Undefined)
    }

    /// Undefined or null: what a document means by leaving a property out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Undefined | Self::Null)
    }

    /// Nothing a respondent could have meant as an answer: absent, blank text, an empty list or object.
    pub fn is_unanswered(&self) -> bool {
        match self {
            Self::Undefined | Self::Null => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Object(object) => object.is_empty(),
            Self::Bool(_) | Self::Number(_) | Self::Date(_) => false,
        }
    }

    /// A list or an object.
    fn is_nested(&self) -> bool {
        matches!(self, Self::List(_) | Self::Object(_))
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The items of a list; what is no list is the only item.
    pub fn items(&self) -> &[Value] {
        self.as_list().unwrap_or(std::slice::from_ref(self))
    }

    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The member of an object, or undefined: for a missing member and for anything that is not an object.
    pub fn get(&self, name: &str) -> &Value {
        self.as_object()
            .and_then(|object| object.get(name))
            .unwrap_or(&Value::Undefined)
    }

    /// What kind of thing this is, in the words of an error message: "a number", "a list" …
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Undefined => "nothing",
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<Rc<str>> for Value {
    fn from(text: Rc<str>) -> Self {
        Self::Text(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(Rc::new(object))
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::List(Rc::new(items))
    }
}
