//! What a page embeds: the functions that the loader calls, and what they set in motion.
//!
//! JavaScript decides *when*: the element, triggers and the public API are the loader's. Here is decided *what*.

mod contents;
mod courier;
mod events;
mod frame;
mod headless;
mod kiosk;
mod load;
mod options;
mod outbox;
mod second_part;
mod widget;

pub use headless::{HeadlessSession, create_session};
pub use outbox::outbox;
pub use widget::Widget;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{HtmlElement, ShadowRoot};

/// Mounts a widget into the shadow root of its element. To be called once for each element.
///
/// `options` is an object with the attributes of the element: see `journey-survey.d.ts`.
#[wasm_bindgen]
pub fn mount(host: HtmlElement, root: ShadowRoot, options: JsValue) -> Result<Widget, JsValue> {
    Widget::mount(host, root, options)
}
