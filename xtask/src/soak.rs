use crate::browser_tests::Prepared;
use crate::process;
use crate::step::Steps;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::time::Instant;

#[derive(clap::Args)]
pub struct Options {
    /// Random schedules of the simulated outbox
    #[arg(long, default_value_t = 100_000)]
    schedules: u32,
    /// Chooses the schedules
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only the browser scenarios whose folder contains this, and no schedules
    filter: Option<String>,
}

/// A line of the table: what was tried, and what came of it.
#[derive(Deserialize)]
struct Figure {
    what: String,
    figure: String,
}

/// The part of Playwright's report that is read.
#[derive(Deserialize)]
struct Report {
    suites: Vec<Suite>,
}

#[derive(Deserialize)]
struct Suite {
    file: String,
    #[serde(default)]
    specs: Vec<Spec>,
    #[serde(default)]
    suites: Vec<Suite>,
}

#[derive(Deserialize)]
struct Spec {
    ok: bool,
}

/// All that is promised about delivery, tried without mercy; ends with the table of the README.
pub fn soak(workspace: &Workspace, steps: &mut Steps, options: &Options) -> Result<()> {
    let mut figures = Vec::new();
    if options.filter.is_none() {
        figures.push(simulate(workspace, steps, options)?);
    }
    let prepared = Prepared::new(workspace, steps)?;
    fs::create_dir_all(workspace.notes())
        .with_context(|| format!("cannot make {}", workspace.notes().display()))?;
    let noted = workspace.notes().join("soak-figures.ndjson");
    let report = workspace.notes().join("soak-report.json");
    // Of the run before; they need not be there.
    let _ = fs::remove_file(&noted);
    let _ = fs::remove_file(&report);
    let outcome = steps.run("delivery in a browser", || {
        process::run(
            prepared
                .playwright(workspace)
                // One after the other: some measure how long things take.
                .args(["--retries=0", "--workers=1", "--reporter=list,json"])
                .arg(options.filter.as_deref().unwrap_or("delivery-"))
                .env("JOURNEY_SURVEY_SOAK", "1")
                .env("JOURNEY_SURVEY_FIGURES", &noted)
                .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report),
        )
    });
    figures.extend(scenarios(&fs::read_to_string(&report).unwrap_or_default()));
    let noted = fs::read_to_string(&noted).unwrap_or_default();
    figures.extend(
        noted
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok()),
    );
    println!("\n| what is tried | what came of it |\n|---|---|");
    for Figure { what, figure } in &figures {
        println!("| {what} | {figure} |");
    }
    println!("\n{}", steps.summary());
    match outcome {
        Ok(()) => Ok(()),
        Err(_) => bail!("a scenario failed; it stands above"),
    }
}

fn simulate(workspace: &Workspace, steps: &mut Steps, options: &Options) -> Result<Figure> {
    let start = Instant::now();
    steps.run("random schedules", || {
        process::run(
            workspace
                .cargo()
                .args(["test", "--release", "--package", "journey-survey"])
                .args(["--test", "delivery", "random", "--", "--nocapture"])
                .env("DELIVERY_SCHEDULES", options.schedules.to_string())
                .env("DELIVERY_SEED", options.seed.to_string()),
        )
        .context("a schedule broke a promise; it stands above, made small")
    })?;
    Ok(Figure {
        what: format!(
            "{} random schedules, seed {}",
            options.schedules, options.seed
        ),
        figure: format!(
            "nothing lost, doubled or falsely called saved; {} s with compiling",
            start.elapsed().as_secs()
        ),
    })
}

/// One line for each folder.
fn scenarios(report: &str) -> Vec<Figure> {
    let Ok(report) = serde_json::from_str::<Report>(report) else {
        return Vec::new();
    };
    let mut counts = BTreeMap::<String, (usize, usize)>::new();
    let mut left = report.suites;
    while let Some(suite) = left.pop() {
        let folder = suite.file.split('/').next().unwrap_or_default();
        let count = counts.entry(folder.to_owned()).or_default();
        count.0 += suite.specs.iter().filter(|spec| spec.ok).count();
        count.1 += suite.specs.len();
        left.extend(suite.suites);
    }
    let lines = counts.into_iter().map(|(folder, (passed, all))| Figure {
        what: format!("`{folder}`"),
        figure: format!("{passed} of {all} passed"),
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_becomes_one_line_for_each_folder() {
        let report = r#"{"suites": [
            {"file": "delivery-02-b/b.spec.ts", "specs": [{"ok": true}, {"ok": false}], "suites": [
                {"file": "delivery-02-b/b.spec.ts", "specs": [{"ok": true}]}]},
            {"file": "delivery-01-a/a.spec.ts", "specs": [{"ok": true}]}]}"#;
        let lines = scenarios(report).into_iter();
        let lines: Vec<_> = lines.map(|line| (line.what, line.figure)).collect();
        let expected = [
            ("`delivery-01-a`", "1 of 1 passed"),
            ("`delivery-02-b`", "2 of 3 passed"),
        ];
        let expected = expected.map(|(what, figure)| (what.to_owned(), figure.to_owned()));
        assert_eq!(lines, expected);
        assert!(scenarios("").is_empty());
    }
}
