use crate::journey::facts::due_screens;
use crate::journey::run::Proposal;
use crate::journey::screen::{Reason, Rule};
use crate::journey::situation::Situation;

/// The overall question and the screens for trouble; with one or two touchpoints they would only ask twice.
pub fn propose(situation: &Situation) -> Option<Proposal> {
    if situation.plan.met_count() <= 2 {
        return None;
    }
    due_screens(situation.plan, situation.facts)
        .find(|(screen, _)| situation.fits(screen))
        .map(|(screen, rule)| {
            let reason = match rule {
                Rule::Overall => Reason::Opening,
                _ => Reason::Narrowing,
            };
            Proposal::new(screen, rule, reason)
        })
}
