use super::costs;
use super::facts::{Facts, cost_of};
use super::learned::Learned;
use super::plan::Plan;
use super::screen::Screen;

/// Where a run stands: all that the choice of the next screen depends on.
#[derive(Clone, Copy)]
pub(super) struct Situation<'r> {
    pub plan: &'r Plan,
    pub facts: &'r Facts,
    pub learned: &'r Learned,
    /// The touchpoints in an order drawn by lot.
    pub order: &'r [usize],
    /// The touchpoint with the random slot.
    pub slot: Option<usize>,
}

impl Situation<'_> {
    /// Whether a screen fits the budget beside what is kept back for the random slot.
    pub fn fits(&self, screen: &Screen) -> bool {
        match screen {
            Screen::Rating { touchpoint } if self.slot == Some(*touchpoint) => {
                is_affordable(self.plan, self.facts, cost_of(self.plan, screen))
            }
            _ => self.has_room_for(cost_of(self.plan, screen)),
        }
    }

    /// Whether the random slot's rating is still to come.
    pub fn is_slot_due(&self) -> bool {
        self.slot
            .is_some_and(|slot| can_be_rated(self.plan, self.facts, slot))
    }

    pub fn can_be_rated(&self, touchpoint: usize) -> bool {
        can_be_rated(self.plan, self.facts, touchpoint) && self.fits(&Screen::Rating { touchpoint })
    }

    pub fn can_be_asked_why(&self, touchpoint: usize) -> bool {
        can_be_asked_why(self.plan, self.facts, touchpoint) && self.has_room_for(costs::WHY)
    }

    /// Beside what is kept back for the random slot.
    fn has_room_for(&self, cost: f64) -> bool {
        let slot = self.slot.filter(|_| self.is_slot_due());
        let kept_back = slot.map_or(0.0, |slot| self.plan.touchpoints[slot].cost);
        is_affordable(self.plan, self.facts, cost + kept_back)
    }

    pub fn touchpoints(&self) -> std::ops::Range<usize> {
        0..self.plan.touchpoints.len()
    }
}

/// Whether the budget has room for this cost.
pub(super) fn is_affordable(plan: &Plan, facts: &Facts, cost: f64) -> bool {
    facts.spent + cost <= plan.budget + costs::ROUNDING
}

/// Whether a rating or a first why may be asked about it at all.
fn is_open(plan: &Plan, facts: &Facts, touchpoint: usize) -> bool {
    let planned = &plan.touchpoints[touchpoint];
    planned.met && !planned.never && !facts.touchpoints[touchpoint].did_not_happen
}

pub(super) fn can_be_rated(plan: &Plan, facts: &Facts, touchpoint: usize) -> bool {
    is_open(plan, facts, touchpoint)
        && !facts.touchpoints[touchpoint].rating_shown
        && is_affordable(plan, facts, plan.touchpoints[touchpoint].cost)
}

pub(super) fn can_be_asked_why(plan: &Plan, facts: &Facts, touchpoint: usize) -> bool {
    is_open(plan, facts, touchpoint)
        && facts.touchpoints[touchpoint].why_levels == 0
        && is_affordable(plan, facts, costs::WHY)
}

/// Whether the respondent said, in whatever way, that it was trouble: no why without that.
pub(super) fn has_evidence(plan: &Plan, facts: &Facts, touchpoint: usize) -> bool {
    let seen = &facts.touchpoints[touchpoint];
    seen.is_in_trouble() || seen.rank.is_some_and(|rank| plan.is_low(touchpoint, rank))
}

/// Whether the respondent's own words settle that it was trouble.
pub(super) fn is_beyond_doubt(plan: &Plan, facts: &Facts, touchpoint: usize) -> bool {
    let seen = &facts.touchpoints[touchpoint];
    seen.picked == Some(true)
        || seen
            .rank
            .is_some_and(|rank| plan.is_lowest(touchpoint, rank))
}

pub(super) fn why_at_the_root(plan: &Plan, touchpoint: usize) -> Screen {
    Screen::Why {
        touchpoint,
        level: 1,
        offered: (0..plan.touchpoints[touchpoint].causes.len())
            .map(|index| vec![index])
            .collect(),
    }
}
