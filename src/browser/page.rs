//! What the page and the device tell about themselves.

use js_sys::{Array, Intl, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url, Window};

use crate::value::Object;

pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The languages that the respondent reads, best first.
pub fn preferred_locales() -> Vec<String> {
    window()
        .map(|window| window.navigator().languages())
        .map(|languages| {
            languages
                .iter()
                .filter_map(|language| language.as_string())
                .collect()
        })
        .unwrap_or_default()
}

/// An IANA name such as `Europe/Paris`; empty where the browser tells none.
pub fn timezone() -> String {
    let options =
        Intl::DateTimeFormat::new(&Array::new(), &js_sys::Object::new()).resolved_options();
    Reflect::get(&options, &JsValue::from_str("timeZone"))
        .ok()
        .and_then(|zone| zone.as_string())
        .unwrap_or_default()
}

/// The size of the viewport and the kind of pointer: enough to tell a phone from a desk, too little to tell people
/// apart.
pub fn device() -> Object {
    let mut device = Object::new();
    let Some(window) = window() else {
        return device;
    };
    let size = |size: Result<JsValue, JsValue>| size.ok().and_then(|size| size.as_f64());
    if let (Some(width), Some(height)) = (size(window.inner_width()), size(window.inner_height())) {
        device.set("width", width);
        device.set("height", height);
    }
    let is_coarse = window
        .match_media("(pointer: coarse)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches());
    device.set("pointer", if is_coarse { "coarse" } else { "fine" });
    device
}

/// Offers a text to the person as a file of that name.
pub fn save_file(name: &str, text: &str) {
    let save = || -> Result<(), JsValue> {
        let document = window().and_then(|window| window.document());
        let document = document.ok_or(JsValue::NULL)?;
        let blob = Blob::new_with_str_sequence(&Array::of1(&text.into()))?;
        let address = Url::create_object_url_with_blob(&blob)?;
        let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
        link.set_href(&address);
        link.set_download(name);
        link.click();
        Url::revoke_object_url(&address)
    };
    // A frame that may not save files is told so by the browser.
    let _ = save();
}

/// An address as seen from the page; `None` if it is none.
pub fn absolute(address: &str) -> Option<String> {
    let base = window()?.document()?.base_uri().ok()??;
    Url::new_with_base(address, &base)
        .ok()
        .map(|url| url.href())
}
