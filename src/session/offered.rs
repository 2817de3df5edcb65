use std::rc::Rc;

use super::Session;
use super::form::{From, Special};
use crate::definition::Question;
use crate::value::Value;

/// A choice as it is offered to this respondent.
#[derive(Clone, Debug, PartialEq)]
pub struct Offered {
    pub value: Value,
    pub text: Rc<str>,
    pub enabled: bool,
    /// Cannot be chosen together with others.
    pub exclusive: bool,
    /// Comes with a text field.
    pub is_other: bool,
    /// Chooses all others.
    pub is_select_all: bool,
}

impl Session {
    /// The choices in the order of this respondent.
    pub fn offered(&self, question: &Question) -> Vec<Offered> {
        let Some(id) = self.form.names.first(&question.name) else {
            return Vec::new();
        };
        self.shown_choices(id)
            .iter()
            .map(|offer| {
                let special = match &offer.from {
                    From::Special(special) => Some(*special),
                    _ => None,
                };
                let is_none = matches!(
                    special,
                    Some(Special::None | Special::Refuse | Special::DontKnow)
                );
                let is_written_exclusive = offer.item().is_some_and(|item| item.exclusive);
                Offered {
                    value: offer.value.clone(),
                    text: self.choice_text(id, offer),
                    enabled: offer.enabled,
                    exclusive: is_none || is_written_exclusive,
                    is_other: special == Some(Special::Other),
                    is_select_all: special == Some(Special::SelectAll),
                }
            })
            .collect()
    }

    /// Where the text beside "other" is recorded.
    pub fn comment_name(question: &str) -> String {
        format!("{question}{}", super::COMMENT_SUFFIX)
    }
}
