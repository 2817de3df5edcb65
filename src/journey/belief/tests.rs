#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;

const TOUCHPOINTS_MAX: usize = 9;

type Touchpoint = (f64, f64, Option<usize>, Vec<usize>, f64);

#[derive(Clone, Debug)]
struct Journey {
    touchpoints: Vec<Touchpoint>,
    observations: Vec<Observation>,
}

impl Journey {
    fn prior(&self) -> Prior {
        let touchpoints: Vec<_> = self
            .touchpoints
            .iter()
            .map(|(mean, sd, stage, enablers, priority)| TouchpointPrior {
                mean: *mean,
                sd: *sd,
                stage: *stage,
                enablers,
                priority: *priority,
            })
            .collect();
        Prior::new(&touchpoints, &Correlation::default())
    }

    /// Each touchpoint moves to the place that `order` names for it.
    fn renamed(&self, order: &[usize]) -> Self {
        let mut renamed = self.clone();
        for (old, new) in order.iter().enumerate() {
            renamed.touchpoints[*new] = self.touchpoints[old].clone();
        }
        for observation in &mut renamed.observations {
            match observation {
                Observation::Overall { .. } => {}
                Observation::Rating { touchpoint, .. }
                | Observation::Marked { touchpoint }
                | Observation::Unmarked { touchpoint }
                | Observation::Picked { touchpoint }
                | Observation::NotPicked { touchpoint } => *touchpoint = order[*touchpoint],
            }
        }
        renamed
    }
}

/// Journeys whose priors lie within these means and standard deviations.
fn journeys(mean: f64, sd_lowest: f64, sd_highest: f64) -> impl Strategy<Value = Journey> {
    let decades = sd_lowest.log10()..=sd_highest.log10();
    let roles = proptest::collection::btree_set(0..5usize, 0..4);
    let touchpoint = (
        -mean..=mean,
        decades.prop_map(|decade| 10f64.powf(decade)),
        proptest::option::of(0..3usize),
        roles.prop_map(|roles| roles.into_iter().collect()),
        0.0..3.0,
    );
    proptest::collection::vec(touchpoint, 1..=TOUCHPOINTS_MAX).prop_flat_map(|touchpoints| {
        let observations = proptest::collection::vec(observation(touchpoints.len()), 0..24);
        observations.prop_map(move |observations| Journey {
            touchpoints: touchpoints.clone(),
            observations,
        })
    })
}

fn observation(count: usize) -> impl Strategy<Value = Observation> {
    let on_scale = (2..=11usize).prop_flat_map(|levels| (0..levels, Just(levels)));
    (0..6, 0..count, on_scale).prop_map(|(kind, touchpoint, (rank, levels))| match kind {
        0 => Observation::Overall { rank, levels },
        1 => Observation::Rating {
            touchpoint,
            rank,
            levels,
        },
        2 => Observation::Marked { touchpoint },
        3 => Observation::Unmarked { touchpoint },
        4 => Observation::Picked { touchpoint },
        _ => Observation::NotPicked { touchpoint },
    })
}

fn observed(journey: &Journey) -> Belief {
    let mut belief = Belief::new(&journey.prior());
    for observation in &journey.observations {
        belief.observe(observation);
    }
    belief
}

/// Values of the rating of each touchpoint, their scales of 2, 3, 4 … values.
fn all_ratings(belief: &Belief, levels: impl Fn(usize) -> usize) -> Vec<RatingValue> {
    let candidates: Vec<_> = (0..belief.len())
        .map(|touchpoint| Candidate {
            touchpoint,
            levels: levels(touchpoint),
            cost: 1.0,
        })
        .collect();
    let mut values = Vec::new();
    Valuation::new().ratings(belief, 0.5, &candidates, &mut values);
    values
}

/// Whether a symmetric matrix has a Cholesky factor. Rows and columns are first brought to one
/// scale, so that a small variance beside a large one is judged by itself.
fn is_positive_definite(belief: &Belief) -> bool {
    let n = belief.len();
    let scale = |i| belief.covariance(i, i).sqrt();
    let mut factor = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let inner: f64 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
            let rest = belief.covariance(i, j) / (scale(i) * scale(j)) - inner;
            if i == j && (rest.is_nan() || rest <= 0.0) {
                return false;
            }
            factor[i][j] = if i == j {
                rest.sqrt()
            } else {
                rest / factor[j][j]
            };
        }
    }
    true
}

