//! The value of a question: how it is set, taken over from the answers, cleared and defaulted.

mod bounds;
mod comments;
mod conversion;
mod defaults;
mod from_answers;
mod giving;

pub(super) use conversion::number_of;
pub(super) use giving::in_place_of;

use std::rc::Rc;

use crate::definition::{Kind, Question};
use crate::expression::is_truthy;
use crate::session::equal::is_blank;
use crate::session::form::{Id, QuestionState, value_name};
use crate::session::{COMMENT_SUFFIX, Session};
use crate::value::Value;

impl Session {
    pub(super) fn spec(&self, id: Id) -> Rc<Question> {
        match self.form.question(id) {
            Some(question) => question.clone(),
            None => self.nothing.clone(),
        }
    }

    pub(super) fn state(&self, id: Id) -> Option<&QuestionState> {
        self.form.item(id).question.as_deref()
    }

    pub(super) fn state_mut(&mut self, id: Id) -> Option<&mut QuestionState> {
        self.form.item_mut(id).question.as_deref_mut()
    }

    /// The question's own value: the answer, or what stands for it while it may not become one.
    pub(super) fn value_of(&self, id: Id) -> Value {
        let Some(state) = self.state(id) else {
            return Value::Undefined;
        };
        if let Some(panels) = &state.panels
            && panels.is_adding
        {
            return panels.value_while_adding.clone().unwrap_or_default();
        }
        // Where several may be chosen, nothing is an empty list, to conditions too.
        if state.value.is_absent()
            && let Some(question) = self.form.question(id)
            && crate::session::choices::takes_several(&question.kind)
        {
            return Value::list([]);
        }
        state.value.clone()
    }

    pub(super) fn is_empty_question(&self, id: Id) -> bool {
        let value = self.value_of(id);
        match &self.spec(id).kind {
            Kind::PanelDynamic(_) => match &value {
                Value::List(items) => items.iter().all(|item| match item {
                    Value::Object(object) => object.is_empty(),
                    Value::List(items) => items.is_empty(),
                    Value::Text(text) => text.is_empty(),
                    _ => true,
                }),
                _ => true,
            },
            _ => is_blank(&value),
        }
    }

    /// What is recorded for a question, wherever that is.
    pub(super) fn data_of(&self, id: Id) -> Value {
        let spec = self.spec(id);
        let name = value_name(&spec);
        match self.form.item(id).owner {
            None => self.answers.get(name).clone(),
            Some(owner) if self.is_dynamic(owner) => self.entry_data(owner, id).get(name).clone(),
            Some(owner) => self.value_of(owner).get(name).clone(),
        }
    }

    pub(super) fn comment_in_data(&self, id: Id) -> Value {
        let spec = self.spec(id);
        let name = [&**value_name(&spec), COMMENT_SUFFIX].concat();
        let found = match self.form.item(id).owner {
            None => self.answers.get(&name).clone(),
            Some(owner) if self.is_dynamic(owner) => self.entry_data(owner, id).get(&name).clone(),
            Some(_) => Value::Undefined,
        };
        words_or_none(&found)
    }

    pub(super) fn update_answered(&mut self, id: Id) {
        let answered = self.is_answered(id);
        if let Some(state) = self.state_mut(id) {
            state.answered = answered;
        }
    }

    fn is_known_answered(&self, id: Id) -> bool {
        self.state(id).is_some_and(|state| state.answered)
    }

    fn is_answered(&self, id: Id) -> bool {
        if self.is_empty_question(id) {
            return false;
        }
        match &self.spec(id).kind {
            Kind::MultipleText(_) => self
                .form
                .item(id)
                .children
                .iter()
                .all(|&field| self.is_known_answered(field)),
            Kind::Matrix(matrix) => self.has_value_in_each_row(id, matrix),
            Kind::PanelDynamic(_) => self.visible_entries(id).into_iter().all(|entry| {
                self.visible_questions_in(entry)
                    .into_iter()
                    .all(|question| self.is_known_answered(question))
            }),
            _ => true,
        }
    }
}

/// Words as they were recorded; nothing is an empty text.
pub(in crate::session) fn words_or_none(recorded: &Value) -> Value {
    match is_truthy(recorded) {
        true => recorded.clone(),
        false => Value::text(""),
    }
}
