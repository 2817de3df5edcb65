//! Random plans, answers and histories.

use journey_survey::journey::{
    Answer, Asked, CausePlan, Plan, Reason, Rule, Screen, Screens, TouchpointPlan,
};
use proptest::prelude::*;

#[derive(Clone, Debug)]
pub enum Action {
    /// An answer that the screen offers, drawn by this number.
    Answer(u64),
    Back,
    Meet(Vec<bool>),
}

pub fn actions() -> impl Strategy<Value = Vec<Action>> {
    let action = prop_oneof![
        8 => any::<u64>().prop_map(Action::Answer),
        1 => Just(Action::Back),
        1 => prop::collection::vec(prop::bool::weighted(0.8), 9).prop_map(Action::Meet),
    ];
    prop::collection::vec(action, 0..30)
}

pub fn plan() -> impl Strategy<Value = Plan> {
    (
        prop::collection::vec(touchpoint(), 0..9),
        prop_oneof![1.0..20.0_f64, Just(6.0), Just(3.7)],
        1..=5_usize,
        any::<(bool, bool)>(),
        (
            0..6_usize,
            prop_oneof![Just(0.2), 0.0..1.0_f64],
            0.0..=1.0_f64,
            0.0..=1.0_f64,
        ),
        prop_oneof![Just(1.0), 0.0..=1.0_f64],
        any::<u64>(),
    )
        .prop_map(
            |(touchpoints, budget, depth, (map, pick), adaptive, random_slot, seed)| {
                let (min_questions, stop_below, balance, drill_at) = adaptive;
                Plan {
                    touchpoints,
                    budget,
                    depth,
                    screens: Screens { map, pick },
                    overall_levels: 5,
                    min_questions,
                    stop_below,
                    balance,
                    drill_at,
                    random_slot,
                    seed,
                }
            },
        )
}

fn touchpoint() -> impl Strategy<Value = TouchpointPlan> {
    (
        prop::bool::weighted(0.85),
        prop_oneof![Just(1.0), 0.1..3.0_f64],
        2..12_usize,
        prop::collection::vec(cause(), 0..4),
        prop::option::of(0..20_usize),
        prop::bool::weighted(0.15),
        prop::bool::weighted(0.1),
        (
            -2.0..2.0_f64,
            0.3..1.5_f64,
            prop::option::of(0..3_usize),
            0.0..3.0_f64,
        ),
    )
        .prop_map(
            |(met, cost, levels, causes, more, always, never, prior)| TouchpointPlan {
                met,
                cost,
                levels,
                causes,
                more,
                always,
                never,
                prior: (prior.0, prior.1),
                stage: prior.2,
                enablers: prior.2.into_iter().collect(),
                priority: prior.3,
            },
        )
}

fn cause() -> impl Strategy<Value = CausePlan> {
    Just(CausePlan::default()).prop_recursive(4, 20, 3, |inner| {
        prop::collection::vec(inner, 0..3).prop_map(|causes| CausePlan { causes })
    })
}

/// What a screen costs, as the contract says.
pub fn cost_of(plan: &Plan, screen: &Screen) -> f64 {
    match screen {
        Screen::Overall | Screen::More { .. } => 1.0,
        Screen::Pick => 1.5,
        Screen::Map => 2.0,
        Screen::Why { .. } => 1.2,
        Screen::Rating { touchpoint } => plan.touchpoints[*touchpoint].cost,
    }
}

/// One of the answers that a screen offers. Low ratings are drawn more often than others.
pub fn an_answer(plan: &Plan, asked: &Asked, choice: u64) -> Answer {
    let below = |bound: usize| (choice >> 8) as usize % bound.max(1);
    let flag = |index: usize| choice >> (12 + index % 40) & 1 == 1;
    match choice % 10 {
        0 => return Answer::Skipped,
        1 => return Answer::DontKnow,
        2 if asked.screen.touchpoint().is_some() && choice & 0x40 != 0 => {
            return Answer::DidNotHappen;
        }
        _ => {}
    }
    match &asked.screen {
        Screen::Overall => Answer::Rated {
            rank: below(plan.overall_levels),
        },
        Screen::Rating { touchpoint } => {
            let levels = plan.touchpoints[*touchpoint].levels;
            Answer::Rated {
                rank: if choice & 0x80 == 0 {
                    below(levels / 3)
                } else {
                    below(levels)
                },
            }
        }
        Screen::Pick if asked.listed.is_empty() => Answer::Picked(None),
        Screen::Pick => Answer::Picked(asked.listed.get(below(asked.listed.len() + 1)).copied()),
        Screen::Map => Answer::Marked(
            asked
                .listed
                .iter()
                .rev()
                .copied()
                .filter(|&number| flag(number))
                .collect(),
        ),
        Screen::Why { offered, .. } => {
            let chosen: Vec<_> = (0..offered.len())
                .rev()
                .filter(|&index| flag(index))
                .map(|index| offered[index].clone())
                .collect();
            if chosen.is_empty() {
                Answer::NoneOfThese
            } else {
                Answer::Causes(chosen)
            }
        }
        Screen::More { .. } => Answer::Filled,
    }
}

/// Anything that could stand in a kept history.
pub fn entry() -> impl Strategy<Value = (Asked, Answer)> {
    let number = 0_usize..12;
    let path = prop::collection::vec(0_usize..4, 0..4);
    let paths = prop::collection::vec(path, 0..4);
    let screen = prop_oneof![
        Just(Screen::Overall),
        Just(Screen::Pick),
        Just(Screen::Map),
        number
            .clone()
            .prop_map(|touchpoint| Screen::Rating { touchpoint }),
        number
            .clone()
            .prop_map(|touchpoint| Screen::More { touchpoint }),
        (number.clone(), 0..7_usize, paths.clone()).prop_map(|(touchpoint, level, offered)| {
            Screen::Why {
                touchpoint,
                level,
                offered,
            }
        }),
    ];
    let answer = prop_oneof![
        number.clone().prop_map(|rank| Answer::Rated { rank }),
        prop::option::of(number.clone()).prop_map(Answer::Picked),
        prop::collection::vec(number.clone(), 0..5).prop_map(Answer::Marked),
        paths.prop_map(Answer::Causes),
        Just(Answer::NoneOfThese),
        Just(Answer::Filled),
        Just(Answer::Skipped),
        Just(Answer::DidNotHappen),
    ];
    (screen, prop::collection::vec(number, 0..5), answer).prop_map(|(screen, listed, answer)| {
        let asked = Asked {
            screen,
            listed,
            rule: Rule::Order,
            reason: Reason::NextMet,
            value: None,
            chance: None,
        };
        (asked, answer)
    })
}
