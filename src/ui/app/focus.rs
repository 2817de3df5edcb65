use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::App;

impl App {
    pub(super) fn focus_heading(&self) {
        if let Some(heading) = self.heading.cast::<HtmlElement>() {
            // A heading that cannot be focused leaves the focus where it was: no harm.
            let _ = heading.focus();
        }
    }

    pub(super) fn form(&self) -> Option<Element> {
        let heading = self.heading.cast::<Element>()?;
        heading.closest("form").ok().flatten()
    }

    /// Puts the focus into the first element that a selector finds.
    pub(super) fn focus(&self, selector: &str) {
        let found = self
            .form()
            .and_then(|form| form.query_selector(selector).ok().flatten())
            .and_then(|found| found.dyn_into::<HtmlElement>().ok());
        if let Some(found) = found {
            let _ = found.focus();
        }
    }
}
