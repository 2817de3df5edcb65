//! Values that are not offered any more are cleared.

use crate::definition::Kind;
use crate::expression::is_truthy;
use crate::session::Session;
use crate::session::choices::is_list;
use crate::session::choices::offer_is;
use crate::session::choices::recorded::unwrapped;
use crate::session::equal::is_same_choice;
use crate::session::form::{Id, Special, choice_of};
use crate::value::Value;

impl Session {
    pub(in crate::session) fn clear_incorrect(&mut self, id: Id) {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return;
        };
        if let Kind::ImagePicker(choice) = &spec.kind
            && choice.several
        {
            self.clear_incorrect_images(id);
            return;
        }
        if choice.allow_custom
            || self
                .form
                .value_names
                .all(crate::session::form::value_name(&spec))
                .len()
                > 1
            || self.list(id).is_some_and(|list| !list.is_settled())
            || (choice.by_url.is_some() && !self.has_fetched(id))
        {
            return;
        }
        let has_invisible = self
            .choices(id)
            .is_some_and(|choices| !choices.invisible_values.is_empty());
        if self.is_empty_question(id) && !(is_list(&spec.kind) && has_invisible) {
            return;
        }
        if is_list(&spec.kind) {
            self.clear_incorrect_items(id);
        } else if self.is_cleared_as_unknown(id, &self.value_of(id)) {
            self.clear_value(id, true);
        }
    }

    fn is_cleared_as_unknown(&self, id: Id, value: &Value) -> bool {
        if !self.keeps_other_beside(id) && self.is_other_chosen(id) {
            return false;
        }
        match value {
            Value::List(items) => items
                .iter()
                .any(|item| self.has_unknown_item(id, item, true, true, true)),
            value => self.has_unknown_item(id, value, true, true, true),
        }
    }

    fn clear_incorrect_images(&mut self, id: Id) {
        let value = self.value_of(id);
        let Value::List(items) = &value else {
            if is_truthy(&value) {
                self.clear_value(id, true);
            }
            return;
        };
        if items.is_empty() {
            self.clear_value(id, true);
            return;
        }
        let kept: Vec<Value> = items
            .iter()
            .filter(|item| !self.has_unknown(id, item, true, true))
            .cloned()
            .collect();
        if kept.len() == items.len() {
            return;
        }
        if kept.is_empty() {
            self.clear_value(id, true);
        } else {
            self.give(id, Value::list(kept));
        }
    }

    fn clear_incorrect_items(&mut self, id: Id) {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return;
        };
        let value = self.value_of(id);
        let restored = self.restored_values(id);
        if !is_truthy(&value) && restored.is_empty() {
            return;
        }
        let mut items: Vec<Value> = value.as_list().map(<[Value]>::to_vec).unwrap_or_default();
        if items.is_empty() {
            self.while_clearing(id, |session| session.clear_value(id, true));
            if restored.is_empty() {
                return;
            }
        }
        let mut kept = Vec::new();
        let mut has_changed = !restored.is_empty();
        for item in items.drain(..) {
            let plain = unwrapped(&spec, choice, &item);
            if self.is_cleared_as_unknown(id, &plain) {
                has_changed = true;
                if let Some(choices) = self.choices_mut(id) {
                    choices.invisible_values.push(item);
                }
            } else {
                kept.push(item);
            }
        }
        kept.extend(restored);
        if !has_changed {
            return;
        }
        self.while_clearing(id, |session| {
            if kept.is_empty() {
                session.clear_value(id, true);
            } else {
                session.give(id, Value::list(kept));
            }
        });
    }

    fn while_clearing(&mut self, id: Id, act: impl FnOnce(&mut Self)) {
        if let Some(choices) = self.choices_mut(id) {
            choices.clearing_incorrect = true;
        }
        act(self);
        if let Some(choices) = self.choices_mut(id) {
            choices.clearing_incorrect = false;
        }
    }

    /// Values that were chosen before their choice was hidden, and whose choice is back.
    fn restored_values(&mut self, id: Id) -> Vec<Value> {
        let Some(choices) = self.choices(id) else {
            return Vec::new();
        };
        let mut left = choices.invisible_values.clone();
        let mut restored = Vec::new();
        if left.is_empty() {
            return restored;
        }
        for offer in &choices.visible {
            if offer_is(offer, Special::SelectAll) {
                continue;
            }
            if let Some(place) = left
                .iter()
                .position(|value| is_same_choice(value, &offer.value))
            {
                if !self.is_chosen(id, offer) {
                    restored.push(offer.value.clone());
                }
                left.remove(place);
            }
        }
        if let Some(choices) = self.choices_mut(id) {
            choices.invisible_values = left;
        }
        restored
    }
}
