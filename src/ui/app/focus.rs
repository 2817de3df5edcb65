use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::App;

impl App {
    /// Of one question alone its title is the heading, and of a page without a title its first question's; but a survey
    /// that opens says first what it is.
    pub(super) fn focus_heading(&self, is_one_question: bool, opens: bool) {
        let Some(heading) = self.heading.cast::<HtmlElement>() else {
            return;
        };
        let title = self
            .form()
            .filter(|_| !opens && (is_one_question || !heading.class_name().is_empty()));
        // What is folded up cannot be focused; what unfolds it can as it is.
        const FIRST: &str = ".elements summary, .question h3:not(details:not([open]) h3)";
        let title = title.and_then(|form| form.query_selector(FIRST).ok().flatten());
        let title = title.and_then(|title| title.dyn_into::<HtmlElement>().ok());
        if let Some(title) = title.as_ref().filter(|title| title.tab_index() < 0) {
            title.set_tab_index(-1);
        }
        // A heading that cannot be focused leaves the focus where it was: no harm.
        let _ = title.unwrap_or(heading).focus();
    }

    pub(super) fn form(&self) -> Option<Element> {
        let heading = self.heading.cast::<Element>()?;
        heading.closest("form").ok().flatten()
    }

    /// Unfolds panels: what is wrong must be seen, and what is answered is not lost.
    pub(super) fn unfold(&self) {
        const FOLDED: &str = "details:not([open]):is([data-answered], :has(.error))";
        let Some(form) = self.form() else {
            return;
        };
        while let Ok(Some(folded)) = form.query_selector(FOLDED) {
            if folded.set_attribute("open", "").is_err() {
                return;
            }
        }
    }

    /// Puts the focus into the first element that a selector finds, if it finds one.
    pub(super) fn focus(&self, selector: &str) -> bool {
        let found = self
            .form()
            .and_then(|form| form.query_selector(selector).ok().flatten())
            .and_then(|found| found.dyn_into::<HtmlElement>().ok());
        found.is_some_and(|found| found.focus().is_ok())
    }
}
