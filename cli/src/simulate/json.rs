use serde_json::{Map, Value, json};

use super::bias::Bias;
use super::experiment::Experiment;
use super::figures::{Estimate, Figure};

/// `{"experiments": [{generator, touchpoints, budget, respondents, strategies: [{name, figures, against, bias}]}]}`.
pub fn json(experiments: &[Experiment]) -> Value {
    let experiments: Vec<Value> = experiments.iter().map(experiment).collect();
    json!({ "experiments": experiments })
}

fn experiment(experiment: &Experiment) -> Value {
    let strategies: Vec<Value> = experiment
        .contenders
        .iter()
        .map(|(contender, results, bias)| {
            json!({
                "name": contender.name(),
                "figures": estimates(&results.figures),
                "against": estimates(&results.against),
                "bias": of_bias(bias),
            })
        })
        .collect();
    json!({
        "generator": experiment.world,
        "touchpoints": experiment.touchpoints,
        "budget": experiment.budget,
        "respondents": experiment.respondents,
        "strategies": strategies,
    })
}

fn estimates(estimates: &[(Figure, Estimate)]) -> Map<String, Value> {
    estimates
        .iter()
        .map(|(figure, Estimate { value, low, high })| {
            let estimate = json!({ "value": value, "low": low, "high": high });
            (figure.name().to_owned(), estimate)
        })
        .collect()
}

fn of_bias(bias: &Bias) -> Value {
    let weighted = bias
        .weighted
        .map(|(bias, error)| json!({ "value": bias, "standardError": error }));
    json!({ "naive": bias.naive, "naiveWorst": bias.naive_worst, "slot": weighted })
}
