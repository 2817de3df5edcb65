//! How the next touchpoint is chosen. What holds for every strategy (budget, deeper whys, extra pages) is the run's.

mod fixed;
mod skip_logic;

use super::facts::Facts;
use super::plan::Plan;
use super::run::Proposal;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// Ratings in document order until the budget is spent.
    Fixed,
    /// What most surveys with branching do: overall, a screen for trouble, ratings in document order with the
    /// touchpoints in trouble first, and why after each low rating.
    SkipLogic,
}

impl Strategy {
    /// What this strategy asks next, or `None` when it has no more to ask. Proposals that do not fit the budget are not
    /// made.
    pub(super) fn propose(self, plan: &Plan, facts: &Facts) -> Option<Proposal> {
        match self {
            Self::Fixed => fixed::propose(plan, facts),
            Self::SkipLogic => skip_logic::propose(plan, facts),
        }
    }
}
