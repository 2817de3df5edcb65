use libm::exp;

use super::bounds::floored;

/// One thing a respondent told. Touchpoints are numbered as in the prior; ranks count from 0, the
/// worst, to `levels − 1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observation {
    /// The journey as a whole was rated.
    Overall { rank: usize, levels: usize },
    /// A touchpoint was rated.
    Rating {
        touchpoint: usize,
        rank: usize,
        levels: usize,
    },
    /// A touchpoint was marked on the map as one that did not go well.
    Marked { touchpoint: usize },
    /// A touchpoint stood on the map and was not marked.
    Unmarked { touchpoint: usize },
    /// A touchpoint was picked as the worst.
    Picked { touchpoint: usize },
    /// A touchpoint was offered as the worst, and another or none was picked.
    NotPicked { touchpoint: usize },
}

/// A rating scale has at least two values.
pub const LEVELS_MIN: usize = 2;

/// A category is never less probable than this, however surprising the answer.
const PROBABILITY_FLOOR: f64 = 1e-9;

impl Observation {
    /// The touchpoint it speaks about; none where it speaks about the mean of all.
    pub(super) fn touchpoint(&self) -> Option<usize> {
        match *self {
            Self::Overall { .. } => None,
            Self::Rating { touchpoint, .. }
            | Self::Marked { touchpoint }
            | Self::Unmarked { touchpoint }
            | Self::Picked { touchpoint }
            | Self::NotPicked { touchpoint } => Some(touchpoint),
        }
    }

    /// Whether its touchpoint is one of `count` and its rank is on its scale.
    pub(super) fn is_within(&self, count: usize) -> bool {
        let on_scale = match *self {
            Self::Overall { rank, levels } | Self::Rating { rank, levels, .. } => {
                levels >= LEVELS_MIN && rank < levels
            }
            _ => true,
        };
        on_scale && self.touchpoint().unwrap_or(0) < count
    }

    /// Probability of this observation where satisfaction (with the touchpoint, or the mean of
    /// all) is `u`.
    pub(super) fn likelihood(&self, u: f64) -> f64 {
        match *self {
            Self::Overall { rank, levels } => OVERALL.probability(rank, levels, u),
            Self::Rating { rank, levels, .. } => RATING.probability(rank, levels, u),
            Self::Marked { .. } => MARK.probability(u),
            Self::Unmarked { .. } => 1.0 - MARK.probability(u),
            Self::Picked { .. } => PICK.probability(u),
            // Only one can be picked: those passed over may have gone wrong too.
            Self::NotPicked { .. } => 1.0 - 0.7 * PICK.probability(u),
        }
    }
}

/// The graded response model (Samejima 1969): `P(rank ≥ i) = σ(slope · (u − bᵢ))`.
pub(super) struct Scale {
    slope: f64,
    /// The boundaries of a scale of five values; others are read between them.
    anchors: [f64; 4],
}

/// How a touchpoint is rated.
pub(super) const RATING: Scale = Scale {
    slope: 1.8,
    anchors: [-2.0, -1.2, -0.3, 1.0],
};

const OVERALL: Scale = Scale {
    slope: 2.2,
    anchors: [-1.9, -1.1, -0.3, 0.8],
};

impl Scale {
    /// Probability of a rank.
    fn probability(&self, rank: usize, levels: usize, u: f64) -> f64 {
        category(
            self.at_least(rank, levels, u),
            self.at_least(rank + 1, levels, u),
        )
    }

    /// Probability of this rank or a better one.
    pub(super) fn at_least(&self, rank: usize, levels: usize, u: f64) -> f64 {
        if rank == 0 {
            1.0
        } else if rank >= levels {
            0.0
        } else {
            logistic(self.slope * (u - self.boundary(rank - 1, levels)))
        }
    }

    /// Where the rank `index + 1` becomes as likely as not.
    fn boundary(&self, index: usize, levels: usize) -> f64 {
        let [.., last] = self.anchors;
        // A scale of two values has one boundary: the middle.
        let (position, steps) = if levels == 2 {
            (3, 2)
        } else {
            (3 * index, levels - 2)
        };
        let left = position / steps;
        let fraction = (position % steps) as f64 / steps as f64;
        let anchor = |i: usize| self.anchors.get(i).copied().unwrap_or(last);
        (1.0 - fraction) * anchor(left) + fraction * anchor(left + 1)
    }
}

