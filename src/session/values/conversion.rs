//! Values in the form their question records.

use std::rc::Rc;

use crate::definition::{InputType, Kind, Rating, Text};
use crate::expression::{is_truthy, number_of_text, to_text};
use crate::session::Session;
use crate::session::form::Id;
use crate::session::masks::Precision;
use crate::value::{Object, Value, iso_date};

impl Session {
    pub(super) fn convert_to_correct(&self, id: Id, value: Value) -> Value {
        let spec = self.spec(id);
        if let Kind::Text(Text {
            mask: Some(mask), ..
        }) = &spec.kind
            && let Some(masked) = self.masked_value(mask, &value)
        {
            return masked;
        }
        match (&spec.kind, &value) {
            (Kind::Text(_) | Kind::Comment(_), Value::List(items)) => {
                let texts: Vec<Rc<str>> = items
                    .iter()
                    .map(|item| to_text(item, &*self.setting.calendar))
                    .collect();
                let between = match &spec.kind {
                    Kind::Comment(_) => "\n",
                    _ => ", ",
                };
                Value::text(texts.join(between))
            }
            // A list that is set to nothing is empty, whatever stands for nothing.
            (kind, _) if crate::session::choices::takes_several(kind) && !is_truthy(&value) => {
                Value::Undefined
            }
            (Kind::Matrix(matrix), Value::Object(object)) => object
                .iter()
                .filter_map(|(row, cell)| {
                    let cell = match (cell, matrix.several) {
                        (Value::List(items), false) => items.first()?.clone(),
                        (Value::List(_), true) => cell.clone(),
                        (_, true) => Value::list([cell.clone()]),
                        (_, false) => cell.clone(),
                    };
                    Some((row.clone(), cell))
                })
                .collect::<Object>()
                .into(),
            _ => value,
        }
    }

    /// What an expression gives, as it is recorded: dates are texts.
    pub(super) fn to_question_value(&self, id: Id, value: Value) -> Value {
        let spec = self.spec(id);
        let (precision, mask) = match &spec.kind {
            Kind::Text(text) => (self.precision_of(text), text.mask.as_ref()),
            _ => (Precision::Days, None),
        };
        let value = self.date_as_text(value, precision);
        match mask {
            Some(mask) if mask.save_masked && matches!(value, Value::Text(_)) => {
                self.masked_value(mask, &value).unwrap_or(value)
            }
            _ => value,
        }
    }

    fn precision_of(&self, text: &Text) -> Precision {
        match &text.mask {
            Some(mask) => self.mask_precision(mask).unwrap_or(Precision::Days),
            None if text.input == InputType::DateTimeLocal => Precision::Minutes,
            None => Precision::Days,
        }
    }

    pub(in crate::session) fn date_as_text(&self, value: Value, precision: Precision) -> Value {
        let Value::Date(millis) = value else {
            return value;
        };
        let calendar = &self.setting.calendar;
        let local = millis + calendar.utc_offset_millis(millis);
        let Some(iso) = iso_date(local) else {
            return Value::text("NaN-NaN-NaN");
        };
        // Counted from the end, because distant years have more digits: seconds are 5 signs before it, minutes 8.
        let shown = match precision {
            Precision::Days => iso.split('T').next(),
            Precision::Minutes => iso.get(..iso.len().saturating_sub(8)),
            Precision::Seconds => iso.get(..iso.len().saturating_sub(5)),
        };
        Value::text(shown.unwrap_or_default())
    }
}

/// A rating's own value: 4 where `"4"` was said. On a scale that counts nothing, yes and no
/// become what is no number, with which no comparison holds.
pub(super) fn rated(rating: &Rating, value: Value) -> Value {
    let own = || {
        let mut values = rating.values.iter().map(|rate| &rate.value);
        values.find(|own| crate::session::equal::is_same_choice(own, &value))
    };
    match &value {
        _ if !rating.counts => own().cloned().unwrap_or(value),
        Value::Bool(_) | Value::Null => Value::Number(f64::NAN),
        Value::Text(text) if text.trim().is_empty() => Value::Number(f64::NAN),
        Value::List(items) if items.is_empty() => Value::Number(f64::NAN),
        _ => number_of(&value).map_or(value, Value::Number),
    }
}

/// JavaScript's `value == "true"` for what documents hold.
pub(super) fn is_loosely(value: &Value, word: &str) -> bool {
    match value {
        Value::Bool(flag) => (if *flag { "true" } else { "false" }) == word,
        Value::Text(text) => **text == *word,
        _ => false,
    }
}

/// Numbers are recorded as numbers and months as months; what is neither, is nothing.
pub(super) fn corrected(input: InputType, value: Value, session: &Session) -> Value {
    if !crate::expression::is_truthy(&value) {
        return value;
    }
    match input {
        InputType::Number | InputType::Range => match number_of(&value) {
            Some(number) => Value::Number(number),
            None => Value::text(""),
        },
        InputType::Month => {
            let millis = crate::expression::date_of(&value, &*session.setting.calendar);
            let text = value.as_text().unwrap_or_default();
            match iso_date(millis) {
                Some(iso) if iso.starts_with(text) && !text.contains('T') => {
                    Value::text(iso.get(..7).unwrap_or_default())
                }
                _ => {
                    let local = millis + session.setting.calendar.utc_offset_millis(millis);
                    match iso_date(local) {
                        Some(iso) => Value::text(iso.get(..7).unwrap_or_default()),
                        None => value,
                    }
                }
            }
        }
        _ => value,
    }
}

/// A number, or a text that says one, with a decimal comma too, or a list of nothing else.
pub(in crate::session) fn number_of(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => *number,
        Value::Text(text) => number_of_text(text),
        Value::List(items) if items.len() == 1 => return number_of(&items[0]),
        _ => return None,
    };
    number.is_finite().then_some(number)
}

pub(super) fn rounded(value: Value, precision: i32) -> Value {
    if value == Value::Number(f64::INFINITY) {
        return Value::Undefined;
    }
    match (&value, precision) {
        (Value::Number(number), 0..) => Value::Number(crate::expression::round_decimals(
            *number,
            precision as usize,
        )),
        _ => value,
    }
}
