use crate::journey::facts::{Facts, TouchpointFacts};
use crate::journey::plan::Plan;
use crate::journey::run::{Proposal, can_be_asked_why, can_be_rated, fits, why_at_the_root};
use crate::journey::screen::{Reason, Rule, Screen};

pub fn propose(plan: &Plan, facts: &Facts) -> Option<Proposal> {
    opening(plan, facts)
        .or_else(|| why_of_a_low_rating(plan, facts))
        .or_else(|| next_rating(plan, facts))
}

/// The overall question and the screens for trouble; with one or two touchpoints they would only ask twice.
fn opening(plan: &Plan, facts: &Facts) -> Option<Proposal> {
    if plan.met_count() <= 2 {
        return None;
    }
    [
        (!facts.overall_shown, Screen::Overall, Rule::Overall),
        (plan.screens.map && !facts.map_shown, Screen::Map, Rule::Map),
        (
            plan.screens.pick && !facts.pick_shown,
            Screen::Pick,
            Rule::Pick,
        ),
    ]
    .into_iter()
    .find(|(due, screen, _)| *due && fits(plan, facts, screen))
    .map(|(_, screen, rule)| Proposal {
        screen,
        rule,
        reason: Reason::Opening,
    })
}

fn why_of_a_low_rating(plan: &Plan, facts: &Facts) -> Option<Proposal> {
    let touchpoint = (0..plan.touchpoints.len()).find(|&touchpoint| {
        facts.touchpoints[touchpoint]
            .rank
            .is_some_and(|rank| plan.is_low(touchpoint, rank))
            && can_be_asked_why(plan, facts, touchpoint)
    })?;
    Some(Proposal {
        screen: why_at_the_root(plan, touchpoint),
        rule: Rule::Why,
        reason: Reason::RatedLow,
    })
}

fn next_rating(plan: &Plan, facts: &Facts) -> Option<Proposal> {
    let open = |touchpoint: &usize| can_be_rated(plan, facts, *touchpoint);
    let first = |wanted: &dyn Fn(usize, &TouchpointFacts) -> bool| {
        (0..plan.touchpoints.len())
            .filter(open)
            .find(|&touchpoint| wanted(touchpoint, &facts.touchpoints[touchpoint]))
    };
    let always = first(&|touchpoint, _| plan.touchpoints[touchpoint].always);
    let picked = first(&|_, seen| seen.picked == Some(true));
    let marked = first(&|_, seen| seen.marked == Some(true));
    let any = first(&|_, _| true);
    let (touchpoint, rule, reason) = [
        (always, Rule::Always, Reason::Always),
        (picked, Rule::Order, Reason::Picked),
        (marked, Rule::Order, Reason::Marked),
        (any, Rule::Order, Reason::NextMet),
    ]
    .into_iter()
    .find_map(|(touchpoint, rule, reason)| Some((touchpoint?, rule, reason)))?;
    Some(Proposal {
        screen: Screen::Rating { touchpoint },
        rule,
        reason,
    })
}
