//! Words beside a choice, "other" above all.

use std::rc::Rc;

use crate::expression::is_truthy;
use crate::session::Session;
use crate::session::choices::OTHER;
use crate::session::choices::is_list;
use crate::session::choices::is_other;
use crate::session::choices::offer_is;
use crate::session::choices::takes_several;
use crate::session::equal::{is_blank, is_identical, is_same_choice};
use crate::session::form::{Id, Offer, Special, choice_of};
use crate::value::Value;

impl Session {
    /// Whether words beside "other" are kept beside the answer and not in its place.
    pub(in crate::session) fn keeps_other_beside(&self, id: Id) -> bool {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return true;
        };
        if choice.value_property.is_some() && is_list(&spec.kind) {
            return false;
        }
        if spec.has_comment {
            return false;
        }
        if choice.items.iter().any(|item| item.has_comment) {
            return !is_list(&spec.kind);
        }
        choice
            .store_others
            .unwrap_or(self.survey.store_others_as_comment)
            || (choice.by_url.is_some() && !self.has_fetched(id))
    }

    pub(in crate::session) fn is_other_chosen(&self, id: Id) -> bool {
        let spec = self.spec(id);
        choice_of(&spec.kind).is_some_and(|choice| choice.other.is_some())
            && self
                .choices(id)
                .is_some_and(|choices| is_other(&choices.rendered))
    }

    /// The words beside "other".
    pub(in crate::session) fn other_words(&self, id: Id) -> Value {
        if self.keeps_other_beside(id) {
            self.comment_of(id)
        } else {
            self.choices(id)
                .map_or(Value::Undefined, |choices| choices.other.clone())
        }
    }

    pub(in crate::session) fn comment_of(&self, id: Id) -> Value {
        let Some(state) = self.state(id) else {
            return Value::Undefined;
        };
        let spec = self.spec(id);
        if spec.has_comment || state.choices.is_none() {
            return state.comment.clone();
        }
        match &state.choices {
            Some(choices) if is_truthy(&choices.other) => choices.other.clone(),
            _ if self.keeps_other_beside(id) => state.comment.clone(),
            Some(choices) => choices.other.clone(),
            None => state.comment.clone(),
        }
    }

    pub(in crate::session) fn empty_comment_if_due(&mut self, id: Id) {
        let is_due = self
            .choices_mut(id)
            .is_some_and(|choices| std::mem::take(&mut choices.comment_to_empty));
        if is_due {
            self.record_comment(id, Value::text(""));
        }
    }

    pub(in crate::session) fn set_other_words(&mut self, id: Id, words: Value) {
        let words = if is_blank(&words) {
            Value::text("")
        } else {
            words
        };
        let is_busy = self
            .choices(id)
            .is_some_and(|choices| choices.setting_comment);
        if is_busy || is_identical(&self.other_words(id), &words) {
            return;
        }
        let old = self.other_words(id);
        if let Some(choices) = self.choices_mut(id) {
            choices.setting_comment = true;
            choices.previous_other = old;
        }
        if self.keeps_other_beside(id) {
            self.set_new_comment(id, words);
        } else {
            if let Some(choices) = self.choices_mut(id) {
                choices.other = words;
            }
            if self.is_other_chosen(id) {
                let value = self.value_with_words(id);
                self.give(id, value);
            }
        }
        if let Some(choices) = self.choices_mut(id) {
            choices.setting_comment = false;
        }
        self.update_dependents(id);
    }

    /// What is recorded for what is shown: the words in the place of "other", unless they are the value of a choice.
    pub(super) fn value_with_words(&self, id: Id) -> Value {
        let Some(choices) = self.choices(id) else {
            return Value::Undefined;
        };
        let rendered = choices.rendered.clone();
        let words = choices.other.clone();
        if self.keeps_other_beside(id) || !is_truthy(&words) || is_blank(&words) {
            return rendered;
        }
        match &rendered {
            Value::List(items) => Value::list(items.iter().map(|item| {
                if is_other(item) {
                    words.clone()
                } else {
                    item.clone()
                }
            })),
            value if is_other(value) => words,
            _ => rendered,
        }
    }

    /// What is not offered becomes "other" with words.
    pub(super) fn split_other(&self, id: Id, value: Value) -> (Value, Value) {
        let spec = self.spec(id);
        if !is_list(&spec.kind) {
            return (value, Value::text(OTHER));
        }
        let Value::List(items) = &value else {
            return (Value::Undefined, value);
        };
        let unknown = items
            .iter()
            .position(|item| self.has_unknown_item(id, item, false, false, false));
        match unknown {
            Some(place) => {
                let words = items[place].clone();
                let mut items = (**items).clone();
                items[place] = Value::text(OTHER);
                (words, Value::list(items))
            }
            None => (Value::Undefined, value),
        }
    }

    /// Words beside an "other" that is not chosen any more.
    pub(in crate::session) fn clear_unused_words(&mut self, id: Id) {
        let spec = self.spec(id);
        // What cannot be changed may show "other" for a default that is not offered, and have no answer. Where one is chosen,
        // the answer counts.
        let has_no_answer = !takes_several(&spec.kind) && is_blank(&self.value_of(id));
        if choice_of(&spec.kind).is_some() && (has_no_answer || !self.is_other_chosen(id)) {
            self.set_other_words(id, Value::text(""));
        }
    }

    /// The chosen choice beside which words have to be written, and are missing.
    pub(in crate::session) fn choice_without_words(&self, id: Id) -> Option<&Offer> {
        self.shown_choices(id).iter().find(|offer| {
            if !self.is_chosen(id, offer) {
                return false;
            }
            if offer_is(offer, Special::Other) {
                return !is_truthy(&self.other_words(id));
            }
            offer
                .item()
                .is_some_and(|item| item.has_comment && item.comment_required)
                && self.words_beside(id, offer).is_empty()
        })
    }

    pub(in crate::session) fn words_beside(&self, id: Id, offer: &Offer) -> Rc<str> {
        let value = self.value_of(id);
        let words = value
            .items()
            .iter()
            .find(|item| is_same_choice(item.get("value"), &offer.value))
            .map(|item| item.get("comment").clone());
        match words {
            Some(Value::Text(words)) => words,
            _ => "".into(),
        }
    }
}

pub(super) fn plain_words(value: &Value) -> String {
    crate::session::wording::plain_text(value).unwrap_or_default()
}
