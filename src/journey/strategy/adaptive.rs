use crate::journey::belief::Valuation;
use crate::journey::run::Proposal;
use crate::journey::screen::{Reason, Rule, Screen};
use crate::journey::situation::{Situation, why_at_the_root};
use crate::journey::weighing::{Weighed, weigh};

use super::opening;

/// Overall, screens, what is always rated, then whatever is worth most, and last the random slot.
pub fn propose(situation: &Situation, valuation: &mut Valuation) -> Option<Proposal> {
    if situation.facts.slot_shown {
        return weighed(situation, valuation, &Weighed::is_why);
    }
    opening::propose(situation)
        .or_else(|| always(situation))
        .or_else(|| weighed(situation, valuation, &|_| true))
        .or_else(|| random_slot(situation))
}

pub fn always(situation: &Situation) -> Option<Proposal> {
    let touchpoint = situation.touchpoints().find(|&touchpoint| {
        situation.plan.touchpoints[touchpoint].always && situation.can_be_rated(touchpoint)
    })?;
    let screen = Screen::Rating { touchpoint };
    Some(Proposal::new(screen, Rule::Always, Reason::Always))
}

/// The best of all ratings and whys, until none is good enough. Before something is known about every touchpoint, what
/// is not known yet is asked about, however little it promises.
fn weighed(
    situation: &Situation,
    valuation: &mut Valuation,
    is_wanted: &dyn Fn(&Weighed) -> bool,
) -> Option<Proposal> {
    let Situation { plan, facts, .. } = *situation;
    let mut wanted = weigh(situation, valuation).into_iter().filter(is_wanted);
    let best = wanted.next()?;
    let may_stop = best.value < plan.stop_below && facts.shown >= plan.min_questions;
    if !may_stop {
        return Some(proposal(situation, &best));
    }
    let is_unknown = |weighed: &Weighed| {
        !weighed.is_why() && !facts.touchpoints[weighed.touchpoint].is_observed()
    };
    let unknown = Some(best)
        .filter(is_unknown)
        .or_else(|| wanted.find(is_unknown))?;
    Some(proposal(situation, &unknown))
}

fn proposal(situation: &Situation, weighed: &Weighed) -> Proposal {
    let touchpoint = weighed.touchpoint;
    let seen = &situation.facts.touchpoints[touchpoint];
    let (picked, marked) = (seen.picked == Some(true), seen.marked == Some(true));
    let (screen, rule, reason) = if weighed.is_why() {
        let reason = match (picked, marked) {
            (true, _) => Reason::WhyPicked,
            _ if seen.rank.is_some() => Reason::RatedLow,
            _ => Reason::WhyMarked,
        };
        (
            why_at_the_root(situation.plan, touchpoint),
            Rule::Why,
            reason,
        )
    } else {
        let reason = match (picked, marked) {
            (true, _) => Reason::Picked,
            (_, true) => Reason::Marked,
            _ => Reason::Informative,
        };
        (Screen::Rating { touchpoint }, Rule::Greedy, reason)
    };
    Proposal {
        value: Some(weighed.value),
        ..Proposal::new(screen, rule, reason)
    }
}

fn random_slot(situation: &Situation) -> Option<Proposal> {
    let touchpoint = situation.slot.filter(|_| situation.is_slot_due())?;
    let screen = Screen::Rating { touchpoint };
    Some(Proposal::new(screen, Rule::Slot, Reason::Slot))
}
