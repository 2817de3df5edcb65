use super::reader::Reader;
use std::rc::Rc;

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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreenChoice {
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
            stop_below: 0.2,
            balance: 0.5,
            drill_at: 0.45,
            depth: 3,
            screen: ScreenChoice::Auto,
            random_slot: 1.0,
            always: Vec::new(),
            never: Vec::new(),
        }
    }
}

impl Adaptive {
    pub(super) fn read(reader: Reader) -> Self {
        let default = Self::default();
        let adaptive = Self {
            budget: reader
                .number("budget", 1.0..=100.0)
                .unwrap_or(default.budget),
            min_questions: reader
                .whole_number("minQuestions", 0..=100)
                .unwrap_or(default.min_questions),
            stop_below: reader
                .number("stopBelow", 0.0..=100.0)
                .unwrap_or(default.stop_below),
            balance: reader
                .number("balance", 0.0..=1.0)
                .unwrap_or(default.balance),
            drill_at: reader
                .number("drillAt", 0.0..=1.0)
                .unwrap_or(default.drill_at),
            depth: reader.whole_number("depth", 1..=5).unwrap_or(default.depth),
            screen: reader.one_of(
                "screen",
                &[
                    ("auto", ScreenChoice::Auto),
                    ("none", ScreenChoice::None),
                    ("pick", ScreenChoice::Pick),
                    ("map", ScreenChoice::Map),
                    ("both", ScreenChoice::Both),
                ],
                ScreenChoice::Auto,
            ),
            random_slot: reader
                .number("randomSlot", 0.0..=1.0)
                .unwrap_or(default.random_slot),
            always: reader.texts("always", 200),
            never: reader.texts("never", 200),
        };
        reader.finish();
        adaptive
    }
}
