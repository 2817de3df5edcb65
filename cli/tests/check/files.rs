//! Files, formats and exit statuses.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::{Run, run_in, run_on};

const GOOD: &str = r#"{"id":"good","version":"2","elements":[{"type":"text","name":"a"}]}"#;
const WARNED: &str = r#"{"elements":[{"type":"text","name":"a"}],"surveyPostId":"x"}"#;
const BAD: &str = "{\n \"elements\": [\n  {\"name\": \"a\"}\n ]\n}";

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, document) in [
        ("good.json", GOOD),
        ("warned.json", WARNED),
        ("bad.json", BAD),
    ] {
        std::fs::write(folder.path().join(name), document).unwrap();
    }
    folder
}

fn run(arguments: &[&str]) -> Run {
    run_in(folder().path(), arguments, b"")
}

#[test]
fn the_exit_status_says_whether_documents_are_good_bad_or_unreadable() {
    let cases: [(&[&str], i32); 9] = [
        (&["good.json"], 0),
        (&["warned.json"], 0),
        (&["--deny-warnings", "warned.json"], 1),
        (&["--deny-warnings", "good.json"], 0),
        (&["good.json", "bad.json", "good.json"], 1),
        (&["good.json", "missing.json"], 2),
        (&["bad.json", "missing.json"], 2),
        (&[], 2),
        (&["--format", "xml", "good.json"], 2),
    ];
    for (arguments, status) in cases {
        assert_eq!(run(arguments).status, status, "{arguments:?}");
    }
}

#[test]
fn text_is_a_line_for_each_finding_and_one_for_each_document() {
    let run = run(&["bad.json", "good.json", "warned.json"]);
    assert_eq!(
        run.stdout,
        "bad.json:1:1: error [nothing-to-ask] There is no question in this document that can be asked. Give it `elements`, `pages` or `touchpoints`.\n\
         bad.json:3:3: error [no-type] This element has no `type`, so it is skipped.  (/elements/0)\n\
         bad.json: 2 errors\n\
         good.json: no problems found\n\
         warned.json:1:42: warning [unsupported-property] `surveyPostId` is not supported yet and is skipped.  (/surveyPostId)\n\
         warned.json: 1 warning\n"
    );
    assert_eq!(run.stderr, "");
}

#[test]
fn json_is_one_object_a_line() {
    let run = run(&["--format", "json", "good.json", "bad.json"]);
    let lines: Vec<Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        lines,
        [
            json!({ "file": "good.json", "survey": { "id": "good", "version": "2" }, "diagnostics": [] }),
            json!({ "file": "bad.json", "survey": null, "diagnostics": [
                {
                    "severity": "error", "code": "nothing-to-ask", "pointer": "", "line": 1, "column": 1,
                    "message": "There is no question in this document that can be asked. Give it `elements`, `pages` or `touchpoints`.",
                },
                {
                    "severity": "error", "code": "no-type", "pointer": "/elements/0", "line": 3, "column": 3,
                    "message": "This element has no `type`, so it is skipped.",
                },
            ] }),
        ]
    );
    let unplaced: Value = serde_json::from_str(&run_on("", &["--format", "json"]).stdout).unwrap();
    assert_eq!(unplaced["file"], "-");
    assert_eq!(unplaced["diagnostics"][0]["line"], Value::Null);
    assert_eq!(unplaced["diagnostics"][0]["column"], Value::Null);
}

#[test]
fn standard_input_is_a_document_among_others() {
    let run = run_in(folder().path(), &["good.json", "-"], WARNED.as_bytes());
    assert_eq!(run.status, 0);
    assert!(
        run.stdout
            .starts_with("good.json: no problems found\n<stdin>:1:42: warning")
    );
    assert!(run.stdout.ends_with("\n<stdin>: 1 warning\n"));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_checked() {
    let run = run(&["missing.json", ".", "good.json"]);
    assert_eq!(run.status, 2);
    assert_eq!(
        run.stderr,
        "error: cannot read missing.json: there is no such file\n\
         error: cannot read .: it is a folder; name the documents in it\n"
    );
    assert_eq!(run.stdout, "good.json: no problems found\n");
}

#[test]
fn a_document_cannot_command_the_terminal_or_forge_lines() {
    let document =
        r#"{"elements":[{"type":"\u001b[31mx\n<stdin>: no problems found","name":"a"}]}"#;
    let run = run_on(document, &[]);
    assert!(
        run.stdout
            .contains(r"`\u{1b}[31mx\n<stdin>: no problems found` is not a type"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains('\u{1b}'));
    assert_eq!(run.stdout.lines().count(), 3);
}

#[test]
fn the_surveys_that_ship_have_no_problems() {
    for name in surveys_that_ship() {
        let run = run_in(&surveys(), &["--deny-warnings", &name], b"");
        assert_eq!(run.stdout, format!("{name}: no problems found\n"));
        assert_eq!(run.status, 0);
    }
}

#[test]
fn the_surveys_that_ship_speak_four_languages() {
    fn check(value: &Value, name: &str) {
        if let Some(texts) = value
            .as_object()
            .filter(|object| object.contains_key("default"))
        {
            for language in ["fr", "de", "es"] {
                let text = texts.get(language).and_then(Value::as_str);
                assert!(
                    text.is_some_and(|text| !text.is_empty()),
                    "{name}, {language}: {texts:?}"
                );
            }
        }
        match value {
            Value::Object(members) => members.values().for_each(|member| check(member, name)),
            Value::Array(items) => items.iter().for_each(|item| check(item, name)),
            _ => {}
        }
    }
    let names = surveys_that_ship();
    assert!(names.len() >= 8, "{names:?}");
    for name in names {
        let text = fs::read_to_string(surveys().join(&name)).unwrap();
        check(&serde_json::from_str(&text).unwrap(), &name);
    }
}

fn surveys() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/surveys")
}

fn surveys_that_ship() -> Vec<String> {
    let entries = fs::read_dir(surveys()).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn help_shows_how_it_is_used() {
    let help = run(&["--help"]).stdout;
    for text in [
        "Examples:",
        "journey-survey check survey.json",
        "--format",
        "--deny-warnings",
        "standard input",
        "Exit status",
    ] {
        assert!(help.contains(text), "{text} is not in: {help}");
    }
}
