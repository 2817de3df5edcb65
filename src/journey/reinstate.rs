use super::answer::{Answer, CausePath};
use super::facts::cost_of;
use super::run::{Asked, Run};
use super::screen::Screen;
use super::situation::{
    can_be_asked_why, can_be_rated, has_evidence, is_affordable, why_at_the_root,
};

/// Taking up a history that was kept outside, of which nothing can be believed.
impl Run {
    /// Puts back an answer that was given before, even if the strategy would ask something else now. False if the
    /// screen could not have come next or does not offer the answer; then nothing changes.
    pub fn reinstate(&mut self, asked: Asked, answer: Answer) -> bool {
        let count = self.plan.touchpoints.len();
        let exists = asked
            .listed
            .iter()
            .copied()
            .chain(asked.screen.touchpoint())
            .all(|touchpoint| touchpoint < count);
        let possible = exists && self.could_show(&asked.screen) && self.offers(&asked, &answer);
        if possible {
            self.history.push((asked, answer.normal()));
            self.look();
        }
        possible
    }

    /// The causes that a why of this level would offer next; `None` if it could not be asked.
    pub fn causes_to_offer(&self, touchpoint: usize, level: usize) -> Option<Vec<CausePath>> {
        if level > 1 {
            return self.deeper_causes(touchpoint, level);
        }
        let count = self.plan.touchpoints.get(touchpoint)?.causes.len();
        (level == 1).then(|| (0..count).map(|index| vec![index]).collect())
    }

    fn could_show(&self, screen: &Screen) -> bool {
        let (plan, facts) = (&self.plan, &self.facts);
        let is_due = match screen {
            Screen::Overall => !facts.overall_shown,
            Screen::Map => !facts.map_shown,
            Screen::Pick => !facts.pick_shown,
            Screen::Rating { touchpoint } => can_be_rated(plan, facts, *touchpoint),
            Screen::Why {
                touchpoint,
                level: 1,
                ..
            } => {
                can_be_asked_why(plan, facts, *touchpoint)
                    && has_evidence(plan, facts, *touchpoint)
                    && *screen == why_at_the_root(plan, *touchpoint)
            }
            Screen::Why {
                touchpoint,
                level,
                offered,
            } => self.deeper_causes(*touchpoint, *level).as_ref() == Some(offered),
            // Another touchpoint with the same page may have led to it while this one seemed not to have been met.
            Screen::More { touchpoint } => self.has_more(*touchpoint),
        };
        // What is kept back for the random slot depends on what was met, which is looked at later.
        is_due && is_affordable(plan, facts, cost_of(plan, screen))
    }
}
