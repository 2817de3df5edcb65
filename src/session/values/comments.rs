//! The comment beside an answer.

use std::rc::Rc;

use crate::session::equal::{is_blank, is_same_words};
use crate::session::form::{Id, choice_of, value_name};
use crate::session::{COMMENT_SUFFIX, Session};
use crate::value::Value;

impl Session {
    pub(in crate::session) fn update_comment_from_data(&mut self, id: Id, words: Value) {
        if let Some(state) = self.state_mut(id) {
            state.comment = words;
        }
    }

    /// Gives a question words beside its value.
    pub(in crate::session) fn set_question_comment(&mut self, id: Id, words: Value) {
        let words = if is_blank(&words) {
            Value::text("")
        } else {
            words
        };
        if !is_same_words(&self.comment_of(id), &words) {
            self.set_new_comment(id, words);
        }
    }

    pub(in crate::session) fn set_new_comment(&mut self, id: Id, words: Value) {
        let Some(state) = self.state_mut(id) else {
            return;
        };
        if is_same_words(&state.comment, &words) {
            return;
        }
        state.comment = words.clone();
        let before = self.running.commented.replace(id);
        self.record_comment(id, words);
        self.running.commented = before;
    }

    pub(in crate::session) fn record_comment(&mut self, id: Id, words: Value) {
        let spec = self.spec(id);
        let name = value_name(&spec).clone();
        match self.form.item(id).owner {
            None => self.set_comment_value(&name, words),
            Some(owner) if self.is_dynamic(owner) => {
                let name: Rc<str> = [&*name, COMMENT_SUFFIX].concat().into();
                self.set_in_entry(owner, id, &name, words);
            }
            Some(_) => {}
        }
    }

    pub(in crate::session) fn keeps_comment(&self, id: Id) -> bool {
        let spec = self.spec(id);
        spec.has_comment || choice_of(&spec.kind).is_some_and(|choice| choice.other.is_some())
    }
}
