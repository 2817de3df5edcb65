use bounds::floored;
use normal::normal_below;

mod bounds;
mod normal;
mod observation;
mod prior;
mod quadrature;
mod value;

#[cfg(test)]
mod tests;

pub use observation::{LEVELS_MIN, Observation};
pub use prior::{Correlation, Prior, TouchpointPrior};
pub use value::{Candidate, RatingValue, Valuation};

/// What is believed about one respondent's satisfaction with each touchpoint met: a Gaussian
/// `N(mean, covariance)`, moved by one observation at a time.
///
/// Touchpoints are numbered as in the [`Prior`]. Updates are assumed density filtering: the
/// posterior along the observed direction is replaced by the Gaussian with its first two moments
/// (Opper 1998; Minka 2001). Every sum runs in a fixed order and every transcendental function is
/// `libm`'s, so that the same observations give the same bits on every platform.
///
/// To take an observation back, or a touchpoint out, start again from a prior and observe the
/// rest: with a hundred touchpoints that takes microseconds per observation.
#[derive(Clone, Debug)]
pub struct Belief {
    mean: Vec<f64>,
    /// Row by row, symmetric to the last bit.
    covariance: Vec<f64>,
    priority: Vec<f64>,
    mean_prior_variance: f64,
    /// Covariance of each touchpoint with what is observed; kept to spare an allocation.
    shared: Vec<f64>,
}

/// Satisfaction below this is pain: something went wrong there. In units of the latent scale, on
/// which touchpoints of one customer have a standard deviation near one.
pub const PAIN_THRESHOLD: f64 = -1.0;

/// What knowing a cause is worth, on the scale of rating values, when pain is certain.
pub const WHY_WORTH: f64 = 1.6;

/// What asking why costs, in units of one rating.
pub const WHY_COST: f64 = 1.2;

/// Below this a variance is rounding, not knowledge.
const VARIANCE_FLOOR: f64 = 1e-9;

/// An observation never leaves less variance than this along the direction it speaks about.
const OBSERVED_VARIANCE_FLOOR: f64 = 1e-6;

impl Belief {
    /// What is believed before anything was observed.
    pub fn new(prior: &Prior) -> Self {
        Self {
            mean: prior.mean.clone(),
            covariance: prior.covariance.clone(),
            priority: prior.priority.clone(),
            mean_prior_variance: prior.mean_variance,
            shared: Vec::with_capacity(prior.mean.len()),
        }
    }

    /// How many touchpoints were met.
    pub fn len(&self) -> usize {
        self.mean.len()
    }

    /// Whether no touchpoint was met.
    pub fn is_empty(&self) -> bool {
        self.mean.is_empty()
    }

    /// Learns from one observation. One that names a touchpoint or a rank that does not exist
    /// teaches nothing.
    pub fn observe(&mut self, observation: &Observation) {
        if !observation.is_within(self.len()) {
            return;
        }
        let (mean, variance) = self.project(observation.touchpoint());
        let variance = floored(variance, VARIANCE_FLOOR);
        let sd = variance.sqrt();
        let moments = quadrature::Moments::of(&quadrature::weighted(|node| {
            observation.likelihood(mean + sd * node)
        }));
        let observed_variance = floored(variance * moments.variance, OBSERVED_VARIANCE_FLOOR);
        let shift = sd * moments.mean / variance;
        let shrinkage = (variance - observed_variance) / (variance * variance);
        for (mean, shared) in self.mean.iter_mut().zip(&self.shared) {
            *mean += shift * shared;
        }
        let rows = self.covariance.chunks_exact_mut(self.shared.len());
        for (row, row_shared) in rows.zip(&self.shared) {
            for (covariance, shared) in row.iter_mut().zip(&self.shared) {
                // The product of the two first: it is the same in both halves of the matrix.
                *covariance -= shrinkage * (row_shared * shared);
            }
        }
    }

    /// Expected satisfaction with a touchpoint; 0 for one that does not exist.
    pub fn mean(&self, touchpoint: usize) -> f64 {
        self.mean.get(touchpoint).copied().unwrap_or(0.0)
    }

    /// Standard deviation of the satisfaction with a touchpoint.
    pub fn sd(&self, touchpoint: usize) -> f64 {
        self.variance(touchpoint).sqrt()
    }

    /// Covariance of the satisfaction with two touchpoints; 0 where one of them does not exist.
    pub fn covariance(&self, first: usize, second: usize) -> f64 {
        let row = self.row(first);
        row.get(second).copied().unwrap_or(0.0)
    }

    /// Probability that the satisfaction with a touchpoint lies below [`PAIN_THRESHOLD`].
    pub fn pain(&self, touchpoint: usize) -> f64 {
        let distance = (PAIN_THRESHOLD - self.mean(touchpoint)) / self.sd(touchpoint);
        normal_below(distance)
    }

    /// What asking why about a touchpoint is worth, on the scale of [`RatingValue::value`].
    pub fn why_value(&self, touchpoint: usize) -> f64 {
        WHY_WORTH * self.pain(touchpoint) / WHY_COST
    }

    fn variance(&self, touchpoint: usize) -> f64 {
        floored(self.covariance(touchpoint, touchpoint), VARIANCE_FLOOR)
    }

    fn row(&self, touchpoint: usize) -> &[f64] {
        let count = self.len();
        let start = touchpoint.saturating_mul(count);
        self.covariance
            .get(start..start.saturating_add(count))
            .unwrap_or_default()
    }

    /// Mean and variance of one touchpoint, or of the mean of all; `shared` becomes the covariance
    /// of each touchpoint with it.
    fn project(&mut self, touchpoint: Option<usize>) -> (f64, f64) {
        let mut shared = core::mem::take(&mut self.shared);
        shared.clear();
        let projection = match touchpoint {
            Some(touchpoint) => {
                shared.extend_from_slice(self.row(touchpoint));
                (
                    self.mean(touchpoint),
                    self.covariance(touchpoint, touchpoint),
                )
            }
            None => {
                let count = self.len() as f64;
                let rows = self.covariance.chunks_exact(self.len());
                shared.extend(rows.map(|row| row.iter().sum::<f64>() / count));
                (
                    self.mean.iter().sum::<f64>() / count,
                    shared.iter().sum::<f64>() / count,
                )
            }
        };
        self.shared = shared;
        projection
    }
}
