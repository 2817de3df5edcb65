//! Documents that are made to break the program: an answer comes, and the next line is run.

use serde_json::json;

use crate::program::answers;

#[test]
fn deep_nesting_is_an_error_of_its_line() {
    let nested = format!(
        r#"{{"json":{}{}}}"#,
        r#"{"elements":["#.repeat(100_000),
        "]}".repeat(100_000)
    );
    let answers = answers(&[nested, r#"{"id":2,"json":{}}"#.to_owned()]);
    assert!(
        answers[0]["error"]
            .as_str()
            .unwrap()
            .contains("nested deeper")
    );
    assert_eq!(answers[1]["id"], 2);
}

#[test]
fn values_that_feed_each_other_come_to_an_end() {
    let documents = [
        json!({"calculatedValues": [{"name": "a", "expression": "{b} + 1"}, {"name": "b", "expression": "{a} + 1"}],
               "elements": [{"type": "text", "name": "q", "visibleIf": "{a} > 0"}]}),
        json!({"elements": [
            {"type": "expression", "name": "a", "expression": "{b} + 'x'"},
            {"type": "expression", "name": "b", "expression": "{a} + {a}"}]}),
        json!({"elements": [
            {"type": "text", "name": "a", "setValueIf": "{b} notempty", "setValueExpression": "{b} + 1"},
            {"type": "text", "name": "b", "setValueIf": "{a} notempty", "setValueExpression": "{a} + 1"}],
            "triggers": [
                {"type": "setvalue", "expression": "{a} > 0", "setToName": "b", "setValue": 0},
                {"type": "runexpression", "expression": "{b} >= 0", "setToName": "a", "runExpression": "{b} + 1"}]}),
        json!({"elements": [
            {"type": "checkbox", "name": "a", "choicesFromQuestion": "b", "hideIfChoicesEmpty": true},
            {"type": "checkbox", "name": "b", "choicesFromQuestion": "a", "visibleIf": "{a} empty"}]}),
        json!({"elements": [{"type": "dropdown", "name": "q2", "visibleIf": "!({q2} notempty)", "clearIfInvisible": "onHiddenContainer",
               "setValueIf": "{people} notempty", "setValueExpression": "{q1} + {q1}"},
            {"type": "paneldynamic", "name": "people", "minPanelCount": 1, "templateElements": [
                {"type": "text", "name": "who", "defaultValue": "s"}]}]}),
    ];
    for document in documents {
        let request = json!({"id": 1, "json": document, "steps": [["set", "a", 1], ["set", "b", [1]], ["next"], ["prev"]]});
        let answers = answers(&[request.to_string()]);
        assert_eq!(
            answers[0]["snaps"].as_array().map(Vec::len),
            Some(5),
            "{document}"
        );
    }
}

#[test]
fn a_catastrophic_pattern_lets_everything_pass() {
    let request = json!({
        "json": {"elements": [{"type": "text", "name": "a", "validators": [{"type": "regex", "regex": "^(?=(a+)+$)(a|a)*\\1b$"}]}]},
        "steps": [["set", "a", "a".repeat(5_000)], ["next"]]});
    let answers = answers(&[request.to_string()]);
    assert_eq!(answers[0]["snaps"][2]["state"], "completed");
}
