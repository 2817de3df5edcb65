//! The expression language against recorded results of `survey-core`, and on cases of its own.
//!
//! `matrix.json` holds every operator with every pair of 32 values, and functions with each of them. The larger
//! collections lie outside the project and are passed over where they are missing. A difference must be listed in
//! `divergences.json` with its reason; one that is listed and no longer differs is an error too.
#![cfg(feature = "native")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::print_stdout, reason = "what `cargo xtask conformance` shows")]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use journey_survey::expression::{
    Expression, FixedCalendar, MAX_LENGTH_BYTES, MAX_NESTING, ParseError, Values,
};
use journey_survey::native::{SerdeJson, coded};
use journey_survey::value::{Json, Object, Value, to_json};
use proptest::prelude::*;

const OWN_CASES: &str = "tests/expression/cases.json";
const MATRIX: &str = "tests/expression/matrix.json";
const DIVERGENCES: &str = "tests/expression/divergences.json";
const COLLECTED_CASES: &str = "../shared/reference/expr_cases.json";
const COLLECTED_PARSES: &str = "../shared/reference/expr_parse.json";

/// 2026-01-15T12:00Z, when all results were recorded.
const CLOCK: FixedCalendar = FixedCalendar {
    now_millis: 1_768_478_400_000.0,
    utc_offset_millis: 0.0,
};

/// A file of the project as JSON; `None`, and a line that says so, if there is no such file.
fn read(path: &str) -> Option<Value> {
    let full = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    match fs::read_to_string(&full) {
        Ok(text) => Some(SerdeJson.parse(&text).expect(path)),
        Err(_) => {
            println!("conformance: SKIPPED, there is no {path} beside this project");
            None
        }
    }
}

fn decode(coded: &Value) -> Value {
    coded::decode(coded).unwrap()
}

/// Equal, with NaN equal to itself.
fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) | (Value::Date(left), Value::Date(right)) => {
            left == right || (left.is_nan() && right.is_nan())
        }
        (Value::List(left), Value::List(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right.iter())
                    .all(|(left, right)| is_same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| is_same(left, right)))
        }
        _ => left == right,
    }
}

/// The value and whether it holds as a condition; null and false for a text that is no expression.
fn evaluate(expression: &str, values: Value) -> (Value, bool) {
    let scope = Values {
        values,
        calendar: &CLOCK,
        json: &SerdeJson,
    };
    Expression::parse(expression).map_or((Value::Null, false), |expression| {
        (expression.evaluate(&scope), expression.is_true(&scope))
    })
}

/// What is listed as different on purpose, and what has been found to differ.
struct Divergences {
    kind: &'static str,
    listed: BTreeSet<String>,
    found: BTreeSet<String>,
    unexplained: Vec<String>,
    /// How many cases differ, listed or not.
    count: usize,
}

impl Divergences {
    fn of(kind: &'static str) -> Self {
        let all = read(DIVERGENCES).expect("divergences.json is part of the project");
        let listed = all
            .as_list()
            .unwrap()
            .iter()
            .filter(|entry| entry.get("kind").as_text() == Some(kind))
            .map(|entry| {
                assert!(
                    entry
                        .get("reason")
                        .as_text()
                        .is_some_and(|reason| !reason.is_empty())
                );
                entry.get("expression").as_text().unwrap().to_owned()
            })
            .collect();
        Self {
            kind,
            listed,
            found: BTreeSet::new(),
            unexplained: Vec::new(),
            count: 0,
        }
    }

    fn differs(&mut self, expression: &str, how: String) {
        self.count += 1;
        self.found.insert(expression.to_owned());
        if !self.listed.contains(expression) {
            self.unexplained.push(format!("{expression}: {how}"));
        }
    }

