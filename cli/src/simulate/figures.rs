use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::trial::Trial;

/// What is told of a contender, in the order of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Rmse,
    Worst,
    Cause,
    WrongWhys,
    Questions,
    QuestionsWithout,
    QuestionsWith,
    Cost,
}

impl Figure {
    pub const ALL: [Self; 8] = [
        Self::Rmse,
        Self::Worst,
        Self::Cause,
        Self::WrongWhys,
        Self::Questions,
        Self::QuestionsWithout,
        Self::QuestionsWith,
        Self::Cost,
    ];
    /// Those in which contenders are compared.
    pub const COMPARED: [Self; 5] = [
        Self::Rmse,
        Self::Worst,
        Self::Cause,
        Self::WrongWhys,
        Self::Questions,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Rmse => "rmse",
            Self::Worst => "worst",
            Self::Cause => "cause",
            Self::WrongWhys => "wrongWhys",
            Self::Questions => "questions",
            Self::QuestionsWithout => "questionsWithoutIncident",
            Self::QuestionsWith => "questionsWithIncident",
            Self::Cost => "cost",
        }
    }

    fn of(self, sums: &Sums) -> f64 {
        match self {
            Self::Rmse => (sums.squared_error / sums.touchpoints).sqrt(),
            Self::Worst => sums.found_worst / sums.with_incident,
            Self::Cause => sums.told_cause / sums.with_incident,
            // No why, no wrong one.
            Self::WrongWhys if sums.whys == 0.0 => 0.0,
            Self::WrongWhys => sums.wrong_whys / sums.whys,
            Self::Questions => sums.questions / sums.respondents,
            Self::QuestionsWithout => {
                (sums.questions - sums.questions_with) / (sums.respondents - sums.with_incident)
            }
            Self::QuestionsWith => sums.questions_with / sums.with_incident,
            Self::Cost => sums.cost / sums.respondents,
        }
    }
}

/// A value and its 95 % interval.
#[derive(Clone, Copy, Debug)]
pub struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

impl Estimate {
    /// Whether the interval leaves out zero.
    pub fn is_distinct(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// The figures of one contender, and those of the first contender less this one's.
pub struct Results {
    pub figures: Vec<(Figure, Estimate)>,
    pub against: Vec<(Figure, Estimate)>,
}

#[derive(Clone, Copy, Default)]
struct Sums {
    respondents: f64,
    squared_error: f64,
    touchpoints: f64,
    with_incident: f64,
    found_worst: f64,
    told_cause: f64,
    whys: f64,
    wrong_whys: f64,
    questions: f64,
    questions_with: f64,
    cost: f64,
}

impl Sums {
    fn add(&mut self, trial: &Trial) {
        self.respondents += 1.0;
        self.squared_error += trial.squared_error;
        self.touchpoints += trial.touchpoints;
        self.with_incident += trial.has_incident;
        self.found_worst += trial.found_worst;
        self.told_cause += trial.told_cause;
        self.whys += trial.whys;
        self.wrong_whys += trial.wrong_whys;
        self.questions += trial.questions;
        self.questions_with += trial.questions * trial.has_incident;
        self.cost += trial.cost;
    }
}

const RESAMPLES: usize = 400;

/// Figures of all contenders, whose trials stand in the order of the same respondents.
pub fn results(trials: &[Vec<Trial>], seed: u64) -> Vec<Results> {
    let whole: Vec<Sums> = trials
        .iter()
        .map(|trials| sums(trials, 0..trials.len()))
        .collect();
    let mut chance = ChaCha8Rng::seed_from_u64(seed ^ 0xb007_57a9);
    let resampled: Vec<Vec<Sums>> = (0..RESAMPLES)
        .map(|_| {
            let count = trials.first().map_or(0, Vec::len);
            let drawn: Vec<usize> = (0..count).map(|_| chance.random_range(0..count)).collect();
            trials
                .iter()
                .map(|trials| sums(trials, drawn.iter().copied()))
                .collect()
        })
        .collect();
    let estimate = |of: &dyn Fn(&[Sums]) -> f64| {
        let mut values: Vec<f64> = resampled.iter().map(|sums| of(sums)).collect();
        values.sort_by(f64::total_cmp);
        Estimate {
            value: of(&whole),
            low: values[RESAMPLES * 25 / 1000],
            high: values[RESAMPLES * 975 / 1000 - 1],
        }
    };
    (0..trials.len())
        .map(|contender| Results {
            figures: Figure::ALL
                .map(|figure| (figure, estimate(&|sums| figure.of(&sums[contender]))))
                .to_vec(),
            against: Figure::COMPARED
                .map(|figure| {
                    let less = |sums: &[Sums]| figure.of(&sums[0]) - figure.of(&sums[contender]);
                    (figure, estimate(&less))
                })
                .to_vec(),
        })
        .collect()
}

fn sums(trials: &[Trial], drawn: impl Iterator<Item = usize>) -> Sums {
    let mut sums = Sums::default();
    for number in drawn {
        sums.add(&trials[number]);
    }
    sums
}
