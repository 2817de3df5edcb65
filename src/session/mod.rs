//! One respondent's run through a survey: answers, visibility, validation, navigation, the journey's turn. A state
//! machine without a screen, a clock or a network.
//!
//! [`form`] holds the survey as it stands at the moment; [`changes`] says what follows from a change, and in which
//! order. What conditions read is known beforehand, so that a change is felt only where it matters.

mod advance;
mod answers;
mod bindings;
mod changes;
mod choices;
mod choices_by_url;
mod conditions;
mod display;
mod draft;
mod entry;
mod equal;
mod explanation;
mod form;
mod lists;
mod lot;
mod masks;
mod matrix;
mod navigation;
mod numbers;
mod offered;
mod panels;
mod paradata;
mod patterns;
mod piping;
mod problem;
mod progress;
mod quiz;
mod scope;
mod shown;
mod single_input;
mod snapshot;
mod texts;
mod timers;
mod triggers;
mod turn;
mod validation;
mod values;
mod visibility;
mod wording;

use std::rc::Rc;

use crate::definition::{Element, Kind, PageContent, PageMode, Question, Survey};
use crate::expression::Calendar;
use crate::journey::{Stream, seed_of};
use crate::value::{Json, Object, Value};

use answers::Answers;
use changes::Running;
use form::{Form, Id};
use navigation::Current;

pub use entry::Entry;
pub use form::Id as ItemId;
pub use lists::{Fetched, Lists, NoLists, read_list};
pub use navigation::Stage;
pub use offered::Offered;
pub use paradata::Paradata;
pub use patterns::{Patterns, longest_text};
pub use progress::Counts;
pub use shown::{Part, Row, RowCell};
pub use texts::{Numeral, Numerals, Texts};
pub use turn::{JourneyTurn, Said, plan_of};
pub use wording::asks;

/// Words beside an answer are recorded under its name and this.
pub const COMMENT_SUFFIX: &str = "-Comment";

/// One respondent's run.
#[derive(Clone)]
pub struct Session {
    survey: Rc<Survey>,
    setting: Setting,
    form: Form,
    answers: Answers,
    /// The host's facts and calculated values, by names in lower case.
    variables: Rc<Object>,
    stage: Stage,
    /// Whether the page that welcomes has not been left yet.
    welcoming: bool,
    /// This device remembers that the survey was answered.
    answered_before: bool,
    current: Option<Current>,
    /// What is shown where questions are shown one at a time.
    element: Option<Id>,
    element_before_preview: Option<Id>,
    /// The names of answers beside which words were written while all is shown before it is sent.
    worded_in_preview: Vec<Rc<str>>,
    /// Where its inputs are shown one at a time: how far the respondent is within it.
    input_place: single_input::Place,
    /// Where a trigger skipped from, and where to.
    skipped: Vec<(Id, Id)>,
    /// The question that is to be brought into view once its page is shown.
    focusing: Option<Id>,
    passed: Vec<Id>,
    was_shown: Vec<Id>,
    completing_triggers: Vec<(usize, Option<Id>)>,
    running_triggers: Vec<usize>,
    /// Whether the page that holds all others has anything to show.
    all_shown: bool,
    has_own_clearing: bool,
    running: Running,
    /// Dynamic panels that a condition read one of the panels of, before they were made.
    awaited: panels::Awaited,
    /// Whether a text since [`Session::tells_alone`] was begun had names in it.
    piped: std::cell::Cell<bool>,
    /// How deep in texts that stand in texts one is being made, and how many names it took so far.
    piping: std::cell::Cell<(u32, u32)>,
    kept_progress: std::cell::RefCell<Option<Rc<str>>>,
    /// The journeys that were entered, by page.
    turns: Vec<(usize, JourneyTurn)>,
    paradata: Paradata,
    seconds: timers::Seconds,
    seed: u64,
    /// Stands for the question of an item that is none.
    nothing: Rc<Question>,
}

/// What a run needs from outside.
#[derive(Clone)]
pub struct Setting {
    /// The run's own id, a UUID: the record's id and its idempotency key.
    pub id: Rc<str>,
    /// Who answers, if the host knows; only chance depends on it.
    pub respondent: Option<Rc<str>>,
    /// In the place of the seed that follows from survey and respondent.
    pub seed: Option<u64>,
    /// Facts that the host passes.
    pub context: Object,
    pub texts: Texts,
    pub calendar: Rc<dyn Calendar>,
    pub json: Rc<dyn Json>,
    pub patterns: Rc<dyn Patterns>,
    pub lists: Rc<dyn Lists>,
}

