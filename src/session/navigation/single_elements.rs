//! Where questions are shown one at a time: which of them is.

use std::rc::Rc;

use crate::definition::{Kind, PageMode};
use crate::session::Session;
use crate::session::changes::Change;
use crate::session::form::{Id, value_name};
use crate::session::navigation::Current;
use crate::session::navigation::KEEP;
use crate::session::navigation::Stage;
use crate::value::Value;

impl Session {
    pub(in crate::session) fn take_answer_over(&mut self, id: Id) {
        let value = self.data_of(id);
        self.update_from_data(id, &value, false);
        let words = if self.keeps_comment(id) {
            self.comment_in_data(id)
        } else {
            Value::text("")
        };
        self.update_comment_from_data(id, words);
    }

    pub(in crate::session) fn take_in(&mut self, id: Id) {
        self.running.taking_in = true;
        self.take_answer_over(id);
        self.running.taking_in = false;
        let own = self.value_of(id);
        self.on_data_changed(id, &own);
        self.update_with_default(id);
        self.update_answered(id);
        self.run_own_conditions(id);
        if matches!(self.spec(id).kind, Kind::MultipleText(_)) {
            self.fill_fields(id);
        }
        if self.is_dynamic(id) {
            self.take_in_panels(id);
        }
    }

    pub(super) fn next_element(&mut self, element: Id) -> bool {
        if !self.validate_alone(element, KEEP) {
            return false;
        }
        let elements = self.single_elements(None);
        let Some(place) = elements.iter().position(|&other| other == element) else {
            return true;
        };
        let Some(&next) = elements.get(place + 1) else {
            return true;
        };
        let mut changes = Vec::new();
        let mut add = |name: &Rc<str>, new: Value| {
            changes.push(Change {
                name: name.clone(),
                old: None,
                new,
            });
        };
        if self.form.item(element).is_question() {
            add(&self.spec(element).name, self.value_of(element));
        } else {
            // A panel has no answers but those that were given.
            for id in self.form.questions_in(element) {
                if !self.is_empty_question(id) {
                    add(value_name(&self.spec(id)), self.value_of(id));
                }
            }
        }
        let name = self.form.question(element).map(|spec| spec.name.clone());
        self.check_triggers(changes, true, false, true, name.as_deref());
        if self.element == Some(element) && !self.is_completed() {
            self.leave_screen();
            self.set_element(Some(next));
        }
        true
    }

    /// What is shown one at a time; `also` even if it is not shown any more.
    pub(super) fn single_elements(&self, also: Option<Id>) -> Vec<Id> {
        let mut elements = Vec::new();
        for &page in &self.form.pages {
            if self.is_start_page(page) || !self.is_shown_by_now(page) {
                continue;
            }
            let here = if self.survey.page_mode == PageMode::InputPerPage {
                self.visible_questions_in(page)
            } else {
                let mut here = self.form.item(page).children.clone();
                here.retain(|&id| !self.form.holds_choice(id));
                here
            };
            elements.extend(
                here.into_iter()
                    .filter(|&id| Some(id) == also || self.is_shown_by_now(id)),
            );
        }
        elements
    }

    pub(in crate::session) fn set_element(&mut self, element: Option<Id>) {
        let mut element = element;
        if self.survey.page_mode == PageMode::QuestionPerPage {
            while let Some(id) = element
                && let Some(parent) = self.form.item(id).parent
                && !self.form.item(parent).is_page()
            {
                element = Some(parent);
            }
            element = element.map(|id| self.form.question_of_choice(id).unwrap_or(id));
        }
        if element == self.element || self.is_completed() {
            return;
        }
        let was = self.element;
        self.element = element;
        if let Some(question) = self.asked_by_inputs() {
            self.begin_asking(question);
        }
        if was.is_some() && element.is_some() {
            self.forget_progress(false);
        }
        if let Some(page) = element.and_then(|element| self.page_of(element))
            && self.current != Some(Current::Page(page))
        {
            self.set_current_page(Some(page));
        }
        self.settle_inputs();
    }

    /// When what is shown by itself goes, its neighbour takes its place.
    pub(in crate::session) fn leave_hidden_element(&mut self) {
        let Some(element) = self.element.filter(|_| self.stage != Stage::Preview) else {
            return;
        };
        // A trigger may have led to a page that is hidden; nobody is left in a panel that is.
        let parent = self.form.item(element).parent;
        let is_on_page = parent.is_some_and(|parent| self.form.item(parent).is_page());
        let is_seen = if is_on_page {
            self.is_shown_itself(element)
        } else {
            self.is_visible_in_survey(element)
        };
        if is_seen && self.is_shown_by_now(element) {
            return;
        }
        let elements = self.single_elements(Some(element));
        let place = elements.iter().position(|&other| other == element);
        let next = match place {
            Some(place) if place > 0 => elements.get(place - 1),
            Some(place) => elements.get(place + 1),
            None => elements.first(),
        };
        self.set_element(next.copied());
    }

    /// Shows what is shown by itself first. If nothing is shown before conditions were looked at, pages are shown as a
    /// whole.
    pub(in crate::session) fn enter_first_element(&mut self) {
        let first = self.single_elements(None).first().copied();
        self.set_element(first);
    }
}
