use std::rc::Rc;

use super::class::{Class, Property, Shape};
use super::limits::MAX_TOUCHPOINTS;
use super::reader::{Reader, meaning};

/// How a journey spends its questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Adaptive {
    /// What all screens together may cost; a rating costs 1.
    pub budget: f64,
    pub min_questions: usize,
    /// Ask no more once the best question is worth less than this.
    pub stop_below: f64,
    /// 1 to look for trouble only, 0 to reduce uncertainty everywhere alike.
    pub balance: f64,
    /// How probable trouble must be before asking why.
    pub drill_at: f64,
    /// How deep into a why-tree to ask.
    pub depth: usize,
    pub screen: ScreenChoice,
    /// The probability that one touchpoint, drawn by lot, is rated whatever the answers.
    pub random_slot: f64,
    /// Touchpoints that are rated every time.
    pub always: Vec<Rc<str>>,
    /// Touchpoints that are listed on screens and never rated or asked why.
    pub never: Vec<Rc<str>>,
    /// Respondents can look up why they are asked something.
    pub explain: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScreenChoice {
    #[default]
    Auto,
    None,
    Pick,
    Map,
    Both,
}

impl Default for Adaptive {
    fn default() -> Self {
        Self {
            budget: 6.0,
            min_questions: 3,
            stop_below: 0.3,
            balance: 0.5,
            drill_at: 0.45,
            depth: 3,
            screen: ScreenChoice::Auto,
            random_slot: 1.0,
            always: Vec::new(),
            never: Vec::new(),
            explain: false,
        }
    }
}

pub(super) static ADAPTIVE: Class = Class {
    name: "adaptive",
    parent: None,
    properties: &[
        Property("budget", Shape::Number(1.0, 100.0)),
        Property("minQuestions", Shape::Count(0, 100)),
        Property("stopBelow", Shape::Number(0.0, 100.0)),
        Property("balance", Shape::Number(0.0, 1.0)),
        Property("drillAt", Shape::Number(0.0, 1.0)),
        Property("depth", Shape::Count(1, 5)),
        Property(
            "screen",
            Shape::OneOf(&["auto", "none", "pick", "map", "both"]),
        ),
        Property("randomSlot", Shape::Number(0.0, 1.0)),
        Property("always", Shape::Texts(MAX_TOUCHPOINTS)),
        Property("never", Shape::Texts(MAX_TOUCHPOINTS)),
        Property("explain", Shape::Flag),
    ],
};

impl Adaptive {
    pub(super) fn read(reader: &Reader) -> Self {
        let default = Self::default();
        Self {
            budget: reader.number_or("budget", default.budget),
            min_questions: reader.count("minQuestions", default.min_questions),
            stop_below: reader.number_or("stopBelow", default.stop_below),
            balance: reader.number_or("balance", default.balance),
            drill_at: reader.number_or("drillAt", default.drill_at),
            depth: reader.count("depth", default.depth),
            screen: meaning(
                &[
                    ScreenChoice::Auto,
                    ScreenChoice::None,
                    ScreenChoice::Pick,
                    ScreenChoice::Map,
                    ScreenChoice::Both,
                ],
                reader.word("screen"),
            ),
            random_slot: reader.number_or("randomSlot", default.random_slot),
            always: reader.texts("always"),
            never: reader.texts("never"),
            explain: reader.flag("explain", default.explain),
        }
    }
}
