use std::fmt::Write;

use super::experiment::Experiment;
use super::figures::{Estimate, Figure};

/// Tables for people.
pub fn text(experiments: &[Experiment]) -> String {
    let mut out = String::new();
    for experiment in experiments {
        // Writing to a string does not fail.
        let _ = write_table(&mut out, experiment);
    }
    out
}

fn write_table(out: &mut String, experiment: &Experiment) -> std::fmt::Result {
    let Experiment {
        world,
        budget,
        respondents,
        touchpoints,
        contenders,
    } = experiment;
    writeln!(
        out,
        "{world}: {touchpoints} touchpoints, budget {budget}, {respondents} respondents"
    )?;
    write!(out, "  {:<22}", "")?;
    for (heading, _) in COLUMNS {
        write!(out, " {heading:>16}")?;
    }
    writeln!(out, " {:>7} {:>7} {:>14}", "naive", "worst", "slot bias")?;
    for (contender, results, bias) in contenders {
        write!(out, "  {:<22}", contender.name())?;
        for (figure, (_, column)) in results.figures.iter().zip(COLUMNS) {
            let (_, Estimate { value, low, high }) = figure;
            let digits = *column;
            let half = (high - low) / 2.0;
            write!(
                out,
                " {:>16}",
                format!("{value:.digits$} ± {half:.digits$}")
            )?;
        }
        let weighted = bias.weighted.map_or("-".to_owned(), |(bias, error)| {
            format!("{bias:+.3} ± {:.3}", 2.0 * error)
        });
        writeln!(
            out,
            " {:>+7.2} {:>+7.2} {weighted:>14}",
            bias.naive, bias.naive_worst
        )?;
    }
    let Some((first, _, _)) = contenders.first() else {
        return Ok(());
    };
    writeln!(out, "  {} less", first.name())?;
    for (contender, results, _) in contenders.iter().skip(1) {
        write!(out, "  {:<22}", contender.name())?;
        for (figure, estimate) in &results.against {
            let digits = if *figure == Figure::Questions { 2 } else { 3 };
            let Estimate { value, low, high } = estimate;
            let mark = if estimate.is_distinct() { "" } else { "≈" };
            write!(
                out,
                " {:>16}",
                format!("{mark}{value:+.digits$} ± {:.digits$}", (high - low) / 2.0)
            )?;
        }
        writeln!(out)?;
    }
    writeln!(out)
}

/// Headings and digits, in the order of [`Figure::ALL`].
const COLUMNS: &[(&str, usize); 8] = &[
    ("rmse", 3),
    ("worst", 3),
    ("cause", 3),
    ("wrong whys", 3),
    ("questions", 2),
    ("without", 2),
    ("with", 2),
    ("cost", 2),
];
