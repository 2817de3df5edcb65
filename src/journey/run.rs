use std::cell::RefCell;

use super::answer::{Answer, CausePath};
use super::belief::Valuation;
use super::facts::Facts;
use super::learned::Learned;
use super::lot::{Lot, slot_chance};
use super::plan::Plan;
use super::screen::{Reason, Rule, Screen};
use super::situation::Situation;
use super::strategy::Strategy;
use super::weighing::{Weighed, weigh};

/// One respondent's way through a journey.
#[derive(Clone, Debug)]
pub struct Run {
    pub(super) plan: Plan,
    pub(super) strategy: Strategy,
    pub(super) history: Vec<(Asked, Answer)>,
    pub(super) facts: Facts,
    pub(super) current: Option<Asked>,
    learned: Learned,
    lot: Lot,
    /// Tables and scratch space: nothing of it is remembered.
    valuation: RefCell<Valuation>,
}

/// A screen that was or is asked, with the reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub screen: Screen,
    /// The touchpoints that a map or pick lists, in document order.
    pub listed: Vec<usize>,
    pub rule: Rule,
    pub reason: Reason,
    /// What asking it was worth, per unit of cost; `None` where nothing was weighed.
    pub value: Option<f64>,
    /// How probable it was, before the first answer, that this would be asked; `None` where that cannot be said.
    pub chance: Option<f64>,
}

/// What a strategy wants asked next.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Proposal {
    pub screen: Screen,
    pub rule: Rule,
    pub reason: Reason,
    pub value: Option<f64>,
}

impl Proposal {
    /// One for which nothing was weighed.
    pub fn new(screen: Screen, rule: Rule, reason: Reason) -> Self {
        Self {
            screen,
            rule,
            reason,
            value: None,
        }
    }
}

impl Run {
    pub fn start(plan: Plan, strategy: Strategy) -> Self {
        let facts = Facts::of(&plan, [].into_iter());
        let mut run = Self {
            learned: Learned::of(&plan, &facts, [].into_iter()),
            lot: Lot::draw(&plan),
            valuation: RefCell::new(Valuation::new()),
            plan,
            strategy,
            history: Vec::new(),
            facts,
            current: None,
        };
        run.choose();
        run
    }

    /// Gives the answers in turn, as far as they fit: the run then stands where it stood when they were given.
    pub fn replay(
        plan: Plan,
        strategy: Strategy,
        answers: impl IntoIterator<Item = Answer>,
    ) -> Self {
        let mut run = Self::start(plan, strategy);
        for answer in answers {
            if run.answer(answer).is_err() {
                break;
            }
        }
        run
    }

    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The screen to show; `None` when nothing more is asked.
    pub fn current(&self) -> Option<&Asked> {
        self.current.as_ref()
    }

    pub fn history(&self) -> &[(Asked, Answer)] {
        &self.history
    }

    /// Whether the current screen offers this answer.
    pub fn accepts(&self, answer: &Answer) -> bool {
        self.current
            .as_ref()
            .is_some_and(|asked| self.offers(asked, answer))
    }

    /// Records the answer to the current screen and chooses the next one. An answer that the screen does not offer is
    /// handed back and changes nothing.
    pub fn answer(&mut self, answer: Answer) -> Result<(), Answer> {
        let accepted = self.accepts(&answer);
        match self.current.take_if(|_| accepted) {
            Some(asked) => {
                self.history.push((asked, answer.normal()));
                self.look();
                Ok(())
            }
            None => Err(answer),
        }
    }

    /// Goes back a screen and gives its answer back; `None` at the first screen.
    pub fn back(&mut self) -> Option<Answer> {
        // Screens about touchpoints that were not met after all cannot be shown again.
        let last = self
            .history
            .iter()
            .rposition(|(asked, _)| self.plan.is_met(&asked.screen))?;
        let (_, answer) = self.history.drain(last..).next()?;
        self.look();
        Some(answer)
    }

    /// Whether there is a screen to go back to.
    pub fn can_go_back(&self) -> bool {
        self.history
            .iter()
            .any(|(asked, _)| self.plan.is_met(&asked.screen))
    }

    /// Looks again at which touchpoints were met, one flag for each. What was said about the others stays in the
    /// history, and counts again should they turn out to have been met.
    pub fn meet(&mut self, met: impl IntoIterator<Item = bool>) {
        for (touchpoint, met) in self.plan.touchpoints.iter_mut().zip(met) {
            touchpoint.met = met;
        }
        self.look();
    }

    /// What of the budget is not spent by the history.
    pub fn left(&self) -> f64 {
        (self.plan.budget - self.facts.spent).max(0.0)
    }

    /// Mean and standard deviation of what is believed of a touchpoint; `None` for one that was not met.
    pub fn belief(&self, touchpoint: usize) -> Option<(f64, f64)> {
        let place = self.learned.place(touchpoint)?;
        let belief = self.learned.belief();
        Some((belief.mean(place), belief.sd(place)))
    }

    /// The probability that it went wrong with a touchpoint; `None` for one that was not met.
    pub fn pain(&self, touchpoint: usize) -> Option<f64> {
        let place = self.learned.place(touchpoint)?;
        Some(self.learned.belief().pain(place))
    }

    /// The ratings and whys that could be asked now and fit the budget, the best first.
    pub fn candidates(&self) -> Vec<Weighed> {
        weigh(&self.situation(), &mut self.valuation.borrow_mut())
    }

