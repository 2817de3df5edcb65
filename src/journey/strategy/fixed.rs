use crate::journey::run::Proposal;
use crate::journey::screen::{Reason, Rule, Screen};
use crate::journey::situation::Situation;

/// Ratings in this order until the budget is spent.
pub fn propose(situation: &Situation, mut order: impl Iterator<Item = usize>) -> Option<Proposal> {
    let touchpoint = order.find(|&touchpoint| situation.can_be_rated(touchpoint))?;
    let screen = Screen::Rating { touchpoint };
    Some(Proposal::new(screen, Rule::Order, Reason::NextMet))
}
