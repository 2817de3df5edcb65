use std::sync::Once;

use wasm_bindgen::JsValue;
use web_sys::CustomEvent;

/// What the loader listens for on the window: it mounts every element anew.
const EVENT: &str = "journey-survey:panic";

/// A panic leaves this instance in an unknown state, and with it every widget on the page. The next call from the
/// loader gets a fresh instance; answers are in their drafts, so respondents go on where they were.
pub fn recover_from_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        yew::set_custom_panic_hook(Box::new(|info| {
            let message = info.to_string();
            web_sys::console::error_1(&JsValue::from_str(&message));
            #[cfg(target_arch = "wasm32")]
            wasm_bindgen::handler::schedule_reinit();
            if let (Some(window), Ok(event)) = (crate::browser::window(), CustomEvent::new(EVENT)) {
                let _ = window.dispatch_event(&event);
            }
        }));
    });
}