proptest! {
    #[test]
    fn the_covariance_stays_symmetric_and_positive_definite(journey in journeys(3.0, 0.2, 2.0)) {
        let belief = observed(&journey);
        for i in 0..belief.len() {
            for j in 0..i {
                prop_assert_eq!(
                    belief.covariance(i, j).to_bits(),
                    belief.covariance(j, i).to_bits()
                );
            }
        }
        prop_assert!(is_positive_definite(&belief));
    }

    #[test]
    fn renaming_touchpoints_renames_the_results(
        (journey, order) in journeys(3.0, 0.2, 2.0).prop_flat_map(|journey| {
            let order: Vec<_> = (0..journey.touchpoints.len()).collect();
            (Just(journey), Just(order).prop_shuffle())
        })
    ) {
        let close = |first: f64, second: f64| (first - second).abs() <= 1e-12 * (1.0 + first.abs());
        let belief = observed(&journey);
        let values = all_ratings(&belief, |_| 5);
        let renamed = observed(&journey.renamed(&order));
        let renamed_values = all_ratings(&renamed, |_| 5);
        for (old, new) in order.iter().enumerate() {
            prop_assert!(close(belief.mean(old), renamed.mean(*new)));
            prop_assert!(close(belief.sd(old), renamed.sd(*new)));
            prop_assert!(close(belief.pain(old), renamed.pain(*new)));
            let (value, renamed_value) = (values[old], renamed_values[*new]);
            prop_assert!(close(value.information_bits, renamed_value.information_bits));
            prop_assert!(close(value.variance, renamed_value.variance));
            for (other, other_new) in order.iter().enumerate() {
                prop_assert!(close(
                    belief.covariance(old, other),
                    renamed.covariance(*new, *other_new)
                ));
            }
        }
    }

    #[test]
    fn numbers_stay_numbers_under_extreme_priors(journey in journeys(8.0, 1e-3, 10.0)) {
        let belief = observed(&journey);
        for touchpoint in 0..belief.len() {
            prop_assert!(belief.mean(touchpoint).is_finite());
            prop_assert!(belief.sd(touchpoint) > 0.0 && belief.sd(touchpoint) < 11.0);
            prop_assert!((0.0..=1.0).contains(&belief.pain(touchpoint)));
        }
        for value in all_ratings(&belief, |touchpoint| touchpoint + 2) {
            prop_assert!(value.information_bits >= 0.0 && value.information_bits.is_finite());
            prop_assert!(value.variance >= 0.0 && value.variance.is_finite());
            prop_assert!(value.value.is_finite());
        }
    }

    #[test]
    fn no_rating_is_worth_more_information_than_there_is(journey in journeys(3.0, 0.2, 2.0)) {
        let belief = observed(&journey);
        let bits_left = belief.priority.iter().sum::<f64>();
        for value in all_ratings(&belief, |_| 5) {
            prop_assert!(value.information_bits <= bits_left);
        }
    }
}

fn three() -> Belief {
    let touchpoint = TouchpointPrior::default();
    Belief::new(&Prior::new(&[touchpoint; 3], &Correlation::default()))
}

#[test]
fn worse_answers_lower_the_mean_of_all() {
    let check = |worse: Observation, better: Observation| {
        let (mut low, mut high) = (three(), three());
        low.observe(&worse);
        high.observe(&better);
        for touchpoint in 0..3 {
            assert!(
                low.mean(touchpoint) < high.mean(touchpoint),
                "{worse:?} {better:?}"
            );
            assert!(
                low.pain(touchpoint) > high.pain(touchpoint),
                "{worse:?} {better:?}"
            );
            assert!(low.why_value(touchpoint) > high.why_value(touchpoint));
        }
    };
    let touchpoint = 1;
    check(
        Observation::Overall { rank: 0, levels: 5 },
        Observation::Overall { rank: 1, levels: 5 },
    );
    for rank in 0..6 {
        check(
            Observation::Rating {
                touchpoint,
                rank,
                levels: 7,
            },
            Observation::Rating {
                touchpoint,
                rank: rank + 1,
                levels: 7,
            },
        );
    }
    check(
        Observation::Marked { touchpoint },
        Observation::Unmarked { touchpoint },
    );
    check(
        Observation::Picked { touchpoint },
        Observation::NotPicked { touchpoint },
    );
}

