use clap::ValueEnum;
use journey_survey::journey::belief::TouchpointPrior;
use journey_survey::journey::{CausePlan, Plan, TouchpointPlan};
use rand::seq::index;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

use super::respondent::Respondent;
use super::scale::{SLOPE, Scale, graded, logistic};

/// How respondents are made. None of them but `well-specified` is what the engine believes of people: peak-end overall
/// ratings, scales that differ from touchpoint to touchpoint, incidents instead of a bell curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WorldName {
    /// Twelve touchpoints; up to two incidents, likelier at some touchpoints than at others
    Pilot,
    /// Twelve touchpoints; people are exactly as the engine believes them to be
    WellSpecified,
    /// As the pilot, but people mark and pick half as reliably
    WeakScreens,
    /// As the pilot, but one in seven answers at random, and one in seven leaves after one or two screens
    Careless,
    /// Eight touchpoints; an incident often spreads to the next ones
    Eight,
    /// Twenty touchpoints; an incident often spreads to the next ones
    Twenty,
    /// As the pilot, with why-trees of three levels
    Drill,
}

impl WorldName {
    pub const ALL: [Self; 7] = [
        Self::Pilot,
        Self::WellSpecified,
        Self::WeakScreens,
        Self::Careless,
        Self::Eight,
        Self::Twenty,
        Self::Drill,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Pilot => "pilot",
            Self::WellSpecified => "well-specified",
            Self::WeakScreens => "weak-screens",
            Self::Careless => "careless",
            Self::Eight => "eight",
            Self::Twenty => "twenty",
            Self::Drill => "drill",
        }
    }

    fn touchpoint_count(self) -> usize {
        match self {
            Self::Eight => 8,
            Self::Twenty => 20,
            _ => 12,
        }
    }
}

/// One way of making respondents, with the scales of one seed.
pub struct World {
    pub name: &'static str,
    /// The journey that they go through.
    pub plan: Plan,
    habits: Habits,
    stages: Vec<usize>,
    incident_weights: Vec<f64>,
    scales: Vec<Scale>,
    /// Where the overall rating changes from one value to the next.
    overall_thresholds: [f64; 4],
    /// Touchpoints that only some meet.
    conditional: Vec<bool>,
}

/// What respondents of a world do.
#[derive(Clone, Copy)]
struct Habits {
    /// Truth and answers come from the engine's own model.
    is_well_specified: bool,
    /// How probable it is that trouble is marked; a middling touchpoint; a good one.
    marks: [f64; 3],
    /// Of those in trouble: the share that picks the worst, and that picks the second worst.
    picks: [f64; 2],
    /// An incident spreads to the next touchpoint with this probability.
    spreads: f64,
    careless: f64,
    leaves: f64,
}

const PILOT: Habits = Habits {
    is_well_specified: false,
    marks: [0.65, 0.15, 0.03],
    picks: [0.75, 0.10],
    spreads: 0.0,
    careless: 0.0,
    leaves: 0.0,
};

/// Below this something went wrong; the engine's own threshold.
pub const PAIN: f64 = -1.0;

const OVERALL_SLOPE: f64 = 2.2;
const OVERALL_BOUNDARIES: [f64; 4] = [-1.9, -1.1, -0.3, 0.8];
const INCIDENT: f64 = 2.2;
/// Past ratings of each touchpoint from which the prior means come.
const HISTORY: usize = 300;
const HISTORY_SEED: u64 = 7;
const CALIBRATION: usize = 4000;

