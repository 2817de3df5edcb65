//! `journey-survey simulate`: how well the adaptive engine finds what went wrong, beside its rivals.
//!
//! `world` makes respondents, `respondent` answers, `contender` is a strategy, `trial` one respondent asked in one way,
//! `experiment` all of them, `figures` and `bias` what is told of it, and `text`, `json` and `svg` how.

mod arguments;
mod bias;
mod contender;
mod document;
mod experiment;
mod figures;
mod json;
mod respondent;
mod scale;
mod svg;
mod text;
mod trial;
mod world;

use std::io::{ErrorKind, Write};

pub use arguments::Arguments;
use arguments::{Budgets, Format};
use contender::Contender;
use document::Document;
use experiment::{Experiment, Sample};
use journey_survey::journey::Plan;
use world::{World, WorldName};

/// Asks everybody, and writes what came of it to standard output.
///
/// The error is one sentence for the person who started it.
pub fn run(arguments: Arguments) -> Result<(), String> {
    let document = match &arguments.file {
        Some(file) => Some(Document::read(file, arguments.priors.as_deref())?),
        None => None,
    };
    let contenders = if arguments.strategy.is_empty() {
        Contender::ALL.to_vec()
    } else {
        arguments.strategy.clone()
    };
    let sample = Sample {
        respondents: arguments.respondents as usize,
        seed: arguments.seed,
        seeds: arguments.seeds,
    };
    let mut experiments = Vec::new();
    let own_budget = document
        .as_ref()
        .map_or(Plan::default().budget, |document| document.plan.budget);
    let budgets = arguments
        .budget
        .clone()
        .unwrap_or(Budgets(vec![own_budget]));
    let mut ask = |world: &(dyn Fn(u64) -> World + Sync)| {
        for &budget in &budgets.0 {
            experiments.push(Experiment::run(world, budget, &contenders, sample));
        }
    };
    match &document {
        Some(document) => ask(&|seed| {
            let world =
                World::of_document(document.plan.clone(), document.conditional.clone(), seed);
            adjusted(world, &arguments)
        }),
        None => {
            let names = if arguments.generator.is_empty() {
                WorldName::ALL.to_vec()
            } else {
                arguments.generator.clone()
            };
            for name in names {
                ask(&|seed| adjusted(World::new(name, seed), &arguments));
            }
        }
    }
    let written = match arguments.format {
        Format::Text => text::text(&experiments),
        Format::Json => format!("{:#}\n", json::json(&experiments)),
        Format::Svg => svg::svg(&experiments),
    };
    match std::io::stdout().write_all(written.as_bytes()) {
        // Whoever reads, such as `head`, has seen enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(format!("cannot write to standard output: {error}"))
        }
        _ => Ok(()),
    }
}

/// The world with what was asked for on the command line.
fn adjusted(mut world: World, arguments: &Arguments) -> World {
    let plan = &mut world.plan;
    plan.random_slot = arguments.random_slot.unwrap_or(plan.random_slot);
    plan.stop_below = arguments.stop_below.unwrap_or(plan.stop_below);
    plan.balance = arguments.balance.unwrap_or(plan.balance);
    plan.drill_at = arguments.drill_at.unwrap_or(plan.drill_at);
    world
}
