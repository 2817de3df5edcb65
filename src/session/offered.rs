use std::rc::Rc;

use super::Session;
use super::equal::{is_blank, is_same};
use super::form::{From, Id, Offer, Special, choice_of};
use super::wording::js_text;
use crate::definition::image_address;
use crate::value::Value;

/// A choice as it is offered to this respondent.
#[derive(Clone, Debug, PartialEq)]
pub struct Offered {
    pub value: Value,
    pub text: Rc<str>,
    pub enabled: bool,
    pub chosen: bool,
    /// The field that comes with it, if one does.
    pub words: Option<Words>,
    /// Chooses all others.
    pub is_select_all: bool,
    /// The address of a picture, if it is one that may be shown.
    pub image: Option<Rc<str>>,
}

/// A field for words.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    pub written: Rc<str>,
    /// What stands in it while it is empty.
    pub placeholder: Rc<str>,
}

impl Session {
    /// The choices in the order of this respondent.
    pub fn offered(&self, id: Id) -> Vec<Offered> {
        let offers = self.shown_choices(id).iter();
        offers.map(|offer| self.as_offered(id, offer)).collect()
    }

    /// What is chosen, in the order in which it was. Choices that the respondent added are among it.
    pub fn chosen(&self, id: Id) -> Vec<Offered> {
        let offers = self.shown_choices(id).iter();
        let chosen: Vec<Offered> = offers
            .filter(|offer| !is_select_all(offer) && self.is_chosen(id, offer))
            .map(|offer| self.as_offered(id, offer))
            .collect();
        let value = self
            .choices(id)
            .map_or(Value::Undefined, |choices| choices.rendered.clone());
        let one = [value.clone()];
        let items = match &value {
            Value::List(items) => items,
            value if is_blank(value) => &[][..],
            _ => &one,
        };
        let items = items.iter().map(|item| self.unwrapped_item(id, item));
        let adds = self.may_add_choices(id);
        items
            .filter_map(|item| {
                let known = chosen.iter().find(|offered| is_same(&offered.value, &item));
                let own = || Offered {
                    text: js_text(&item).into(),
                    value: item.clone(),
                    enabled: true,
                    chosen: true,
                    words: None,
                    is_select_all: false,
                    image: None,
                };
                known.cloned().or_else(|| adds.then(own))
            })
            .collect()
    }

    fn as_offered(&self, id: Id, offer: &Offer) -> Offered {
        let is_select_all = is_select_all(offer);
        let is_other = matches!(offer.from, From::Special(Special::Other));
        let item = offer.item();
        let image = item
            .and_then(|item| item.image_link.find(self.locale()))
            .and_then(|link| image_address(&link));
        let has_words = is_other || item.is_some_and(|item| item.has_comment);
        let words = has_words.then(|| {
            let spec = self.spec(id);
            let of_other = choice_of(&spec.kind).map(|choice| &choice.other_placeholder);
            let own = item.map(|item| &item.comment_placeholder);
            let placeholder = own.filter(|own| !own.is_empty()).or(match is_other {
                true => of_other,
                false => Some(&spec.comment_placeholder),
            });
            Words {
                written: match is_other {
                    true => self.words_beside_other(id),
                    false => self.words_beside(id, offer),
                },
                placeholder: placeholder.map_or("".into(), |text| self.text_of(id, text)),
            }
        });
        Offered {
            value: offer.value.clone(),
            text: self.choice_text(id, offer),
            enabled: offer.enabled,
            chosen: match is_select_all {
                true => self.are_all_chosen(id),
                false => self.is_chosen(id, offer),
            },
            words,
            is_select_all,
            image,
        }
    }

    fn are_all_chosen(&self, id: Id) -> bool {
        self.shown_choices(id)
            .iter()
            .filter(|offer| !matches!(offer.from, From::Special(_)))
            .all(|offer| self.is_chosen(id, offer))
    }

    /// What "select all" makes of what is chosen: everything, or nothing where that was everything.
    pub(super) fn all_or_none(&self, id: Id) -> Value {
        if self.are_all_chosen(id) {
            return Value::list([]);
        }
        let offers = self.shown_choices(id).iter();
        Value::list(
            offers
                .filter(|offer| offer.enabled && !matches!(offer.from, From::Special(_)))
                .map(|offer| offer.value.clone()),
        )
    }
}

fn is_select_all(offer: &Offer) -> bool {
    matches!(offer.from, From::Special(Special::SelectAll))
}
