//! What a question offers to choose from, and what becomes of its value when that changes.

mod choosing;
mod incorrect;
mod known;
mod offering;
mod order;
mod other;
mod ranking;
mod recorded;

use std::rc::Rc;

use crate::definition::{ChoiceItem, Kind};
use crate::expression::{is_empty, is_truthy};
use crate::session::Session;
use crate::session::choices::other::plain_words;
use crate::session::equal::{is_blank, is_same, is_same_choice};
use crate::session::form::{Choices, From, Id, Offer, Special, choice_of};
use crate::session::scope::Subject;
use crate::value::Value;

/// What is recorded for the special choices.
const OTHER: &str = "other";

const NONE: &str = "none";

const REFUSED: &str = "refused";

const DONT_KNOW: &str = "dontknow";

impl Special {
    fn value(self) -> Value {
        Value::text(match self {
            Self::SelectAll => "",
            Self::None => NONE,
            Self::Refuse => REFUSED,
            Self::DontKnow => DONT_KNOW,
            Self::Other => OTHER,
        })
    }

    /// The key of the built-in text.
    pub fn key(self) -> &'static str {
        match self {
            Self::SelectAll => "select-all",
            Self::None => "none",
            Self::Refuse => "refuse",
            Self::DontKnow => "dont-know",
            Self::Other => "other",
        }
    }
}

impl Offer {
    fn is_special(&self) -> bool {
        matches!(self.from, From::Special(_))
    }

    pub(super) fn item(&self) -> Option<&ChoiceItem> {
        match &self.from {
            From::Written(question, place) => choice_of(&question.kind)?.items.get(*place),
            From::Fetched(item) => Some(item),
            _ => None,
        }
    }

    /// Those that the document does not know, and those it says nothing of, change places among themselves.
    fn group_in_lot(&self) -> Option<&str> {
        self.item().map_or(Some(""), |item| item.lot.group())
    }

    fn is_exclusive(&self) -> bool {
        match &self.from {
            From::Special(special) => {
                matches!(special, Special::None | Special::Refuse | Special::DontKnow)
            }
            _ => self.item().is_some_and(|item| item.exclusive),
        }
    }
}

impl Session {
    pub(super) fn choices(&self, id: Id) -> Option<&Choices> {
        self.state(id)?.choices.as_deref()
    }

    pub(super) fn choices_mut(&mut self, id: Id) -> Option<&mut Choices> {
        self.state_mut(id)?.choices.as_deref_mut()
    }

    /// The choices that are shown.
    pub(super) fn shown_choices(&self, id: Id) -> &[Offer] {
        self.choices(id).map_or(&[], |choices| &choices.visible)
    }

    /// The text of a choice in the respondent's language.
    pub(super) fn choice_text(&self, id: Id, offer: &Offer) -> Rc<str> {
        let locale = self.locale();
        match &offer.from {
            From::Special(special) => {
                let spec = self.spec(id);
                let written = choice_of(&spec.kind).and_then(|choice| match special {
                    Special::SelectAll => choice.select_all.as_ref(),
                    Special::None => choice.none.as_ref(),
                    Special::Refuse => choice.refuse.as_ref(),
                    Special::DontKnow => choice.dont_know.as_ref(),
                    Special::Other => choice.other.as_ref(),
                });
                match written.and_then(|written| written.find(locale)) {
                    Some(text) => self.piped_for(Subject::Choice(id, &offer.value), &text),
                    None => self.texts().get(special.key()).into(),
                }
            }
            From::Elsewhere(text) => match text.find(locale) {
                Some(text) => text,
                None => plain_words(&offer.value).into(),
            },
            From::Written(..) | From::Fetched(_) => offer
                .item()
                .and_then(|item| item.text.find_for_choice(locale))
                .map(|text| self.piped_for(Subject::Choice(id, &offer.value), &text))
                .filter(|text| !text.is_empty())
                .unwrap_or_else(|| plain_words(&offer.value).into()),
        }
    }

    /// The text of the choice that a value stands for.
    pub(super) fn text_of_value(&self, id: Id, value: &Value) -> Option<Rc<str>> {
        if is_other(value) {
            let words = self.other_words(id);
            if is_truthy(&words) {
                return Some(plain_words(&words).into());
            }
            let other = Offer {
                value: Value::text(OTHER),
                from: From::Special(Special::Other),
                visible: true,
                enabled: true,
            };
            return Some(self.choice_text(id, &other));
        }
        find(self.shown_choices(id), value).map(|offer| self.choice_text(id, offer))
    }

    /// What a list that is the answer itself reads as: what is offered of it, and all of it if nothing is.
    pub(super) fn texts_of_chosen(&self, id: Id, items: &[Value]) -> Vec<Rc<str>> {
        let spec = self.spec(id);
        let is_own =
            is_list(&spec.kind) && is_same(&self.value_of(id), &Value::list(items.to_vec()));
        let rendered = self.choices(id).map(|choices| choices.rendered.clone());
        let Some(Value::List(rendered)) = rendered.filter(|_| is_own) else {
            return Vec::new();
        };
        let texts: Vec<Rc<str>> = rendered
            .iter()
            .filter_map(|item| find(self.shown_choices(id), item))
            .enumerate()
            .map(|(place, offer)| {
                if offer_is(offer, Special::Other) {
                    let beside = items.get(place).filter(|_| spec.has_comment);
                    let words = beside.cloned().unwrap_or_else(|| self.comment_of(id));
                    if is_truthy(&words) {
                        return plain_words(&words).into();
                    }
                }
                self.choice_text(id, offer)
            })
            .collect();
        if texts.is_empty() && !matches!(spec.kind, Kind::Tagbox(_)) {
            return rendered
                .iter()
                .map(|item| crate::session::wording::js_text(item).into())
                .collect();
        }
        texts
    }
}

fn offer_is(offer: &Offer, special: Special) -> bool {
    matches!(offer.from, From::Special(found) if found == special)
}

pub(super) fn is_other(value: &Value) -> bool {
    match value {
        Value::List(items) => items.iter().any(|item| item.as_text() == Some(OTHER)),
        value => value.as_text() == Some(OTHER),
    }
}

/// Whether the answer is a list of what was chosen, whatever is offered.
pub(super) fn is_list(kind: &Kind) -> bool {
    matches!(kind, Kind::Checkbox(_) | Kind::Tagbox(_) | Kind::Ranking(_))
}

/// Whether several choices may be chosen.
pub(super) fn takes_several(kind: &Kind) -> bool {
    is_list(kind) || matches!(kind, Kind::ImagePicker(choice) if choice.several)
}

pub(super) fn find<'o>(offers: &'o [Offer], value: &Value) -> Option<&'o Offer> {
    let value = match value.get("value") {
        inner if !is_blank(inner) => inner,
        _ => value,
    };
    let is_nothing = is_empty(value);
    offers
        .iter()
        .find(|offer| (is_nothing && is_empty(&offer.value)) || is_same_choice(&offer.value, value))
}

fn matches_value(offer: &Offer, value: &Value) -> bool {
    let value = match value.get("value") {
        inner if !is_blank(inner) => inner,
        _ => value,
    };
    (is_empty(value) && is_empty(&offer.value)) || is_same_choice(&offer.value, value)
}
