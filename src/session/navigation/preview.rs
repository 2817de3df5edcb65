//! All answers on one page before they are sent.

use crate::session::Session;
use crate::session::form::Id;
use crate::session::navigation::Current;
use crate::session::navigation::Stage;

impl Session {
    /// Shows all answers before they are sent; false if something has to be mended first.
    pub fn show_preview(&mut self) -> bool {
        if self.is_completed() {
            return false;
        }
        if !self.leave_page(true, true) {
            self.after_change();
            return false;
        }
        self.after_change();
        self.stage == Stage::Preview
    }

    #[inline(never)]
    pub(super) fn enter_preview(&mut self) {
        if self.stage == Stage::Preview {
            return;
        }
        self.leave_screen();
        self.stage = Stage::Preview;
        self.worded_in_preview.clear();
        self.forget_seconds_on_all_pages();
        self.element_before_preview = self.element.take();
        self.current = None;
        for page in self.form.pages.clone() {
            self.recount(page);
        }
        // Questions that are taken in once more may say something else than they did.
        self.form.rules.mark_all_impatient();
        self.gather_pages();
        for page in self.form.pages.clone() {
            self.first_showing(page);
        }
    }

    pub fn cancel_preview(&mut self) {
        if self.stage == Stage::Preview {
            self.stage = Stage::Running;
            self.leave_preview();
        }
    }

    #[inline(never)]
    pub(super) fn leave_preview(&mut self) {
        self.forget_progress(false);
        for page in self.form.pages.clone() {
            self.recount(page);
        }
        self.element = self.element_before_preview.take();
        self.current = None;
        if self.is_single_page() {
            self.gather_pages();
            return;
        }
        if let Some(page) = self.listed_pages().last().copied() {
            self.current = Some(Current::Page(page));
            if self
                .element
                .is_some_and(|element| self.page_of(element) != Some(page))
            {
                let first = self.first_shown_in(page);
                self.set_element(first);
            }
            if let Some(page) = self.element.and_then(|element| self.page_of(element)) {
                self.current = Some(Current::Page(page));
            }
        }
    }

    pub(in crate::session) fn take_in_panels(&mut self, id: Id) {
        for entry in self.entries(id).to_vec() {
            for question in self.form.questions_in(entry) {
                self.take_in(question);
            }
        }
    }

    /// Fields that are empty start with their share of what the whole starts with.
    pub(super) fn fill_fields(&mut self, id: Id) {
        let defaults = self.spec(id).default_value.clone();
        for field in self.form.item(id).children.clone() {
            let value = defaults.get(&self.spec(field).name).clone();
            if self.is_empty_question(field) && !crate::session::equal::is_blank(&value) {
                self.give(field, value);
            }
        }
    }
}