/// Where a run stands: on a page, by its place in the survey, or at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    Page(usize),
    Completed,
}

/// What the respondent looks at.
pub enum View<'s> {
    /// Pages one below the other; mostly it is one.
    Questions(Vec<Part<'s>>),
    Journey(&'s JourneyTurn),
    Completed,
}

impl Session {
    pub fn start(survey: Rc<Survey>, setting: Setting) -> Self {
        Self::start_with(survey, setting, &Value::Undefined)
    }

    /// A run that begins with answers.
    pub fn start_with(survey: Rc<Survey>, setting: Setting, data: &Value) -> Self {
        let mut session = Self::new(survey, setting);
        session.load();
        if !data.is_absent() {
            session.set_data(data);
        }
        session
    }

    /// A run that has not begun.
    fn new(survey: Rc<Survey>, setting: Setting) -> Self {
        let respondent = setting.respondent.as_ref().unwrap_or(&setting.id);
        let seed = setting
            .seed
            .unwrap_or_else(|| seed_of(&survey.id, &survey.version, respondent));
        let now_millis = setting.calendar.now_millis();
        let mut variables = Object::new();
        for (name, value) in setting.context.iter() {
            variables.set(crate::expression::lowercase(name), value.clone());
        }
        let form = Form::of(&survey);
        Self {
            form,
            setting,
            answers: Answers::default(),
            variables: Rc::new(variables),
            stage: Stage::Running,
            welcoming: false,
            answered_before: false,
            current: None,
            element: None,
            element_before_preview: None,
            worded_in_preview: Vec::new(),
            input_place: single_input::Place::default(),
            skipped: Vec::new(),
            focusing: None,
            passed: Vec::new(),
            was_shown: Vec::new(),
            completing_triggers: Vec::new(),
            running_triggers: Vec::new(),
            all_shown: true,
            has_own_clearing: false,
            running: Running::default(),
            awaited: panels::Awaited::default(),
            piped: std::cell::Cell::default(),
            piping: std::cell::Cell::default(),
            kept_progress: std::cell::RefCell::default(),
            turns: Vec::new(),
            paradata: Paradata::start(now_millis),
            seconds: timers::Seconds::default(),
            seed,
            nothing: Rc::new(Question::nothing()),
            survey,
        }
    }

    /// Defaults first, then conditions, then the first page: the order of survey-core.
    fn load(&mut self) {
        if self.survey.first_page_is_start_page && self.form.pages.len() > 1 {
            self.welcoming = true;
        }
        self.running.loading = true;
        self.running.starting = true;
        for id in self.form.all_questions() {
            self.has_own_clearing |= self.spec(id).clear_if_invisible.is_some();
            self.start_question(id);
        }
        for page in self.form.pages.clone() {
            self.recount(page);
        }
        for page in self.form.pages.clone() {
            self.load_container(page);
        }
        if self.survey.page_mode == PageMode::SinglePage {
            self.enter_survey();
        }
        if self.is_question_per_page() {
            self.enter_first_element();
        }
        self.running.loading = false;
        self.form.rules.mark_all();
        self.running.keys = None;
        self.run_conditions();
        self.notify_of_any("", "");
        self.running.starting = false;
        self.enter_survey();
        if self.stage() == Stage::Starting
            && let Some(&page) = self.form.pages.first()
        {
            self.first_showing(page);
        }
        self.settle_inputs();
        self.after_change();
    }

    fn load_container(&mut self, id: Id) {
        for child in self.form.item(id).children.clone() {
            if self.form.item(child).is_question() {
                // What is chosen from tells what it stands in that it is shown, so that these know it earlier.
                if self.choices(child).is_some() && self.form.item(child).visible {
                    self.notice_hidden_containers(id);
                }
                self.load_question(child);
            } else {
                self.load_container(child);
            }
        }
        self.notice_hidden_containers(id);
    }

    fn load_question(&mut self, id: Id) {
        if self.is_dynamic(id) {
            self.bound_count(id);
        }
        for field in self.form.item(id).children.clone() {
            self.update_with_default(field);
        }
        self.run_list(id);
        self.first_offer(id);
        self.update_with_default(id);
        if self.is_empty_question(id) {
            self.take_answer_over(id);
        }
        // Bounds keep respondents from answers, not authors from defaults.
        if matches!(self.spec(id).kind, Kind::Text(_)) {
            self.update_bounds(id);
        }
        self.sync_ranking(id);
    }

    /// Makes what a question offers, for the first time.
    fn start_question(&mut self, id: Id) {
        let state = self.state(id);
        let (has_choices, has_bounds) = (
            state.is_some_and(|state| state.choices.is_some()),
            state.is_some_and(|state| state.bounds.is_some()),
        );
        if has_choices {
            self.init_choices(id);
            // What stands in a panel has no turn of its own.
            if !self.running.loading || self.form.item(id).owner.is_some() {
                self.show_choices(id);
            }
        }
        if has_bounds && self.form.item(id).owner.is_some() {
            self.update_bounds(id);
        }
        for field in self.form.item(id).children.clone() {
            self.start_question(field);
        }
    }

    pub fn survey(&self) -> &Rc<Survey> {
        &self.survey
    }

    pub fn id(&self) -> &Rc<str> {
        &self.setting.id
    }

    /// Another id for the record, where a copy of this run has used the first.
    pub fn set_id(&mut self, id: Rc<str>) {
        self.setting.id = id;
    }

    pub fn texts(&self) -> &Texts {
        &self.setting.texts
    }

    pub fn locale(&self) -> &str {
        self.setting.texts.locale()
    }

    /// Switches the language; answers stay.
    pub fn set_texts(&mut self, texts: Texts) {
        if texts.locale() == self.setting.texts.locale() {
            self.setting.texts = texts;
        } else {
            let saved = self.saved_in_signs();
            self.setting.texts = texts;
            self.save_in_signs(saved);
            let is_calculated = |kind| matches!(kind, form::RuleKind::Calculated(_));
            self.form
                .rules
                .mark_impatient_readers("locale", is_calculated);
            self.forget_progress(false);
            self.sort_choices_again();
        }
    }

    pub fn context(&self) -> &Object {
        &self.setting.context
    }

    /// Adds facts that the host learned later; after completion nothing moves.
    pub fn set_context(&mut self, facts: &Object) {
        if self.is_completed() {
            return;
        }
        for (name, value) in facts.iter() {
            self.setting.context.set(name.clone(), value.clone());
            self.set_variable(name, value.clone());
        }
        self.after_change();
    }

    pub fn position(&self) -> Position {
        if self.is_completed() {
            return Position::Completed;
        }
        let page = match self.stage() {
            Stage::Starting => self.form.pages.first().copied(),
            _ => self.current_page(),
        };
        Position::Page(page.and_then(|page| self.page_index(page)).unwrap_or(0))
    }

    pub fn view(&self) -> View<'_> {
        if self.is_completed() {
            return View::Completed;
        }
        match self.turn() {
            Some(turn) => View::Journey(turn),
            None => View::Questions(self.parts()),
        }
    }

    pub fn answer(&self, name: &str) -> &Value {
        self.answers.get(name)
    }

    pub fn answers(&self) -> Object {
        self.data()
    }

    pub fn is_question_visible(&self, question: &Question) -> bool {
        self.form
            .names
            .first(&question.name)
            .is_none_or(|id| self.is_shown_itself(id))
    }

    /// The journey on the present page.
    pub fn turn(&self) -> Option<&JourneyTurn> {
        let index = self.current_page().and_then(|page| self.page_index(page))?;
        self.turn_at(index)
    }

    /// Visits all questions of the survey in document order, the extra questions of journeys among them.
    pub fn each_question<'s>(&'s self, visit: &mut dyn FnMut(&'s Rc<Question>)) {
        for page in &self.survey.pages {
            match &page.content {
                PageContent::Elements(elements) => each_question(elements, visit),
                PageContent::Journey(journey) => {
                    for touchpoint in &journey.touchpoints {
                        each_question(&touchpoint.elements, visit);
                    }
                }
            }
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

    /// After the answers to a question changed from outside.
    fn on_data_changed(&mut self, id: Id, value: &Value) {
        if self.is_dynamic(id) {
            self.on_panels_data_changed(id, value);
            return;
        }
        self.update_dependents(id);
        self.sync_ranking(id);
        for field in self.form.item(id).children.clone() {
            let value = self.data_of(field);
            self.on_data_changed(field, &value);
        }
    }
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

#[cfg(test)]
mod tests;
