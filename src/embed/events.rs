use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, EventTarget};

use crate::browser::to_js;
use crate::value::Value;

/// Tells the page: `journey-survey:<name>`, composed and bubbling, with `detail`.
pub fn tell(host: &EventTarget, name: &str, detail: &Value) {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&to_js(detail));
    let event = CustomEvent::new_with_event_init_dict(&["journey-survey:", name].concat(), &init);
    if let Ok(event) = event {
        // It fails for an event that is being dispatched already, and this one is new.
        let _ = host.dispatch_event(&event);
    }
}

/// Warns the developer of the page.
pub fn warn(message: &str) {
    web_sys::console::warn_1(&JsValue::from_str(&["Journey Survey: ", message].concat()));
}
