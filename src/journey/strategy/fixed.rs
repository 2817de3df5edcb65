use crate::journey::facts::Facts;
use crate::journey::plan::Plan;
use crate::journey::run::{Proposal, can_be_rated};
use crate::journey::screen::{Reason, Rule, Screen};

pub fn propose(plan: &Plan, facts: &Facts) -> Option<Proposal> {
    let touchpoint =
        (0..plan.touchpoints.len()).find(|&touchpoint| can_be_rated(plan, facts, touchpoint))?;
    Some(Proposal {
        screen: Screen::Rating { touchpoint },
        rule: Rule::Order,
        reason: Reason::NextMet,
    })
}
