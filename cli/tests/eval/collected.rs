//! The collected expressions and the results of `survey-core`, through the program. They lie outside the project; where
//! they are missing, the test says that it was passed over.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use journey_survey::native::SerdeJson;
use journey_survey::value::{Json, Object, Value, to_json};

use crate::program::answers;

const CASES: &str = "../../shared/reference/expr_cases.json";
const DIVERGENCES: &str = "../tests/expression/divergences.json";

fn read(path: &str) -> Option<Value> {
    let text = fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)).ok()?;
    Some(SerdeJson.parse(&text).expect(path))
}

/// The expressions whose values differ on purpose.
fn listed() -> BTreeSet<String> {
    let divergences = read(DIVERGENCES).expect("divergences.json is part of the project");
    let entries = divergences.as_list().unwrap().iter();
    entries
        .filter(|entry| entry.get("kind").as_text() == Some("value"))
        .map(|entry| entry.get("expression").as_text().unwrap().to_owned())
        .collect()
}

fn line(case: &Value, meta: &Value) -> String {
    let mut request = Object::new();
    for name in ["expr", "values"] {
        request.set(name, case.get(name).clone());
    }
    for name in ["now", "tz"] {
        request.set(name, meta.get(name).clone());
    }
    to_json(&request.into()) + "\n"
}

#[test]
fn collected_cases() {
    let Some(file) = read(CASES) else {
        println!("conformance: SKIPPED, there is no {CASES} beside this project");
        return;
    };
    let cases = file.get("cases").as_list().unwrap();
    let input: String = cases
        .iter()
        .map(|case| line(case, file.get("meta")))
        .collect();
    let answers = answers(input);
    assert_eq!(answers.len(), cases.len());

    let listed = listed();
    let mut different = BTreeSet::new();
    let mut unexplained = Vec::new();
    let mut equal = 0;
    for (case, answer) in cases.iter().zip(&answers) {
        let read = SerdeJson.parse(answer).unwrap();
        // Compared as they are coded, where NaN equals itself.
        if read.get("value") != case.get("expected")
            || read.get("condition") != case.get("condition")
        {
            let expression = case.get("expr").as_text().unwrap();
            different.insert(expression.to_owned());
            if !listed.contains(expression) {
                unexplained.push(format!("{}\n{answer}", to_json(case)));
            }
        } else {
            equal += 1;
        }
    }
    println!(
        "conformance: collected cases through `journey-survey eval`: {equal} of {} equal, {} differ for a listed reason",
        cases.len(),
        cases.len() - equal - unexplained.len(),
    );
    assert!(
        unexplained.is_empty(),
        "{} of {} differ:\n{}",
        unexplained.len(),
        cases.len(),
        unexplained.join("\n")
    );
    let vanished: Vec<_> = listed.difference(&different).collect();
    assert!(vanished.is_empty(), "no longer different: {vanished:?}");
}
