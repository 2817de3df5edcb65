//! Which choice a value stands for, if any.

use crate::definition::{Kind, Localized};
use crate::session::Session;
use crate::session::choices::find;
use crate::session::choices::is_other;
use crate::session::choices::matches_value;
use crate::session::choices::offer_is;
use crate::session::choices::recorded::unwrapped;
use crate::session::equal::{is_blank, is_identical, is_same};
use crate::session::form::{Id, Offer, Special, choice_of};
use crate::value::Value;

impl Session {
    pub(in crate::session) fn is_chosen(&self, id: Id, offer: &Offer) -> bool {
        if offer_is(offer, Special::Other) {
            return self.is_other_chosen(id);
        }
        let spec = self.spec(id);
        match &spec.kind {
            Kind::Checkbox(_) | Kind::Tagbox(_) => self.is_in_rendered(id, &offer.value),
            Kind::Ranking(choice) => {
                !choice.select_to_rank || self.is_in_rendered(id, &offer.value)
            }
            Kind::ImagePicker(choice) => {
                let value = self.value_of(id);
                let has_image = offer.item().is_some_and(|item| !item.image_link.is_empty());
                has_image
                    && match &value {
                        Value::List(items) if choice.several => {
                            items.iter().any(|item| is_same(item, &offer.value))
                        }
                        value if !choice.several && !is_blank(value) => {
                            is_same(value, &offer.value)
                        }
                        _ => false,
                    }
            }
            _ => self
                .choices(id)
                .is_some_and(|choices| is_identical(&choices.rendered, &offer.value)),
        }
    }

    fn is_in_rendered(&self, id: Id, value: &Value) -> bool {
        self.choices(id).is_some_and(|choices| {
            choices
                .rendered
                .as_list()
                .is_some_and(|items| items.iter().any(|item| is_same(item, value)))
        })
    }

    /// The choice that a value stands for, among those that may be offered.
    pub(super) fn find_active(&self, id: Id, value: &Value) -> Option<Offer> {
        find(&self.active_now(id, false), value).cloned()
    }

    pub(in crate::session) fn is_unknown(&self, id: Id, value: &Value, filtered: bool) -> bool {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return false;
        };
        let value = unwrapped(&spec, choice, value);
        !self.is_known(id, &value, filtered) && !self.is_known_to_namesakes(id, &value, filtered)
    }

    fn is_known(&self, id: Id, value: &Value, filtered: bool) -> bool {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return false;
        };
        let is = |special: Special, written: &Option<Localized>| {
            written.is_some() && is_identical(value, &special.value())
        };
        is(Special::None, &choice.none)
            || is(Special::Refuse, &choice.refuse)
            || is(Special::DontKnow, &choice.dont_know)
            || self
                .active_now(id, filtered)
                .iter()
                .filter(|offer| !filtered || offer.visible)
                .any(|offer| matches_value(offer, value))
    }

    fn is_known_to_namesakes(&self, id: Id, value: &Value, filtered: bool) -> bool {
        let spec = self.spec(id);
        let Some(name) = &spec.value_name else {
            return false;
        };
        let mut namesakes = self.form.value_names.all(name).iter();
        namesakes.any(|&other| other != id && self.is_known(other, value, filtered))
    }

    /// Whether an item of a value is not offered. `may_be_other`: "other" itself counts as offered.
    pub(super) fn has_unknown_item(
        &self,
        id: Id,
        value: &Value,
        may_be_other: bool,
        filtered: bool,
        even_empty: bool,
    ) -> bool {
        let spec = self.spec(id);
        let value = match choice_of(&spec.kind) {
            Some(choice) => unwrapped(&spec, choice, value),
            None => value.clone(),
        };
        if !even_empty && is_blank(&value) {
            return false;
        }
        if may_be_other && is_other(&value) {
            return false;
        }
        self.is_unknown(id, &value, filtered)
    }

    pub(in crate::session) fn has_unknown(
        &self,
        id: Id,
        value: &Value,
        may_be_other: bool,
        filtered: bool,
    ) -> bool {
        match value {
            Value::List(items) => items
                .iter()
                .any(|item| self.has_unknown_item(id, item, may_be_other, filtered, false)),
            value => self.has_unknown_item(id, value, may_be_other, filtered, false),
        }
    }
}