impl World {
    pub fn new(name: WorldName, seed: u64) -> Self {
        let count = name.touchpoint_count();
        let habits = match name {
            WorldName::WellSpecified => Habits {
                is_well_specified: true,
                ..PILOT
            },
            WorldName::WeakScreens => Habits {
                marks: [0.35, 0.12, 0.05],
                picks: [0.40, 0.15],
                ..PILOT
            },
            WorldName::Careless => Habits {
                careless: 1.0 / 7.0,
                leaves: 1.0 / 7.0,
                ..PILOT
            },
            WorldName::Eight | WorldName::Twenty => Habits {
                spreads: 0.5,
                ..PILOT
            },
            WorldName::Pilot | WorldName::Drill => PILOT,
        };
        let touchpoint = TouchpointPlan {
            met: true,
            causes: match name {
                WorldName::Drill => tree(3),
                _ => Vec::new(),
            },
            ..TouchpointPlan::default()
        };
        let touchpoints = (0..count)
            .map(|number| TouchpointPlan {
                stage: Some(number / 2),
                ..touchpoint.clone()
            })
            .collect();
        let plan = Plan {
            touchpoints,
            ..Plan::default()
        };
        Self::of_plan(name.name(), plan, habits, vec![false; count], seed)
    }

    /// Respondents like the pilot's, on the journey of a document. `conditional` touchpoints are met by half of them.
    pub fn of_document(plan: Plan, conditional: Vec<bool>, seed: u64) -> Self {
        Self::of_plan("document", plan, PILOT, conditional, seed)
    }

    fn of_plan(
        name: &'static str,
        plan: Plan,
        habits: Habits,
        conditional: Vec<bool>,
        seed: u64,
    ) -> Self {
        // Incidents are likelier in the middle of a journey; those of the pilot, repeated.
        const WEIGHTS: [f64; 12] = [0.6, 0.6, 0.6, 1.5, 2.0, 3.0, 1.5, 4.0, 2.0, 1.5, 0.8, 0.8];
        let count = plan.touchpoints.len();
        let mut world = Self {
            name,
            habits,
            stages: plan
                .touchpoints
                .iter()
                .enumerate()
                // Without stages each touchpoint has its own.
                .map(|(number, touchpoint)| touchpoint.stage.unwrap_or(number))
                .collect(),
            incident_weights: (0..count).map(|number| WEIGHTS[number % 12]).collect(),
            scales: Vec::new(),
            overall_thresholds: [0.0; 4],
            conditional,
            plan,
        };
        if !habits.is_well_specified {
            world.calibrate(HISTORY_SEED);
            world.learn_priors();
        }
        world.calibrate(seed);
        world
    }

    /// Draws the scales of a seed, and finds where overall ratings change.
    fn calibrate(&mut self, seed: u64) {
        let mut chance = ChaCha8Rng::seed_from_u64(seed ^ 0x5ca1_e000);
        self.scales = self
            .plan
            .touchpoints
            .iter()
            .map(|touchpoint| {
                let (slope, shift) = (chance.random_range(1.3..2.5), 0.25 * normal(&mut chance));
                let levels = touchpoint.levels;
                if self.habits.is_well_specified {
                    Scale {
                        slope: SLOPE,
                        shift: 0.0,
                        levels,
                    }
                } else {
                    Scale {
                        slope,
                        shift,
                        levels,
                    }
                }
            })
            .collect();
        let mut moods: Vec<f64> = (0..CALIBRATION)
            .map(|_| {
                let (truth, _) = self.truth(&mut chance);
                self.mood(&truth, &mut chance)
            })
            .collect();
        moods.sort_by(f64::total_cmp);
        self.overall_thresholds =
            [0.07, 0.18, 0.42, 0.75].map(|share| moods[(share * CALIBRATION as f64) as usize]);
    }

    /// Prior means as a report on the last quarter would give them: from a few hundred ratings each.
    fn learn_priors(&mut self) {
        let mut chance = ChaCha8Rng::seed_from_u64(HISTORY_SEED);
        let count = self.plan.touchpoints.len();
        let mut sums = vec![0.0; count];
        for _ in 0..HISTORY {
            let (truth, _) = self.truth(&mut chance);
            for (number, sum) in sums.iter_mut().enumerate() {
                *sum += self.scales[number].rate(truth[number], &mut chance) as f64;
            }
        }
        for (touchpoint, sum) in self.plan.touchpoints.iter_mut().zip(sums) {
            let typical = Scale {
                slope: SLOPE,
                shift: 0.0,
                levels: touchpoint.levels,
            };
            touchpoint.prior.0 = typical.mean_for(sum / HISTORY as f64, touchpoint.prior.1);
        }
    }

