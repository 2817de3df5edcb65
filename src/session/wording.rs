//! What titles, questions and reasons say to this respondent.

use std::rc::Rc;

use super::form::Id;
use super::piping::pipe;
use super::scope::Subject;
use super::{JourneyTurn, Session, Stage};
use crate::definition::{Element, Kind, Localized, PageMode};
use crate::expression::{Calendar, Path, is_empty};
use crate::journey::{Reason, Screen};
use crate::value::{Value, civil_from_days, iso_date, number_to_text};

/// A text whose names stand for texts with names, and so on: one that stands for itself ends somewhere.
const MAX_PIPING_DEPTH: u32 = 8;
/// How many names one text may stand for, those in the texts they stand for among them.
const MAX_PIPED_NAMES: u32 = 10_000;

impl Session {
    /// A text of the document in the respondent's language, with answers in the place of `{names}`.
    pub fn text(&self, text: &Localized) -> Rc<str> {
        self.piped(&text.get(self.locale()))
    }

    /// What the survey is called, for those who do not see it.
    pub fn survey_name(&self) -> Rc<str> {
        match self.text(&self.survey.title) {
            title if title.trim().is_empty() => self.texts().get("survey").into(),
            title => title,
        }
    }

    /// Whether nothing was shown before what is shown now.
    pub fn is_on_first_screen(&self) -> bool {
        match self.stage() {
            Stage::Starting => true,
            Stage::Running if self.survey.first_page_is_start_page => false,
            Stage::Running => self.survey.page_mode == PageMode::SinglePage || self.behind() == 0,
            _ => false,
        }
    }

    /// A question without a title is called by its name.
    pub(super) fn question_title(&self, id: Id) -> Rc<str> {
        let spec = self.spec(id);
        let locale = self.locale();
        let written = spec.title.find(locale).or_else(|| match &spec.kind {
            Kind::Boolean(kind) => kind.label.find(locale),
            _ => None,
        });
        match written {
            Some(title) => self.piped_for(Subject::Item(id), &title),
            None => spec.name.clone(),
        }
    }

    pub fn piped(&self, text: &Rc<str>) -> Rc<str> {
        self.piped_for(Subject::Survey, text)
    }

    /// A text of an item, in which names may mean something else than in a text of the survey.
    pub(super) fn piped_for(&self, subject: Subject, text: &Rc<str>) -> Rc<str> {
        if !text.contains('{') {
            return text.clone();
        }
        self.piped.set(true);
        let (depth, spent) = self.piping.get();
        if depth >= MAX_PIPING_DEPTH {
            return text.clone();
        }
        let display = match subject {
            Subject::Item(id) | Subject::Choice(id, _) => {
                !self.form.item(id).is_question() || self.spec(id).use_display_values
            }
            Subject::Survey => true,
        };
        self.piping
            .set((depth + 1, if depth == 0 { 0 } else { spent }));
        let piped = pipe(text, |name| {
            let (depth, spent) = self.piping.get();
            self.piping.set((depth, spent + 1));
            (spent < MAX_PIPED_NAMES)
                .then(|| self.shown_text(subject, name, display))
                .flatten()
        });
        self.piping.set((depth, self.piping.get().1));
        piped.into()
    }

    /// A text of the document that is markup. What is put in the place of names is escaped, so that no answer becomes
    /// markup.
    pub fn html(&self, text: &Localized) -> Rc<str> {
        self.piped.set(true);
        pipe(&text.get(self.locale()), |name| {
            self.shown_text(Subject::Survey, name, true)
                .map(|shown| escaped(&shown))
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
            .with(&["because.", reason.name()].concat(), &about)
    }

    /// What a name reads as; `None` is for what nobody knows.
    fn shown_text(&self, subject: Subject, name: &str, display: bool) -> Option<String> {
        let value = match self.text_value(subject, &Path::parse(name), display) {
            None if name.ends_with(".length") => Value::Number(0.0),
            value => value?,
        };
        if is_empty(&value) {
            return Some(String::new());
        }
        Some(js_text(&value))
    }
}

/// JavaScript's `String(value)` for what a text can show.
pub(super) fn js_text(value: &Value) -> String {
    match value {
        Value::Undefined => "undefined".into(),
        Value::Null => "null".into(),
        Value::List(items) => {
            let texts: Vec<String> = items
                .iter()
                .map(|item| {
                    if item.is_absent() {
                        String::new()
                    } else {
                        js_text(item)
                    }
                })
                .collect();
            texts.join(",")
        }
        Value::Object(_) => "[object Object]".into(),
        Value::Date(millis) => iso_date(*millis).unwrap_or_default(),
        other => plain_text(other).unwrap_or_default(),
    }
}

/// JavaScript's `toDateString`: `Fri Jan 02 2026`.
pub(super) fn date_string(millis: f64, calendar: &dyn Calendar) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    if millis.is_nan() {
        return "Invalid Date".into();
    }
    let local = millis + calendar.utc_offset_millis(millis);
    let days = (local / 86_400_000.0).floor() as i64;
    let (year, month, day) = civil_from_days(days);
    let weekday = DAYS[days.rem_euclid(7) as usize];
    let month = MONTHS[(month as usize + 11) % 12];
    format!("{weekday} {month} {day:02} {year:04}")
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
