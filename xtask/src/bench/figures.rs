use super::sides::{Side, Sides, Work};
use super::{Options, Paths};
use crate::process;
use anyhow::{Result, bail};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::Command;

/// All that was measured beside `survey-core`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    pub rows: Vec<Row>,
    pub evaluations_per_second: PerSecond,
    /// How many times longer a `set` takes in the longest survey than in the shortest, natively.
    pub growth_of_set: f64,
    pub growth_of_set_bar: f64,
    pub equality: Equality,
}

/// How often each side does something in a second.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PerSecond {
    pub native: f64,
    pub wasm: f64,
    pub original: f64,
}

impl PerSecond {
    /// Of a row in which it is done so many times.
    fn of(row: &Row, times: usize) -> PerSecond {
        let per_second = |millis: f64| times as f64 * 1_000.0 / millis;
        PerSecond {
            native: per_second(row.native.millis),
            wasm: per_second(row.wasm.millis),
            original: per_second(row.original_millis),
        }
    }
}

/// One kind of work on all sides.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    pub work: String,
    pub native: Figure,
    pub wasm: Figure,
    pub original_millis: f64,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figure {
    /// The median.
    pub millis: f64,
    /// How many times faster than the original: the median of the rounds' ratios.
    pub ratio: f64,
    /// The ratio that was promised.
    pub bar: Option<f64>,
}

impl Figure {
    pub fn is_met(&self) -> Option<bool> {
        self.bar.map(|bar| self.ratio >= bar)
    }
}

/// Whether native and WebAssembly agree to the last bit.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Equality {
    pub results: usize,
    /// The first few lines that differ, native first.
    pub differences: Vec<[String; 2]>,
}

/// What was promised: how many times faster than `survey-core`.
struct Bars {
    native: Option<f64>,
    wasm: Option<f64>,
}

const LOAD: Bars = Bars {
    native: Some(30.0),
    wasm: Some(15.0),
};
const SET: Bars = Bars {
    native: Some(100.0),
    wasm: None,
};
const NONE: Bars = Bars {
    native: None,
    wasm: None,
};
/// A hundred times as many questions; the rest is the processor's caches.
const GROWTH_OF_SET: f64 = 2.0;

const SHORTEST: usize = 100;
const USUAL: usize = 1_000;
const LONGEST: usize = 10_000;

/// In `bench/expressions.json`.
const EXPRESSIONS: usize = 20;

const MAX_DIFFERENCES: usize = 10;

pub fn measure(paths: &Paths, options: &Options) -> Result<Comparison> {
    let mut sides = Sides::start(paths)?;
    let chain = |questions: usize| chain(paths, questions);
    let (shortest, usual, longest) = (chain(SHORTEST)?, chain(USUAL)?, chain(LONGEST)?);
    let expressions = paths.folder.join("expressions.json");
    let mut row = |name: &str, work, bars| {
        eprintln!("    {name}");
        row(name, work, &bars, &mut sides, options)
    };
    let load = row("load 1 000 questions", Work::Load(&usual), LOAD)?;
    let set_in_shortest = row("set, among 100 questions", Work::Set(&shortest), NONE)?;
    let set = row("set, among 1 000 questions", Work::Set(&usual), SET)?;
    let set_in_longest = row("set, among 10 000 questions", Work::Set(&longest), NONE)?;
    let evaluate = row(
        "evaluate 20 expressions",
        Work::Evaluate(&expressions),
        NONE,
    )?;
    Ok(Comparison {
        evaluations_per_second: PerSecond::of(&evaluate, EXPRESSIONS),
        growth_of_set: set_in_longest.native.millis / set_in_shortest.native.millis,
        growth_of_set_bar: GROWTH_OF_SET,
        equality: compare(&mut sides, &paths.tests)?,
        rows: vec![load, set_in_shortest, set, set_in_longest, evaluate],
    })
}

/// The file of a survey of that many questions.
fn chain(paths: &Paths, questions: usize) -> Result<PathBuf> {
    let file = paths.documents.join(format!("chain-{questions}.json"));
    let mut command = Command::new(&paths.native);
    command.arg("chain").arg(questions.to_string()).arg(&file);
    process::run(&mut command)?;
    Ok(file)
}

