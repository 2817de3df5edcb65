use crate::value::sorted;

use super::costs;
use super::facts::{cost_of, due_screens};
use super::plan::{CausePlan, TouchpointPlan};
use super::run::Run;
use super::screen::Screen;
use super::situation::has_evidence;

/// How much can still come.
impl Run {
    /// The most screens that can still come, the current one among them: the cheapest ones that the budget could buy.
    pub fn at_most(&self) -> usize {
        self.at_most_if_met(&|_| false)
    }

    /// The same if the respondent turned out to have met these touchpoints too.
    pub fn at_most_if_met(&self, could_be_met: &dyn Fn(usize) -> bool) -> usize {
        let current = self.current.as_ref().map(|asked| &asked.screen);
        let could_more_be_met = || {
            let unmet = self.plan.touchpoints.iter().enumerate();
            unmet
                .filter(|(_, plan)| !plan.met)
                .any(|(touchpoint, _)| could_be_met(touchpoint))
        };
        if current.is_none() && !could_more_be_met() {
            return 0;
        }
        let mut left = self.left() - current.map_or(0.0, |screen| cost_of(&self.plan, screen));
        let costs = sorted(&self.possible_costs(current, could_be_met), &|a, b| a < b);
        let affordable = costs.into_iter().take_while(|cost| {
            left -= cost;
            left >= -costs::ROUNDING
        });
        usize::from(current.is_some()) + affordable.count()
    }

    /// The costs of all screens that could follow the current one.
    fn possible_costs(
        &self,
        current: Option<&Screen>,
        could_be_met: &dyn Fn(usize) -> bool,
    ) -> Vec<f64> {
        let is_met =
            |touchpoint: usize| self.plan.touchpoints[touchpoint].met || could_be_met(touchpoint);
        let met: Vec<usize> = (0..self.plan.touchpoints.len())
            .filter(|&touchpoint| is_met(touchpoint))
            .collect();
        let mut costs = Vec::new();
        let is_about_trouble = |screen: &Screen| matches!(screen, Screen::Map | Screen::Pick);
        let mut trouble_may_show = current.is_some_and(is_about_trouble);
        if met.len() > 2 && self.strategy.asks_why() {
            let open =
                due_screens(&self.plan, &self.facts).filter(|(screen, _)| current != Some(screen));
            for (screen, _) in open {
                trouble_may_show |= is_about_trouble(&screen);
                costs.push(cost_of(&self.plan, &screen));
            }
        }
        for touchpoint in met {
            self.add_costs_about(touchpoint, current, trouble_may_show, &mut costs);
        }
        costs
    }

    fn add_costs_about(
        &self,
        touchpoint: usize,
        current: Option<&Screen>,
        trouble_may_show: bool,
        costs: &mut Vec<f64>,
    ) {
        let plan = &self.plan.touchpoints[touchpoint];
        let seen = &self.facts.touchpoints[touchpoint];
        if plan.never || seen.did_not_happen {
            return;
        }
        let current = current.filter(|screen| screen.touchpoint() == Some(touchpoint));
        let is_being_rated = matches!(current, Some(Screen::Rating { .. }));
        let rating_is_due = !seen.rating_shown && !is_being_rated;
        if rating_is_due {
            costs.push(plan.cost);
        }
        // Only what was trouble leads to a why: by what was said, or by what is still to be asked.
        let why_shown = match current {
            Some(Screen::Why { level, .. }) => *level,
            Some(Screen::More { .. }) => return,
            Some(_) => 0,
            None if seen.why_levels > 0 => return,
            None if rating_is_due || trouble_may_show => 0,
            None if has_evidence(&self.plan, &self.facts, touchpoint) => 0,
            None => return,
        };
        if self.strategy.asks_why() {
            let levels = why_depth(plan)
                .min(self.plan.depth)
                .saturating_sub(why_shown);
            costs.extend(std::iter::repeat_n(costs::WHY, levels));
            if plan.more.is_some() {
                costs.push(costs::MORE);
            }
        }
    }
}

/// Without a tree the why is one open question.
fn why_depth(plan: &TouchpointPlan) -> usize {
    plan.causes.iter().map(depth_of).max().unwrap_or(1)
}

fn depth_of(cause: &CausePlan) -> usize {
    1 + cause.causes.iter().map(depth_of).max().unwrap_or(0)
}
