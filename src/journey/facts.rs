use super::answer::{Answer, CausePath};
use super::costs;
use super::plan::Plan;
use super::screen::Screen;

/// What a history of answers says, gathered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub spent: f64,
    pub shown: usize,
    pub overall_shown: bool,
    pub map_shown: bool,
    pub pick_shown: bool,
    pub touchpoints: Vec<TouchpointFacts>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct TouchpointFacts {
    /// A rating was asked for, whatever came of it.
    pub rating_shown: bool,
    pub rank: Option<usize>,
    /// Offered on a map or pick that was answered.
    pub offered: bool,
    pub marked: bool,
    pub picked: bool,
    /// How many levels of why were shown.
    pub why_levels: usize,
    /// Chosen causes of all levels.
    pub causes: Vec<CausePath>,
    pub more_shown: bool,
    pub did_not_happen: bool,
}

impl Facts {
    pub fn of<'a>(plan: &Plan, history: impl Iterator<Item = (&'a Screen, &'a Answer)>) -> Self {
        let mut facts = Self {
            touchpoints: vec![TouchpointFacts::default(); plan.touchpoints.len()],
            ..Self::default()
        };
        for (screen, answer) in history {
            facts.add(plan, screen, answer);
        }
        facts
    }

    fn add(&mut self, plan: &Plan, screen: &Screen, answer: &Answer) {
        self.spent += cost_of(plan, screen);
        self.shown += 1;
        match screen {
            Screen::Overall => self.overall_shown = true,
            Screen::Map => self.map_shown = true,
            Screen::Pick => self.pick_shown = true,
            Screen::Rating { touchpoint } => self.touchpoints[*touchpoint].rating_shown = true,
            Screen::Why {
                touchpoint, level, ..
            } => {
                self.touchpoints[*touchpoint].why_levels = *level;
            }
            Screen::More { touchpoint } => self.touchpoints[*touchpoint].more_shown = true,
        }
        match answer {
            Answer::Rated { rank } => {
                if let Some(touchpoint) = screen.touchpoint() {
                    self.touchpoints[touchpoint].rank = Some(*rank);
                }
            }
            Answer::Picked(picked) => {
                self.offer_all();
                if let Some(touchpoint) = picked {
                    self.touchpoints[*touchpoint].picked = true;
                }
            }
            Answer::Marked(marked) => {
                self.offer_all();
                for touchpoint in marked {
                    self.touchpoints[*touchpoint].marked = true;
                }
            }
            Answer::Causes(paths) => {
                if let Some(touchpoint) = screen.touchpoint() {
                    self.touchpoints[touchpoint].causes.extend_from_slice(paths);
                }
            }
            Answer::DidNotHappen => {
                if let Some(touchpoint) = screen.touchpoint() {
                    // Whatever was said of it before goes with it.
                    let seen = &mut self.touchpoints[touchpoint];
                    *seen = TouchpointFacts {
                        did_not_happen: true,
                        rating_shown: seen.rating_shown,
                        why_levels: seen.why_levels,
                        ..TouchpointFacts::default()
                    };
                }
            }
            Answer::NoneOfThese | Answer::Filled | Answer::DontKnow | Answer::Skipped => {}
        }
    }

    fn offer_all(&mut self) {
        for touchpoint in &mut self.touchpoints {
            touchpoint.offered = !touchpoint.did_not_happen;
        }
    }
}

impl TouchpointFacts {
    /// Something is known about it from the respondent: no touchpoint met may end without.
    pub fn is_observed(&self) -> bool {
        self.rank.is_some() || self.offered || self.did_not_happen
    }
}

/// What showing a screen costs, whatever is answered.
pub fn cost_of(plan: &Plan, screen: &Screen) -> f64 {
    match screen {
        Screen::Overall => costs::OVERALL,
        Screen::Pick => costs::PICK,
        Screen::Map => costs::MAP,
        Screen::Rating { touchpoint } => plan.touchpoints[*touchpoint].cost,
        Screen::Why { .. } => costs::WHY,
        Screen::More { .. } => costs::MORE,
    }
}