    pub fn draw(&self, chance: &mut ChaCha8Rng) -> Respondent {
        let (truth, incidents) = if self.habits.is_well_specified {
            self.truth_as_believed(chance)
        } else {
            self.truth(chance)
        };
        let count = truth.len();
        let met: Vec<bool> = self
            .conditional
            .iter()
            .map(|&conditional| !conditional || chance.random_bool(0.5))
            .collect();
        let is_careless = chance.random_bool(self.habits.careless);
        let ratings: Vec<usize> = (0..count)
            .map(|number| {
                let scale = self.scales[number];
                let honest = scale.rate(truth[number], chance);
                if is_careless {
                    chance.random_range(0..scale.levels)
                } else {
                    honest
                }
            })
            .collect();
        let mut overall = self.overall(&truth, &met, chance);
        let mut marked = self.marks(&truth, chance);
        let mut picked = self.pick(&truth, &met, chance);
        if is_careless {
            overall = chance.random_range(0..5);
            marked
                .iter_mut()
                .for_each(|mark| *mark = chance.random_bool(0.2));
            picked = Some(chance.random_range(0..count)).filter(|&number| met[number]);
        }
        let leaves_after = chance
            .random_bool(self.habits.leaves)
            .then(|| chance.random_range(1..=2));
        Respondent {
            knows_why: (0..count).map(|_| chance.random_bool(0.8)).collect(),
            causes: (0..count)
                .map(|number| path(&self.plan.touchpoints[number].causes, chance))
                .collect(),
            truth,
            incidents,
            met,
            ratings,
            overall,
            marked,
            picked,
            leaves_after,
        }
    }

    /// True satisfaction and which touchpoints had an incident: the pilot's mixture.
    fn truth(&self, chance: &mut ChaCha8Rng) -> (Vec<f64>, Vec<bool>) {
        let count = self.stages.len();
        let general = normal(chance);
        let stage_count = self.stages.iter().max().map_or(0, |last| last + 1);
        let by_stage: Vec<f64> = (0..stage_count).map(|_| normal(chance)).collect();
        let mut truth: Vec<f64> = self
            .stages
            .iter()
            .map(|&stage| 0.5 * general + 0.35 * by_stage[stage] + 0.6 * normal(chance) + 0.35)
            .collect();
        let number = match chance.random::<f64>() {
            drawn if drawn < 0.45 => 0,
            drawn if drawn < 0.85 => 1,
            _ => 2,
        };
        let mut incidents = vec![false; count];
        let weights = |number: usize| self.incident_weights[number];
        if let Ok(hit) = index::sample_weighted(chance, count, weights, number.min(count)) {
            for number in hit {
                incidents[number] = true;
                truth[number] -= INCIDENT;
                let mut next = number + 1;
                while next < count && !incidents[next] && chance.random_bool(self.habits.spreads) {
                    truth[next] -= INCIDENT / 2.0;
                    next += 1;
                }
            }
        }
        (truth, incidents)
    }

