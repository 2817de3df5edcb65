use crate::journey::facts::TouchpointFacts;
use crate::journey::run::Proposal;
use crate::journey::screen::{Reason, Rule, Screen};
use crate::journey::situation::{Situation, why_at_the_root};

use super::{adaptive, opening};

pub fn propose(situation: &Situation) -> Option<Proposal> {
    opening::propose(situation)
        .or_else(|| why_of_a_low_rating(situation))
        .or_else(|| adaptive::always(situation))
        .or_else(|| next_rating(situation))
}

fn why_of_a_low_rating(situation: &Situation) -> Option<Proposal> {
    let Situation { plan, facts, .. } = *situation;
    let touchpoint = situation.touchpoints().find(|&touchpoint| {
        facts.touchpoints[touchpoint]
            .rank
            .is_some_and(|rank| plan.is_low(touchpoint, rank))
            && situation.can_be_asked_why(touchpoint)
    })?;
    let screen = why_at_the_root(plan, touchpoint);
    Some(Proposal::new(screen, Rule::Why, Reason::RatedLow))
}

/// Those in trouble first, the others in the order drawn by lot.
fn next_rating(situation: &Situation) -> Option<Proposal> {
    let first = |wanted: &dyn Fn(&TouchpointFacts) -> bool| {
        let mut order = situation.order.iter().copied();
        order.find(|&touchpoint| {
            situation.can_be_rated(touchpoint) && wanted(&situation.facts.touchpoints[touchpoint])
        })
    };
    let (touchpoint, reason) = [
        (first(&|seen| seen.picked == Some(true)), Reason::Picked),
        (first(&|seen| seen.marked == Some(true)), Reason::Marked),
        (first(&|_| true), Reason::NextMet),
    ]
    .into_iter()
    .find_map(|(touchpoint, reason)| Some((touchpoint?, reason)))?;
    let screen = Screen::Rating { touchpoint };
    Some(Proposal::new(screen, Rule::Order, reason))
}
