use libm::log2;

use super::bounds::{floored, within};
use super::normal::NormalTable;
use super::observation::{LEVELS_MIN, RATING, category};
use super::quadrature::{Moments, NODES, SIZE, WEIGHTS};
use super::{Belief, PAIN_THRESHOLD, VARIANCE_FLOOR};

/// What each rating that could be asked next is worth.
///
/// Holds tables and scratch space only, so one serves any number of beliefs. Valuing all of `n`
/// touchpoints takes `n² · nodes · levels` steps.
#[derive(Clone, Debug)]
pub struct Valuation {
    table: NormalTable,
    /// Entropy in bits of each touchpoint's pain as believed now.
    entropy: Vec<f64>,
    ranks: Vec<Rank>,
}

/// A rating that could be asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Number of the touchpoint, as in the prior.
    pub touchpoint: usize,
    /// Number of values on its scale.
    pub levels: usize,
    /// What asking costs, in units of one ordinary rating.
    pub cost: f64,
}

/// What a rating is worth, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RatingValue {
    /// `(balance · information_bits + (1 − balance) · variance) / cost`.
    pub value: f64,
    /// Expected information, in bits, on which touchpoints went wrong, weighted by priority.
    pub information_bits: f64,
    /// Expected reduction of variance over all touchpoints, weighted by priority, in units of the
    /// mean prior variance of one.
    pub variance: f64,
}

/// What is expected should the rating turn out to be one value.
#[derive(Clone, Debug)]
struct Rank {
    probability: f64,
    /// Probability at each node, times the node's weight.
    weighted: [f64; SIZE],
}

/// Finer scales are valued like this one: they tell no more, and take longer.
const LEVELS_MAX: usize = 101;

/// Keeps a cost of nothing from making a value infinite.
const COST_MIN: f64 = 1e-3;

/// What is nearly certain counts as this uncertain.
const UNCERTAINTY_FLOOR: f64 = 1e-9;

impl Valuation {
    /// Tables ready, no belief seen yet.
    pub fn new() -> Self {
        Self {
            table: NormalTable::new(),
            entropy: Vec::new(),
            ranks: Vec::new(),
        }
    }

    /// Values each candidate, in their order, into `values`. `balance` is the share of information
    /// in the value, 0 to 1. A touchpoint that does not exist is worth nothing.
    pub fn ratings(
        &mut self,
        belief: &Belief,
        balance: f64,
        candidates: &[Candidate],
        values: &mut Vec<RatingValue>,
    ) {
        self.entropy.clear();
        self.entropy
            .extend((0..belief.len()).map(|touchpoint| entropy_bits(belief.pain(touchpoint))));
        let balance = within(balance, 0.0, 1.0);
        values.clear();
        values.extend(
            candidates
                .iter()
                .map(|candidate| self.rating(belief, balance, candidate)),
        );
    }

    fn rating(&mut self, belief: &Belief, balance: f64, candidate: &Candidate) -> RatingValue {
        let asked = candidate.touchpoint;
        if asked >= belief.len() {
            return RatingValue::default();
        }
        let sd = belief.sd(asked);
        let own = self.weigh_ranks(belief.mean(asked), sd, candidate.levels);
        let mut information_bits = 0.0;
        let mut reached = 0.0;
        let others = self.entropy.iter().zip(&belief.priority);
        for (touchpoint, (entropy_now, priority)) in others.enumerate() {
            // How far this touchpoint moves with one standard deviation of the one asked about.
            let covariance = belief.covariance(touchpoint, asked);
            let slope = covariance / sd;
            let entropy_then = if touchpoint == asked {
                own.entropy_bits
            } else {
                let rest = belief.variance(touchpoint) - slope * slope;
                let rest_sd = floored(rest, VARIANCE_FLOOR).sqrt();
                let start = (PAIN_THRESHOLD - belief.mean(touchpoint)) / rest_sd;
                self.expected_entropy_bits(start, slope / rest_sd)
            };
            information_bits += priority * floored(entropy_now - entropy_then, 0.0);
            reached += priority * slope * slope;
        }
        let variance = reached * floored(own.variance_share_lost, 0.0) / belief.mean_prior_variance;
        RatingValue {
            value: (balance * information_bits + (1.0 - balance) * variance)
                / floored(candidate.cost, COST_MIN),
            information_bits,
            variance,
        }
    }

    /// Fills `ranks` for a touchpoint; tells what its rating does to the touchpoint itself.
    fn weigh_ranks(&mut self, mean: f64, sd: f64, levels: usize) -> Own {
        let levels = levels.clamp(LEVELS_MIN, LEVELS_MAX);
        let mut own = Own {
            entropy_bits: 0.0,
            variance_share_lost: 1.0,
        };
        let mut at_least = [1.0; SIZE];
        self.ranks.clear();
        for rank in 0..levels {
            let mut weighted = WEIGHTS;
            for ((weighted, at_least), node) in weighted.iter_mut().zip(&mut at_least).zip(&NODES) {
                let above = RATING.at_least(rank + 1, levels, mean + sd * node);
                *weighted *= category(*at_least, above);
                *at_least = above;
            }
            let moments = Moments::of(&weighted);
            let rank_sd = floored(sd * sd * moments.variance, VARIANCE_FLOOR).sqrt();
            let distance = (PAIN_THRESHOLD - mean - sd * moments.mean) / rank_sd;
            // By the two moments rather than by the quadrature, which cannot follow a step at the
            // threshold: within .01 bit, and smooth.
            own.entropy_bits += moments.mass * entropy_bits(self.table.below(distance));
            own.variance_share_lost -= moments.mass * moments.variance;
            self.ranks.push(Rank {
                probability: moments.mass,
                weighted,
            });
        }
        own
    }

    /// Entropy expected after the rating for a touchpoint whose pain has probability
    /// `Φ(start − slope · node)` at each node.
    fn expected_entropy_bits(&self, start: f64, slope: f64) -> f64 {
        let mut pain = NODES;
        for node in &mut pain {
            *node = self.table.below(start - slope * *node);
        }
        let mut entropy = 0.0;
        for rank in &self.ranks {
            let mut joint = 0.0;
            for (weighted, pain) in rank.weighted.iter().zip(&pain) {
                joint += weighted * pain;
            }
            entropy += rank.probability * entropy_bits(joint / rank.probability);
        }
        entropy
    }
}

impl Default for Valuation {
    fn default() -> Self {
        Self::new()
    }
}

/// What a rating is expected to do to the touchpoint rated.
struct Own {
    /// Entropy of its pain afterwards.
    entropy_bits: f64,
    variance_share_lost: f64,
}

fn entropy_bits(probability: f64) -> f64 {
    let yes = within(probability, UNCERTAINTY_FLOOR, 1.0 - UNCERTAINTY_FLOOR);
    let no = 1.0 - yes;
    -(yes * log2(yes) + no * log2(no))
}
