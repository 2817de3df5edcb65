//! Checking pages, panels and panels that repeat themselves.

use crate::definition::{Kind, Localized};
use crate::session::Session;
use crate::session::form::{Id, Spec};
use crate::session::navigation::Stage;
use crate::session::problem::{Problem, ProblemKind};
use crate::session::validation::How;
use crate::session::validation::validators::is_loosely_equal;
use crate::value::Value;

impl Session {
    /// Checks what is shown in a page or panel, then the page or panel itself.
    pub(super) fn validate_container(&mut self, id: Id, how: How) -> bool {
        let mut is_valid = true;
        if let Some(question) = self.question_alone_in(id) {
            // What a page asks of all it holds cannot be asked while one of them is shown.
            return !self.is_shown_itself(question) || self.validate_alone(question, how);
        }
        for child in self.form.item(id).children.clone() {
            if self.is_shown_itself(child)
                && !matches!(self.form.item(child).spec, Spec::Journey(_))
            {
                is_valid &= self.validate_element(child, how);
            }
        }
        self.validate_container_itself(id, how) && is_valid
    }

    /// A question that is shown by itself, and what is shown with it.
    pub(in crate::session) fn validate_alone(&mut self, question: Id, how: How) -> bool {
        let mut is_valid = true;
        for id in self.with_panels_of_choices(question) {
            is_valid &= self.validate_element(id, how);
        }
        is_valid
    }

    /// Where questions are shown one at a time: the one that is shown, if it is in there.
    fn question_alone_in(&self, id: Id) -> Option<Id> {
        self.element.filter(|&element| {
            self.stage != Stage::Preview
                && self.form.item(element).is_question()
                && self.form.questions_in(id).contains(&element)
        })
    }

    fn validate_container_itself(&mut self, id: Id, how: How) -> bool {
        if self.is_read_only(id) {
            return true;
        }
        let mut problems = Vec::new();
        if self.form.item(id).required {
            let questions = self.visible_questions_in(id);
            if !questions.is_empty()
                && questions
                    .iter()
                    .all(|&question| self.is_empty_question(question))
            {
                let words = match &self.form.item(id).spec {
                    Spec::Panel(panel) => panel.required_text.clone(),
                    Spec::Page(place) => self
                        .survey
                        .pages
                        .get(*place)
                        .map(|page| page.required_text.clone())
                        .unwrap_or_default(),
                    _ => Localized::default(),
                };
                problems.push(Problem::new(ProblemKind::RequiredInPanel, &words));
            }
        }
        let is_valid = problems.is_empty();
        if how.keeps {
            self.form.item_mut(id).errors = problems;
        }
        is_valid
    }

    pub(super) fn validate_containers_from(&mut self, id: Id) {
        let mut at = Some(id);
        while let Some(here) = at {
            self.validate_container_itself(
                here,
                How {
                    keeps: true,
                    on_change: false,
                },
            );
            at = self.form.item(here).parent;
        }
    }

    /// The questions whose own condition, and that of every panel around them within `id`, shows them.
    pub(in crate::session) fn visible_questions_in(&self, id: Id) -> Vec<Id> {
        let mut found = Vec::new();
        if self.form.item(id).visible {
            self.collect_visible(id, &mut found);
        }
        found
    }

    fn collect_visible(&self, id: Id, found: &mut Vec<Id>) {
        for &child in &self.form.item(id).children {
            let item = self.form.item(child);
            if !item.visible {
                continue;
            }
            match item.spec {
                Spec::Question(_) => found.push(child),
                _ => self.collect_visible(child, found),
            }
        }
    }

    /// `None` while the panels are just being made or changed.
    #[inline(never)]
    pub(super) fn validate_panels(&mut self, id: Id, how: How) -> Option<bool> {
        let panels = self.panels(id)?;
        let changing = panels.changing_questions.clone();
        let takes_input = |&id: &Id| !matches!(self.spec(id).kind, Kind::Expression(_));
        let is_answered_in = changing.iter().flatten().any(takes_input);
        if panels.is_building || (panels.changing_internally && !is_answered_in) {
            return None;
        }
        let mut is_valid = true;
        let mut keys: Vec<Value> = Vec::new();
        match changing {
            Some(changing) => {
                for &question in &changing {
                    is_valid &= self.validate_element(question, how);
                }
                for entry in self.entries(id).to_vec() {
                    is_valid &= !self.is_key_duplicated(id, entry, &mut keys, how, Some(&changing));
                }
            }
            None => {
                self.build_panels(id);
                for entry in self.visible_entries(id) {
                    is_valid &= self.validate_container(entry, how);
                    is_valid &= !self.is_key_duplicated(id, entry, &mut keys, how, None);
                }
            }
        }
        Some(is_valid)
    }

    fn is_key_duplicated(
        &mut self,
        id: Id,
        entry: Id,
        keys: &mut Vec<Value>,
        how: How,
        changing: Option<&[Id]>,
    ) -> bool {
        let spec = self.spec(id);
        let Kind::PanelDynamic(kind) = &spec.kind else {
            return false;
        };
        if kind.key_name.is_empty() {
            return false;
        }
        let name = crate::expression::lowercase(&kind.key_name);
        let Some(question) = self.questions_named_in_entry(entry, &name) else {
            return false;
        };
        if self.is_empty_question(question) {
            return false;
        }
        let value = self.value_of(question);
        if changing.is_some_and(|changing| !changing.contains(&question)) {
            self.validate_element(question, how);
        }
        if keys.iter().any(|key| is_loosely_equal(key, &value)) {
            if how.keeps {
                self.form.item_mut(question).errors.push(Problem::new(
                    ProblemKind::KeyDuplicated,
                    &kind.key_duplication_error,
                ));
            }
            return true;
        }
        keys.push(value);
        false
    }
}
