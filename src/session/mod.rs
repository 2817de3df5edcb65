//! One respondent's run through a survey: answers, visibility, validation, navigation, the journey's turn. A state
//! machine without a screen, a clock or a network.

mod answers;
mod choices;
mod draft;
mod navigation;
mod paradata;
mod piping;
mod progress;
mod scope;
mod texts;
mod turn;
mod validation;
mod wording;

use std::rc::Rc;

use crate::definition::{Condition, Element, Journey, Page, PageContent, Question, Survey};
use crate::expression::Calendar;
use crate::journey::{Stream, seed_of};
use crate::value::{Json, Object, Value};

use answers::Answers;
use progress::page_questions;
use scope::SessionScope;

pub use choices::Offered;
pub use paradata::Paradata;
pub use texts::Texts;
pub use turn::{JourneyTurn, Said};
pub use wording::asks;

/// One respondent's run.
#[derive(Clone)]
pub struct Session {
    survey: Rc<Survey>,
    setting: Setting,
    answers: Answers,
    position: Position,
    /// The journeys that were entered, by page.
    turns: Vec<(usize, JourneyTurn)>,
    errors: Vec<(Rc<str>, Rc<str>)>,
    paradata: Paradata,
    seed: u64,
}

/// What a run needs from outside.
#[derive(Clone)]
pub struct Setting {
    /// The run's own id, a UUID: the record's id and its idempotency key.
    pub id: Rc<str>,
    /// Who answers, if the host knows; only chance depends on it.
    pub respondent: Option<Rc<str>>,
    /// Facts that the host passes.
    pub context: Object,
    pub texts: Texts,
    pub calendar: Rc<dyn Calendar>,
    pub json: Rc<dyn Json>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// On a page, by its place in the survey.
    Page(usize),
    Completed,
}

/// What the respondent looks at.
pub enum View<'s> {
    Questions(&'s Page, &'s [Element]),
    Journey(&'s JourneyTurn),
    Completed,
}

impl Session {
    pub fn start(survey: Rc<Survey>, setting: Setting) -> Self {
        let mut session = Self::new(survey, setting);
        session.set_defaults();
        session.enter_first_page();
        session
    }

    /// A run that has not begun.
    fn new(survey: Rc<Survey>, setting: Setting) -> Self {
        let respondent = setting.respondent.as_ref().unwrap_or(&setting.id);
        let seed = seed_of(&survey.id, &survey.version, respondent);
        let now_millis = setting.calendar.now_millis();
        Self {
            survey,
            setting,
            answers: Answers::default(),
            position: Position::Completed,
            turns: Vec::new(),
            errors: Vec::new(),
            paradata: Paradata::start(now_millis),
            seed,
        }
    }

    pub fn survey(&self) -> &Rc<Survey> {
        &self.survey
    }

    pub fn id(&self) -> &Rc<str> {
        &self.setting.id
    }

    pub fn texts(&self) -> &Texts {
        &self.setting.texts
    }

    pub fn locale(&self) -> &str {
        self.setting.texts.locale()
    }

    /// Switches the language; answers stay.
    pub fn set_texts(&mut self, texts: Texts) {
        self.setting.texts = texts;
    }

    pub fn context(&self) -> &Object {
        &self.setting.context
    }

    /// Adds facts that the host learned later; after completion nothing moves.
    pub fn set_context(&mut self, facts: &Object) {
        if self.position == Position::Completed {
            return;
        }
        for (name, value) in facts.iter() {
            self.setting.context.set(name.clone(), value.clone());
        }
        self.refresh();
    }

    pub fn position(&self) -> Position {
        self.position
    }

