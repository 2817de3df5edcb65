//! To the next page, and over the end.

use crate::definition::{CheckErrors, ClearInvisible};
use crate::session::Session;
use crate::session::changes::Change;
use crate::session::form::{Id, value_name};
use crate::session::navigation::Current;
use crate::session::navigation::KEEP;
use crate::session::navigation::Stage;
use crate::session::visibility::Reason;

impl Session {
    /// Checks what is shown and goes on: to the next page, or to the end. False if something has to be mended first.
    pub fn go_next(&mut self) -> bool {
        if self.is_completed() {
            return false;
        }
        let went_on = if self.stage() == Stage::Starting {
            self.begin()
        } else if self.turn().is_some_and(|turn| turn.current().is_some()) {
            self.go_on_in_journey()
        } else if self.is_last() {
            self.complete()
        } else {
            self.next_page()
        };
        self.after_change();
        went_on
    }

    fn next_page(&mut self) -> bool {
        if let Some(element) = self.element {
            if let Some(went_on) = self
                .asked_by_inputs()
                .and_then(|question| self.next_input(question))
            {
                return went_on;
            }
            return self.next_element(element);
        }
        self.leave_page(false, false)
    }

    /// Ends the survey, if all is well.
    pub fn complete(&mut self) -> bool {
        if self.is_completed() {
            return true;
        }
        if self.survey.check_errors == CheckErrors::OnComplete {
            self.cancel_preview();
        }
        self.leave_page(true, false);
        self.after_change();
        self.is_completed()
    }

    /// Checks as is due and acts; what it gives is survey-core's, which is false when a survey that is checked at its
    /// end passes.
    pub(super) fn leave_page(&mut self, ends: bool, previews: bool) -> bool {
        let at_end = self.survey.check_errors == CheckErrors::OnComplete;
        if self.survey.read_only || (at_end && (!ends || previews)) {
            self.act_on_leaving(ends, previews);
            return true;
        }
        if at_end {
            if !self.is_last() {
                self.act_on_leaving(ends, previews);
                return true;
            }
            let is_valid = self.validate_pages(&self.listed_pages());
            if is_valid {
                self.act_on_leaving(ends, previews);
            } else {
                self.show_first_error();
            }
            return !is_valid;
        }
        if self.current.is_none() && self.stage() != Stage::Starting {
            return true;
        }
        let is_valid = self.validate_view();
        if is_valid {
            self.act_on_leaving(ends, previews);
        } else {
            self.note_focus_on_error();
        }
        is_valid
    }

    fn act_on_leaving(&mut self, ends: bool, previews: bool) {
        if previews {
            self.enter_preview();
        } else if ends {
            self.end();
        } else {
            self.go_to_next_page();
        }
    }

    fn validate_view(&mut self) -> bool {
        let pages = self.pages_in_view();
        // A trigger may have led to a question on a page that is hidden, which keeps nobody from going on.
        if let Some(element) = self.element
            && self.stage() == Stage::Running
            && self.form.item(element).is_question()
            && self
                .page_of(element)
                .is_some_and(|page| pages.contains(&page))
        {
            let is_valid = self.validate_alone(element, KEEP);
            if !is_valid {
                self.ask_for_mending(element);
            }
            return is_valid;
        }
        self.validate_pages(&pages)
    }

    pub(super) fn validate_pages(&mut self, pages: &[Id]) -> bool {
        let mut is_valid = true;
        if self.shows_all() && self.stage() != Stage::Starting {
            // What comes to be shown while the pages before it are checked is checked too.
            for page in self.form.pages.clone() {
                is_valid &= !self.is_listed(page) || self.validate_element(page, KEEP);
            }
            return is_valid;
        }
        for &page in pages {
            is_valid &= self.validate_element(page, KEEP);
        }
        is_valid
    }

    /// Checks all pages.
    pub fn validate(&mut self) -> bool {
        if self.is_completed() {
            return true;
        }
        let pages = self.listed_pages();
        self.validate_pages(&pages)
    }

