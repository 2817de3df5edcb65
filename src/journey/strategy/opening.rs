use crate::journey::run::Proposal;
use crate::journey::screen::{Reason, Rule, Screen};
use crate::journey::situation::Situation;

/// The overall question and the screens for trouble; with one or two touchpoints they would only ask twice.
pub fn propose(situation: &Situation) -> Option<Proposal> {
    due_screens(situation)
        .into_iter()
        .flatten()
        .find(|(screen, _)| situation.fits(screen))
        .map(|(screen, rule)| Proposal::new(screen, rule, Reason::Opening))
}

/// Those of the screens that were not shown yet.
pub fn due_screens(situation: &Situation) -> [Option<(Screen, Rule)>; 3] {
    let Situation { plan, facts, .. } = *situation;
    let has_many = plan.met_count() > 2;
    let due = |is_due: bool, screen, rule| (has_many && is_due).then_some((screen, rule));
    [
        due(!facts.overall_shown, Screen::Overall, Rule::Overall),
        due(plan.screens.map && !facts.map_shown, Screen::Map, Rule::Map),
        due(
            plan.screens.pick && !facts.pick_shown,
            Screen::Pick,
            Rule::Pick,
        ),
    ]
}
