use super::answer::{Answer, CausePath};
use super::costs;
use super::plan::Plan;
use super::run::Asked;
use super::screen::{Rule, Screen};

/// What a history of answers says, gathered.
///
/// Screens about touchpoints that were not met after all were shown and spent their cost; what was said on them does
/// not count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub spent: f64,
    pub shown: usize,
    pub overall_shown: bool,
    pub map_shown: bool,
    pub pick_shown: bool,
    /// The rating drawn by lot was asked for, the last of all ratings.
    pub slot_shown: bool,
    pub touchpoints: Vec<TouchpointFacts>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct TouchpointFacts {
    /// A rating was asked for, whatever came of it.
    pub rating_shown: bool,
    pub rank: Option<usize>,
    /// Whether it was marked on a map; `None` unless it was listed on one that was answered.
    pub marked: Option<bool>,
    /// Whether it was picked; `None` unless it was listed on a pick that was answered.
    pub picked: Option<bool>,
    /// How many levels of why were shown.
    pub why_levels: usize,
    /// Some level of why was answered, be it with none of the listed causes.
    pub told_why: bool,
    /// Chosen causes of all levels.
    pub causes: Vec<CausePath>,
    pub more_shown: bool,
    pub did_not_happen: bool,
}

impl Facts {
    pub fn of<'a>(plan: &Plan, history: impl Iterator<Item = (&'a Asked, &'a Answer)>) -> Self {
        let mut facts = Self {
            touchpoints: vec![TouchpointFacts::default(); plan.touchpoints.len()],
            ..Self::default()
        };
        for (asked, answer) in history {
            facts.spent += cost_of(plan, &asked.screen);
            facts.shown += 1;
            if plan.is_met(&asked.screen) {
                facts.add_screen(&asked.screen);
                facts.slot_shown |= asked.rule == Rule::Slot;
                facts.add_answer(plan, asked, answer);
            }
        }
        facts
    }

    fn add_screen(&mut self, screen: &Screen) {
        match screen {
            Screen::Overall => self.overall_shown = true,
            Screen::Map => self.map_shown = true,
            Screen::Pick => self.pick_shown = true,
            Screen::Rating { touchpoint } => self.touchpoints[*touchpoint].rating_shown = true,
            Screen::Why {
                touchpoint, level, ..
            } => self.touchpoints[*touchpoint].why_levels = *level,
            Screen::More { touchpoint } => self.touchpoints[*touchpoint].more_shown = true,
        }
    }

    fn add_answer(&mut self, plan: &Plan, asked: &Asked, answer: &Answer) {
        match (answer, asked.screen.touchpoint()) {
            // A pick of what was not met says nothing about the others either.
            (Answer::Picked(Some(picked)), _) if !plan.touchpoints[*picked].met => {}
            (Answer::Picked(picked), _) => {
                for &listed in &asked.listed {
                    self.touchpoints[listed].picked = Some(*picked == Some(listed));
                }
            }
            (Answer::Marked(marked), _) => {
                for listed in &asked.listed {
                    self.touchpoints[*listed].marked = Some(marked.contains(listed));
                }
            }
            (Answer::Rated { rank }, Some(touchpoint)) => {
                self.touchpoints[touchpoint].rank = Some(*rank);
            }
            (Answer::Causes(paths), Some(touchpoint)) => {
                let seen = &mut self.touchpoints[touchpoint];
                seen.causes.extend_from_slice(paths);
                seen.told_why = true;
            }
            (Answer::NoneOfThese, Some(touchpoint)) => {
                self.touchpoints[touchpoint].told_why = true;
            }
            (Answer::DidNotHappen, Some(touchpoint)) => {
                // Whatever was said of it before goes with it.
                let seen = &mut self.touchpoints[touchpoint];
                *seen = TouchpointFacts {
                    did_not_happen: true,
                    rating_shown: seen.rating_shown,
                    why_levels: seen.why_levels,
                    ..TouchpointFacts::default()
                };
            }
            _ => {}
        }
    }
}

/// Those of the screens about the whole that the plan has and that were not shown yet, in their order.
pub(super) fn due_screens(plan: &Plan, facts: &Facts) -> impl Iterator<Item = (Screen, Rule)> {
    let screens = [
        (!facts.overall_shown, Screen::Overall, Rule::Overall),
        (plan.screens.map && !facts.map_shown, Screen::Map, Rule::Map),
        (
            plan.screens.pick && !facts.pick_shown,
            Screen::Pick,
            Rule::Pick,
        ),
    ];
    let due = screens.into_iter().filter(|(is_due, ..)| *is_due);
    due.map(|(_, screen, rule)| (screen, rule))
}

impl TouchpointFacts {
    /// Something is known about it from the respondent: no touchpoint met may end without.
    pub fn is_observed(&self) -> bool {
        self.rank.is_some() || self.marked.is_some() || self.picked.is_some() || self.did_not_happen
    }

    /// The respondent said that it was trouble, other than by a rating.
    pub fn is_in_trouble(&self) -> bool {
        self.marked == Some(true) || self.picked == Some(true)
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