    fn go_to_next_page(&mut self) {
        let before = self.current;
        self.check_page_triggers(false);
        if self.is_completed() || before != self.current {
            return;
        }
        let pages = self.listed_pages();
        let next = match self.current_page() {
            Some(page) => pages
                .iter()
                .position(|&listed| listed == page)
                .map_or(0, |place| place + 1),
            None => return,
        };
        if let Some(&page) = pages.get(next) {
            self.leave_screen();
            self.set_current_page(Some(page));
        }
    }

    fn check_page_triggers(&mut self, ends: bool) {
        let mut changes = Vec::new();
        for page in self.pages_in_view() {
            for id in self.form.questions_in(page) {
                let name = value_name(&self.spec(id)).clone();
                changes.push(Change {
                    new: self.answers.get(&name).clone(),
                    name,
                    old: None,
                });
            }
        }
        for calculated in &self.survey.calculated_values {
            changes.push(Change {
                name: calculated.name.clone(),
                old: None,
                new: self.variable(&calculated.name),
            });
        }
        self.check_triggers(changes, true, ends, false, None);
    }

    pub(in crate::session) fn complete_now(&mut self) {
        self.end();
    }

    /// A trigger that would end the survey on leaving the page.
    pub(in crate::session) fn allow_completion(&mut self, trigger: usize, allowed: bool) {
        self.completing_triggers
            .retain(|(known, _)| *known != trigger);
        if allowed {
            self.completing_triggers
                .push((trigger, self.current_page()));
        }
    }

    /// Whether leaving this page ends the survey whatever comes after.
    pub fn ends_here(&self) -> bool {
        let here = self.current_page();
        self.completing_triggers
            .iter()
            .any(|(_, page)| *page == here)
    }

    pub(in crate::session) fn end(&mut self) {
        if self.is_completed() {
            return;
        }
        self.check_page_triggers(true);
        self.leave_screen();
        let was_preview = self.stage == Stage::Preview;
        self.stage = Stage::Completed;
        if was_preview {
            self.leave_preview();
        }
        for id in self.form.all_questions() {
            self.clear_unused_words(id);
        }
        if self.survey.clear_invisible != ClearInvisible::None || self.has_own_clearing {
            for id in self.form.all_questions() {
                if was_preview {
                    self.drop_hidden_words(id);
                }
                self.clear_if_invisible(id, Reason::Completed);
            }
        }
        self.drop_hidden_journeys();
        self.paradata.completed_at_millis = Some(self.setting.calendar.now_millis());
    }

    fn drop_hidden_journeys(&mut self) {
        let shown: Vec<usize> = self
            .form
            .pages
            .iter()
            .filter(|&&page| self.is_shown_itself(page))
            .filter_map(|&page| self.page_index(page))
            .collect();
        self.turns.retain(|(index, _)| shown.contains(index));
    }

    /// Whether the next step ends the survey, as far as can be said now.
    pub fn is_last(&self) -> bool {
        if self.is_completed() || self.turn().is_some_and(|turn| turn.current().is_some()) {
            return false;
        }
        let is_last_page = match self.current {
            Some(Current::All) => true,
            Some(Current::Page(page)) => self.listed_pages().last() == Some(&page),
            None => false,
        };
        is_last_page
            && self.element.is_none_or(|element| {
                self.input_place.is_last() && self.single_elements(None).last() == Some(&element)
            })
    }

    /// Leaves the page that welcomes; false if something on it has to be mended first, or there is none.
    pub fn begin(&mut self) -> bool {
        if !self.survey.first_page_is_start_page || self.is_completed() {
            return false;
        }
        if let Some(&page) = self.form.pages.first()
            && self.is_start_page(page)
        {
            self.first_showing(page);
            if !self.validate_element(page, KEEP) {
                self.ask_for_mending(page);
                return false;
            }
        }
        if self.welcoming {
            self.leave_screen();
            self.welcoming = false;
        }
        if let Some(&page) = self.listed_pages().first() {
            self.set_current_page(Some(page));
        }
        self.after_change();
        true
    }
}
