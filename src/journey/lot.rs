use super::plan::Plan;
use super::seed::Stream;

/// What chance decides of a run, once and for all: the touchpoints in an order drawn by lot, and whether one of them
/// has the random slot.
#[derive(Clone, Debug)]
pub(super) struct Lot {
    has_slot: bool,
    order: Vec<usize>,
}

impl Lot {
    pub fn draw(plan: &Plan) -> Self {
        let mut stream = Stream::new(plan.seed, "slot");
        let has_slot = stream.fraction() < plan.random_slot;
        let mut order: Vec<usize> = (0..plan.touchpoints.len()).collect();
        stream.shuffle(&mut order);
        Self { has_slot, order }
    }

    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The touchpoint with the random slot: each of those that may have it is as likely as any other, and it stays the
    /// same when others turn out not to have been met.
    pub fn slot(&self, plan: &Plan) -> Option<usize> {
        let mut order = self.order.iter().copied();
        order.find(|&touchpoint| self.has_slot && can_have_slot(plan, touchpoint))
    }
}

/// How probable it was that this touchpoint had the random slot.
pub(super) fn slot_chance(plan: &Plan) -> f64 {
    let count = (0..plan.touchpoints.len())
        .filter(|&touchpoint| can_have_slot(plan, touchpoint))
        .count();
    plan.random_slot / count.max(1) as f64
}

fn can_have_slot(plan: &Plan, touchpoint: usize) -> bool {
    let planned = &plan.touchpoints[touchpoint];
    planned.met && !planned.never
}