#[test]
fn an_observation_of_nothing_teaches_nothing() {
    let check = |observation: Observation| {
        let mut belief = three();
        belief.observe(&observation);
        assert_eq!(belief.mean, three().mean, "{observation:?}");
        assert_eq!(belief.covariance, three().covariance, "{observation:?}");
    };
    check(Observation::Marked { touchpoint: 3 });
    check(Observation::Picked {
        touchpoint: usize::MAX,
    });
    check(Observation::Overall { rank: 5, levels: 5 });
    check(Observation::Overall { rank: 0, levels: 1 });
    check(Observation::Rating {
        touchpoint: 0,
        rank: 0,
        levels: 0,
    });
}

#[test]
fn a_journey_without_touchpoints_has_no_values() {
    let mut belief = Belief::new(&Prior::new(&[], &Correlation::default()));
    belief.observe(&Observation::Overall { rank: 0, levels: 5 });
    assert!(belief.is_empty());
    assert_eq!((belief.mean(0), belief.covariance(0, 0)), (0.0, 0.0));
    let candidate = Candidate {
        touchpoint: 0,
        levels: 5,
        cost: 1.0,
    };
    let mut values = Vec::new();
    Valuation::new().ratings(&belief, 0.5, &[candidate], &mut values);
    assert_eq!(values, [RatingValue::default()]);
}

#[test]
fn cost_balance_and_priority_enter_the_value_as_written() {
    let mut touchpoints = [TouchpointPrior::default(); 3];
    touchpoints[2].priority = 4.0;
    let belief = Belief::new(&Prior::new(&touchpoints, &Correlation::default()));
    let value = |touchpoint, levels, cost, balance| {
        let candidate = Candidate {
            touchpoint,
            levels,
            cost,
        };
        let mut values = Vec::new();
        Valuation::new().ratings(&belief, balance, &[candidate], &mut values);
        values[0]
    };
    let plain = value(0, 5, 1.0, 0.5);
    assert_eq!(
        plain.value,
        0.5 * plain.information_bits + 0.5 * plain.variance
    );
    assert_eq!(value(0, 5, 2.0, 0.5).value, plain.value / 2.0);
    assert_eq!(value(0, 5, 1.0, 1.0).value, plain.information_bits);
    assert_eq!(value(0, 5, 1.0, 0.0).value, plain.variance);
    assert!(value(0, 5, 0.0, 0.5).value.is_finite());
    assert!(value(2, 5, 1.0, 0.5).value > plain.value);
    assert!(value(0, 2, 1.0, 0.5).value < plain.value);
    assert_eq!(value(0, 1_000_000_000, 1.0, 0.5), value(0, 101, 1.0, 0.5));
    assert!(value(0, 101, 1.0, 0.5).value > plain.value);
}

#[test]
fn the_quadrature_holds_up_to_a_prior_sd_of_one_and_a_half() {
    for (sd, tolerance) in [(0.1, 1e-6), (0.5, 1e-6), (0.95, 1e-3), (1.5, 0.01)] {
        for mean in [-2.0, -1.0, 0.0, 1.0] {
            let observations = (2..=7usize)
                .flat_map(|levels| (0..levels).map(move |rank| (rank, levels)))
                .map(|(rank, levels)| Observation::Rating {
                    touchpoint: 0,
                    rank,
                    levels,
                });
            let flags = [
                Observation::Marked { touchpoint: 0 },
                Observation::NotPicked { touchpoint: 0 },
            ];
            for observation in observations.chain(flags) {
                let touchpoint = TouchpointPrior {
                    mean,
                    sd,
                    ..TouchpointPrior::default()
                };
                let prior = Prior::new(&[touchpoint], &Correlation::default());
                let mut belief = Belief::new(&prior);
                belief.observe(&observation);
                let (exact_mean, exact_sd) = exact_posterior(mean, sd, &observation);
                let errors = (belief.mean(0) - exact_mean, belief.sd(0) - exact_sd);
                assert!(
                    errors.0.abs() < tolerance && errors.1.abs() < tolerance,
                    "N({mean}, {sd}²), {observation:?}: {errors:?}"
                );
            }
        }
    }
}

/// Mean and standard deviation by summing over a fine grid.
fn exact_posterior(mean: f64, sd: f64, observation: &Observation) -> (f64, f64) {
    let (mut mass, mut first, mut second) = (0.0, 0.0, 0.0);
    for step in -1600..=1600 {
        let x = f64::from(step) / 200.0;
        let u = mean + sd * x;
        let weight = (-0.5 * x * x).exp() * observation.likelihood(u);
        mass += weight;
        first += weight * u;
        second += weight * u * u;
    }
    let mean = first / mass;
    (mean, (second / mass - mean * mean).sqrt())
}
