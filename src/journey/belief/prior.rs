use super::bounds::within;

/// What is known of the touchpoints met before the first answer: means, covariance, priorities.
///
/// Needs `n²` numbers for `n` touchpoints; whoever reads documents limits `n`.
#[derive(Clone, Debug)]
pub struct Prior {
    pub(super) mean: Vec<f64>,
    /// Row by row.
    pub(super) covariance: Vec<f64>,
    pub(super) priority: Vec<f64>,
    /// The unit in which reductions of variance are valued.
    pub(super) mean_variance: f64,
}

/// One touchpoint met. Numbers outside the limits named here are drawn to the nearest one, and
/// what is no number counts as the default: a document is told of its mistakes elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct TouchpointPrior<'a> {
    /// Expected satisfaction, −8 to 8; by default 0.
    pub mean: f64,
    /// Standard deviation of the satisfaction, .001 to 10; by default .95. Beyond 1.5 the quadrature
    /// grows coarse: it puts a mean off by .01 at 1.5, by .1 at 3 and by 2 at 10.
    pub sd: f64,
    /// Stage of the journey; touchpoints without one share it with none.
    pub stage: Option<usize>,
    /// Those behind the scenes, each role at most once.
    pub enablers: &'a [usize],
    /// Weight of this touchpoint when a rating is valued, 0 to 1000; by default 1.
    pub priority: f64,
}

impl TouchpointPrior<'_> {
    /// Mean of a touchpoint of which nothing is known.
    pub const MEAN: f64 = 0.0;
    /// Standard deviation of a touchpoint of which nothing is known.
    pub const SD: f64 = 0.95;
    /// Priority of a touchpoint that was given none.
    pub const PRIORITY: f64 = 1.0;

    fn bounded_sd(&self) -> f64 {
        within_or(self.sd, 1e-3, 10.0, Self::SD)
    }
}

impl Default for TouchpointPrior<'_> {
    fn default() -> Self {
        Self {
            mean: Self::MEAN,
            sd: Self::SD,
            stage: None,
            enablers: &[],
            priority: Self::PRIORITY,
        }
    }
}

/// How satisfaction with two touchpoints of one journey goes together. The three add up to less
/// than one; the rest is each touchpoint's own.
#[derive(Clone, Copy, Debug)]
pub struct Correlation {
    /// Between any two touchpoints.
    pub general: f64,
    /// More, between two of the same stage.
    pub stage: f64,
    /// More, between two whose enabler roles are the same; less where they overlap in part.
    pub enabler: f64,
}

impl Default for Correlation {
    fn default() -> Self {
        Self {
            general: 0.30,
            stage: 0.10,
            enabler: 0.10,
        }
    }
}

impl Prior {
    /// The prior over these touchpoints, which keep their order.
    pub fn new(touchpoints: &[TouchpointPrior], correlation: &Correlation) -> Self {
        let count = touchpoints.len();
        let mut prior = Self {
            mean: Vec::with_capacity(count),
            covariance: Vec::with_capacity(count * count),
            priority: Vec::with_capacity(count),
            mean_variance: 0.0,
        };
        for (i, first) in touchpoints.iter().enumerate() {
            let sd = first.bounded_sd();
            prior
                .mean
                .push(within_or(first.mean, -8.0, 8.0, TouchpointPrior::MEAN));
            prior.priority.push(within_or(
                first.priority,
                0.0,
                1e3,
                TouchpointPrior::PRIORITY,
            ));
            prior.mean_variance += sd * sd / count as f64;
            for (j, second) in touchpoints.iter().enumerate() {
                let correlation = if i == j {
                    1.0
                } else {
                    correlation.between(first, second)
                };
                prior
                    .covariance
                    .push(sd * second.bounded_sd() * correlation);
            }
        }
        prior
    }
}

impl Correlation {
    fn between(&self, first: &TouchpointPrior, second: &TouchpointPrior) -> f64 {
        let mut correlation = self.general;
        if first.stage.is_some() && first.stage == second.stage {
            correlation += self.stage;
        }
        let roles = first.enablers.len() * second.enablers.len();
        if roles > 0 {
            let common = first
                .enablers
                .iter()
                .filter(|role| second.enablers.contains(role))
                .count();
            correlation += self.enabler * common as f64 / (roles as f64).sqrt();
        }
        correlation
    }
}

fn within_or(number: f64, lowest: f64, highest: f64, default: f64) -> f64 {
    if number.is_nan() {
        default
    } else {
        within(number, lowest, highest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn correlation(first: (Option<usize>, &[usize]), second: (Option<usize>, &[usize])) -> f64 {
        let touchpoint = |(stage, enablers)| TouchpointPrior {
            sd: 2.0,
            stage,
            enablers,
            ..TouchpointPrior::default()
        };
        let prior = Prior::new(
            &[touchpoint(first), touchpoint(second)],
            &Correlation::default(),
        );
        assert_eq!(prior.covariance[0], 4.0);
        assert_eq!(prior.covariance[1], prior.covariance[2]);
        prior.covariance[1] / 4.0
    }

    #[test]
    fn what_two_touchpoints_share_correlates_them() {
        let check = |first, second, expected: f64| {
            let actual = correlation(first, second);
            assert!(
                (actual - expected).abs() < 1e-15,
                "{first:?} {second:?}: {actual}"
            );
        };
        check((None, &[]), (None, &[]), 0.3);
        check((Some(1), &[]), (None, &[]), 0.3);
        check((Some(1), &[]), (Some(2), &[]), 0.3);
        check((Some(1), &[]), (Some(1), &[]), 0.4);
        check((None, &[3]), (None, &[]), 0.3);
        check((None, &[3]), (None, &[4]), 0.3);
        check((None, &[3]), (None, &[3]), 0.4);
        check((None, &[1, 3]), (None, &[3, 5]), 0.35);
        check((Some(0), &[3]), (Some(0), &[1, 3, 5, 7]), 0.45);
        check((Some(0), &[3, 4]), (Some(0), &[4, 3]), 0.5);
    }

    #[test]
    fn a_number_out_of_range_is_drawn_to_the_nearest_limit() {
        let check = |mean, sd, priority, expected: (f64, f64, f64)| {
            let touchpoint = TouchpointPrior {
                mean,
                sd,
                priority,
                ..TouchpointPrior::default()
            };
            let prior = Prior::new(&[touchpoint], &Correlation::default());
            let actual = (prior.mean[0], prior.covariance[0].sqrt(), prior.priority[0]);
            assert_eq!(actual, expected);
        };
        check(0.5, 2.0, 3.0, (0.5, 2.0, 3.0));
        check(-1e300, 0.0, -1.0, (-8.0, 1e-3, 0.0));
        check(
            f64::INFINITY,
            f64::INFINITY,
            f64::INFINITY,
            (8.0, 10.0, 1e3),
        );
        check(f64::NAN, f64::NAN, f64::NAN, (0.0, 0.95, 1.0));
    }
}
