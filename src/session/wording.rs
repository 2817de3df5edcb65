//! What titles, questions and reasons say to this respondent.

use std::rc::Rc;

use crate::definition::{Element, Kind, Localized, Question};
use crate::expression::{Path, Scope};
use crate::journey::{Reason, Screen};
use crate::value::{Value, number_to_text};

use super::piping::pipe;
use super::{JourneyTurn, Session};

impl Session {
    /// A text of the document in the respondent's language, with answers in the place of `{names}`.
    pub fn text(&self, text: &Localized) -> Rc<str> {
        self.piped(&text.get(self.locale()))
    }

    /// A question without a title is called by its name.
    pub fn title(&self, question: &Question) -> Rc<str> {
        match question.title.find(self.locale()) {
            Some(title) => self.piped(&title),
            None => question.name.clone(),
        }
    }

    pub fn piped(&self, text: &Rc<str>) -> Rc<str> {
        if !text.contains('{') {
            return text.clone();
        }
        pipe(text, |name| self.shown_text(name)).into()
    }

    /// A text of the document that is markup. What is put in the place of names is escaped, so that no answer becomes
    /// markup.
    pub fn html(&self, text: &Localized) -> Rc<str> {
        pipe(&text.get(self.locale()), |name| {
            self.shown_text(name).map(|shown| escaped(&shown))
        })
        .into()
    }

    /// What the current screen of a journey asks.
    pub fn screen_title(&self, turn: &JourneyTurn) -> Rc<str> {
        let Some(asked) = turn.current() else {
            return "".into();
        };
        let locale = self.locale();
        let about = turn
            .current_touchpoint()
            .map(|touchpoint| self.piped(&touchpoint.title_or_name(locale)))
            .unwrap_or_default();
        match &asked.screen {
            Screen::Overall => match turn.journey().title.find(locale) {
                Some(title) => self.piped(&title),
                None => self.texts().get("journey.overall").into(),
            },
            Screen::Pick => self.texts().get("journey.pick").into(),
            Screen::Map => self.texts().get("journey.map").into(),
            Screen::Rating { touchpoint } => {
                match turn.touchpoint(*touchpoint).question.find(locale) {
                    Some(question) => self.piped(&question),
                    None => self.texts().with("journey.rating", &about).into(),
                }
            }
            Screen::Why { level: 1, .. } => self.texts().with("journey.why", &about).into(),
            Screen::Why { .. } => self.texts().get("journey.why-deeper").into(),
            Screen::More { .. } => self.texts().with("journey.more", &about).into(),
        }
    }

    /// One sentence on why a screen is asked.
    pub fn because(&self, turn: &JourneyTurn, screen: &Screen, reason: Reason) -> String {
        let about = screen
            .touchpoint()
            .map(|touchpoint| self.piped(&turn.touchpoint(touchpoint).title_or_name(self.locale())))
            .unwrap_or_default();
        self.texts()
            .with(&format!("because.{}", reason.name()), &about)
    }

    /// An answer as people read it: the text of the choice and not its value. A question without an answer reads as
    /// nothing; `None` is for what nobody knows.
    fn shown_text(&self, name: &str) -> Option<String> {
        if let Some(question) = self.question(name) {
            let answer = self.answer(&question.name);
            return self
                .shown_answer(question, answer)
                .or_else(|| answer.is_undefined().then(String::new));
        }
        let found = self.scope().find(&Path::parse(name))?;
        plain_text(&found.value)
    }

    fn shown_answer(&self, question: &Question, answer: &Value) -> Option<String> {
        let text_of = |value: &Value| -> Option<String> {
            let text = match &question.kind {
                Kind::RadioGroup(choice) | Kind::Checkbox(choice) => {
                    return self.shown_choice(question, choice, value);
                }
                Kind::Rating(rating) => rating
                    .values
                    .iter()
                    .find(|rate| rate.value == *value)
                    .map(|rate| &rate.text),
                Kind::Boolean(boolean) if *value == boolean.yes_value => Some(&boolean.yes_text),
                Kind::Boolean(boolean) if *value == boolean.no_value => Some(&boolean.no_text),
                _ => None,
            };
            text.and_then(|text| text.find(self.locale()))
                .map(|text| text.to_string())
                .or_else(|| plain_text(value))
        };
        match answer {
            Value::List(items) => {
                let texts: Option<Vec<String>> = items.iter().map(text_of).collect();
                texts.map(|texts| texts.join(", "))
            }
            single => text_of(single),
        }
    }

    fn question(&self, name: &str) -> Option<&Rc<Question>> {
        let mut found = None;
        self.each_question(&mut |question| {
            if found.is_none() && question.has_answer() && question.name.eq_ignore_ascii_case(name)
            {
                found = Some(question);
            }
        });
        found
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

pub(super) fn plain_text(value: &Value) -> Option<String> {
    Some(match value {
        Value::Text(text) => text.to_string(),
        Value::Number(number) => number_to_text(*number),
        Value::Bool(flag) => flag.to_string(),
        Value::List(items) => {
            let texts: Option<Vec<String>> = items.iter().map(plain_text).collect();
            texts?.join(", ")
        }
        Value::Undefined | Value::Null | Value::Date(_) | Value::Object(_) => return None,
    })
}

/// Whether an element asks anything.
pub fn asks(element: &Element) -> bool {
    match element {
        Element::Question(question) => question.has_answer(),
        Element::Panel(panel) => panel.elements.iter().any(asks),
        Element::Journey(_) => true,
    }
}
