use super::Format;
use super::output::{mark, time};
use crate::build;
use crate::chromium;
use crate::node;
use crate::process;
use crate::setup;
use crate::sizes::columns;
use crate::step::Steps;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;

/// How long respondents wait for what follows from their answers, as the browser's side writes it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Measured {
    work: String,
    /// How many times slower the processor was made.
    throttling: u32,
    /// Where something else than a frame is aimed at.
    bar_millis: Option<f64>,
    /// From each input to the frame that shows what follows.
    millis: Vec<f64>,
    /// Of the processor, for the same, which other programs on the machine do not lengthen.
    processor_millis: Vec<f64>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Figure {
    work: String,
    throttling: u32,
    interactions: usize,
    median_millis: f64,
    p95_millis: f64,
    processor_median_millis: f64,
    processor_p95_millis: f64,
    bar_millis: f64,
    is_met: bool,
}

/// Builds what is published, lets a browser answer with real input, and prints the figures.
pub fn bench(workspace: &Workspace, steps: &mut Steps, format: Format) -> Result<()> {
    let toolchain = setup::for_building(workspace, steps)?;
    build::build_with(workspace, &toolchain, steps)?;
    let folder = workspace.browser_tests();
    steps.run("Node packages", || node::prepare(&folder))?;
    let chromium = steps.run("Chromium", chromium::prepare)?;
    let file = workspace.notes().join("interaction.json");
    fs::create_dir_all(workspace.notes())
        .with_context(|| format!("cannot make {}", workspace.notes().display()))?;
    steps.run("answer in a browser", || {
        process::run(
            node::program("npx", &folder)
                .args(["--no-install", "playwright", "test", "--config"])
                .arg("interaction/playwright.config.ts")
                .env("CHROMIUM_PATH", &chromium)
                .env("JOURNEY_SURVEY_DIST", workspace.dist())
                .env("JOURNEY_SURVEY_FIGURES", &file)
                .stdout(io::stderr()),
        )
        .context("the browser could not be measured; the reason stands above")
    })?;
    let written =
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let measured: Vec<Measured> =
        serde_json::from_str(&written).context("the figures are not as expected")?;
    let figures: Vec<Figure> = measured.into_iter().map(Figure::of).collect();
    match format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&figures)?),
        Format::Text => println!("\n{}", text(&figures)),
    }
    Ok(())
}

impl Figure {
    fn of(measured: Measured) -> Self {
        let median_millis = quantile(&measured.millis, 0.5);
        let bar_millis = measured
            .bar_millis
            .unwrap_or(bar_millis(measured.throttling));
        Self {
            interactions: measured.millis.len(),
            median_millis,
            p95_millis: quantile(&measured.millis, 0.95),
            processor_median_millis: quantile(&measured.processor_millis, 0.5),
            processor_p95_millis: quantile(&measured.processor_millis, 0.95),
            bar_millis,
            is_met: median_millis <= bar_millis,
            work: measured.work,
            throttling: measured.throttling,
        }
    }
}

/// A frame; and on a processor like that of a cheap phone, what still feels like at once.
fn bar_millis(throttling: u32) -> f64 {
    if throttling == 1 { 16.0 } else { 50.0 }
}

/// The smallest number that so great a part of the numbers do not exceed.
fn quantile(numbers: &[f64], part: f64) -> f64 {
    let mut numbers = numbers.to_vec();
    numbers.sort_by(f64::total_cmp);
    let place = (part * numbers.len() as f64).ceil() as usize;
    numbers
        .get(place.saturating_sub(1))
        .copied()
        .unwrap_or(f64::NAN)
}

fn text(figures: &[Figure]) -> String {
    let mut rows = vec![
        [
            "From an answer to the frame that shows what follows",
            "slower",
            "answers",
            "median",
            "bar",
            "",
            "p95",
            "processor",
            "p95",
        ]
        .map(str::to_owned),
    ];
    rows.extend(figures.iter().map(|figure| {
        [
            figure.work.clone(),
            format!("{}×", figure.throttling),
            figure.interactions.to_string(),
            time(figure.median_millis),
            time(figure.bar_millis),
            mark(figure.is_met).to_owned(),
            time(figure.p95_millis),
            time(figure.processor_median_millis),
            time(figure.processor_p95_millis),
        ]
    }));
    columns(&rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_among_the_numbers() {
        let check = |numbers: &[f64], part: f64, expected: f64| {
            assert_eq!(quantile(numbers, part), expected);
        };
        check(&[3.0, 1.0, 2.0], 0.5, 2.0);
        check(&[4.0, 1.0, 2.0, 3.0], 0.5, 2.0);
        check(&[3.0, 1.0, 2.0], 0.95, 3.0);
        check(&[7.0], 0.5, 7.0);
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn the_median_decides_whether_a_bar_is_met() {
        let check = |throttling: u32, millis: &[f64], expected: bool| {
            let figure = Figure::of(Measured {
                work: "a page".to_owned(),
                throttling,
                bar_millis: None,
                millis: millis.to_vec(),
                processor_millis: Vec::new(),
            });
            assert_eq!(figure.is_met, expected);
        };
        check(1, &[1.0, 16.0, 900.0], true);
        check(1, &[1.0, 16.1, 17.0], false);
        check(4, &[50.0], true);
        check(4, &[50.1], false);
    }
}
