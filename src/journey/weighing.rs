use crate::value::sorted;

use super::belief::{Candidate, RatingValue, Valuation};
use super::situation::{Situation, has_evidence, is_beyond_doubt};

/// A question that could be asked next, and what it is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighed {
    pub touchpoint: usize,
    /// Per unit of cost.
    pub value: f64,
    pub parts: Parts,
}

/// What the worth of a question is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Parts {
    Rating {
        /// Bits learned about which touchpoints went wrong.
        information_bits: f64,
        /// Variance taken away, in units of the mean prior variance.
        variance: f64,
    },
    Why {
        /// The probability that it went wrong.
        pain: f64,
    },
}

impl Weighed {
    pub fn is_why(&self) -> bool {
        matches!(self.parts, Parts::Why { .. })
    }
}

/// Values that differ by less are equal, and the order of the document decides.
const TIE: f64 = 1e-12;

/// All ratings and whys that could be asked now, the best first.
pub(super) fn weigh(situation: &Situation, valuation: &mut Valuation) -> Vec<Weighed> {
    let Situation {
        plan,
        facts,
        learned,
        ..
    } = *situation;
    let mut ratings: Vec<Candidate> = Vec::new();
    let mut rated: Vec<usize> = Vec::new();
    let mut all: Vec<Weighed> = Vec::new();
    for touchpoint in situation.touchpoints() {
        let Some(place) = learned.place(touchpoint) else {
            continue;
        };
        if situation.can_be_rated(touchpoint) {
            let planned = &plan.touchpoints[touchpoint];
            ratings.push(Candidate {
                touchpoint: place,
                levels: planned.levels,
                cost: planned.cost,
            });
            rated.push(touchpoint);
        }
    }
    let mut values: Vec<RatingValue> = Vec::with_capacity(ratings.len());
    valuation.ratings(learned.belief(), plan.balance, &ratings, &mut values);
    all.extend(
        rated
            .iter()
            .zip(&values)
            .map(|(&touchpoint, worth)| Weighed {
                touchpoint,
                value: worth.value,
                parts: Parts::Rating {
                    information_bits: worth.information_bits,
                    variance: worth.variance,
                },
            }),
    );
    for touchpoint in situation.touchpoints() {
        let Some(place) = learned.place(touchpoint) else {
            continue;
        };
        let pain = learned.belief().pain(place);
        let is_allowed = has_evidence(plan, facts, touchpoint)
            && (pain >= plan.drill_at || is_beyond_doubt(plan, facts, touchpoint));
        if is_allowed && situation.can_be_asked_why(touchpoint) {
            all.push(Weighed {
                touchpoint,
                value: learned.belief().why_value(place),
                parts: Parts::Why { pain },
            });
        }
    }
    best_first(all)
}

/// Ties go to the order of the document, a rating before a why.
fn best_first(all: Vec<Weighed>) -> Vec<Weighed> {
    let order = |weighed: &Weighed| (weighed.touchpoint, weighed.is_why());
    let in_order = sorted(&all, &|a, b| order(a) < order(b));
    sorted(&in_order, &|a, b| a.value > b.value + TIE)
}
