use journey_survey::journey::{Answer, Run, Screen};

use super::contender::Contender;
use super::respondent::Respondent;
use super::world::{PAIN, World};

/// What came of asking one respondent in one way.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    /// Sum of squared distances between belief and truth, and over how many touchpoints.
    pub squared_error: f64,
    pub touchpoints: f64,
    /// Something happened to them.
    pub has_incident: f64,
    pub found_worst: f64,
    pub told_cause: f64,
    pub whys: f64,
    pub wrong_whys: f64,
    pub questions: f64,
    pub cost: f64,
    pub ratings: Vec<Rated>,
}

/// A rating that was asked for and given.
#[derive(Clone, Copy, Debug)]
pub struct Rated {
    pub touchpoint: usize,
    pub rank: usize,
    /// How probable it was that it was asked, where that can be said.
    pub chance: Option<f64>,
}

impl Trial {
    pub fn of(world: &World, contender: Contender, respondent: &Respondent, seed: u64) -> Self {
        let mut plan = contender.plan(&world.plan);
        plan.seed = seed;
        for (touchpoint, met) in plan.touchpoints.iter_mut().zip(&respondent.met) {
            touchpoint.met = *met;
        }
        let mut run = Run::start(plan, contender.strategy());
        while let Some(asked) = run.current() {
            if respondent.leaves_after == Some(run.history().len()) {
                break;
            }
            let answer = respondent.answer(asked);
            if run.answer(answer).is_err() {
                break;
            }
        }
        Self::judge(&run, respondent)
    }

    fn judge(run: &Run, respondent: &Respondent) -> Self {
        let mut trial = Self {
            questions: run.history().len() as f64,
            cost: run.facts().spent,
            ..Self::default()
        };
        let mut believed_worst: Option<(usize, f64)> = None;
        for (touchpoint, truth) in respondent.truth.iter().enumerate() {
            let Some((mean, _)) = run.belief(touchpoint) else {
                continue;
            };
            trial.squared_error += (mean - truth) * (mean - truth);
            trial.touchpoints += 1.0;
            if believed_worst.is_none_or(|(_, lowest)| mean < lowest) {
                believed_worst = Some((touchpoint, mean));
            }
        }
        if let Some(worst) = respondent.worst() {
            trial.has_incident = 1.0;
            trial.found_worst = flag(believed_worst.is_some_and(|(found, _)| found == worst));
            trial.told_cause = flag(told_cause(run, respondent, worst));
        }
        for (asked, answer) in run.history() {
            match (&asked.screen, answer) {
                (
                    Screen::Why {
                        touchpoint,
                        level: 1,
                        ..
                    },
                    _,
                ) => {
                    trial.whys += 1.0;
                    trial.wrong_whys += flag(respondent.truth[*touchpoint] >= PAIN);
                }
                (Screen::Rating { touchpoint }, Answer::Rated { rank }) => {
                    trial.ratings.push(Rated {
                        touchpoint: *touchpoint,
                        rank: *rank,
                        chance: asked.chance,
                    });
                }
                _ => {}
            }
        }
        trial
    }
}

/// Whether the respondent was led to the end of the true cause.
fn told_cause(run: &Run, respondent: &Respondent, touchpoint: usize) -> bool {
    let facts = &run.facts().touchpoints[touchpoint];
    let cause = &respondent.causes[touchpoint];
    facts.told_why && (cause.is_empty() || facts.causes.contains(cause))
}

fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}
