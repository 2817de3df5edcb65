//! Lines that cannot be run: each has an error of its own, and the next one is run.

use serde_json::json;

use crate::program::answers;

const LINE: &str =
    r#"{"id":"good","json":{"elements":[{"type":"text","name":"a"}]},"snaps":"none"}"#;

#[track_caller]
fn check_bad(line: impl AsRef<[u8]>, id: serde_json::Value, part: &str) {
    let answers = answers(&[LINE.as_bytes(), line.as_ref(), LINE.as_bytes()]);
    assert_eq!(answers.len(), 3, "{answers:#?}");
    for good in [&answers[0], &answers[2]] {
        assert_eq!(good, &json!({"id": "good", "diagnostics": [], "snaps": []}));
    }
    let error = answers[1]["error"].as_str().unwrap_or_default();
    assert!(error.contains(part), "{part:?} is not in: {}", answers[1]);
    assert!(error.ends_with('.'), "not a sentence: {error}");
    assert_eq!(answers[1]["id"], id);
    assert_eq!(answers[1].as_object().unwrap().len(), 2, "{}", answers[1]);
}

#[test]
fn a_line_that_is_no_request_does_not_keep_the_next_one_from_being_run() {
    let cases = [
        ("nonsense", json!(null), "not JSON"),
        ("[]", json!(null), "not a list"),
        ("7", json!(null), "not a number"),
        ("{}", json!(null), "\"json\" is missing"),
        (r#"{"id":[1]}"#, json!([1]), "\"json\" is missing"),
        (
            r#"{"id":1,"json":{},"steps":{}}"#,
            json!(1),
            "\"steps\" needs a list",
        ),
        (
            r#"{"id":2,"json":{},"steps":[["next"],["fly"]]}"#,
            json!(2),
            "Step 2: there is no step \"fly\"; there are: set,",
        ),
        (
            r#"{"id":3,"json":{},"steps":["next"]}"#,
            json!(3),
            "Step 1: a step is a list",
        ),
        (
            r#"{"id":4,"json":{},"steps":[["set"]]}"#,
            json!(4),
            "set needs a name",
        ),
        (
            r#"{"id":5,"json":{},"steps":[["comment","a",7]]}"#,
            json!(5),
            "comment needs words",
        ),
        (
            r#"{"id":6,"json":{},"steps":[["goto",true]]}"#,
            json!(6),
            "goto needs a page's number",
        ),
        (
            r#"{"id":7,"json":{},"snaps":"some"}"#,
            json!(7),
            "\"snaps\" needs",
        ),
        (
            r#"{"id":8,"json":{},"context":[1]}"#,
            json!(8),
            "\"context\" needs an object, not a list",
        ),
        (
            r#"{"id":9,"json":{},"seed":-1}"#,
            json!(9),
            "\"seed\" needs a whole number",
        ),
        (
            r#"{"id":10,"json":{},"locale":7}"#,
            json!(10),
            "\"locale\" needs a text",
        ),
        (
            r#"{"id":11,"json":{},"tz":"Mars/Base"}"#,
            json!(11),
            "\"tz\" needs a time zone",
        ),
    ];
    for (line, id, part) in cases {
        check_bad(line, id, part);
    }
    check_bad(b"{\"id\":\"\xff\"}", json!(null), "not UTF-8");
}

#[test]
fn a_document_that_cannot_be_run_says_why() {
    let answers = answers(&[r#"{"id":1,"json":7,"steps":[["next"]]}"#]);
    assert_eq!(answers[0]["diagnostics"][0]["code"], "not-an-object");
    assert_eq!(answers[0]["snaps"][1]["state"], "empty");
}
