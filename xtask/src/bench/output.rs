use super::Format;
use super::figures::{Comparison, Figure};
use super::hostile::{MOST_BYTES, MOST_MILLIS, Ordeal};
use crate::sizes::{bytes, columns};
use anyhow::Result;
use serde::Serialize;

/// Everything that a run found out.
#[derive(Serialize)]
pub struct Report {
    pub rounds: u32,
    /// How long each measurement took at least.
    pub millis: u64,
    pub comparison: Comparison,
    pub hostile: Vec<Ordeal>,
}

pub fn print(report: &Report, format: Format) -> Result<()> {
    match format {
        Format::Json => println!("{}", serde_json::to_string_pretty(report)?),
        Format::Text => println!("\n{}", text(report)),
    }
    Ok(())
}

fn text(report: &Report) -> String {
    let comparison = &report.comparison;
    let mut text = format!(
        "Beside survey-core, medians of {} rounds; × is how many times faster\n\n",
        report.rounds
    );
    let mut rows = vec![
        [
            "",
            "survey-core",
            "native",
            "×",
            "bar",
            "",
            "wasm",
            "×",
            "bar",
            "",
        ]
        .map(str::to_owned),
    ];
    for row in &comparison.rows {
        let [native, native_ratio, native_bar, native_mark] = cells(&row.native);
        let [wasm, wasm_ratio, wasm_bar, wasm_mark] = cells(&row.wasm);
        rows.push([
            row.work.clone(),
            time(row.original_millis),
            native,
            native_ratio,
            native_bar,
            native_mark,
            wasm,
            wasm_ratio,
            wasm_bar,
            wasm_mark,
        ]);
    }
    text.push_str(&columns(&rows));
    text.push_str(&format!(
        "\nA set takes {:.2} times as long among 10 000 questions as among 100; bar {:.0}: {}\n",
        comparison.growth_of_set,
        comparison.growth_of_set_bar,
        mark(comparison.growth_of_set <= comparison.growth_of_set_bar)
    ));
    let per_second = &comparison.evaluations_per_second;
    text.push_str(&format!(
        "Expressions a second: {} native, {} wasm, {} survey-core\n",
        bytes(per_second.native as usize),
        bytes(per_second.wasm as usize),
        bytes(per_second.original as usize)
    ));
    text.push_str(&equality(comparison));
    text.push_str(&format!(
        "\nHostile documents; bars {} ms of the processor, {} MB, no crash\n\n",
        MOST_MILLIS,
        MOST_BYTES / 1_000_000
    ));
    text.push_str(&columns(&hostile(&report.hostile)));
    text
}

/// Time, ratio, bar, and whether it is met.
fn cells(figure: &Figure) -> [String; 4] {
    let ratio = |ratio: f64| {
        if ratio < 10.0 {
            format!("{ratio:.1}")
        } else {
            format!("{ratio:.0}")
        }
    };
    [
        time(figure.millis),
        ratio(figure.ratio),
        figure.bar.map_or_else(String::new, ratio),
        figure
            .is_met()
            .map_or_else(String::new, |is_met| mark(is_met).to_owned()),
    ]
}

fn equality(comparison: &Comparison) -> String {
    let equality = &comparison.equality;
    let results = bytes(equality.results);
    if equality.differences.is_empty() {
        return format!(
            "{results} results of expressions are the same in native and wasm, bit for bit: met\n"
        );
    }
    let mut text = format!(
        "Of {results} results of expressions some differ between native and wasm: NOT MET\n"
    );
    for [native, wasm] in &equality.differences {
        text.push_str(&format!("  native  {native}\n  wasm    {wasm}\n"));
    }
    text
}

fn hostile(ordeals: &[Ordeal]) -> Vec<[String; 8]> {
    let mut rows =
        vec![["document", "KB", "", "ms", "processor", "MB", "exit", ""].map(str::to_owned)];
    rows.extend(ordeals.iter().map(|ordeal| {
        let taken = &ordeal.taken;
        [
            ordeal.document.clone(),
            bytes(ordeal.size_bytes / 1_000),
            ordeal.doing.to_owned(),
            format!("{:.0}", taken.millis),
            format!("{:.0}", taken.processor_millis),
            format!("{:.0}", taken.peak_bytes as f64 / 1e6),
            taken
                .exit_code
                .map_or("signal".to_owned(), |code| code.to_string()),
            mark(taken.is_met()).to_owned(),
        ]
    }));
    rows
}

pub fn mark(is_met: bool) -> &'static str {
    if is_met { "met" } else { "NOT MET" }
}

/// With three digits that count.
pub fn time(millis: f64) -> String {
    let (number, unit) = match millis {
        ..0.001 => (millis * 1e6, "ns"),
        ..1.0 => (millis * 1e3, "µs"),
        _ => (millis, "ms"),
    };
    let decimals = match number {
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    format!("{number:.decimals$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_three_digits() {
        let check = |millis: f64, expected: &str| assert_eq!(time(millis), expected);
        check(0.000_123_4, "123 ns");
        check(0.001_234, "1.23 µs");
        check(0.123_4, "123 µs");
        check(12.34, "12.3 ms");
        check(1234.0, "1234 ms");
    }
}
