//! Checking answers.

mod containers;
mod inputs;
mod sentences;
mod validators;

use crate::definition::{CheckErrors, ClearInvisible, Kind};
use crate::expression::is_truthy;
use crate::session::Session;
use crate::session::equal::is_blank;
use crate::session::form::{Id, choice_of};
use crate::session::problem::{Problem, ProblemKind};
use crate::value::Value;

/// How a check is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct How {
    /// Whether what is found is kept beside the questions.
    pub keeps: bool,
    /// Whether it is made because an answer changed: what was never answered is not missed yet.
    pub on_change: bool,
}

const LOOK_ONLY: How = How {
    keeps: false,
    on_change: false,
};

impl Session {
    pub(super) fn checks_on_change(&self) -> bool {
        self.survey.check_errors == CheckErrors::OnValueChanged
    }

    /// Checks a question and keeps what is wrong with it; true if all is well.
    pub(super) fn validate_question(&mut self, id: Id, on_change: bool) -> bool {
        if on_change && let Some(parent) = self.form.item(id).parent {
            self.validate_containers_from(parent);
        }
        self.validate_element(
            id,
            How {
                keeps: true,
                on_change,
            },
        )
    }

    /// Checks a question that is left empty, where the document wants that.
    pub fn check_visited(&mut self, id: Id) {
        if self.survey.validate_visited_empty_fields
            && self.checks_on_change()
            && self.is_empty_question(id)
        {
            self.validate_question(id, false);
        }
    }

    /// Whether a question would stand up to a check; nothing is kept.
    pub(super) fn would_be_valid(&mut self, id: Id) -> bool {
        self.validate_element(id, LOOK_ONLY)
    }

    /// Checks a question, panel or page; true if all is well.
    pub(super) fn validate_element(&mut self, id: Id, how: How) -> bool {
        if !self.form.item(id).is_question() {
            return self.validate_container(id, how);
        }
        let mut is_valid = true;
        if self.is_dynamic(id) {
            match self.validate_panels(id, how) {
                Some(valid) => is_valid = valid,
                None => return true,
            }
        } else {
            if choice_of(&self.spec(id).kind).is_some()
                && !how.on_change
                && self.clearing(id) != ClearInvisible::None
            {
                self.clear_incorrect(id);
            }
            for field in self.form.item(id).children.clone() {
                if how.on_change && self.is_empty_question(field) {
                    continue;
                }
                is_valid &= self.validate_element(field, how);
            }
        }
        let problems = self.with_panels(|session| session.problems_of(id, how));
        let has_errors = problems.iter().any(|problem| problem.is_error);
        if how.keeps {
            self.form.item_mut(id).errors = problems;
        }
        is_valid && !has_errors
    }

    /// All that is wrong with a question and what it is made of.
    pub(super) fn all_errors(&self, id: Id) -> Vec<&Problem> {
        let mut errors: Vec<&Problem> = self.form.item(id).errors.iter().collect();
        for &child in &self.form.item(id).children {
            if self.form.item(child).is_question() {
                errors.extend(self.all_errors(child));
            } else if self.form.item(child).visible {
                for question in self.form.questions_in(child) {
                    errors.extend(self.all_errors(question));
                }
            }
        }
        errors
    }

    pub(super) fn clear_errors(&mut self, id: Id) {
        self.form.item_mut(id).errors.clear();
        for child in self.form.item(id).children.clone() {
            self.clear_errors(child);
        }
    }

    /// After the answer of a question changed: what was found before is looked at again.
    pub(super) fn validate_on_change(&mut self, id: Id) {
        if self.checks_on_change() || !self.all_errors(id).is_empty() {
            self.validate_question(id, true);
            return;
        }
        let mut parent = self.form.item(id).parent;
        while let Some(at) = parent {
            if !self.form.item(at).errors.is_empty() {
                self.validate_containers_from(at);
                return;
            }
            parent = self.form.item(at).parent;
        }
    }

    /// After the answer of another question changed, which a validator of this one reads.
    pub(super) fn validate_because_of(&mut self, id: Id, by: &str) {
        let mut is_due = !self.all_errors(id).is_empty();
        if !is_due && self.checks_on_change() {
            is_due = self
                .form
                .names
                .first(by)
                .is_none_or(|changed| self.all_errors(changed).is_empty());
        }
        if is_due {
            self.validate_question(id, true);
        }
    }

    /// What is wrong with a question's own value.
    fn problems_of(&self, id: Id, how: How) -> Vec<Problem> {
        let mut problems = Vec::new();
        let spec = self.spec(id);
        let is_computed = matches!(spec.kind, Kind::Expression(_));
        if !self.is_shown_itself(id)
            || !spec.has_answer()
            || (self.is_read_only(id) && !is_computed)
        {
            return problems;
        }
        let state = self.state(id);
        let was_answered = state.is_some_and(|state| state.was_answered == Some(true));
        if (!how.on_change || was_answered)
            && self.form.item(id).required
            && !is_computed
            && self.is_empty_question(id)
            && !self.is_unfinished(id)
        {
            problems.push(Problem::new(ProblemKind::Required, &spec.required_text));
        }
        match &spec.kind {
            Kind::Text(text) => self.check_text(id, text, &mut problems),
            Kind::Matrix(_) if !how.on_change || !self.form.item(id).errors.is_empty() => {
                self.check_rows(id, &mut problems);
            }
            kind => {
                if let Some(choice) = choice_of(kind) {
                    self.check_choice(id, choice, how, &mut problems);
                }
            }
        }
        if !problems.is_empty() {
            return problems;
        }
        let value = self.value_of(id);
        let value = match choice_of(&spec.kind) {
            Some(_) if crate::session::choices::is_other(&value) => {
                self.value_with_other_words(id, &value)
            }
            _ => value,
        };
        spec.validators
            .iter()
            .filter_map(|validator| self.problem_found_by(id, validator, &value))
            .collect()
    }

    fn value_with_other_words(&self, id: Id, value: &Value) -> Value {
        let words = self.other_words(id);
        // 0 is no word either, and what is offered itself counts as chosen.
        let are_words = is_truthy(&words) && !is_blank(&words);
        if !are_words || !self.has_unknown(id, &words, true, false) {
            return value.clone();
        }
        match value {
            Value::List(items) => Value::list(items.iter().map(|item| {
                if crate::session::choices::is_other(item) {
                    words.clone()
                } else {
                    item.clone()
                }
            })),
            _ => words,
        }
    }
}
