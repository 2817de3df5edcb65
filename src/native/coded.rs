//! Values that JSON lacks, coded in JSON, so that tools can pass them in and out.
//!
//! Each is an object with one member: `{"$undefined": true}`, `{"$nan": true}`, `{"$inf": 1}` (or −1),
//! `{"$date": "2026-01-15T12:00:00.000Z"}`, and `{"$date": null}` for an invalid date. All else stands for itself.

use std::fmt;

use crate::expression::{FixedCalendar, date_of};
use crate::value::{Object, Value, iso_date, to_json};

/// The value that a coded one stands for. Dates without an offset are taken for UTC.
///
/// Errors: an object that is coded by its name but not by what it holds.
pub fn decode(coded: &Value) -> Result<Value, CodingError> {
    match coded {
        Value::List(items) => {
            let items: Result<Vec<Value>, _> = items.iter().map(decode).collect();
            Ok(items?.into())
        }
        Value::Object(object) => match decode_alone(object) {
            Some(decoded) => decoded,
            None => decode_members(object).map(Value::from),
        },
        other => Ok(other.clone()),
    }
}

/// The members of an object, each decoded; the object itself stands for itself.
pub fn decode_members(object: &Object) -> Result<Object, CodingError> {
    object
        .iter()
        .map(|(name, member)| Ok((name.clone(), decode(member)?)))
        .collect()
}

/// The value as one that JSON can hold, and that [`decode`] reads back.
pub fn encode(value: &Value) -> Value {
    match value {
        Value::Undefined => coded("$undefined", true),
        Value::Number(number) if number.is_nan() => coded("$nan", true),
        Value::Number(number) if number.is_infinite() => coded("$inf", number.signum()),
        Value::Date(millis) => coded("$date", iso_text(*millis).map_or(Value::Null, Value::from)),
        Value::List(items) => Value::list(items.iter().map(encode)),
        Value::Object(object) => Value::object(
            object
                .iter()
                .map(|(name, member)| (name.clone(), encode(member))),
        ),
        other => other.clone(),
    }
}

/// Why a coded value cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub struct CodingError {
    /// A sentence.
    pub message: String,
}

impl fmt::Display for CodingError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for CodingError {}

/// `None` for an object that stands for itself.
fn decode_alone(object: &Object) -> Option<Result<Value, CodingError>> {
    let mut members = object.iter();
    let (Some((name, held)), None) = (members.next(), members.next()) else {
        return None;
    };
    let (decoded, needed) = match &**name {
        "$undefined" => ((*held == true.into()).then_some(Value::Undefined), "true"),
        "$nan" => ((*held == true.into()).then_some(f64::NAN.into()), "true"),
        "$inf" => (infinity(held), "1 or -1"),
        "$date" => (
            date(held),
            "a date such as \"2026-01-15T12:00:00Z\", or null for an invalid one",
        ),
        _ => return None,
    };
    Some(decoded.ok_or_else(|| CodingError {
        message: format!("\"{name}\" needs {needed}, not {}.", shortened(held)),
    }))
}

fn infinity(held: &Value) -> Option<Value> {
    let sign = held.as_number().filter(|sign| sign.abs() == 1.0)?;
    Some((sign * f64::INFINITY).into())
}

fn date(held: &Value) -> Option<Value> {
    let millis = match held {
        Value::Null => f64::NAN,
        Value::Text(text) if !text.is_empty() => date_of(held, &FixedCalendar::UTC),
        _ => return None,
    };
    (held.is_absent() || millis.is_finite()).then_some(Value::Date(millis))
}

const MAX_SHOWN_CHARACTERS: usize = 40;

fn shortened(held: &Value) -> String {
    match held {
        Value::List(_) | Value::Object(_) => held.kind().to_owned(),
        other => {
            let text = to_json(other);
            match text.char_indices().nth(MAX_SHOWN_CHARACTERS) {
                Some((end, _)) => format!("{} …", text.get(..end).unwrap_or_default()),
                None => text,
            }
        }
    }
}

fn coded(name: &str, held: impl Into<Value>) -> Value {
    Value::object([(name.into(), held.into())])
}

/// After as many years the calendar repeats itself.
const CYCLE_YEARS: f64 = 400.0;
const CYCLE_MILLIS: f64 = 146_097.0 * 86_400_000.0;

/// As JavaScript's `toISOString`: years beyond 0 to 9999 with a sign and six digits. `None` for an invalid date.
fn iso_text(millis: f64) -> Option<String> {
    if !millis.is_finite() {
        return None;
    }
    iso_date(millis).or_else(|| {
        let cycles = (millis / CYCLE_MILLIS).floor();
        let within = iso_date(millis - cycles * CYCLE_MILLIS)?;
        let (year, rest) = within.split_at_checked(4)?;
        let year = year.parse::<f64>().ok()? + cycles * CYCLE_YEARS;
        let sign = if year < 0.0 { '-' } else { '+' };
        Some(format!("{sign}{:06}{rest}", year.abs()))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::native::SerdeJson;
    use crate::value::Json;

    #[test]
    fn coded_values_are_read_and_written_back() {
        let cases = [
            r#"{"$undefined":true}"#,
            r#"{"$nan":true}"#,
            r#"{"$inf":1}"#,
            r#"{"$inf":-1}"#,
            r#"{"$date":null}"#,
            r#"{"$date":"2026-01-15T12:00:00.000Z"}"#,
            r#"{"$date":"0000-01-01T00:00:00.000Z"}"#,
            r#"{"$date":"-000001-12-31T23:59:59.999Z"}"#,
            r#"{"$date":"+010000-02-29T00:00:00.000Z"}"#,
            r#"{"$date":"+275760-09-13T00:00:00.000Z"}"#,
            r#"{"$date":"-271821-04-20T00:00:00.000Z"}"#,
            r#"[1,"a",null,{"b":[{"$undefined":true}],"c":{"$nan":true}}]"#,
            r#"{"$date":null,"$nan":true}"#,
            r#"{"$":true}"#,
            "{}",
        ];
        for text in cases {
            let value = decode(&SerdeJson.parse(text).unwrap()).unwrap();
            assert_eq!(to_json(&encode(&value)), text);
        }
        let read = decode(
            &SerdeJson
                .parse(r#"[{"$undefined":true},{"$date":"2026-01-15"}]"#)
                .unwrap(),
        );
        let expected = [Value::Undefined, Value::Date(1_768_435_200_000.0)];
        assert_eq!(read, Ok(Value::list(expected)));
    }

    #[test]
    fn what_is_coded_wrongly_is_an_error() {
        let cases = [
            (
                r#"{"$undefined":false}"#,
                "\"$undefined\" needs true, not false.",
            ),
            (r#"[{"a":{"$nan":1}}]"#, "\"$nan\" needs true, not 1."),
            (r#"{"$inf":2}"#, "\"$inf\" needs 1 or -1, not 2."),
            (r#"{"$date":""}"#, "not \"\"."),
            (r#"{"$date":"soon"}"#, "not \"soon\"."),
            (r#"{"$date":5}"#, "not 5."),
            (r#"{"$date":[]}"#, "not a list."),
        ];
        for (text, part) in cases {
            let error = decode(&SerdeJson.parse(text).unwrap()).unwrap_err();
            assert!(error.message.ends_with(part), "{text}: {error}");
        }
        let long = format!(r#"{{"$date":"{}"}}"#, "é".repeat(1000));
        let error = decode(&SerdeJson.parse(&long).unwrap()).unwrap_err();
        assert!(error.message.len() < 250, "{error}");
    }
}
