use std::rc::Rc;

use js_sys::{Array, Date, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::value::{Json, JsonError, MAX_DEPTH, Object, Value, to_json};

/// The browser's own JSON: it costs no bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserJson;

impl Json for BrowserJson {
    fn parse(&self, text: &str) -> Result<Value, JsonError> {
        let parsed = JSON::parse(text).map_err(|error| JsonError {
            message: message_of(&error),
        })?;
        from_js(parsed)
    }
}

/// Errors: what is no JSON (functions, symbols) or is nested too deep.
pub fn from_js(value: JsValue) -> Result<Value, JsonError> {
    at_depth(&value, 0)
}

/// Objects become plain objects.
pub fn to_js(value: &Value) -> JsValue {
    JSON::parse(&to_json(value)).unwrap_or(JsValue::NULL)
}

fn at_depth(value: &JsValue, depth: usize) -> Result<Value, JsonError> {
    // Each look is a call of JavaScript, and most values of documents are texts.
    if let Some(text) = value.as_string() {
        return Ok(text.into());
    }
    if value.is_null() || value.is_undefined() {
        return Ok(Value::Null);
    }
    if let Some(flag) = value.as_bool() {
        return Ok(flag.into());
    }
    if let Some(number) = value.as_f64() {
        return Ok(number.into());
    }
    if !value.is_object() {
        return Err(JsonError {
            message: "functions, symbols and the like are no data".into(),
        });
    }
    if depth >= MAX_DEPTH {
        return Err(JsonError {
            message: format!("nested deeper than {MAX_DEPTH} levels"),
        });
    }
    if let Some(items) = value.dyn_ref::<Array>() {
        let items: Result<Vec<Value>, JsonError> = items
            .iter()
            .map(|item| at_depth(&item, depth + 1))
            .collect();
        return Ok(items?.into());
    }
    if let Some(date) = value.dyn_ref::<Date>() {
        // As JSON has it; a date that is none would throw.
        let is_date = date.get_time().is_finite();
        return Ok(match is_date {
            true => String::from(date.to_iso_string()).into(),
            false => Value::Null,
        });
    }
    let mut members = Vec::<(Rc<str>, Value)>::new();
    for key in js_sys::Object::keys(value.unchecked_ref::<js_sys::Object>()).iter() {
        // A getter of the page's own may throw.
        let member = Reflect::get(value, &key).unwrap_or_default();
        let name = key.as_string().unwrap_or_default();
        members.push((name.into(), at_depth(&member, depth + 1)?));
    }
    Ok(members.into_iter().collect::<Object>().into())
}

fn message_of(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(String::new, |error| error.message().into())
}