    /// `total` is how many were compared; the line it prints is what `cargo xtask conformance` shows.
    fn check(self, what: &str, total: usize) {
        let listed = self.found.intersection(&self.listed).count();
        println!(
            "conformance: {what}: {} of {total} equal, {listed} expressions differ for a listed reason",
            total - self.count,
        );
        assert!(
            self.unexplained.is_empty(),
            "{} unexplained differences of {}:\n{}",
            self.unexplained.len(),
            self.kind,
            self.unexplained.join("\n")
        );
        let vanished: Vec<_> = self.listed.difference(&self.found).collect();
        assert!(vanished.is_empty(), "no longer different: {vanished:?}");
    }
}

fn check_cases(path: &str, divergences: &mut Divergences) -> usize {
    let Some(file) = read(path) else { return 0 };
    let cases = file.get("cases").as_list().unwrap();
    for case in cases {
        let expression = case.get("expr").as_text().unwrap();
        let values = case.get("values");
        let expected = decode(case.get("expected"));
        let condition = case.get("condition").as_bool().unwrap();
        let (value, holds) = evaluate(expression, decode(values));
        if !is_same(&value, &expected) || holds != condition {
            let values = to_json(values);
            divergences.differs(
                expression,
                format!("with {values} is {value:?} and {holds}, not {expected:?} and {condition}"),
            );
        }
    }
    cases.len()
}

#[test]
fn own_cases() {
    let mut divergences = Divergences::of("own value");
    let total = check_cases(OWN_CASES, &mut divergences);
    assert!(total > 200);
    divergences.check("own cases", total);
}

