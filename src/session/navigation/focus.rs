//! To the question that needs a look: the first with an error, or the one that a trigger skips to.

use crate::definition::PageMode;
use crate::session::Session;
use crate::session::form::Id;
use crate::session::navigation::Current;
use crate::session::navigation::Stage;

impl Session {
    fn first_error_question(&self) -> Option<Id> {
        let mut pages = self.listed_pages().into_iter();
        pages.find_map(|page| self.first_wrong_within(page))
    }

    pub(super) fn show_first_error(&mut self) {
        if let Some(id) = self.first_error_question()
            && self.survey.auto_focus_first_error
        {
            self.focus(id);
        }
    }

    /// Where inputs are shown one at a time, the first one to be mended is shown.
    pub(super) fn note_focus_on_error(&mut self) {
        for page in self.pages_in_view() {
            if self.ask_for_mending(page) {
                return;
            }
        }
    }

    /// Brings a question into view.
    pub(in crate::session) fn focus(&mut self, within: Id) {
        let id = self.outermost(within);
        if !self.is_shown_itself(id) || self.is_read_only(id) {
            return;
        }
        // What came to be shown after the start is not asked yet.
        if self.survey.page_mode == PageMode::InputPerPage && self.element.is_none() {
            self.set_element(Some(id));
        } else if self.page_of(id).map(Current::Page) != self.current {
            self.go_to_question(within);
        }
    }

    /// Shows a question, or what a part of one stands in. Who is on the way there already is not sent again.
    fn go_to_question(&mut self, within: Id) -> bool {
        let id = self.outermost(within);
        let Some(page) = self.page_of(id).filter(|_| self.is_shown_itself(id)) else {
            return false;
        };
        if self.focusing == Some(within) {
            return false;
        }
        self.focusing = Some(within);
        let from = self.element.or(self.current_page());
        let to = if self.element.is_some() { id } else { page };
        if let Some(from) = from {
            self.skipped.push((from, to));
        }
        let is_in_view =
            self.stage() != Stage::Starting && self.current == Some(Current::Page(page));
        let waits = !is_in_view && !self.is_start_page(page);
        if waits {
            self.set_current_page(Some(page));
        }
        if self.is_question_per_page() {
            self.set_element(Some(id));
        }
        if !waits {
            self.focusing = None;
        }
        true
    }

    pub(in crate::session) fn skip_to(&mut self, name: &str) {
        let lower = crate::expression::lowercase(name);
        if let Some(id) = self
            .form
            .names
            .first(name)
            .or_else(|| self.form.names.first_in_lowercase(&lower))
        {
            self.go_to_question(id);
        }
    }

    /// Told once what is in view has been shown.
    pub fn page_was_shown(&mut self) {
        self.focusing = None;
    }
}
