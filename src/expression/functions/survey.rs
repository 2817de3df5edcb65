//! Functions that choose, cut text, and ask the survey.

use super::super::coercion::{is_truthy, number_of, to_number};
use super::super::evaluate::Thrown;
use super::Arguments;
use crate::value::Value;

pub(super) fn iif(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    Ok(match arguments.values {
        [] | [_] => Value::Null,
        [condition, then, ..] if is_truthy(condition) => then.clone(),
        _ => arguments.get(2).clone(),
    })
}

/// `substring(text, start, end)`, counted in UTF-16 units; the ends may be given in either order.
pub(super) fn substring(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let (start, end) = (arguments.get(1), arguments.get(2));
    let Some(text) = arguments.get(0).as_text() else {
        return Ok("".into());
    };
    if number_of(start).is_nan() {
        return Ok("".into());
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    // The conversion takes NaN for 0, as JavaScript does.
    let place = |value: &Value| (to_number(value).max(0.0) as usize).min(units.len());
    let end = if number_of(end).is_nan() {
        units.len()
    } else {
        place(end)
    };
    let start = place(start);
    let part = units
        .get(start.min(end)..start.max(end))
        .unwrap_or_default();
    Ok(String::from_utf16_lossy(part).into())
}

pub(super) fn display_value(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let (question, value) = (arguments.get(0), arguments.get(1));
    Ok(if is_truthy(question) {
        arguments.scope().display_value(question, value)
    } else {
        Value::Undefined
    })
}

pub(super) fn property_value(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    Ok(match arguments.values {
        [question, property] if is_truthy(question) && is_truthy(property) => {
            arguments.scope().property_value(question, property)
        }
        _ => Value::Undefined,
    })
}

pub(super) fn get_comment(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let (question, choice) = (arguments.get(0), arguments.get(1));
    Ok(if is_truthy(question) {
        arguments.scope().comment(question, choice)
    } else {
        Value::Undefined
    })
}

pub(super) fn is_container_ready(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let (name, index) = (arguments.get(0), arguments.get(1));
    let is_ready = is_truthy(name) && arguments.scope().is_container_ready(name, index);
    Ok(is_ready.into())
}

pub(super) fn is_display_mode(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    Ok(arguments.scope().is_display_mode())
}