    pub(super) fn look(&mut self) {
        let history = || self.history.iter().map(|(asked, answer)| (asked, answer));
        self.facts = Facts::of(&self.plan, history());
        self.learned = Learned::of(&self.plan, &self.facts, history());
        self.choose();
    }

    fn choose(&mut self) {
        let situation = self.situation();
        let proposal = self.follow_up(&situation).or_else(|| {
            self.strategy
                .propose(&situation, &mut self.valuation.borrow_mut())
        });
        self.current = proposal.map(|proposal| Asked {
            listed: self.listed_on(&proposal.screen),
            chance: self.chance_of(&proposal),
            screen: proposal.screen,
            rule: proposal.rule,
            reason: proposal.reason,
            value: proposal.value,
        });
    }

    fn situation(&self) -> Situation<'_> {
        let has_slot = self.strategy == Strategy::Adaptive;
        Situation {
            plan: &self.plan,
            facts: &self.facts,
            learned: &self.learned,
            order: self.lot.order(),
            slot: self.lot.slot(&self.plan).filter(|_| has_slot),
        }
    }

    fn chance_of(&self, proposal: &Proposal) -> Option<f64> {
        match proposal.rule {
            Rule::Overall | Rule::Map | Rule::Pick | Rule::Always => Some(1.0),
            Rule::Greedy | Rule::Slot => {
                let has_slot = proposal.screen.touchpoint() == self.situation().slot;
                has_slot.then(|| slot_chance(&self.plan))
            }
            Rule::Order | Rule::Why => None,
        }
    }

    fn listed_on(&self, screen: &Screen) -> Vec<usize> {
        match screen {
            Screen::Map | Screen::Pick => (0..self.plan.touchpoints.len())
                .filter(|&touchpoint| {
                    self.plan.touchpoints[touchpoint].met
                        && !self.facts.touchpoints[touchpoint].did_not_happen
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// What comes right after a why: a deeper one, or the touchpoint's extra page.
    fn follow_up(&self, situation: &Situation) -> Option<Proposal> {
        let (asked, _) = self.history.last()?;
        let Screen::Why {
            touchpoint, level, ..
        } = asked.screen
        else {
            return None;
        };
        if !self.plan.is_met(&asked.screen) {
            return None;
        }
        if let Some(offered) = self.deeper_causes(touchpoint, level + 1) {
            let deeper = Screen::Why {
                touchpoint,
                level: level + 1,
                offered,
            };
            if situation.fits(&deeper) {
                return Some(Proposal::new(deeper, Rule::Why, Reason::Deeper));
            }
        }
        let more = Screen::More { touchpoint };
        (self.is_more_due(touchpoint) && situation.fits(&more))
            .then(|| Proposal::new(more, Rule::Why, Reason::More))
    }

    /// The causes below those that were chosen on the last screen, which asked why one level above; `None` where there
    /// is nothing deeper to ask.
    pub(super) fn deeper_causes(&self, touchpoint: usize, level: usize) -> Option<Vec<CausePath>> {
        let (asked, answer) = self.history.last()?;
        match (&asked.screen, answer) {
            (
                Screen::Why {
                    touchpoint: about,
                    level: above,
                    ..
                },
                Answer::Causes(chosen),
            ) if *about == touchpoint && above + 1 == level && level <= self.plan.depth => {
                Some(self.children_of(touchpoint, chosen)).filter(|children| !children.is_empty())
            }
            _ => None,
        }
    }

    fn is_more_due(&self, touchpoint: usize) -> bool {
        let page = self.plan.touchpoints[touchpoint].more;
        let mut with_page = self.plan.touchpoints.iter().zip(&self.facts.touchpoints);
        self.has_more(touchpoint)
            && !with_page.any(|(plan, seen)| plan.more == page && seen.more_shown)
    }

    /// Whether there is an extra page that this touchpoint itself may lead to, and has not led to yet.
    pub(super) fn has_more(&self, touchpoint: usize) -> bool {
        let seen = &self.facts.touchpoints[touchpoint];
        self.plan.touchpoints[touchpoint].more.is_some() && seen.told_why && !seen.more_shown
    }

    fn children_of(&self, touchpoint: usize, chosen: &[CausePath]) -> Vec<CausePath> {
        let mut children = Vec::new();
        for path in chosen {
            let count = self
                .plan
                .cause(touchpoint, path)
                .map_or(0, |cause| cause.causes.len());
            for index in 0..count {
                let mut child = path.clone();
                child.push(index);
                children.push(child);
            }
        }
        children
    }

    /// Whether a screen offers this answer, and what it names is there to be named.
    pub(super) fn offers(&self, asked: &Asked, answer: &Answer) -> bool {
        let exists = match answer {
            Answer::Rated { rank } => {
                let levels = match asked.screen.touchpoint() {
                    Some(touchpoint) => self.plan.touchpoints[touchpoint].levels,
                    None => self.plan.overall_levels,
                };
                *rank < levels
            }
            Answer::Picked(Some(touchpoint)) => asked.listed.contains(touchpoint),
            Answer::Marked(touchpoints) => touchpoints
                .iter()
                .all(|touchpoint| asked.listed.contains(touchpoint)),
            _ => true,
        };
        exists && answer.fits(&asked.screen)
    }
}
