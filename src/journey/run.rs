use super::answer::{Answer, CausePath};
use super::costs;
use super::facts::{Facts, cost_of};
use super::plan::Plan;
use super::screen::{Reason, Rule, Screen};
use super::strategy::Strategy;

/// One respondent's way through a journey.
#[derive(Clone, Debug)]
pub struct Run {
    plan: Plan,
    strategy: Strategy,
    history: Vec<(Asked, Answer)>,
    facts: Facts,
    current: Option<Asked>,
}

/// A screen that was or is asked, with the reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub screen: Screen,
    pub rule: Rule,
    pub reason: Reason,
    /// How probable it was, before the first answer, that this would be asked; `None` where that cannot be said.
    pub chance: Option<f64>,
}

/// What a strategy wants asked next.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Proposal {
    pub screen: Screen,
    pub rule: Rule,
    pub reason: Reason,
}

impl Run {
    pub fn start(plan: Plan, strategy: Strategy) -> Self {
        Self::replay(plan, strategy, [])
    }

    /// Gives the answers in turn, as far as they fit: the run then stands where it stood when they were given.
    pub fn replay(
        plan: Plan,
        strategy: Strategy,
        answers: impl IntoIterator<Item = Answer>,
    ) -> Self {
        let facts = Facts::of(&plan, [].into_iter());
        let mut run = Self {
            plan,
            strategy,
            history: Vec::new(),
            facts,
            current: None,
        };
        run.look();
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

    /// Records the answer to the current screen and chooses the next one. An answer that the screen does not offer is
    /// handed back and changes nothing.
    pub fn answer(&mut self, answer: Answer) -> Result<(), Answer> {
        let fits = self
            .current
            .as_ref()
            .is_some_and(|asked| answer.fits(&asked.screen) && self.exists(&answer, &asked.screen));
        match self.current.take_if(|_| fits) {
            Some(asked) => {
                self.history.push((asked, answer));
                self.look();
                Ok(())
            }
            None => Err(answer),
        }
    }

    /// Goes back a screen and gives its answer back; `None` at the first screen.
    pub fn back(&mut self) -> Option<Answer> {
        let (_, answer) = self.history.pop()?;
        self.look();
        Some(answer)
    }

    pub fn left(&self) -> f64 {
        (self.plan.budget - self.facts.spent).max(0.0)
    }

    /// The most screens that can still come, the current one among them: the cheapest ones that the budget could buy.
    pub fn at_most(&self) -> usize {
        let Some(current) = &self.current else {
            return 0;
        };
        let mut left = self.left() - cost_of(&self.plan, &current.screen);
        let mut costs: Vec<f64> = self.possible_costs(&current.screen);
        costs.sort_by(f64::total_cmp);
        let mut count = 1;
        for cost in costs {
            left -= cost;
            if left < -costs::ROUNDING {
                break;
            }
            count += 1;
        }
        count
    }

    fn look(&mut self) {
        self.facts = Facts::of(
            &self.plan,
            self.history
                .iter()
                .map(|(asked, answer)| (&asked.screen, answer)),
        );
        let proposal = self
            .follow_up()
            .or_else(|| self.strategy.propose(&self.plan, &self.facts));
        self.current = proposal.map(|proposal| Asked {
            chance: chance_of(proposal.rule),
            screen: proposal.screen,
            rule: proposal.rule,
            reason: proposal.reason,
        });
    }

    /// What comes right after a why: a deeper one, or the touchpoint's extra page.
    fn follow_up(&self) -> Option<Proposal> {
        let (asked, answer) = self.history.last()?;
        let Screen::Why {
            touchpoint, level, ..
        } = asked.screen
        else {
            return None;
        };
        if let Answer::Causes(chosen) = answer
            && level < self.plan.depth
        {
            let offered = self.children_of(touchpoint, chosen);
            let deeper = Screen::Why {
                touchpoint,
                level: level + 1,
                offered,
            };
            if deeper.offers_causes() && fits(&self.plan, &self.facts, &deeper) {
                return Some(Proposal {
                    screen: deeper,
                    rule: Rule::Why,
                    reason: Reason::Deeper,
                });
            }
        }
        let more = Screen::More { touchpoint };
        let wanted = self.plan.touchpoints[touchpoint].has_more
            && !self.facts.touchpoints[touchpoint].did_not_happen
            && self.was_told_why(touchpoint);
        (wanted && fits(&self.plan, &self.facts, &more)).then_some(Proposal {
            screen: more,
            rule: Rule::Why,
            reason: Reason::More,
        })
    }

    /// Some level of why about this touchpoint was answered.
    fn was_told_why(&self, touchpoint: usize) -> bool {
        self.history.iter().any(|(asked, answer)| {
            matches!(asked.screen, Screen::Why { touchpoint: about, .. } if about == touchpoint)
                && answer.is_given()
        })
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

    /// Ranks and touchpoints that the answer names are there to be named.
    fn exists(&self, answer: &Answer, screen: &Screen) -> bool {
        let met = |touchpoint: &usize| {
            self.facts
                .touchpoints
                .get(*touchpoint)
                .is_some_and(|seen| !seen.did_not_happen)
        };
        match answer {
            Answer::Rated { rank } => {
                let levels = match screen.touchpoint() {
                    Some(touchpoint) => self.plan.touchpoints[touchpoint].levels,
                    None => self.plan.overall_levels,
                };
                *rank < levels
            }
            Answer::Picked(Some(touchpoint)) => met(touchpoint),
            Answer::Marked(touchpoints) => touchpoints.iter().all(met),
            _ => true,
        }
    }

    /// The costs of all screens that could follow the current one.
    fn possible_costs(&self, current: &Screen) -> Vec<f64> {
        let mut costs = Vec::new();
        if self.plan.touchpoints.len() > 2 && self.strategy == Strategy::SkipLogic {
            for (open, screen) in [
                (!self.facts.overall_shown, Screen::Overall),
                (self.plan.screens.map && !self.facts.map_shown, Screen::Map),
                (
                    self.plan.screens.pick && !self.facts.pick_shown,
                    Screen::Pick,
                ),
            ] {
                if open && screen != *current {
                    costs.push(cost_of(&self.plan, &screen));
                }
            }
        }
        for (touchpoint, plan) in self.plan.touchpoints.iter().enumerate() {
            let seen = &self.facts.touchpoints[touchpoint];
            if plan.never || seen.did_not_happen {
                continue;
            }
            let is_current = current.touchpoint() == Some(touchpoint);
            let rating_is_current = is_current && matches!(current, Screen::Rating { .. });
            if !seen.rating_shown && !rating_is_current {
                costs.push(plan.cost);
            }
            if self.strategy == Strategy::SkipLogic {
                let depth = plan.causes.iter().map(depth_of).max().unwrap_or(1);
                let shown = match current {
                    Screen::Why { level, .. } if is_current => *level,
                    _ => seen.why_levels,
                };
                let levels = depth.min(self.plan.depth).saturating_sub(shown);
                costs.extend(std::iter::repeat_n(costs::WHY, levels));
                let more_is_current = is_current && matches!(current, Screen::More { .. });
                if plan.has_more && !seen.more_shown && !more_is_current {
                    costs.push(costs::MORE);
                }
            }
        }
        costs
    }
}

impl Screen {
    fn offers_causes(&self) -> bool {
        matches!(self, Self::Why { offered, .. } if !offered.is_empty())
    }
}

fn depth_of(cause: &super::CausePlan) -> usize {
    1 + cause.causes.iter().map(depth_of).max().unwrap_or(0)
}

fn chance_of(rule: Rule) -> Option<f64> {
    match rule {
        Rule::Overall | Rule::Map | Rule::Pick | Rule::Always => Some(1.0),
        Rule::Order | Rule::Why => None,
    }
}

pub(super) fn fits(plan: &Plan, facts: &Facts, screen: &Screen) -> bool {
    facts.spent + cost_of(plan, screen) <= plan.budget + costs::ROUNDING
}

pub(super) fn can_be_rated(plan: &Plan, facts: &Facts, touchpoint: usize) -> bool {
    let seen = &facts.touchpoints[touchpoint];
    !plan.touchpoints[touchpoint].never
        && !seen.rating_shown
        && !seen.did_not_happen
        && fits(plan, facts, &Screen::Rating { touchpoint })
}

pub(super) fn can_be_asked_why(plan: &Plan, facts: &Facts, touchpoint: usize) -> bool {
    let seen = &facts.touchpoints[touchpoint];
    !plan.touchpoints[touchpoint].never
        && seen.why_levels == 0
        && !seen.did_not_happen
        && fits(plan, facts, &why_at_the_root(plan, touchpoint))
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