/// Probability of the rank between two cumulative ones.
pub(super) fn category(at_least: f64, above: f64) -> f64 {
    floored(at_least - above, PROBABILITY_FLOOR)
}

/// How pain makes a respondent flag a touchpoint on a screen that lists all.
struct Flag {
    lowest: f64,
    range: f64,
    midpoint: f64,
}

const MARK: Flag = Flag {
    lowest: 0.03,
    range: 0.65,
    midpoint: -1.1,
};

const PICK: Flag = Flag {
    lowest: 0.01,
    range: 0.85,
    midpoint: -1.3,
};

impl Flag {
    fn probability(&self, u: f64) -> f64 {
        self.lowest + self.range * logistic(-3.0 * (u - self.midpoint))
    }
}

fn logistic(z: f64) -> f64 {
    1.0 / (1.0 + exp(-z))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_of_other_lengths_lie_between_those_of_five() {
        let check = |levels: usize, expected: &[f64]| {
            assert_eq!(expected.len(), levels - 1);
            for (index, expected) in expected.iter().enumerate() {
                let actual = RATING.boundary(index, levels);
                assert!(
                    (actual - expected).abs() < 1e-12,
                    "{levels} values, {index}: {actual}"
                );
            }
        };
        check(2, &[-0.75]);
        check(3, &[-2.0, 1.0]);
        check(4, &[-2.0, -0.75, 1.0]);
        check(5, &[-2.0, -1.2, -0.3, 1.0]);
        check(6, &[-2.0, -1.4, -0.75, 0.025, 1.0]);
        check(8, &[-2.0, -1.6, -1.2, -0.75, -0.3, 0.35, 1.0]);
        let eleven = [
            -2.0,
            -1.733333333333333,
            -1.466666666666667,
            -1.2,
            -0.9,
            -0.6,
            -0.3,
        ];
        let rest = [0.133333333333333, 0.566666666666667, 1.0];
        check(11, &[&eleven[..], &rest[..]].concat());
    }

    #[test]
    fn probabilities_of_the_ranks_add_up_to_one() {
        for levels in [2, 3, 4, 5, 7, 11, 101] {
            for tenth in -80..=80 {
                let u = f64::from(tenth) / 10.0;
                for scale in [&RATING, &OVERALL] {
                    let sum: f64 = (0..levels)
                        .map(|rank| scale.probability(rank, levels, u))
                        .sum();
                    let floors = levels as f64 * PROBABILITY_FLOOR;
                    assert!(
                        (sum - 1.0).abs() <= floors,
                        "{levels} values, u = {u}: {sum}"
                    );
                }
            }
        }
    }

    #[test]
    fn likelihoods_as_written_in_the_model() {
        let check = |observation: Observation, u: f64, expected: f64| {
            let actual = observation.likelihood(u);
            assert!(
                (actual - expected).abs() < 1e-12,
                "{observation:?} at {u}: {actual}"
            );
        };
        let touchpoint = 0;
        check(Observation::Overall { rank: 0, levels: 5 }, -1.9, 0.5);
        check(Observation::Overall { rank: 4, levels: 5 }, 0.8, 0.5);
        check(
            Observation::Rating {
                touchpoint,
                rank: 0,
                levels: 5,
            },
            -2.0,
            0.5,
        );
        check(
            Observation::Rating {
                touchpoint,
                rank: 1,
                levels: 2,
            },
            -0.75,
            0.5,
        );
        check(Observation::Marked { touchpoint }, -1.1, 0.355);
        check(Observation::Unmarked { touchpoint }, -1.1, 0.645);
        check(Observation::Picked { touchpoint }, -1.3, 0.435);
        check(Observation::NotPicked { touchpoint }, -1.3, 0.6955);
        check(Observation::Marked { touchpoint }, 1e6, 0.03);
        check(Observation::Picked { touchpoint }, -1e6, 0.86);
        check(
            Observation::Rating {
                touchpoint,
                rank: 4,
                levels: 5,
            },
            -1e6,
            1e-9,
        );
    }
}
