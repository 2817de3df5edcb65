use std::rc::Rc;

use crate::definition::{ChoiceItem, Journey, Localized, Panel, Question};
use crate::expression::to_number;
use crate::session::choices_by_url::ListState;
use crate::session::problem::Problem;
use crate::session::single_input::Asking;
use crate::value::Value;

/// An item's number within its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id(u32);

impl Id {
    pub fn of(place: usize) -> Self {
        Self(place as u32)
    }

    pub fn place(self) -> usize {
        self.0 as usize
    }
}

/// A page, a panel, a question or a journey in its present state.
#[derive(Clone)]
pub struct Item {
    pub spec: Spec,
    /// The page or panel it stands in; none for pages and for the panels that a dynamic panel is made of.
    pub parent: Option<Id>,
    /// The question whose answer it is a part of.
    pub owner: Option<Id>,
    /// Elements of a page or panel; the fields of a `multipletext`; the panels of a dynamic panel.
    pub children: Vec<Id>,
    /// What the document, a condition or a trigger says.
    pub visible: bool,
    /// Whether it was shown when last looked at: visible and with something to show.
    pub shown: bool,
    /// How many of the children are shown, for pages and panels.
    pub shown_children: u32,
    pub read_only: bool,
    pub required: bool,
    /// Another number whenever anything here may have changed.
    pub revision: u32,
    pub errors: Vec<Problem>,
    /// The rule that looks whether a page or panel has anything to show.
    pub content_rule: Option<u32>,
    /// The rule that makes the default of a question.
    pub default_rule: Option<u32>,
    pub question: Option<Box<QuestionState>>,
}

/// What the document says of an item.
#[derive(Clone)]
pub enum Spec {
    /// By its place in the document.
    Page(usize),
    Panel(Rc<Panel>),
    /// One of the panels of a dynamic panel.
    Entry,
    Question(Rc<Question>),
    Journey(Rc<Journey>),
    /// The extra questions of a touchpoint of a journey, by its place; shown while their page is.
    More(usize),
}

impl Item {
    pub fn new(spec: Spec, parent: Option<Id>) -> Self {
        Self {
            spec,
            parent,
            owner: None,
            children: Vec::new(),
            visible: true,
            shown: false,
            shown_children: 0,
            read_only: false,
            required: false,
            revision: 0,
            errors: Vec::new(),
            content_rule: None,
            default_rule: None,
            question: None,
        }
    }

    pub fn is_question(&self) -> bool {
        matches!(self.spec, Spec::Question(_))
    }

    pub fn is_page(&self) -> bool {
        matches!(self.spec, Spec::Page(_))
    }
}

/// What a question knows beside what every item knows.
#[derive(Clone, Default)]
pub struct QuestionState {
    pub value: Value,
    pub comment: Value,
    /// Whether anybody but its default gave it its value.
    pub changed_directly: bool,
    /// Whether its default is just being set.
    pub setting_default: bool,
    /// Whether the expression of its default is just being looked at.
    pub computing_default: bool,
    pub setting_value: bool,
    /// Which of its own triggers are acting: what they set does not set them off again.
    pub acting_triggers: u8,
    pub updating: bool,
    pub answered: bool,
    /// Whether it was answered before the value that is just being set.
    pub was_answered: Option<bool>,
    /// What is being typed into a masked field, or was left there unfinished. Empty for what only the browser knows.
    pub typed: Option<Rc<str>>,
    pub choices: Option<Box<Choices>>,
    pub bounds: Option<Box<Bounds>>,
    pub panels: Option<Box<Panels>>,
    /// What of it is asked, where inputs are shown one at a time.
    pub asking: Asking,
    pub asked_rows: Option<Vec<usize>>,
    /// Rows of a matrix that a condition hides, columns too, rating values too.
    pub hidden_items: Vec<bool>,
    pub hidden_columns: Vec<bool>,
}

/// The smallest and largest answer to a text question at present.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    pub min: Value,
    pub max: Value,
}

/// What a question offers to choose from.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Whether its turn to offer anything has come while the document is loaded.
    pub is_loaded: bool,
    /// All that conditions may hide.
    pub active: Vec<Offer>,
    /// Those that are shown, in their order, the special ones among them.
    pub visible: Vec<Offer>,
    /// What the respondent added to what is offered.
    pub added: Vec<Value>,
    /// Fetched from elsewhere.
    pub loaded: Option<Vec<Offer>>,
    /// Only where choices are fetched.
    pub list: Option<Box<ListState>>,
    /// The value with `other` in the place of what is not offered.
    pub rendered: Value,
    /// What was written for `other` where that is not kept beside the answer.
    pub other: Value,
    pub previous_other: Value,
    /// Chosen values whose choices were hidden, to be chosen again when they come back.
    pub invisible_values: Vec<Value>,
    pub clearing_incorrect: bool,
    pub comment_to_empty: bool,
    pub updating_dependents: bool,
    pub setting_comment: bool,
    pub select_all_enabled: bool,
    pub other_enabled: bool,
    pub set_by_user: bool,
}

/// A choice.
#[derive(Clone, Debug)]
pub struct Offer {
    pub value: Value,
    pub from: From,
    pub visible: bool,
    pub enabled: bool,
}

impl Offer {
    /// What is offered under no other name than its value, and always.
    pub fn of(value: Value) -> Self {
        Self {
            value,
            from: From::Elsewhere(Localized::default()),
            visible: true,
            enabled: true,
        }
    }
}

/// Where a choice's text and conditions are written.
#[derive(Clone, Debug)]
pub enum From {
    /// In the choices of a question, by its place.
    Written(Rc<Question>, usize),
    /// In a response from elsewhere.
    Fetched(Rc<ChoiceItem>),
    /// Nowhere in the document.
    Elsewhere(Localized),
    Special(Special),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    SelectAll,
    None,
    Refuse,
    DontKnow,
    Other,
}

/// The panels of a dynamic panel are made when the page is first shown.
#[derive(Clone, Debug, Default)]
pub struct Panels {
    pub is_built: bool,
    pub is_building: bool,
    /// How many there are to be as long as they are not made, as it was said: what they are bound to need not be a number.
    pub said_count: Value,
    /// The list changed before there were panels that could notice.
    pub has_missed_change: bool,
    pub is_adding: bool,
    /// The question of a panel being made that takes its place there; those after it know nothing yet.
    pub starting: Option<Id>,
    /// The panel being made that takes over what is recorded for it, or its defaults; it has no place yet.
    pub arriving: Option<Id>,
    pub value_while_adding: Option<Value>,
    pub changed_while_adding: bool,
    pub changing_internally: bool,
    pub setting_count_from_value: bool,
    /// Names of answers within a panel that are just being set, and how many times over.
    pub setting_items: Vec<(Rc<str>, u32)>,
    pub changing_questions: Option<Vec<Id>>,
}

impl Panels {
    /// How many there are to be as long as they are not made.
    pub fn count(&self) -> usize {
        to_number(&self.said_count).ceil() as usize
    }
}
