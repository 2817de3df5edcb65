//! The belief engine against a golden trace, against exact posteriors, and against itself on other
//! platforms.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use journey_survey::journey::belief::{
    Belief, Candidate, Correlation, Observation, Prior, TouchpointPrior, Valuation,
};
use journey_survey::journey::{
    Answer, Asked, Plan, Reason, Rule, Run, Screen, Strategy, TouchpointPlan,
};
use serde_json::Value;

#[path = "journey/fingerprint.rs"]
mod fingerprint;

fn reference() -> Value {
    serde_json::from_str(include_str!("journey/reference.json")).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().unwrap();
    list.iter().map(|number| number.as_f64().unwrap()).collect()
}

fn prior(config: &Value) -> Prior {
    let sd = config["sd0"].as_f64().unwrap();
    let stages = numbers(&config["stage"]);
    let touchpoints: Vec<_> = numbers(&config["mu"])
        .into_iter()
        .zip(stages)
        .map(|(mean, stage)| TouchpointPrior {
            mean,
            sd,
            stage: Some(stage as usize),
            ..TouchpointPrior::default()
        })
        .collect();
    Prior::new(&touchpoints, &Correlation::default())
}

/// What happened before each step of the trace.
fn events() -> Vec<Vec<Observation>> {
    let rating = |touchpoint, rank| {
        vec![Observation::Rating {
            touchpoint,
            rank,
            levels: 5,
        }]
    };
    let installer = 3;
    let pick = (0..6).map(|touchpoint| match touchpoint == installer {
        true => Observation::Picked { touchpoint },
        false => Observation::NotPicked { touchpoint },
    });
    vec![
        vec![],
        vec![Observation::Overall { rank: 1, levels: 5 }],
        pick.collect(),
        rating(installer, 0),
        rating(2, 1),
        rating(0, 4),
    ]
}

#[test]
fn every_number_of_the_golden_trace() {
    let reference = reference();
    let balance = reference["config"]["alpha"].as_f64().unwrap();
    let mut belief = Belief::new(&prior(&reference["config"]));
    let mut valuation = Valuation::new();
    let mut values = Vec::new();
    let candidates: Vec<_> = (0..6)
        .map(|touchpoint| Candidate {
            touchpoint,
            levels: 5,
            cost: 1.0,
        })
        .collect();
    let steps = reference["steps"].as_array().unwrap();
    assert_eq!(steps.len(), events().len());
    for (step, observations) in steps.iter().zip(events()) {
        for observation in &observations {
            belief.observe(observation);
        }
        valuation.ratings(&belief, balance, &candidates, &mut values);
        let check = |what: &str, expected: &Value, actual: &dyn Fn(usize) -> f64| {
            let expected = numbers(expected);
            assert_eq!(expected.len(), 6);
            for (touchpoint, expected) in expected.iter().enumerate() {
                let error = (actual(touchpoint) - expected).abs();
                let event = &step["event"];
                assert!(
                    error < 1e-9,
                    "{event}: {what} of {touchpoint} is off by {error}"
                );
            }
        };
        check("mean", &step["m"], &|j| belief.mean(j));
        check("sd", &step["sd"], &|j| belief.sd(j));
        check("pain", &step["pain"], &|j| belief.pain(j));
        check("value", &step["U"], &|j| values[j].value);
        check("information", &step["MI_bits"], &|j| {
            values[j].information_bits
        });
        check("variance", &step["EVR"], &|j| values[j].variance);
        for i in 0..6 {
            check("covariance", &step["V"][i], &|j| belief.covariance(i, j));
        }
    }
}

/// The same trace by a run of the adaptive strategy: what it weighs at each step, and what it would ask.
#[test]
fn a_run_weighs_what_the_golden_trace_weighs() {
    let reference = reference();
    let stages = numbers(&reference["config"]["stage"]);
    let touchpoints = numbers(&reference["config"]["mu"])
        .into_iter()
        .zip(stages)
        .map(|(mean, stage)| TouchpointPlan {
            met: true,
            prior: (mean, 0.95),
            stage: Some(stage as usize),
            ..TouchpointPlan::default()
        });
    let plan = Plan {
        touchpoints: touchpoints.collect(),
        budget: 100.0,
        stop_below: 0.0,
        random_slot: 0.0,
        ..Plan::default()
    };
    let mut run = Run::start(plan, Strategy::Adaptive);
    let rating = |touchpoint| Asked {
        screen: Screen::Rating { touchpoint },
        listed: Vec::new(),
        rule: Rule::Greedy,
        reason: Reason::Informative,
        value: None,
        chance: None,
    };
    let rated = |rank| Answer::Rated { rank };
    for (place, step) in reference["steps"].as_array().unwrap().iter().enumerate() {
        match place {
            0 => {}
            1 => run.answer(rated(1)).unwrap(),
            2 => run.answer(Answer::Picked(Some(3))).unwrap(),
            3 => assert!(run.reinstate(rating(3), rated(0))),
            4 => assert!(run.reinstate(rating(2), rated(1))),
            _ => assert!(run.reinstate(rating(0), rated(4))),
        }
        let expected = numbers(&step["U"]);
        let candidates = run.candidates();
        assert!(!candidates.is_empty());
        for weighed in candidates.iter().filter(|weighed| !weighed.is_why()) {
            let error = (weighed.value - expected[weighed.touchpoint]).abs();
            assert!(error < 1e-9, "step {place}: off by {error}");
        }
        let best = &candidates[0];
        let asked = run.current().unwrap();
        if place >= 2 {
            assert_eq!(asked.screen.touchpoint(), Some(best.touchpoint));
            assert_eq!(asked.value, Some(best.value));
        }
    }
}

#[test]
fn moment_matching_stays_near_the_exact_posterior() {
    let reference = reference();
    let mut belief = Belief::new(&prior(&reference["config"]));
    for observation in events().iter().flatten() {
        belief.observe(observation);
    }
    let exact = &reference["exact_importance_sampling"];
    let check = |what: &str, expected: &Value, actual: &dyn Fn(usize) -> f64| {
        for (touchpoint, expected) in numbers(expected).iter().enumerate() {
            let error = (actual(touchpoint) - expected).abs();
            assert!(error < 0.02, "{what} of {touchpoint} is off by {error}");
        }
    };
    check("mean", &exact["m"], &|j| belief.mean(j));
    check("sd", &exact["sd"], &|j| belief.sd(j));
}

#[test]
fn the_bits_are_those_of_every_platform() {
    assert_eq!(fingerprint::trace_fingerprint(), fingerprint::EXPECTED);
}
