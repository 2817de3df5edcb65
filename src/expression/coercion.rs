use std::rc::Rc;

use super::dates::{Calendar, FixedCalendar, date_text};
use crate::value::{Value, number_to_text, read_number};

/// Nothing there, as the operators `empty` and `notempty` see it: absent, NaN, empty text, an empty list, an object
/// without a member that is not empty. White space is something, and so are 0 and false.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Undefined | Value::Null => true,
        Value::Bool(_) | Value::Date(_) => false,
        Value::Number(number) => number.is_nan(),
        Value::Text(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Object(object) => object.iter().all(|(_, member)| is_empty(member)),
    }
}

/// What JavaScript takes for true.
pub fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Undefined | Value::Null => false,
        Value::Bool(flag) => *flag,
        Value::Number(number) => !(*number == 0.0 || number.is_nan()),
        Value::Text(text) => !text.is_empty(),
        Value::Date(_) | Value::List(_) | Value::Object(_) => true,
    }
}

/// Whether JavaScript's `value == true` holds.
pub(super) fn is_loosely_true(value: &Value) -> bool {
    match value {
        Value::Bool(flag) => *flag,
        Value::Number(_) | Value::Text(_) | Value::List(_) => to_number(value) == 1.0,
        _ => false,
    }
}

/// JavaScript's `Number(value)`.
pub fn to_number(value: &Value) -> f64 {
    match value {
        Value::Undefined | Value::Object(_) => f64::NAN,
        Value::Null => 0.0,
        Value::Bool(flag) => f64::from(u8::from(*flag)),
        Value::Number(number) | Value::Date(number) => *number,
        Value::Text(text) => text_to_number(text),
        Value::List(_) => text_to_number(&text_in_utc(value)),
    }
}

/// JavaScript's `String(value)`; a date as the calendar's zone shows it.
pub fn to_text(value: &Value, calendar: &dyn Calendar) -> Rc<str> {
    match value {
        Value::Undefined => "undefined".into(),
        Value::Null => "null".into(),
        Value::Bool(true) => "true".into(),
        Value::Bool(false) => "false".into(),
        Value::Number(number) => number_to_text(*number).into(),
        Value::Text(text) => text.clone(),
        Value::Date(millis) => date_text(*millis, calendar).into(),
        Value::List(items) => join(items, ",", calendar).into(),
        Value::Object(_) => "[object Object]".into(),
    }
}

/// The text where it makes no difference which zone dates are shown in.
pub(super) fn text_in_utc(value: &Value) -> Rc<str> {
    to_text(value, &FixedCalendar::UTC)
}

/// JavaScript's `items.join(separator)`.
pub(super) fn join(items: &[Value], separator: &str, calendar: &dyn Calendar) -> String {
    let mut out = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(separator);
        }
        if !item.is_absent() {
            out.push_str(&to_text(item, calendar));
        }
    }
    out
}

/// What the language makes of the value behind a name: text that says true, false or a number becomes that, and
/// quotes around it are dropped. Numbers with leading zeros stay text; they are postcodes and the like.
pub(super) fn correct_value(value: Value) -> Value {
    let Value::Text(text) = &value else {
        return value;
    };
    if text.eq_ignore_ascii_case("true") {
        return Value::Bool(true);
    }
    if text.eq_ignore_ascii_case("false") {
        return Value::Bool(false);
    }
    let quotes = ['\'', '"'];
    if let Some(inner) = text
        .strip_prefix(quotes)
        .and_then(|rest| rest.strip_suffix(quotes))
    {
        return Value::text(inner);
    }
    let number = number_of_text(text);
    let has_leading_zero = match text.as_bytes() {
        [b'0', b'x', ..] | [b'0'] => false,
        [b'0', second, ..] => !matches!(second, b'.' | b','),
        _ => false,
    };
    if number.is_nan() || has_leading_zero {
        value
    } else {
        Value::Number(number)
    }
}

/// The number that a value is in the language's own, stricter sense; NaN for none. Empty text, true and false are no
/// numbers, `1,5` is one, sixteen digits in a row are an identifier.
pub(super) fn number_of(value: &Value) -> f64 {
    match value {
        Value::Number(number) if number.is_finite() => *number,
        Value::Text(text) => number_of_text(text),
        Value::List(_) => finite_number(&text_in_utc(value)),
        _ => f64::NAN,
    }
}

pub fn number_of_text(text: &str) -> f64 {
    let text = trim(text);
    if text.starts_with("0x") {
        return if text.len() > 32 {
            f64::NAN
        } else {
            parse_int(text)
        };
    }
    let is_identifier = text.len() > 15 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_signed_inside = |sign| text.rfind(sign).is_some_and(|at| at > 0);
    let has_operator =
        !is_signed_inside('-') && !is_signed_inside('+') && text.contains(['*', '^', '/', '%']);
    if text.is_empty() || is_identifier || has_operator {
        return f64::NAN;
    }
    if text.bytes().filter(|byte| *byte == b',').count() == 1 {
        finite_number(&text.replace(',', "."))
    } else {
        finite_number(text)
    }
}

fn finite_number(text: &str) -> f64 {
    if text_to_number(text).is_finite() {
        parse_float(text)
    } else {
        f64::NAN
    }
}

