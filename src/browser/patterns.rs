use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::session::{Patterns, longest_text};

/// The browser's own regular expressions: they cost no bytes. Nothing bounds the time they take, so texts that are long
/// for the shape of a pattern are taken as fitting.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserPatterns;

impl Patterns for BrowserPatterns {
    fn is_match(&self, pattern: &str, ignore_case: bool, text: &str) -> bool {
        if text.chars().nth(longest_text(pattern)).is_some() {
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