/// Round by round, one side after the other, so that whatever else the machine does slows all of them.
fn row(
    name: &str,
    work: Work<'_>,
    bars: &Bars,
    sides: &mut Sides,
    options: &Options,
) -> Result<Row> {
    let mut millis: [Vec<f64>; 3] = Default::default();
    let mut warm = options.clone();
    warm.millis = options.millis.min(WARM_UP_MILLIS);
    let mut each_side = |options: &Options| -> Result<[f64; 3]> {
        let native = sides.native.measure(work, options)?;
        let wasm = sides.wasm.measure(work, options)?;
        let original = sides.original.measure(work, options)?;
        if native.witness != wasm.witness || native.witness != original.witness {
            bail!(
                "the sides do not do the same work ({name}): native saw {:?}, WebAssembly {:?}, survey-core {:?}",
                native.witness,
                wasm.witness,
                original.witness
            );
        }
        Ok([native.millis, wasm.millis, original.millis])
    };
    // What a just-in-time compiler has not seen yet is slow.
    each_side(&warm)?;
    for _ in 0..options.rounds {
        for (list, one) in millis.iter_mut().zip(each_side(options)?) {
            list.push(one);
        }
    }
    let [native, wasm, original] = &millis;
    let figure = |own: &[f64], bar| Figure {
        millis: median(own),
        ratio: median(&ratios(own, original)),
        bar,
    };
    Ok(Row {
        work: name.to_owned(),
        native: figure(native, bars.native),
        wasm: figure(wasm, bars.wasm),
        original_millis: median(original),
    })
}

const WARM_UP_MILLIS: u64 = 200;

fn ratios(own: &[f64], original: &[f64]) -> Vec<f64> {
    own.iter()
        .zip(original)
        .map(|(own, original)| original / own)
        .collect()
}

/// The middle one, or the mean of the middle two.
fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let at = |place: usize| sorted.get(place).copied().unwrap_or(f64::NAN);
    if sorted.len() % 2 == 1 {
        at(middle)
    } else {
        (at(middle.wrapping_sub(1)) + at(middle)) / 2.0
    }
}

fn compare(sides: &mut Sides, tests: &Path) -> Result<Equality> {
    let (cases, matrix) = (tests.join("cases.json"), tests.join("matrix.json"));
    let results = |side: &mut Side| side.results(&cases, &matrix);
    Ok(differences(
        &results(&mut sides.native)?,
        &results(&mut sides.wasm)?,
    ))
}

fn differences(native: &str, wasm: &str) -> Equality {
    let (native, wasm): (Vec<_>, Vec<_>) = (native.lines().collect(), wasm.lines().collect());
    let count = native.len().max(wasm.len());
    let line =
        |lines: &[&str], place: usize| lines.get(place).copied().unwrap_or("nothing").to_owned();
    Equality {
        results: count,
        differences: (0..count)
            .map(|place| [line(&native, place), line(&wasm, place)])
            .filter(|[native, wasm]| native != wasm)
            .take(MAX_DIFFERENCES)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        let check = |numbers: &[f64], expected: f64| assert_eq!(median(numbers), expected);
        check(&[3.0], 3.0);
        check(&[9.0, 1.0, 2.0], 2.0);
        check(&[4.0, 1.0, 2.0, 100.0], 3.0);
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn there_are_as_many_expressions_as_is_said() {
        let file: serde_json::Value =
            serde_json::from_str(include_str!("../../../bench/expressions.json")).unwrap();
        assert_eq!(file["expressions"].as_array().unwrap().len(), EXPRESSIONS);
    }

    #[test]
    fn a_missing_result_is_a_difference() {
        let found = differences("a\nb\nc", "a\nB");
        assert_eq!(found.results, 3);
        assert_eq!(
            found.differences,
            [["b", "B"], ["c", "nothing"]].map(|pair| pair.map(str::to_owned))
        );
    }
}
