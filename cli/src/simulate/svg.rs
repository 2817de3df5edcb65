use std::fmt::Write;

use super::contender::Contender;
use super::experiment::Experiment;
use super::figures::Figure;

const PANEL_WIDTH: f64 = 220.0;
const PANEL_HEIGHT: f64 = 150.0;
const GAP: f64 = 48.0;
const TOP: f64 = 64.0;

/// The colours of Okabe and Ito, which most people can tell apart.
const COLOURS: [&str; 7] = [
    "#0072b2", "#56b4e9", "#009e73", "#d55e00", "#e69f00", "#cc79a7", "#666666",
];

const PANELS: [(Figure, &str); 4] = [
    (Figure::Rmse, "rmse"),
    (Figure::Worst, "worst step found first"),
    (Figure::Cause, "root cause told"),
    (Figure::WrongWhys, "wrong whys"),
];

/// A chart: a row for each generator, a panel for each figure, the budget from left to right, intervals as bars.
pub fn svg(experiments: &[Experiment]) -> String {
    let mut worlds: Vec<&str> = Vec::new();
    for experiment in experiments {
        if !worlds.contains(&experiment.world) {
            worlds.push(experiment.world);
        }
    }
    let width = PANELS.len() as f64 * (PANEL_WIDTH + GAP) + GAP;
    let height = TOP + worlds.len() as f64 * (PANEL_HEIGHT + 2.0 * GAP);
    let mut out = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11"><rect width="{width}" height="{height}" fill="white"/>"#
    );
    // Writing to a string does not fail.
    let _ = write_legend(&mut out, experiments);
    for (row, world) in worlds.iter().enumerate() {
        let of_world: Vec<&Experiment> = experiments
            .iter()
            .filter(|experiment| experiment.world == *world)
            .collect();
        let top = TOP + GAP / 2.0 + row as f64 * (PANEL_HEIGHT + 2.0 * GAP);
        let _ = write!(
            out,
            r#"<text x="{GAP}" y="{:.1}" font-size="14" font-weight="bold">{world}</text>"#,
            top - 20.0
        );
        for (column, (figure, title)) in PANELS.iter().enumerate() {
            let left = GAP + column as f64 * (PANEL_WIDTH + GAP);
            let _ = write_panel(&mut out, &of_world, *figure, title, (left, top));
        }
    }
    out.push_str("</svg>\n");
    out
}

fn colour(contender: Contender) -> &'static str {
    let place = Contender::ALL.iter().position(|other| *other == contender);
    COLOURS[place.unwrap_or_default() % COLOURS.len()]
}

fn write_legend(out: &mut String, experiments: &[Experiment]) -> std::fmt::Result {
    let Some(first) = experiments.first() else {
        return Ok(());
    };
    for (place, (contender, _, _)) in first.contenders.iter().enumerate() {
        let x = GAP + place as f64 * 153.0;
        write!(
            out,
            r#"<rect x="{x}" y="20" width="14" height="4" fill="{}"/><text x="{}" y="26">{}</text>"#,
            colour(*contender),
            x + 20.0,
            contender.name()
        )?;
    }
    Ok(())
}

fn write_panel(
    out: &mut String,
    experiments: &[&Experiment],
    figure: Figure,
    title: &str,
    (left, top): (f64, f64),
) -> std::fmt::Result {
    let estimates = |contender: usize| {
        experiments.iter().filter_map(move |experiment| {
            let (_, results, _) = experiment.contenders.get(contender)?;
            let (_, estimate) = results.figures.iter().find(|(other, _)| *other == figure)?;
            Some((experiment.budget, *estimate))
        })
    };
    let count = experiments
        .first()
        .map_or(0, |first| first.contenders.len());
    let all = || (0..count).flat_map(estimates);
    let low = all()
        .map(|(_, estimate)| estimate.low)
        .fold(f64::INFINITY, f64::min);
    let high = all()
        .map(|(_, estimate)| estimate.high)
        .fold(f64::NEG_INFINITY, f64::max);
    let from = all()
        .map(|(budget, _)| budget)
        .fold(f64::INFINITY, f64::min);
    let to = all()
        .map(|(budget, _)| budget)
        .fold(f64::NEG_INFINITY, f64::max);
    if !low.is_finite() || !high.is_finite() {
        return Ok(());
    }
    let share = |value: f64, from: f64, to: f64| {
        if to > from {
            (value - from) / (to - from)
        } else {
            0.5
        }
    };
    let x = |budget: f64| left + 10.0 + share(budget, from, to) * (PANEL_WIDTH - 20.0);
    let y = |value: f64| top + PANEL_HEIGHT - share(value, low, high) * (PANEL_HEIGHT - 10.0) - 5.0;
    write!(
        out,
        r##"<text x="{left}" y="{:.1}">{title}</text><rect x="{left}" y="{top}" width="{PANEL_WIDTH}" height="{PANEL_HEIGHT}" fill="none" stroke="#ccc"/>"##,
        top - 2.0
    )?;
    for value in [low, high] {
        write!(
            out,
            r##"<text x="{:.1}" y="{:.1}" text-anchor="end" fill="#555">{value:.2}</text>"##,
            left - 4.0,
            y(value) + 4.0
        )?;
    }
    for (place, experiment) in experiments.iter().enumerate() {
        if place == 0 || place + 1 == experiments.len() {
            write!(
                out,
                r##"<text x="{:.1}" y="{:.1}" text-anchor="middle" fill="#555">{}</text>"##,
                x(experiment.budget),
                top + PANEL_HEIGHT + 14.0,
                experiment.budget
            )?;
        }
    }
    for number in 0..count {
        let Some((contender, _, _)) = experiments
            .first()
            .and_then(|first| first.contenders.get(number))
        else {
            continue;
        };
        let colour = colour(*contender);
        let points: Vec<String> = estimates(number)
            .map(|(budget, estimate)| format!("{:.1},{:.1}", x(budget), y(estimate.value)))
            .collect();
        write!(
            out,
            r#"<polyline points="{}" fill="none" stroke="{colour}" stroke-width="2"/>"#,
            points.join(" ")
        )?;
        for (budget, estimate) in estimates(number) {
            let x = x(budget);
            write!(
                out,
                r#"<line x1="{x:.1}" x2="{x:.1}" y1="{:.1}" y2="{:.1}" stroke="{colour}"/><circle cx="{x:.1}" cy="{:.1}" r="2.5" fill="{colour}"/>"#,
                y(estimate.low),
                y(estimate.high),
                y(estimate.value)
            )?;
        }
    }
    Ok(())
}
