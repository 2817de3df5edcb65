use std::rc::Rc;

use journey_survey::expression::Calendar;
use journey_survey::session::{NoLists, Patterns, Setting, Texts};
use journey_survey::value::{Json, Object};

/// A clock and a reader of JSON.
#[derive(Clone)]
pub struct World {
    pub calendar: Rc<dyn Calendar>,
    pub json: Rc<dyn Json>,
}

impl World {
    /// What a session starts with.
    pub fn setting(&self) -> Setting {
        Setting {
            id: "019bc1c4-0000-7000-8000-000000000000".into(),
            respondent: None,
            context: Object::new(),
            texts: Texts::english("en"),
            calendar: self.calendar.clone(),
            json: self.json.clone(),
            patterns: Rc::new(NoPatterns),
            lists: Rc::new(NoLists),
            seed: None,
        }
    }
}

/// What is measured has no regular expressions.
struct NoPatterns;

impl Patterns for NoPatterns {
    fn is_match(&self, _pattern: &str, _ignore_case: bool, _text: &str) -> bool {
        true
    }
}