    pub fn view(&self) -> View<'_> {
        let Position::Page(index) = self.position else {
            return View::Completed;
        };
        match (self.survey.pages.get(index), self.turn()) {
            (Some(page), turn) => match (&page.content, turn) {
                (PageContent::Elements(elements), _) => View::Questions(page, elements),
                (PageContent::Journey(_), Some(turn)) => View::Journey(turn),
                (PageContent::Journey(_), None) => View::Completed,
            },
            (None, _) => View::Completed,
        }
    }

    pub fn answer(&self, name: &str) -> &Value {
        self.answers.get(name)
    }

    pub fn answers(&self) -> &Object {
        self.answers.as_object()
    }

    /// Sets an answer; nothing, be it an empty text or list, takes it away. After completion nothing moves.
    pub fn set(&mut self, name: &str, value: Value) {
        let value = if is_nothing(&value) {
            Value::Undefined
        } else {
            value
        };
        if self.position == Position::Completed || self.answers.get(name) == &value {
            return;
        }
        self.answers.set(name, value);
        self.paradata.count_change(name);
        // A message about the old answer says nothing about the new one.
        self.errors.retain(|(about, _)| &**about != name);
        self.refresh();
    }

    /// The message beside a question after an attempt to go on.
    pub fn error(&self, name: &str) -> Option<&Rc<str>> {
        self.errors
            .iter()
            .find(|(about, _)| &**about == name)
            .map(|(_, message)| message)
    }

    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    pub fn first_error(&self) -> Option<&Rc<str>> {
        self.errors.first().map(|(name, _)| name)
    }

    pub fn is_visible(&self, element: &Element) -> bool {
        match element {
            Element::Question(question) => self.is_question_visible(question),
            Element::Panel(panel) => {
                panel.visible
                    && self.holds(panel.visible_if.as_ref(), true)
                    && panel.elements.iter().any(|inner| self.is_visible(inner))
            }
            Element::Journey(journey) => self.is_journey_visible(journey),
        }
    }

    pub fn is_question_visible(&self, question: &Question) -> bool {
        question.visible && self.holds(question.visible_if.as_ref(), true)
    }

    pub fn is_enabled(&self, question: &Question) -> bool {
        !question.read_only && self.holds(question.enable_if.as_ref(), true)
    }

    pub fn is_required(&self, question: &Question) -> bool {
        question.required || self.holds(question.required_if.as_ref(), false)
    }

    /// The journey on the present page.
    pub fn turn(&self) -> Option<&JourneyTurn> {
        let Position::Page(index) = self.position else {
            return None;
        };
        self.turn_at(index)
    }

    /// Visits all questions of the survey in document order, the extra questions of journeys among them.
    pub fn each_question<'s>(&'s self, visit: &mut dyn FnMut(&'s Rc<Question>)) {
        for page in &self.survey.pages {
            page_questions(page, visit);
        }
    }

    /// All journeys that were entered.
    pub fn turns(&self) -> impl Iterator<Item = &JourneyTurn> {
        self.turns.iter().map(|(_, turn)| turn)
    }

    pub fn paradata(&self) -> &Paradata {
        &self.paradata
    }

    /// A stream of chance for one purpose, the same after a reload.
    fn chance(&self, purpose: &str) -> Stream {
        Stream::new(self.seed, purpose)
    }

    fn is_journey_visible(&self, journey: &Journey) -> bool {
        journey.visible && self.holds(journey.visible_if.as_ref(), true)
    }

    fn holds(&self, condition: Option<&Condition>, default: bool) -> bool {
        condition.map_or(default, |condition| condition.holds(&self.scope()))
    }

    fn scope(&self) -> SessionScope<'_> {
        SessionScope { session: self }
    }

    fn set_defaults(&mut self) {
        let survey = self.survey.clone();
        for page in &survey.pages {
            page_questions(page, &mut |question| {
                if !is_nothing(&question.default_value) {
                    self.answers
                        .set(&question.name, question.default_value.clone());
                }
            });
        }
    }
}

/// What is no answer at all. Blank text is one: it is what the respondent wrote, even if it does not count as an answer
/// to a required question.
fn is_nothing(value: &Value) -> bool {
    value.is_unanswered() && value.as_text().is_none_or(str::is_empty)
}

/// Visits the questions among elements, those in panels too, in document order.
pub fn each_question<'e>(elements: &'e [Element], visit: &mut dyn FnMut(&'e Rc<Question>)) {
    for element in elements {
        match element {
            Element::Question(question) => visit(question),
            Element::Panel(panel) => each_question(&panel.elements, visit),
            Element::Journey(_) => {}
        }
    }
}
