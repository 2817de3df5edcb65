use js_sys::JSON;
use wasm_bindgen::{JsCast, JsValue};

use crate::value::{Json, JsonError, MAX_DEPTH, Value, read_json, to_json};

/// The reader of the widget, with the browser's words for what is no JSON.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserJson;

impl Json for BrowserJson {
    fn parse(&self, text: &str) -> Result<Value, JsonError> {
        read_json(text).ok_or_else(|| JsonError {
            message: match JSON::parse(text) {
                Err(error) => message_of(&error),
                Ok(_) => format!("nested deeper than {MAX_DEPTH} levels"),
            },
        })
    }
}

/// What `JSON.stringify` writes of a value: dates as texts, no functions. Nothing at all is [`Value::Null`].
///
/// Errors: what cannot be written (values within themselves, big integers, functions alone) or is nested too deep.
pub fn from_js(value: &JsValue) -> Result<Value, JsonError> {
    if value.is_undefined() {
        return Ok(Value::Null);
    }
    // A function is written as nothing at all, and what is within itself is an error.
    let text = JSON::stringify(value).unwrap_or_default();
    match text.as_string() {
        Some(text) => BrowserJson.parse(&text),
        None => Err(JsonError {
            message: "functions, big integers and values within themselves are no data".into(),
        }),
    }
}

/// Objects become plain objects.
pub fn to_js(value: &Value) -> JsValue {
    JSON::parse(&to_json(value)).unwrap_or(JsValue::NULL)
}

fn message_of(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(String::new, |error| error.message().into())
}
