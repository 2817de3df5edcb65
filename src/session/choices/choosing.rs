//! What becomes of a choice: defaults, choices that exclude all others, limits.

use crate::definition::Kind;
use crate::expression::is_truthy;
use crate::session::Session;
use crate::session::choices::OTHER;
use crate::session::choices::is_list;
use crate::session::choices::recorded::named_by;
use crate::session::choices::recorded::unwrapped;
use crate::session::choices::recorded::wrapped;
use crate::session::equal::{is_blank, is_identical, is_same};
use crate::session::form::{Id, choice_of};
use crate::session::values::in_place_of;
use crate::value::Value;

impl Session {
    /// Before a value is given to a question that offers choices; `None` if it is what it has.
    pub(in crate::session) fn prepare_choice(&mut self, id: Id, value: Value) -> Option<Value> {
        let spec = self.spec(id);
        let value = self.value_from_data(id, value);
        self.keep_for_list(id, &value);
        if !is_list(&spec.kind) {
            return Some(value);
        }
        let is_clearing = self
            .choices(id)
            .is_some_and(|choices| choices.clearing_incorrect);
        if !is_clearing && let Some(choices) = self.choices_mut(id) {
            choices.invisible_values.clear();
        }
        let list = |value: Value| {
            if is_truthy(&value) {
                value
            } else {
                Value::list([])
            }
        };
        let new = list(value);
        let old = list(self.value_of(id));
        if is_same(&old, &new) {
            return None;
        }
        Some(self.with_one_exclusive(id, &old, new))
    }

    /// "None" and its like exclude all else: whichever came last counts.
    fn with_one_exclusive(&self, id: Id, old: &Value, new: Value) -> Value {
        let (Some(old), Value::List(items)) = (old.as_list(), &new) else {
            return new;
        };
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return new;
        };
        let plain = |item: &Value| unwrapped(&spec, choice, item);
        if old.len() == items.len()
            && old
                .iter()
                .zip(items.iter())
                .all(|(one, other)| is_identical(&plain(one), &plain(other)))
        {
            return new;
        }
        let exclusive: Vec<Value> = self
            .shown_choices(id)
            .iter()
            .filter(|offer| offer.is_exclusive())
            .map(|offer| offer.value.clone())
            .collect();
        if exclusive.is_empty() {
            return new;
        }
        let last = |list: &[Value], wanted: &[Value]| {
            list.iter().enumerate().rev().find_map(|(place, item)| {
                let item = plain(item);
                wanted
                    .iter()
                    .find(|value| is_identical(value, &item))
                    .map(|value| (place, value.clone()))
            })
        };
        let mut kept = (**items).clone();
        match (last(old, &exclusive), last(items, &exclusive)) {
            (Some((_, before)), Some((place, now))) if is_identical(&before, &now) => {
                // `items` holds what stands at that place.
                kept.remove(place);
            }
            (Some((_, before)), _) => {
                if let Some((place, _)) = last(items, &[before])
                    && place + 1 < kept.len()
                {
                    kept.remove(place);
                }
            }
            (None, Some((_, now))) if kept.len() > 1 => {
                kept = vec![match named_by(&spec, choice) {
                    Some(name) => wrapped(&now, &name),
                    None => now,
                }];
            }
            _ => {}
        }
        Value::list(kept)
    }

    /// Takes over a value of its own, with what is shown for it.
    pub(in crate::session) fn set_choice_value(&mut self, id: Id, value: Value) {
        if is_same(&self.value_of(id), &value) {
            return;
        }
        let rendered = self.rendered_from_data(id, value.clone());
        if let Some(choices) = self.choices_mut(id) {
            choices.rendered = in_place_of(&choices.rendered, rendered);
        }
        self.store_value(id, value);
        let spec = self.spec(id);
        if matches!(spec.kind, Kind::RadioGroup(_) | Kind::Checkbox(_)) {
            self.look_at_input_around(id);
        }
        self.update_dependents(id);
        if !spec.has_comment
            && !self.is_other_chosen(id)
            && is_truthy(&self.other_words(id))
            && let Some(state) = self.state_mut(id)
        {
            state.comment = Value::Undefined;
            if let Some(choices) = &mut state.choices {
                choices.comment_to_empty = true;
                choices.other = Value::Undefined;
            }
        }
    }

    /// A default that is not offered becomes "other" with words.
    pub(in crate::session) fn give_default_choice(&mut self, id: Id, value: Value) {
        let spec = self.spec(id);
        let has_other = choice_of(&spec.kind).is_some_and(|choice| choice.other.is_some());
        if is_blank(&value) || !has_other || !self.has_unknown(id, &value, true, true) {
            self.give(id, value);
            return;
        }
        match &value {
            // Where nothing but "other" is offered, all is kept until there are choices.
            Value::List(items) if is_list(&spec.kind) && !self.offers_choices(id) => {
                let items = (**items).clone();
                self.give(id, value);
                if let Some(choices) = self.choices_mut(id) {
                    choices.invisible_values.extend(items);
                }
            }
            Value::List(items) if is_list(&spec.kind) => {
                let mut kept = Vec::new();
                let mut words = Value::Undefined;
                for item in items.iter() {
                    if !self.has_unknown_item(id, item, false, true, false) {
                        kept.push(item.clone());
                    } else if !is_truthy(&words) {
                        words = item.clone();
                        kept.push(Value::text(OTHER));
                    }
                }
                self.set_rendered(id, Value::list(kept));
                self.set_other_words(id, words);
            }
            _ => {
                let rendered = if is_list(&spec.kind) {
                    value.clone()
                } else {
                    Value::text(OTHER)
                };
                self.set_rendered(id, rendered);
                self.set_other_words(id, value);
            }
        }
    }

    /// Takes over what a respondent chose, "other" among it.
    pub(in crate::session) fn choose(&mut self, id: Id, rendered: Value) {
        self.offer_chosen(id, &rendered);
        if let Some(choices) = self.choices_mut(id) {
            choices.rendered = in_place_of(&choices.rendered, rendered);
        }
        self.give_rendered(id);
    }

    /// What is shown becomes the value, words in the place of "other" where they are kept there.
    fn give_rendered(&mut self, id: Id) {
        let value = self.value_with_words(id);
        if !is_same(&value, &self.value_of(id)) {
            self.give(id, value);
        }
    }

    fn set_rendered(&mut self, id: Id, rendered: Value) {
        if let Some(choices) = self.choices_mut(id) {
            choices.rendered = in_place_of(&choices.rendered, rendered);
        }
        if !self.is_read_only(id) {
            self.give_rendered(id);
        }
    }

    /// Whether something that excludes all else is chosen.
    pub(in crate::session) fn is_exclusive_chosen(&self, id: Id) -> bool {
        self.shown_choices(id)
            .iter()
            .any(|offer| offer.is_exclusive() && self.is_chosen(id, offer))
    }
}