    /// True satisfaction as the engine's prior has it; an incident is what lies below the threshold of pain.
    fn truth_as_believed(&self, chance: &mut ChaCha8Rng) -> (Vec<f64>, Vec<bool>) {
        let general = normal(chance);
        let by_stage: Vec<f64> = self.stages.iter().map(|_| normal(chance)).collect();
        let (g, s) = (0.30_f64, 0.10_f64);
        let truth: Vec<f64> = self
            .stages
            .iter()
            .zip(&self.plan.touchpoints)
            .map(|(&stage, touchpoint)| {
                // The prior gives roles to none of these touchpoints: the rest is each touchpoint's own.
                let common = g.sqrt() * general + s.sqrt() * by_stage[stage];
                let own = (1.0 - g - s).sqrt() * normal(chance);
                touchpoint.prior.0 + TouchpointPrior::SD * (common + own)
            })
            .collect();
        let incidents = truth.iter().map(|&truth| truth < PAIN).collect();
        (truth, incidents)
    }

    /// What the overall rating follows: the mean, the worst and the end.
    fn mood(&self, truth: &[f64], chance: &mut ChaCha8Rng) -> f64 {
        let mean = truth.iter().sum::<f64>() / truth.len() as f64;
        let worst = truth.iter().copied().fold(f64::INFINITY, f64::min);
        let last = truth.last().copied().unwrap_or(0.0);
        0.4 * mean + 0.24 * worst + 0.2 * last + 0.3 * normal(chance)
    }

    fn overall(&self, truth: &[f64], met: &[bool], chance: &mut ChaCha8Rng) -> usize {
        let seen: Vec<f64> = truth
            .iter()
            .zip(met)
            .filter(|(_, met)| **met)
            .map(|(truth, _)| *truth)
            .collect();
        if self.habits.is_well_specified {
            let mean = seen.iter().sum::<f64>() / seen.len().max(1) as f64;
            return graded(OVERALL_SLOPE, mean, &OVERALL_BOUNDARIES, chance);
        }
        let mood = self.mood(&seen, chance);
        self.overall_thresholds
            .iter()
            .filter(|&&threshold| mood >= threshold)
            .count()
    }

    fn marks(&self, truth: &[f64], chance: &mut ChaCha8Rng) -> Vec<bool> {
        let [trouble, middling, good] = self.habits.marks;
        truth
            .iter()
            .map(|&truth| {
                chance.random_bool(if self.habits.is_well_specified {
                    0.03 + 0.65 * logistic(-3.0 * (truth + 1.1))
                } else if truth < PAIN {
                    trouble
                } else if truth < -0.3 {
                    middling
                } else {
                    good
                })
            })
            .collect()
    }

    fn pick(&self, truth: &[f64], met: &[bool], chance: &mut ChaCha8Rng) -> Option<usize> {
        let mut order: Vec<usize> = (0..truth.len()).filter(|&number| met[number]).collect();
        order.sort_by(|&a, &b| truth[a].total_cmp(&truth[b]));
        let worst = *order.first()?;
        let drawn = chance.random::<f64>();
        if self.habits.is_well_specified {
            // The worst speaks first.
            let picks = |number: usize| 0.01 + 0.85 * logistic(-3.0 * (truth[number] + 1.3));
            return order
                .into_iter()
                .find(|&number| chance.random_bool(picks(number)));
        }
        let [first, second] = self.habits.picks;
        if truth[worst] < PAIN {
            if drawn < first {
                Some(worst)
            } else if drawn < first + second {
                order.get(1).copied()
            } else {
                None
            }
        } else {
            (drawn < 0.2).then_some(worst)
        }
    }
}

fn normal(chance: &mut ChaCha8Rng) -> f64 {
    chance.sample(StandardNormal)
}

/// A why-tree of this depth, two causes at each node.
fn tree(depth: usize) -> Vec<CausePlan> {
    if depth == 0 {
        return Vec::new();
    }
    vec![
        CausePlan {
            causes: tree(depth - 1)
        };
        2
    ]
}

/// The true cause, down to a leaf.
fn path(causes: &[CausePlan], chance: &mut ChaCha8Rng) -> Vec<usize> {
    let mut path = Vec::new();
    let mut level = causes;
    while !level.is_empty() {
        let index = chance.random_range(0..level.len());
        path.push(index);
        level = &level[index].causes;
    }
    path
}