#[test]
fn own_cases_call_every_function() {
    const FUNCTIONS: &str = "iif sum min max avg count round trunc substring sumInArray avgInArray minInArray \
        maxInArray countInArray age today currentDate currentYear getYear year month day weekday getDate dateAdd \
        dateDiff diffDays displayValue propertyValue getComment isContainerReady isDisplayMode";
    let cases = read(OWN_CASES).unwrap();
    let called: BTreeSet<String> = cases
        .get("cases")
        .as_list()
        .unwrap()
        .iter()
        .filter_map(|case| Expression::parse(case.get("expr").as_text().unwrap()).ok())
        .flat_map(|expression| {
            expression
                .functions()
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    for function in FUNCTIONS.split_whitespace() {
        assert!(called.contains(function), "{function}");
        assert!(
            journey_survey::expression::is_function(function),
            "{function}"
        );
    }
}

#[test]
fn collected_cases() {
    let mut divergences = Divergences::of("value");
    let total = check_cases(COLLECTED_CASES, &mut divergences);
    if total > 0 {
        divergences.check("collected cases", total);
    }
}

#[test]
fn matrix() {
    let mut divergences = Divergences::of("matrix");
    let matrix = read(MATRIX).unwrap();
    let values: Vec<Value> = matrix
        .get("values")
        .as_list()
        .unwrap()
        .iter()
        .map(decode)
        .collect();
    let mut cells = 0;
    let mut check = |expression: &str, a: &Value, b: &Value, expected: &Value| {
        cells += 1;
        let mut object = Object::new();
        object.set("a", a.clone());
        object.set("b", b.clone());
        // Where the original throws, the value is null.
        let expected = match expected.get("$err") {
            Value::Undefined => decode(expected),
            _ => Value::Null,
        };
        let (value, _) = evaluate(expression, object.into());
        if !is_same(&value, &expected) {
            divergences.differs(
                expression,
                format!("with a = {a:?}, b = {b:?} is {value:?}, not {expected:?}"),
            );
        }
    };
    for (operator, rows) in matrix.get("binary").as_object().unwrap().iter() {
        let expression = format!("{{a}} {operator} {{b}}");
        for (a, row) in values.iter().zip(rows.as_list().unwrap()) {
            for (b, expected) in values.iter().zip(row.as_list().unwrap()) {
                check(&expression, a, b, expected);
            }
        }
    }
    for (expression, row) in matrix.get("unary").as_object().unwrap().iter() {
        for (a, expected) in values.iter().zip(row.as_list().unwrap()) {
            check(expression, a, &Value::Undefined, expected);
        }
    }
    assert_eq!(cells, 20_384);
    divergences.check("cells of the matrix", cells);
}

#[test]
fn collected_parses() {
    let Some(file) = read(COLLECTED_PARSES) else {
        return;
    };
    let mut canonical_forms = Divergences::of("canonical form");
    let mut parses = Divergences::of("parse");
    let cases = file.get("cases").as_list().unwrap();
    for case in cases {
        let text = case.get("expr").as_text().unwrap();
        let offset = case
            .get("errorAt")
            .as_number()
            .map(|offset| offset as usize);
        match Expression::parse(text) {
            Err(error) if Some(error.offset) != offset => {
                parses.differs(
                    text,
                    format!("an error at {}, not {offset:?}", error.offset),
                );
            }
            Err(_) => {}
            Ok(_) if offset.is_some() => parses.differs(text, "no error".to_owned()),
            Ok(expression) => {
                let names = Value::list(expression.names().into_iter().map(Value::from));
                if names != *case.get("vars") {
                    parses.differs(text, format!("the names {}", to_json(&names)));
                }
                let canonical = expression.to_string();
                if case.get("canonical").as_text() != Some(&canonical) {
                    canonical_forms.differs(text, canonical);
                }
            }
        }
    }
    parses.check(
        "collected texts: parses or not, error offsets, names",
        cases.len(),
    );
    canonical_forms.check("collected texts: canonical form", cases.len());
}

/// Everything that can be done with a text, on a stack no larger than WebAssembly's.
fn survive(text: String) -> Result<String, ParseError> {
    let run = move || {
        let expression = Expression::parse(&text)?;
        let again = Expression::parse(&expression.to_string());
        assert!(again.is_ok() || expression.to_string().len() > MAX_LENGTH_BYTES);
        assert!(expression.dependencies().names.len() >= expression.names().len());
        let (value, _) = evaluate(&text, Value::Undefined);
        Ok(to_json(&value))
    };
    let builder = std::thread::Builder::new().stack_size(1024 * 1024);
    builder.spawn(run).unwrap().join().unwrap()
}

#[test]
fn long_expressions_are_read_and_run() {
    let fill = |start: &str, part: &str| {
        let count = (MAX_LENGTH_BYTES - start.len() - 1) / part.len();
        start.to_owned() + &part.repeat(count)
    };
    let cases = [
        fill("1", " + 1"),
        fill("1", "=1"),
        fill("1", " or 1"),
        fill("{a}", " contains 1"),
        fill("{a}", " *="),
        fill("[1", ",1") + "]",
        fill("sum(1", ",1") + ")",
    ];
    for text in cases {
        let start: String = text.chars().take(12).collect();
        assert!(survive(text).is_ok(), "{start}");
    }
    let sum = fill("1", "+1");
    assert_eq!(survive(sum).unwrap(), (MAX_LENGTH_BYTES / 2).to_string());
}

#[test]
fn expressions_beyond_the_limits_are_errors_and_not_stack_overflows() {
    let nested = |open: &str, depth: usize| open.repeat(depth) + "1";
    for open in [
        "(",
        "[",
        "!",
        "negate ",
        "sum(",
        "1 + (",
        "{a} contains [",
        "!(",
    ] {
        for depth in [MAX_NESTING + 1, 10_000] {
            let error = survive(nested(open, depth)).unwrap_err();
            assert!(error.message.contains("200 levels"), "{open}: {error}");
        }
    }
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("!", ""),
        ("sum(", ")"),
        ("1 + (", ")"),
    ] {
        let fits = nested(open, MAX_NESTING) + &close.repeat(MAX_NESTING);
        assert!(survive(fits).is_ok(), "{open}");
    }
    for text in [
        "1+".repeat(500_000),
        "(".repeat(1_000_000),
        "'".repeat(1_000_000),
    ] {
        let error = survive(text).unwrap_err();
        assert!(error.message.contains("256 KiB"), "{error}");
    }
}

#[test]
fn lists_without_an_end_took_exponential_time() {
    for (part, offset) in [
        ("[f(a=", 5),
        ("[(a+", 4),
        ("f([a contains ", 14),
        ("![f(a=", 6),
    ] {
        let text = part.repeat(60);
        let error = survive(text).unwrap_err();
        assert_eq!(error.offset, 60 * offset, "{part}");
    }
}

#[test]
fn a_number_too_large_for_a_double_was_printed_as_a_word() {
    for (text, expected) in [
        ("9".repeat(400), f64::INFINITY),
        ("0x".to_owned() + &"7".repeat(400), f64::INFINITY),
        ("-".to_owned() + &"9".repeat(400), f64::NEG_INFINITY),
    ] {
        let canonical = Expression::parse(&text).unwrap().to_string();
        assert_eq!(evaluate(&canonical, Value::Undefined).0, expected.into());
    }
}

#[test]
fn the_word_negate_was_printed_as_a_negation() {
    for text in ["negate*=", "Negate", "[negate, 1]", "1 + negate = 2"] {
        let expression = Expression::parse(text).unwrap();
        let canonical = expression.to_string();
        assert_eq!(Expression::parse(&canonical), Ok(expression), "{canonical}");
    }
}

#[test]
fn a_canonical_form_deeper_than_the_limit_is_an_error_when_read_again() {
    let canonical = |operators: usize| {
        let text = "1".to_owned() + &"+1".repeat(operators);
        Expression::parse(&text).unwrap().to_string()
    };
    assert!(Expression::parse(&canonical(MAX_NESTING)).is_ok());
    let error = Expression::parse(&canonical(MAX_NESTING + 1)).unwrap_err();
    assert!(error.message.contains("200 levels"), "{error}");
}

#[test]
fn errors_say_where_and_what() {
    let cases = [
        ("", 0, "ends too early"),
        ("  ", 2, "ends too early"),
        ("{a} ++", 5, "at character 6: an unexpected \"+\""),
        ("'😀' @ 1", 5, "at character 6: an unexpected \"@\""),
        ("'open", 5, "ends too early"),
        ("a <> > b", 5, "an unexpected \">\""),
        ("a > <> b", 5, "an unexpected \">\""),
    ];
    for (text, offset, part) in cases {
        let error = Expression::parse(text).unwrap_err();
        assert_eq!(error.offset, offset, "{text}");
        assert!(error.message.contains(part), "{text}: {error}");
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = evaluate(&text, Value::Undefined);
    }

    #[test]
    fn no_row_of_tokens_panics(
        tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..24),
        values in prop::collection::vec(prop::sample::select(TOKENS), 2),
    ) {
        let text = tokens.concat();
        let values = Value::object(
            ["a", "list"].into_iter().zip(values).map(|(name, value)| {
                (name.into(), Value::list([Value::from(value), Value::Date(f64::NAN), Value::Null]))
            }),
        );
        let _ = evaluate(&text, values);
        if let Ok(expression) = Expression::parse(&text) {
            let canonical = expression.to_string();
            prop_assert_eq!(Expression::parse(&canonical).map(|again| again.to_string()), Ok(canonical));
        }
    }
}

const TOKENS: &[&str] = &[
    "{a}",
    "{#a}",
    "{list[0]}",
    "{list.length}",
    "{a.b:1}",
    "1",
    "-2.5",
    "0x1",
    "'x'",
    "\"2024-01-15\"",
    "word",
    "null",
    "undefined",
    "true",
    "(",
    ")",
    "[",
    "]",
    ",",
    " ",
    "+",
    "-",
    "*",
    "/",
    "%",
    "^",
    "=",
    "!=",
    "<",
    ">=",
    "=>",
    "<>",
    "!",
    " or ",
    " and ",
    " contains ",
    " anyof ",
    " empty",
    " notempty",
    "negate ",
    "sum(",
    "iif(",
    "sumInArray(",
    "dateAdd(",
    "today()",
    "substring(",
    "round(",
    "trunc(",
    "min(",
    "1e309",
    "99999999999999999999",
    "é",
    "😀",
    "'",
];
