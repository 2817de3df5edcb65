use std::fmt::Write as _;

use super::{Value, number_to_text};

/// The deepest nesting of lists and objects that is read.
pub const MAX_DEPTH: usize = 120;

/// Reads JSON text. A trait, because the reader that does it natively would cost the widget too many bytes.
pub trait Json {
    /// Errors: text that is not JSON, or is nested deeper than [`MAX_DEPTH`].
    fn parse(&self, text: &str) -> Result<Value, JsonError>;
}

/// Why a text is not JSON, in the words of the reader that found out.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonError {
    pub message: String,
}

/// Writes a value as JSON without white space: the same value gives the same bytes everywhere.
///
/// As `JSON.stringify` does, members that are undefined are left out, and undefined items and numbers that are not
/// finite become `null`. Dates are written as ISO 8601 text.
pub fn to_json(value: &Value) -> String {
    let mut out = String::new();
    write_value(&mut out, value);
    out
}

fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Undefined | Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) if number.is_finite() => out.push_str(&number_to_text(*number)),
        Value::Number(_) => out.push_str("null"),
        Value::Text(text) => write_text(out, text),
        Value::Date(millis) => match iso_date(*millis) {
            Some(date) => write_text(out, &date),
            None => out.push_str("null"),
        },
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_value(out, item);
            }
            out.push(']');
        }
        Value::Object(object) => {
            out.push('{');
            let mut first = true;
            for (name, member) in object.iter().filter(|(_, member)| !member.is_undefined()) {
                if !first {
                    out.push(',');
                }
                first = false;
                write_text(out, name);
                out.push(':');
                write_value(out, member);
            }
            out.push('}');
        }
    }
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

const MILLIS_PER_DAY: f64 = 86_400_000.0;

/// `2026-01-15T12:00:00.000Z`, as JavaScript's `toISOString` for the years 0 to 9999; `None` beyond them.
pub fn iso_date(millis: f64) -> Option<String> {
    if !(-62_167_219_200_000.0..253_402_300_800_000.0).contains(&millis) {
        return None;
    }
    let days = (millis / MILLIS_PER_DAY).floor();
    let of_day = (millis - days * MILLIS_PER_DAY) as u32;
    let (year, month, day) = civil_from_days(days as i64);
    Some(format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:03}Z",
        of_day / 3_600_000,
        of_day / 60_000 % 60,
        of_day / 1000 % 60,
        of_day % 1000
    ))
}

/// Year, month (1 to 12) and day of a day counted from 1970-01-01.
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
pub fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = (shifted_month + 2) % 12 + 1;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Object;

    #[test]
    fn values_are_written_as_json_stringify_writes_them() {
        let mut object = Object::new();
        object.set("a", 1);
        object.set("missing", Value::Undefined);
        object.set(
            "b",
            Value::list([Value::Undefined, true.into(), f64::NAN.into()]),
        );
        let cases = [
            (Value::Undefined, "null"),
            (
                Value::from("line\n\"quoted\" \\ \u{1} é"),
                "\"line\\n\\\"quoted\\\" \\\\ \\u0001 é\"",
            ),
            (Value::from(object), "{\"a\":1,\"b\":[null,true,null]}"),
            (
                Value::Date(1_768_478_400_000.0),
                "\"2026-01-15T12:00:00.000Z\"",
            ),
            (Value::Date(f64::NAN), "null"),
        ];
        for (value, expected) in cases {
            assert_eq!(to_json(&value), expected);
        }
    }

    #[test]
    fn dates_are_written_as_iso_8601() {
        let cases = [
            (0.0, Some("1970-01-01T00:00:00.000Z")),
            (-1.0, Some("1969-12-31T23:59:59.999Z")),
            (951_782_400_000.0, Some("2000-02-29T00:00:00.000Z")),
            (-62_167_219_200_000.0, Some("0000-01-01T00:00:00.000Z")),
            (253_402_300_800_000.0, None),
        ];
        for (millis, expected) in cases {
            assert_eq!(iso_date(millis).as_deref(), expected);
        }
    }
}
