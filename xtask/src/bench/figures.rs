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
    /// How many times longer a `set` takes in the longest survey than in the shortest, natively.
    pub growth_of_set: f64,
    pub growth_of_set_bar: f64,
    pub equality: Equality,
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

const MAX_DIFFERENCES: usize = 10;

pub fn measure(paths: &Paths, options: &Options) -> Result<Comparison> {
    let mut sides = Sides::start(paths)?;
    let chain = |questions: usize| chain(paths, questions);
    let (shortest, usual, longest) = (chain(SHORTEST)?, chain(USUAL)?, chain(LONGEST)?);
    let expressions = paths.folder.join("expressions.json");
    let works = [
        ("load 1 000 questions", Work::Load(&usual), LOAD),
        ("set, among 100 questions", Work::Set(&shortest), NONE),
        ("set, among 1 000 questions", Work::Set(&usual), SET),
        ("set, among 10 000 questions", Work::Set(&longest), NONE),
        (
            "evaluate 20 expressions",
            Work::Evaluate(&expressions),
            NONE,
        ),
    ];
    let mut rows = Vec::new();
    for (name, work, bars) in works {
        eprintln!("    {name}");
        rows.push(row(name, work, &bars, &mut sides, options)?);
    }
    let native_set = |place: usize| {
        rows.get(place)
            .map_or(f64::NAN, |row: &Row| row.native.millis)
    };
    Ok(Comparison {
        growth_of_set: native_set(3) / native_set(1),
        growth_of_set_bar: GROWTH_OF_SET,
        equality: compare(&mut sides, &paths.tests)?,
        rows,
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
    fn a_missing_result_is_a_difference() {
        let found = differences("a\nb\nc", "a\nB");
        assert_eq!(found.results, 3);
        assert_eq!(
            found.differences,
            [["b", "B"], ["c", "nothing"]].map(|pair| pair.map(str::to_owned))
        );
    }
}
