use js_sys::JSON;
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::value::{Json, JsonError, Value};

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
    serde_wasm_bindgen::from_value(value).map_err(|error| JsonError {
        message: error.to_string(),
    })
}

/// Objects become plain objects.
pub fn to_js(value: &Value) -> JsValue {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .unwrap_or(JsValue::NULL)
}

fn message_of(error: &JsValue) -> String {
    use wasm_bindgen::JsCast;
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(String::new, |error| error.message().into())
}
