use crate::definition::{Cause, Journey, OwnerKind, ScreenChoice, Touchpoint};
use crate::journey::{CausePlan, Plan, Screens, TouchpointPlan};

/// Below this budget a map costs more than it finds; the worst step alone is asked for.
const BUDGET_FOR_BOTH_SCREENS: f64 = 7.0;

/// The engine's view of a journey, for one who met these touchpoints: a flag for each. `seed` is the respondent's.
pub fn of(journey: &Journey, met: &[bool], seed: u64) -> Plan {
    let adaptive = &journey.adaptive;
    let roles = enablers(journey);
    let touchpoints = journey
        .touchpoints
        .iter()
        .zip(met)
        .map(|(touchpoint, &met)| TouchpointPlan {
            met,
            always: adaptive.always.contains(&touchpoint.document_name),
            never: adaptive.never.contains(&touchpoint.document_name),
            ..plan_of(touchpoint, &roles)
        })
        .collect();
    let has_both = adaptive.budget >= BUDGET_FOR_BOTH_SCREENS;
    let (map, pick) = match adaptive.screen {
        ScreenChoice::Auto => (has_both, true),
        ScreenChoice::None => (false, false),
        ScreenChoice::Pick => (false, true),
        ScreenChoice::Map => (true, false),
        ScreenChoice::Both => (true, true),
    };
    Plan {
        touchpoints,
        budget: adaptive.budget,
        depth: adaptive.depth,
        screens: Screens { map, pick },
        overall_levels: OVERALL_LEVELS,
        min_questions: adaptive.min_questions,
        stop_below: adaptive.stop_below,
        balance: adaptive.balance,
        drill_at: adaptive.drill_at,
        random_slot: adaptive.random_slot,
        seed,
    }
}

/// The roles behind the scenes, each once.
fn enablers(journey: &Journey) -> Vec<&str> {
    let mut roles: Vec<&str> = Vec::new();
    let owners = journey
        .touchpoints
        .iter()
        .flat_map(|touchpoint| &touchpoint.owners);
    for owner in owners.filter(|owner| owner.kind == OwnerKind::Enabler) {
        if !roles.contains(&&*owner.role) {
            roles.push(&owner.role);
        }
    }
    roles
}

/// The question about the whole has five values.
const OVERALL_LEVELS: usize = 5;

fn plan_of(touchpoint: &Touchpoint, roles: &[&str]) -> TouchpointPlan {
    let is_enabler = |role: &str| {
        touchpoint
            .owners
            .iter()
            .any(|owner| owner.kind == OwnerKind::Enabler && &*owner.role == role)
    };
    let default = TouchpointPlan::default();
    TouchpointPlan {
        cost: touchpoint.cost,
        levels: touchpoint.rating.values.len(),
        causes: touchpoint.causes.iter().map(cause_of).collect(),
        more: (!touchpoint.elements.is_empty()).then_some(touchpoint.place),
        prior: touchpoint
            .prior
            .map_or(default.prior, |prior| (prior.mean, prior.sd)),
        stage: touchpoint.stage,
        enablers: (0..roles.len())
            .filter(|&number| is_enabler(roles[number]))
            .collect(),
        priority: touchpoint.priority,
        ..default
    }
}

fn cause_of(cause: &Cause) -> CausePlan {
    CausePlan {
        causes: cause.causes.iter().map(cause_of).collect(),
    }
}
