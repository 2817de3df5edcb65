use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::session::{Patterns, is_risky_pattern};

/// The browser's own regular expressions: they cost no bytes. Nothing bounds the time they take, so a pattern whose
/// shape lets it take for ever is not run, and long texts are taken as fitting.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserPatterns;

const MAX_TEXT_BYTES: usize = 10_000;

impl Patterns for BrowserPatterns {
    fn is_match(&self, pattern: &str, ignore_case: bool, text: &str) -> bool {
        if text.len() > MAX_TEXT_BYTES || is_risky_pattern(pattern) {
            return true;
        }
        fits(pattern, ignore_case, text).unwrap_or(true)
    }
}

/// `None` where the browser cannot read the pattern.
fn fits(pattern: &str, ignore_case: bool, text: &str) -> Option<bool> {
    let flags = if ignore_case { "i" } else { "" };
    let constructor = Reflect::get(&js_sys::global(), &"RegExp".into()).ok()?;
    let arguments = Array::of2(&pattern.into(), &flags.into());
    let regex = Reflect::construct(constructor.unchecked_ref::<Function>(), &arguments).ok()?;
    let test = Reflect::get(&regex, &"test".into()).ok()?;
    let found = test
        .unchecked_ref::<Function>()
        .call1(&regex, &JsValue::from(text))
        .ok()?;
    Some(found.is_truthy())
}
