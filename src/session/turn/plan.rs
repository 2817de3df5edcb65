use crate::definition::{Cause, Journey, ScreenChoice, Touchpoint};
use crate::journey::{CausePlan, Plan, Screens, TouchpointPlan};

/// Below this budget a map costs more than it finds; the worst step alone is asked for.
const BUDGET_FOR_BOTH_SCREENS: f64 = 7.0;

/// The engine's view of a journey, for one who met these touchpoints: a flag for each.
pub fn of(journey: &Journey, met: &[bool]) -> Plan {
    let adaptive = &journey.adaptive;
    let touchpoints = journey
        .touchpoints
        .iter()
        .zip(met)
        .map(|(touchpoint, &met)| TouchpointPlan {
            met,
            always: adaptive.always.contains(&touchpoint.name),
            never: adaptive.never.contains(&touchpoint.name),
            ..plan_of(touchpoint)
        })
        .collect();
    let both = adaptive.budget >= BUDGET_FOR_BOTH_SCREENS;
    Plan {
        touchpoints,
        budget: adaptive.budget,
        depth: adaptive.depth,
        screens: match adaptive.screen {
            ScreenChoice::Auto => Screens {
                map: both,
                pick: true,
            },
            ScreenChoice::None => Screens {
                map: false,
                pick: false,
            },
            ScreenChoice::Pick => Screens {
                map: false,
                pick: true,
            },
            ScreenChoice::Map => Screens {
                map: true,
                pick: false,
            },
            ScreenChoice::Both => Screens {
                map: true,
                pick: true,
            },
        },
        overall_levels: OVERALL_LEVELS,
    }
}

/// The question about the whole has five values.
const OVERALL_LEVELS: usize = 5;

fn plan_of(touchpoint: &Touchpoint) -> TouchpointPlan {
    TouchpointPlan {
        cost: touchpoint.cost,
        levels: touchpoint.rating.values.len(),
        causes: touchpoint.causes.iter().map(cause_of).collect(),
        has_more: !touchpoint.elements.is_empty(),
        ..TouchpointPlan::default()
    }
}

fn cause_of(cause: &Cause) -> CausePlan {
    CausePlan {
        causes: cause.causes.iter().map(cause_of).collect(),
    }
}
