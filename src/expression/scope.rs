use super::dates::Calendar;
use super::path::Path;
use crate::value::{Json, Value};

/// What an expression is evaluated in: what its names stand for, what time it is, and what its functions ask of a
/// survey. Outside a survey there is no element to ask about, which is what the defaults answer.
pub trait Scope {
    /// What a path leads to; `None` if the name is not known. The scope settles the first names of the path, which
    /// may be joined (see [`Path`]), and leaves the way on within a value to [`Path::find_in`].
    fn find(&self, path: &Path) -> Option<Found>;

    fn calendar(&self) -> &dyn Calendar;

    /// Reads `{"key": 1}`, a name that is an object.
    fn json(&self) -> &dyn Json;

    /// Where the conditions of `sumInArray` and its like go on to look for names that a row does not have.
    fn survey(&self) -> Option<&dyn Scope> {
        None
    }

    /// What a respondent reads for the answer to a question; for `value` instead, unless that is empty.
    fn display_value(&self, _question: &Value, _value: &Value) -> Value {
        Value::Undefined
    }

    /// A property of a question.
    fn property_value(&self, _question: &Value, _property: &Value) -> Value {
        Value::Undefined
    }

    /// The comment of a question, or of one of its choices unless `choice` is absent.
    fn comment(&self, _question: &Value, _choice: &Value) -> Value {
        Value::Undefined
    }

    /// Whether all questions of a page or panel, or of the panel `index` of a dynamic panel, are answered validly.
    fn is_container_ready(&self, _name: &Value, _index: &Value) -> bool {
        false
    }

    /// True or false in a survey.
    fn is_display_mode(&self) -> Value {
        Value::Undefined
    }
}

/// What a name stands for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub value: Value,
    /// Whether the order counts when lists are compared (an answer to a ranking).
    pub order_counts: bool,
}

impl From<Value> for Found {
    fn from(value: Value) -> Self {
        Self {
            value,
            order_counts: false,
        }
    }
}

/// An object of values, and nothing else.
pub struct Values<'s> {
    pub values: Value,
    pub calendar: &'s dyn Calendar,
    pub json: &'s dyn Json,
}

impl Scope for Values<'_> {
    fn find(&self, path: &Path) -> Option<Found> {
        path.find_in(&self.values, 0).map(Found::from)
    }

    fn calendar(&self) -> &dyn Calendar {
        self.calendar
    }

    fn json(&self) -> &dyn Json {
        self.json
    }
}
