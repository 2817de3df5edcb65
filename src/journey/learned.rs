use super::answer::Answer;
use super::belief::{Belief, Correlation, Observation, Prior, TouchpointPrior};
use super::facts::Facts;
use super::plan::Plan;
use super::run::Asked;
use super::screen::Screen;

/// What is believed after a history of answers. It is built anew from the whole history each time: a touchpoint that did
/// not happen or was not met after all is then as if it had never been there.
#[derive(Clone, Debug)]
pub(super) struct Learned {
    belief: Belief,
    /// By the plan's number of a touchpoint its number within the belief.
    places: Vec<Option<usize>>,
}

impl Learned {
    pub fn of<'a>(
        plan: &Plan,
        facts: &Facts,
        history: impl Iterator<Item = (&'a Asked, &'a Answer)>,
    ) -> Self {
        let mut count = 0;
        let places: Vec<Option<usize>> = plan
            .touchpoints
            .iter()
            .zip(&facts.touchpoints)
            .map(|(planned, seen)| {
                (planned.met && !seen.did_not_happen).then(|| {
                    count += 1;
                    count - 1
                })
            })
            .collect();
        let believed = plan.touchpoints.iter().zip(&places);
        let priors: Vec<TouchpointPrior> = believed
            .filter(|(_, place)| place.is_some())
            .map(|(planned, _)| TouchpointPrior {
                mean: planned.prior.0,
                sd: planned.prior.1,
                stage: planned.stage,
                enablers: &planned.enablers,
                priority: planned.priority,
            })
            .collect();
        let mut learned = Self {
            belief: Belief::new(&Prior::new(&priors, &Correlation::default())),
            places,
        };
        for (asked, answer) in history {
            learned.observe(plan, asked, answer);
        }
        learned
    }

    fn observe(&mut self, plan: &Plan, asked: &Asked, answer: &Answer) {
        match (&asked.screen, answer) {
            (Screen::Overall, Answer::Rated { rank }) => {
                self.belief.observe(&Observation::Overall {
                    rank: *rank,
                    levels: plan.overall_levels,
                });
            }
            (Screen::Rating { touchpoint }, Answer::Rated { rank }) => {
                if let Some(place) = self.place(*touchpoint) {
                    self.belief.observe(&Observation::Rating {
                        touchpoint: place,
                        rank: *rank,
                        levels: plan.touchpoints[*touchpoint].levels,
                    });
                }
            }
            (Screen::Map, Answer::Marked(marked)) => {
                self.observe_listed(asked, &|touchpoint, listed| {
                    if marked.contains(&listed) {
                        Observation::Marked { touchpoint }
                    } else {
                        Observation::Unmarked { touchpoint }
                    }
                });
            }
            // A pick of what was not met says nothing about the others either.
            (Screen::Pick, Answer::Picked(Some(picked))) if !plan.touchpoints[*picked].met => {}
            (Screen::Pick, Answer::Picked(picked)) => {
                self.observe_listed(asked, &|touchpoint, listed| {
                    if *picked == Some(listed) {
                        Observation::Picked { touchpoint }
                    } else {
                        Observation::NotPicked { touchpoint }
                    }
                });
            }
            _ => {}
        }
    }

    fn observe_listed(&mut self, asked: &Asked, observation: &dyn Fn(usize, usize) -> Observation) {
        for &listed in &asked.listed {
            if let Some(place) = self.place(listed) {
                self.belief.observe(&observation(place, listed));
            }
        }
    }

    pub fn belief(&self) -> &Belief {
        &self.belief
    }

    /// A touchpoint's number within the belief.
    pub fn place(&self, touchpoint: usize) -> Option<usize> {
        self.places.get(touchpoint).copied().flatten()
    }
}
