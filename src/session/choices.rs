use std::rc::Rc;

use crate::definition::{Choice, ChoiceOrder, Question};
use crate::value::Value;

use super::Session;

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
}

/// What is recorded for "other" and "none".
const OTHER: &str = "other";
const NONE: &str = "none";

impl Session {
    /// The visible choices in the order of this respondent.
    pub fn offered(&self, question: &Question, choice: &Choice) -> Vec<Offered> {
        let locale = self.locale();
        let mut offered: Vec<Offered> = choice
            .items
            .iter()
            .filter(|item| self.holds(item.visible_if.as_ref(), true))
            .map(|item| Offered {
                value: item.value.clone(),
                text: self.piped(&item.text.get(locale)),
                enabled: self.holds(item.enable_if.as_ref(), true),
                exclusive: item.exclusive,
                is_other: false,
            })
            .collect();
        match choice.order {
            ChoiceOrder::AsWritten => {}
            ChoiceOrder::Ascending => offered.sort_by(|a, b| a.text.cmp(&b.text)),
            ChoiceOrder::Descending => offered.sort_by(|a, b| b.text.cmp(&a.text)),
            ChoiceOrder::Random => self
                .chance(&format!("shuffle:{}", question.name))
                .shuffle(&mut offered),
        }
        for (text, key, is_other) in [(&choice.none, NONE, false), (&choice.other, OTHER, true)] {
            let Some(text) = text else { continue };
            offered.push(Offered {
                value: Value::text(key),
                text: text
                    .find(locale)
                    .unwrap_or_else(|| self.texts().get(key).into()),
                enabled: true,
                exclusive: !is_other,
                is_other,
            });
        }
        offered
    }

    /// Where the text beside "other" is recorded.
    pub fn comment_name(question: &str) -> String {
        format!("{question}-Comment")
    }

    pub(super) fn is_other_chosen(&self, question: &Question, choice: &Choice) -> bool {
        let is_other = |value: &Value| value.as_text() == Some(OTHER);
        choice.other.is_some()
            && match self.answer(&question.name) {
                Value::List(items) => items.iter().any(is_other),
                single => is_other(single),
            }
    }
}
