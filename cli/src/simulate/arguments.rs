use std::path::PathBuf;

use clap::ValueEnum;

use super::contender::Contender;
use super::world::WorldName;

/// Let simulated respondents answer a journey, asked by the adaptive engine and by its rivals at equal cost.
///
/// Each respondent has a true satisfaction with every touchpoint, and answers every strategy alike, so that strategies
/// are compared in pairs. Without FILE the journeys are those of the generators; with FILE it is the document's first
/// journey, and its respondents are made like the pilot's.
///
/// Exit status: 0 when done, 2 when the document could not be read or has no journey.
#[derive(clap::Args)]
#[command(after_long_help = FIGURES)]
pub struct Arguments {
    /// A survey document with a journey; "-" is standard input
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// What is believed of the document's touchpoints beforehand (JSON: {"installer": {"mean": -0.2, "sd": 0.8}})
    #[arg(long, value_name = "FILE", requires = "file")]
    pub priors: Option<PathBuf>,

    /// How respondents are made; all of them unless said
    #[arg(long, value_name = "NAME", value_enum, conflicts_with = "file")]
    pub generator: Vec<WorldName>,

    /// Which strategies ask; all of them unless said
    #[arg(long, value_name = "NAME", value_enum)]
    pub strategy: Vec<Contender>,

    /// Respondents for each seed
    #[arg(long, value_name = "COUNT", allow_negative_numbers = true, default_value_t = 2000, value_parser = clap::value_parser!(u32).range(10..=1_000_000))]
    pub respondents: u32,

    /// The first seed
    #[arg(
        long,
        value_name = "NUMBER",
        allow_negative_numbers = true,
        default_value_t = 1
    )]
    pub seed: u64,

    /// How many seeds, one after the other; each makes scales and respondents anew
    #[arg(long, value_name = "COUNT", allow_negative_numbers = true, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=1000))]
    pub seeds: u64,

    /// What may be spent on each respondent: a number, or a range such as 4-12; the document's own, or 6
    #[arg(long, value_name = "COST", value_parser = budgets)]
    pub budget: Option<Budgets>,

    /// The probability of the random slot, 0 to 1; the document's own, or 1
    #[arg(long, value_name = "PROBABILITY", value_parser = fraction)]
    pub random_slot: Option<f64>,

    /// Stop once the best question is worth less; the document's own, or the default
    #[arg(long, value_name = "VALUE", value_parser = not_negative)]
    pub stop_below: Option<f64>,

    /// The share of looking for trouble in the worth of a rating, 0 to 1; the document's own, or the default
    #[arg(long, value_name = "SHARE", value_parser = fraction)]
    pub balance: Option<f64>,

    /// How probable trouble must be before asking why, 0 to 1; the document's own, or the default
    #[arg(long, value_name = "PROBABILITY", value_parser = fraction)]
    pub drill_at: Option<f64>,

    /// Tables for people, one JSON object for tools, or a chart
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
    Svg,
}

/// Whole or fractional costs, in rising order.
#[derive(Clone, Debug, PartialEq)]
pub struct Budgets(pub Vec<f64>);

const BUDGET_MAX: f64 = 100.0;

fn budgets(text: &str) -> Result<Budgets, String> {
    let number = |text: &str| {
        text.trim()
            .parse::<f64>()
            .ok()
            .filter(|number| (1.0..=BUDGET_MAX).contains(number))
            .ok_or_else(|| format!("`{text}` is no cost from 1 to {BUDGET_MAX}"))
    };
    match text.split_once('-') {
        None => Ok(Budgets(vec![number(text)?])),
        Some((from, to)) => {
            let (from, to) = (number(from)?, number(to)?);
            if from > to {
                return Err(format!("the range ends before it begins: {from} to {to}"));
            }
            let count = (to - from) as usize;
            Ok(Budgets(
                (0..=count).map(|step| from + step as f64).collect(),
            ))
        }
    }
}

fn fraction(text: &str) -> Result<f64, String> {
    not_negative(text).and_then(|number| {
        (number <= 1.0)
            .then_some(number)
            .ok_or_else(|| format!("`{text}` is more than 1"))
    })
}

fn not_negative(text: &str) -> Result<f64, String> {
    text.parse::<f64>()
        .ok()
        .filter(|number| number.is_finite() && *number >= 0.0)
        .ok_or_else(|| format!("`{text}` is no number from 0 up"))
}

const FIGURES: &str = "\
Figures, each with its 95 % interval (bootstrap over respondents):
  rmse        distance between what is believed in the end and the truth, over all touchpoints
  worst       share of respondents with an incident whose worst touchpoint is believed to be the worst
  cause       share of them whose worst touchpoint was asked why, down to the cause, and told it
  wrong whys  share of whys asked about a touchpoint with which nothing was wrong
  questions   screens shown; to those without incident; to those with one
  against     the first strategy less this one, in pairs
  bias        mean rating of those asked, by the chosen ratings and by the random slot, less the mean of all

Examples:
  journey-survey simulate --generator pilot --budget 7 --random-slot 0 --stop-below 0 --respondents 4000 --seeds 5
  journey-survey simulate --budget 4-12 --format svg > chart.svg
  journey-survey simulate survey.json";