/// JavaScript's `Number(text)`.
pub(super) fn text_to_number(text: &str) -> f64 {
    let text = trim(text);
    let radix = match text.as_bytes() {
        [] => return 0.0,
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ if decimal_length(text) == text.len() => return parse_float(text),
        _ => return f64::NAN,
    };
    let digits = text.get(2..).unwrap_or_default();
    if !digits.is_empty() && digits.bytes().all(|byte| char::from(byte).is_digit(radix)) {
        read_digits(digits, radix)
    } else {
        f64::NAN
    }
}

/// JavaScript's `parseFloat(text)`: the number that the text begins with.
pub(super) fn parse_float(text: &str) -> f64 {
    let text = trim(text);
    text.get(..decimal_length(text))
        .filter(|number| !number.is_empty())
        .and_then(read_number)
        .unwrap_or(f64::NAN)
}

/// JavaScript's `parseInt(text)`: the whole number that the text begins with.
pub(super) fn parse_int(text: &str) -> f64 {
    let text = trim(text);
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let hexadecimal = unsigned
        .strip_prefix("0x")
        .or_else(|| unsigned.strip_prefix("0X"));
    let (digits, radix) = hexadecimal.map_or((unsigned, 10), |digits| (digits, 16));
    let length = digits
        .bytes()
        .take_while(|byte| char::from(*byte).is_digit(radix))
        .count();
    let number = match digits.get(..length) {
        Some(digits) if length > 0 => read_digits(digits, radix),
        _ => f64::NAN,
    };
    if text.starts_with('-') {
        -number
    } else {
        number
    }
}

fn read_digits(digits: &str, radix: u32) -> f64 {
    if radix == 10 {
        return read_number(digits).unwrap_or(f64::NAN);
    }
    digits.chars().fold(0.0, |number, digit| {
        number * f64::from(radix) + f64::from(digit.to_digit(radix).unwrap_or(0))
    })
}

/// How many bytes of the text are a decimal number: `-1.5e3`, `.5`, `5.`, `Infinity`; 0 for none.
fn decimal_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits_from = |start: usize| {
        bytes
            .iter()
            .skip(start)
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let sign = usize::from(text.starts_with(['+', '-']));
    if text
        .get(sign..)
        .is_some_and(|rest| rest.starts_with("Infinity"))
    {
        return sign + "Infinity".len();
    }
    let whole = digits_from(sign);
    let mut end = sign + whole;
    if bytes.get(end) == Some(&b'.') {
        let fraction = digits_from(end + 1);
        if whole + fraction > 0 {
            end += 1 + fraction;
        }
    }
    if end == sign {
        return 0;
    }
    if let Some(b'e' | b'E') = bytes.get(end) {
        let exponent_sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits_from(end + 1 + exponent_sign);
        if exponent > 0 {
            end += 1 + exponent_sign + exponent;
        }
    }
    end
}

/// JavaScript's `text.trim()`, whose white space is not quite Rust's.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|character: char| {
        character == '\u{feff}' || (character.is_whitespace() && character != '\u{85}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_numbers_as_javascript_reads_them() {
        // Text, Number(text), parseFloat(text), parseInt(text), the language's own sense; NaN where "none".
        const NONE: f64 = f64::NAN;
        let cases = [
            ("", 0.0, NONE, NONE, NONE),
            (" \u{feff}12\n", 12.0, 12.0, 12.0, 12.0),
            ("-1.5e3", -1500.0, -1500.0, -1.0, -1500.0),
            (".5", 0.5, 0.5, NONE, 0.5),
            ("5.", 5.0, 5.0, 5.0, 5.0),
            ("+7", 7.0, 7.0, 7.0, 7.0),
            ("1e", NONE, 1.0, 1.0, NONE),
            ("0x1F", 31.0, 0.0, 31.0, 31.0),
            ("0x", NONE, 0.0, NONE, NONE),
            ("0b11", 3.0, 0.0, 0.0, 0.0),
            ("1,5", NONE, 1.0, 1.0, 1.5),
            ("1,5,2", NONE, 1.0, 1.0, NONE),
            ("12abc", NONE, 12.0, 12.0, NONE),
            ("2024-01-15", NONE, 2024.0, 2024.0, NONE),
            ("6/2", NONE, 6.0, 6.0, NONE),
            (
                "1234567890123456",
                1234567890123456.0,
                1234567890123456.0,
                1234567890123456.0,
                NONE,
            ),
            ("Infinity", f64::INFINITY, f64::INFINITY, NONE, NONE),
            ("inf", NONE, NONE, NONE, NONE),
            ("\u{85}1", NONE, NONE, NONE, NONE),
            ("é", NONE, NONE, NONE, NONE),
        ];
        let same = |left: f64, right: f64| left == right || (left.is_nan() && right.is_nan());
        for (text, number, float, int, own) in cases {
            assert!(same(text_to_number(text), number), "Number({text:?})");
            assert!(same(parse_float(text), float), "parseFloat({text:?})");
            assert!(same(parse_int(text), int), "parseInt({text:?})");
            assert!(same(number_of_text(text), own), "number_of({text:?})");
        }
    }

    #[test]
    fn text_behind_a_name_becomes_what_it_says() {
        let cases = [
            ("True", Value::Bool(true)),
            ("'12'", "12".into()),
            ("'", "'".into()),
            ("12", 12.into()),
            ("0", 0.into()),
            ("0,5", 0.5.into()),
            ("007", "007".into()),
            ("0x10", 16.into()),
            ("abc", "abc".into()),
        ];
        for (text, expected) in cases {
            assert_eq!(correct_value(text.into()), expected, "{text}");
        }
    }
}
