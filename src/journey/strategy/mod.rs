//! How the next touchpoint is chosen. What holds for every strategy (budget, deeper whys, extra pages) is the run's.

mod adaptive;
mod fixed;
mod opening;
mod skip_logic;

use super::belief::Valuation;
use super::run::Proposal;
use super::situation::Situation;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// The question that is worth most after what was said so far.
    Adaptive,
    /// Ratings in document order until the budget is spent.
    Fixed,
    /// Ratings in an order drawn by lot until the budget is spent.
    Random,
    /// What most surveys with branching do: overall, a screen for trouble, ratings in an order drawn by lot with the
    /// touchpoints in trouble first, and why after each low rating.
    SkipLogic,
}

impl Strategy {
    /// What this strategy asks next, or `None` when it has no more to ask. Proposals that do not fit the budget are not
    /// made.
    pub(super) fn propose(
        self,
        situation: &Situation,
        valuation: &mut Valuation,
    ) -> Option<Proposal> {
        match self {
            Self::Adaptive => adaptive::propose(situation, valuation),
            Self::Fixed => fixed::propose(situation, situation.touchpoints()),
            Self::Random => fixed::propose(situation, situation.order.iter().copied()),
            Self::SkipLogic => skip_logic::propose(situation),
        }
    }

    /// Whether it opens with the whole and with screens for trouble, and asks why.
    pub(super) fn asks_why(self) -> bool {
        matches!(self, Self::Adaptive | Self::SkipLogic)
    }
}
