//! Between what is recorded for a choice and what is chosen on the screen.

use std::rc::Rc;

use crate::definition::{Choice, Kind, Question};
use crate::expression::{is_empty, is_truthy};
use crate::session::Session;
use crate::session::choices::OTHER;
use crate::session::choices::find;
use crate::session::choices::is_list;
use crate::session::choices::is_other;
use crate::session::equal::is_blank;
use crate::session::form::{Id, Offer, choice_of, value_name};
use crate::value::{Object, Value};

impl Session {
    /// A value as it is recorded: the choice's own, so that `"1"` becomes 1 where 1 is offered.
    pub(in crate::session) fn value_from_data(&self, id: Id, value: Value) -> Value {
        let spec = self.spec(id);
        if choice_of(&spec.kind).is_none() {
            return value;
        }
        if !is_list(&spec.kind) {
            return match self.find_active(id, &value) {
                Some(offer) => own_value(&offer, &value, false),
                None => value,
            };
        }
        match &value {
            Value::List(items) => {
                Value::list(
                    items
                        .iter()
                        .map(|item| match find(self.shown_choices(id), item) {
                            Some(offer) => own_value(offer, item, true),
                            None => item.clone(),
                        }),
                )
            }
            value if is_truthy(value) => Value::list([match self.find_active(id, value) {
                Some(offer) => own_value(&offer, value, false),
                None => value.clone(),
            }]),
            _ => value,
        }
    }

    pub(in crate::session) fn choice_to_data(
        &self,
        spec: &Question,
        choice: &Choice,
        value: Value,
    ) -> Value {
        if matches!(spec.kind, Kind::ImagePicker(_)) || is_empty(&value) {
            return value;
        }
        if !is_list(&spec.kind) {
            return match &value {
                Value::List(items) => items.first().cloned().unwrap_or_default(),
                _ => value,
            };
        }
        let list = match value {
            Value::List(items) => items,
            single => Rc::new(vec![single]),
        };
        match named_by(spec, choice) {
            Some(name) => Value::list(list.iter().map(|item| wrapped(item, &name))),
            None => Value::List(list),
        }
    }

    /// What is shown for a value: "other" in the place of what is not offered.
    pub(super) fn rendered_from_data(&mut self, id: Id, value: Value) -> Value {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return value;
        };
        let value = match &value {
            Value::List(items) if is_list(&spec.kind) => {
                Value::list(items.iter().map(|item| unwrapped(&spec, choice, item)))
            }
            Value::Object(object) => match object.get("value") {
                Some(inner)
                    if !is_blank(inner) && find(self.shown_choices(id), inner).is_some() =>
                {
                    inner.clone()
                }
                _ => value,
            },
            _ => value,
        };
        if self.keeps_other_beside(id) || choice.other.is_none() {
            return value;
        }
        if is_list(&spec.kind) {
            let Value::List(items) = &value else {
                return Value::list([]);
            };
            // It may be set before its turn has come.
            if self.shown_choices(id).is_empty() {
                self.show_choices(id);
            }
            if !self.offers_choices(id) {
                return value;
            }
            for (place, item) in items.iter().enumerate() {
                if is_other(item) {
                    return value;
                }
                if self.has_unknown_item(id, item, true, false, false) {
                    self.set_other_words(id, item.clone());
                    let mut items = (**items).clone();
                    items[place] = Value::text(OTHER);
                    return Value::list(items);
                }
            }
            return value;
        }
        if !self.has_unknown(id, &value, true, false) {
            return self.value_from_data(id, value);
        }
        self.set_other_words(id, value);
        Value::text(OTHER)
    }

    pub(in crate::session) fn update_choice_from_data(
        &mut self,
        id: Id,
        value: &Value,
        clear: bool,
    ) {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return;
        };
        let mut value = value.clone();
        let mut words = Value::Undefined;
        let has_active = self
            .choices(id)
            .is_some_and(|choices| !choices.active.is_empty());
        let is_waiting = self
            .list(id)
            .is_some_and(crate::session::choices_by_url::ListState::is_running);
        if choice.other.is_some()
            && has_active
            && !is_waiting
            && !self.running.taking_in
            && self.keeps_other_beside(id)
            && !self.is_in_new_panel(id)
        {
            let is_other_itself = match &value {
                Value::List(items) => items.iter().any(is_other),
                value => is_other(value),
            };
            if self.has_unknown(id, &value, false, true) && !is_other_itself {
                (words, value) = self.split_other(id, value);
                if let Some(owner) = self.form.item(id).owner
                    && matches!(value, Value::List(_))
                {
                    // A list is changed where it is.
                    self.correct_in_entry(owner, id, value_name(&spec), &value);
                }
            } else {
                words = self.comment_in_data(id);
            }
        }
        self.update_base(id, &value, clear);
        self.keep_while_waiting(id);
        if is_truthy(&words) {
            if let Some(state) = self.state_mut(id) {
                state.updating = true;
            }
            self.set_new_comment(id, words);
            if let Some(state) = self.state_mut(id) {
                state.updating = false;
            }
        }
        if let Some(choices) = self.choices_mut(id) {
            choices.invisible_values.clear();
        }
        if matches!(spec.kind, Kind::Ranking(_))
            && is_truthy(&value)
            && let Some(choices) = self.choices_mut(id)
        {
            choices.set_by_user = true;
        }
    }

    /// An item of an answer as choices are compared with it.
    pub(in crate::session) fn unwrapped_item(&self, id: Id, item: &Value) -> Value {
        let spec = self.spec(id);
        match choice_of(&spec.kind) {
            Some(choice) => unwrapped(&spec, choice, item),
            None => item.clone(),
        }
    }
}

/// A choice's own value; with the words beside it, if it keeps any.
fn own_value(offer: &Offer, value: &Value, even_without_words: bool) -> Value {
    let has_field = offer.item().is_some_and(|item| item.has_comment);
    let Value::Object(object) = value else {
        return offer.value.clone();
    };
    let words = object.get("comment").cloned().unwrap_or_default();
    if has_field && (even_without_words || !is_empty(&words)) {
        let mut kept = Object::new();
        kept.set("value", offer.value.clone());
        if !is_empty(&words) {
            kept.set("comment", words);
        }
        return kept.into();
    }
    offer.value.clone()
}

/// The member that an answer's items are recorded under, if they are objects.
pub(super) fn named_by(spec: &Question, choice: &Choice) -> Option<Rc<str>> {
    if !is_list(&spec.kind) {
        return None;
    }
    choice.value_property.clone().or_else(|| {
        choice
            .items
            .iter()
            .any(|item| item.has_comment)
            .then(|| "value".into())
    })
}

pub(super) fn wrapped(item: &Value, name: &Rc<str>) -> Value {
    if item
        .as_object()
        .is_some_and(|object| object.get(name).is_some())
    {
        return item.clone();
    }
    Value::object([(name.clone(), item.clone())])
}

pub(super) fn unwrapped(spec: &Question, choice: &Choice, item: &Value) -> Value {
    match named_by(spec, choice) {
        Some(name) => match item {
            Value::Object(object) => object.get(&name).cloned().unwrap_or_default(),
            _ => item.clone(),
        },
        None => item.clone(),
    }
}
