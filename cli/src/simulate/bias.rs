use super::respondent::Respondent;
use super::trial::{Rated, Trial};

/// How far the mean ratings of those who were asked are from those of all, on average over the touchpoints, in ranks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bias {
    /// By every rating that was given.
    pub naive: f64,
    /// Of the touchpoint where that is worst.
    pub naive_worst: f64,
    /// By the ratings whose chance is known, weighted by 1/chance, with its standard error; `None` without such.
    pub weighted: Option<(f64, f64)>,
}

impl Bias {
    /// Of one seed's respondents.
    pub fn of(respondents: &[(Respondent, u64)], trials: &[Trial]) -> Self {
        let count = respondents
            .first()
            .map_or(0, |(first, _)| first.truth.len());
        let mut naive: Vec<f64> = Vec::new();
        let mut weighted: Vec<(f64, f64)> = Vec::new();
        for touchpoint in 0..count {
            let all: Vec<f64> = respondents
                .iter()
                .filter(|(respondent, _)| respondent.met[touchpoint])
                .map(|(respondent, _)| respondent.ratings[touchpoint] as f64)
                .collect();
            let truth = all.iter().sum::<f64>() / all.len().max(1) as f64;
            let given = || {
                let ratings = trials.iter().flat_map(|trial| &trial.ratings);
                ratings.filter(|rated| rated.touchpoint == touchpoint)
            };
            naive.extend(mean_of(given(), &|_| 1.0).map(|(mean, _)| mean - truth));
            let known = given().filter(|rated| rated.chance.is_some());
            let weight = |rated: &Rated| rated.chance.map_or(0.0, |chance| 1.0 / chance);
            weighted
                .extend(mean_of(known, &weight).map(|(mean, variance)| (mean - truth, variance)));
        }
        let average = |sum: f64, count: usize| sum / count.max(1) as f64;
        Self {
            naive: average(naive.iter().sum(), naive.len()),
            naive_worst: naive.iter().copied().fold(0.0, |worst: f64, bias| {
                if bias.abs() > worst.abs() {
                    bias
                } else {
                    worst
                }
            }),
            weighted: (!weighted.is_empty()).then(|| {
                let bias: f64 = weighted.iter().map(|(bias, _)| bias).sum();
                let variance: f64 = weighted.iter().map(|(_, variance)| variance).sum();
                (
                    average(bias, weighted.len()),
                    average(variance.sqrt(), weighted.len()),
                )
            }),
        }
    }

    /// Over several seeds.
    pub fn over(biases: &[Self]) -> Self {
        let count = biases.len().max(1) as f64;
        let weighted: Vec<(f64, f64)> = biases.iter().filter_map(|bias| bias.weighted).collect();
        let seeds = weighted.len().max(1) as f64;
        Self {
            naive: biases.iter().map(|bias| bias.naive).sum::<f64>() / count,
            naive_worst: biases.iter().map(|bias| bias.naive_worst).sum::<f64>() / count,
            weighted: (!weighted.is_empty()).then(|| {
                let bias: f64 = weighted.iter().map(|(bias, _)| bias).sum();
                let variance: f64 = weighted.iter().map(|(_, error)| error * error).sum();
                (bias / seeds, variance.sqrt() / seeds)
            }),
        }
    }
}

/// Weighted mean and the variance of that mean.
fn mean_of<'t>(
    ratings: impl Iterator<Item = &'t Rated> + Clone,
    weight: &dyn Fn(&Rated) -> f64,
) -> Option<(f64, f64)> {
    let total: f64 = ratings.clone().map(weight).sum();
    if total <= 0.0 {
        return None;
    }
    let sum: f64 = ratings
        .clone()
        .map(|rated| weight(rated) * rated.rank as f64)
        .sum();
    let mean = sum / total;
    let squares: f64 = ratings
        .map(|rated| (weight(rated) * (rated.rank as f64 - mean)).powi(2))
        .sum();
    Some((mean, squares / (total * total)))
}
