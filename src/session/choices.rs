use std::rc::Rc;

use crate::definition::{Choice, ChoiceItem, ChoiceOrder, Localized, Question};
use crate::value::{Value, sorted};

use super::Session;
use super::wording::plain_text;

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
        let mut items: Vec<&ChoiceItem> = choice.items.iter().collect();
        if choice.order == ChoiceOrder::Random {
            // All of them, so that one that comes or goes does not move the others.
            self.chance(&format!("shuffle:{}", question.name))
                .shuffle(&mut items);
        }
        let mut offered: Vec<Offered> = items
            .into_iter()
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
            ChoiceOrder::AsWritten | ChoiceOrder::Random => {}
            ChoiceOrder::Ascending => {
                offered = sorted(&offered, &|a, b| a.text < b.text);
            }
            ChoiceOrder::Descending => {
                offered = sorted(&offered, &|a, b| a.text > b.text);
            }
        }
        for (text, key, is_other) in [(&choice.none, NONE, false), (&choice.other, OTHER, true)] {
            let Some(text) = text else { continue };
            offered.push(Offered {
                value: Value::text(key),
                text: self.special_text(text, key),
                enabled: true,
                exclusive: !is_other,
                is_other,
            });
        }
        offered
    }

    fn special_text(&self, text: &Localized, key: &str) -> Rc<str> {
        match text.find(self.locale()) {
            Some(text) => self.piped(&text),
            None => self.texts().get(key).into(),
        }
    }

    /// What stands for a chosen value where the answer is put into a text: the words beside "other".
    pub(super) fn shown_choice(
        &self,
        question: &Question,
        choice: &Choice,
        value: &Value,
    ) -> Option<String> {
        if let Some(item) = choice.items.iter().find(|item| item.value == *value)
            && let Some(text) = item.text.find(self.locale())
        {
            return Some(text.to_string());
        }
        match (value.as_text(), &choice.other, &choice.none) {
            (Some(OTHER), Some(text), _) => Some(
                match self.answer(&Self::comment_name(&question.name)).as_text() {
                    Some(words) => words.to_owned(),
                    None => self.special_text(text, OTHER).to_string(),
                },
            ),
            (Some(NONE), _, Some(text)) => Some(self.special_text(text, NONE).to_string()),
            _ => plain_text(value),
        }
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
