//! `journey-survey simulate` as it is run.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

fn simulate(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_journey-survey"))
        .arg("simulate")
        .args(arguments)
        .output()
        .unwrap()
}

#[track_caller]
fn experiments(arguments: &[&str]) -> Vec<Value> {
    let output = simulate(&[arguments, &["--format", "json"]].concat());
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    json["experiments"].as_array().unwrap().clone()
}

fn figure(experiment: &Value, strategy: &str, name: &str) -> f64 {
    let strategies = experiment["strategies"].as_array().unwrap();
    let found = strategies.iter().find(|found| found["name"] == strategy);
    found.unwrap()["figures"][name]["value"].as_f64().unwrap()
}

#[test]
fn the_adaptive_engine_finds_more_of_what_went_wrong_at_the_same_cost() {
    let found = experiments(&[
        "--generator",
        "pilot",
        "--budget",
        "7",
        "--random-slot",
        "0",
        "--stop-below",
        "0",
        "--strategy",
        "adaptive-map-pick",
        "--strategy",
        "skip-logic-pick",
        "--strategy",
        "random",
        "--respondents",
        "400",
    ]);
    let [pilot] = &found[..] else {
        panic!("{found:?}")
    };
    let of = |strategy: &str, name: &str| figure(pilot, strategy, name);
    let adaptive = |name: &str| of("adaptive + map + pick", name);
    assert!(adaptive("rmse") < of("skip logic + pick", "rmse"));
    assert!(adaptive("worst") > of("random order", "worst") + 0.2);
    assert!(adaptive("cause") > of("skip logic + pick", "cause") + 0.03);
    assert!(adaptive("wrongWhys") < of("skip logic + pick", "wrongWhys"));
    for strategy in pilot["strategies"].as_array().unwrap() {
        let cost = strategy["figures"]["cost"]["value"].as_f64().unwrap();
        assert!(cost <= 7.0 + 1e-9, "{strategy}");
    }
}

#[test]
fn means_of_the_random_slot_are_unbiased_whoever_answers() {
    let found = experiments(&["--respondents", "300", "--strategy", "adaptive-pick"]);
    assert_eq!(found.len(), 7, "every generator");
    for experiment in &found {
        let slot = &experiment["strategies"][0]["bias"]["slot"];
        let (bias, error) = (
            slot["value"].as_f64().unwrap(),
            slot["standardError"].as_f64().unwrap(),
        );
        assert!(bias.abs() <= 2.0 * error, "{experiment}");
    }
}

#[test]
fn the_same_seed_gives_the_same_figures() {
    let arguments = ["--generator", "eight", "--respondents", "50", "--seed", "7"];
    assert_eq!(experiments(&arguments), experiments(&arguments));
    let other = ["--generator", "eight", "--respondents", "50", "--seed", "8"];
    assert_ne!(experiments(&arguments), experiments(&other));
}

#[test]
fn a_document_is_asked_with_its_own_settings() {
    let folder = tempfile::tempdir().unwrap();
    let (file, priors) = (folder.path().join("s.json"), folder.path().join("p.json"));
    let survey = r#"{"touchpoints": [{"name": "a"}, {"name": "b"}, {"name": "c", "reachedIf": "{c}"}, {"name": "d"}],
        "adaptive": {"budget": 5, "screen": "pick"}}"#;
    fs::write(&file, survey).unwrap();
    fs::write(&priors, r#"{"a": {"mean": -2, "sd": 0.5}}"#).unwrap();
    let file = file.to_str().unwrap();
    let plain = experiments(&[file, "--respondents", "100"]);
    assert_eq!(plain[0]["touchpoints"], 4);
    assert_eq!(plain[0]["budget"], 5.0);
    let informed = experiments(&[
        file,
        "--respondents",
        "100",
        "--priors",
        priors.to_str().unwrap(),
    ]);
    assert_ne!(plain, informed);
}

#[test]
fn tables_and_charts_are_written() {
    let base = [
        "--generator",
        "pilot",
        "--respondents",
        "20",
        "--budget",
        "5-6",
    ];
    let text = simulate(&base).stdout;
    let text = String::from_utf8(text).unwrap();
    assert!(
        text.contains("pilot: 12 touchpoints, budget 5, 20 respondents"),
        "{text}"
    );
    assert!(text.contains("adaptive + map + pick less"), "{text}");
    let svg = simulate(&[&base[..], &["--format", "svg"]].concat()).stdout;
    let svg = String::from_utf8(svg).unwrap();
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    assert_eq!(svg.matches("<polyline").count(), 4 * 7);
}

#[test]
fn what_cannot_be_simulated_is_said_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let plain = file(
        "plain.json",
        r#"{"elements": [{"type": "text", "name": "a"}]}"#,
    );
    let broken = file("broken.json", "{");
    let cases = [
        (vec![plain.as_str()], "has no journey"),
        (vec![broken.as_str()], "is no JSON"),
        (vec!["nowhere.json"], "there is no such file"),
        (vec!["--budget", "9-4"], "ends before it begins"),
        (vec!["--budget", "much"], "is no cost"),
        (vec!["--random-slot", "2"], "is more than 1"),
    ];
    for (arguments, sentence) in cases {
        let output = simulate(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(sentence), "{arguments:?}: {said}");
    }
}

#[test]
fn priors_that_fit_nothing_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (file, priors) = (folder.path().join("s.json"), folder.path().join("p.json"));
    fs::write(
        &file,
        r#"{"elements": [{"type": "journey", "name": "j", "touchpoints": [{"name": "a"}, {"name": "b"}, {"name": "c"}]}]}"#,
    )
    .unwrap();
    for (written, expected) in [
        ("[1]", "priors are an object by touchpoint"),
        (
            r#"{"nope": {"mean": 1}}"#,
            "no touchpoint of the journey is called `nope`",
        ),
        (r#"{"a": 5}"#, "the prior of `a` must be an object"),
        (
            r#"{"a": {"mean": "x"}}"#,
            "the prior of `a` must be an object",
        ),
    ] {
        fs::write(&priors, written).unwrap();
        let arguments = [file.to_str().unwrap(), "--priors", priors.to_str().unwrap()];
        let output = simulate(&arguments);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{written}");
        assert!(errors.contains(expected), "{written}: {errors}");
        assert!(errors.contains("p.json"), "{written}: {errors}");
    }
}
