use std::rc::Rc;

use super::Session;
use super::form::{From, Id, Special};
use crate::definition::image_address;
use crate::value::Value;

/// A choice as it is offered to this respondent.
#[derive(Clone, Debug, PartialEq)]
pub struct Offered {
    pub value: Value,
    pub text: Rc<str>,
    pub enabled: bool,
    pub chosen: bool,
    /// What is written in the field that comes with it, if one does.
    pub words: Option<Rc<str>>,
    /// Chooses all others.
    pub is_select_all: bool,
    /// The address of a picture, if it is one that may be shown.
    pub image: Option<Rc<str>>,
}

impl Session {
    /// The choices in the order of this respondent.
    pub fn offered(&self, id: Id) -> Vec<Offered> {
        self.shown_choices(id)
            .iter()
            .map(|offer| {
                let special = match &offer.from {
                    From::Special(special) => Some(*special),
                    _ => None,
                };
                let is_select_all = special == Some(Special::SelectAll);
                let item = offer.item();
                let image = item
                    .and_then(|item| item.image_link.find(self.locale()))
                    .and_then(|link| image_address(&link));
                // Where the question has a field for words, they are written there.
                let words = if special == Some(Special::Other) {
                    (!self.spec(id).has_comment).then(|| self.words(id))
                } else {
                    item.filter(|item| item.has_comment)
                        .map(|_| self.words_beside(id, offer))
                };
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
            })
            .collect()
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
