use serde_json::{Value, json};

use crate::program::{answers, check};

fn text(name: &str) -> Value {
    json!({"type": "text", "name": name})
}

#[test]
fn there_is_a_snapshot_before_the_first_step_and_after_each() {
    let request = json!({
        "id": {"any": "value"},
        "json": {"pages": [
            {"name": "one", "elements": [{"type": "text", "name": "who", "title": "Who?", "isRequired": true}]},
            {"name": "two", "elements": [
                {"type": "radiogroup", "name": "pet", "title": "{who}, a pet?", "choices": ["cat", {"value": 2, "text": "dog"}]},
                {"type": "text", "name": "why", "visibleIf": "{pet} = 2"}]}]},
        "steps": [["next"], ["set", "who", "Ada"], ["next"], ["set", "pet", 2], ["prev"], ["goto", "two"], ["complete"]]
    });
    check(
        &request,
        &json!([
            {"ret": null, "state": "running", "page": "one", "pages": ["one", "two"], "visible": ["who", "pet"],
             "required": ["who"], "errors": {}, "progress": "Page 1 of 2", "data": {}},
            {"ret": false, "page": "one", "errors": {"who": [["required", "Response required."]]}},
            {"data": {"who": "Ada"}},
            {"ret": true, "page": "two", "titles": {"who": "Who?", "pet": "Ada, a pet?", "why": "why"},
             "choices": {"pet": [["cat", "cat"], [2, "dog"]]}, "progress": "Page 2 of 2"},
            {"visible": ["who", "pet", "why"], "enabled": ["who", "pet", "why"]},
            {"ret": true, "page": "one"},
            {"page": "two"},
            {"ret": true, "state": "completed", "data": {"who": "Ada", "pet": 2},
             "html": "Thank you for completing the survey"},
        ]),
    );
}

#[test]
fn what_a_line_brings_with_it_is_there_from_the_start() {
    let request = json!({
        "json": {"locale": "de", "elements": [
            {"type": "text", "name": "a", "title": {"default": "A", "fr": "Un A"}},
            {"type": "expression", "name": "on", "expression": "today()"},
            {"type": "expression", "name": "hour", "expression": "currentDate()"},
            {"type": "text", "name": "plan", "visibleIf": "{plan} = 'pro' and {times} > 2"},
            {"type": "dropdown", "name": "land", "choicesByUrl": {"url": "/lands", "valueName": "iso"}},
            {"type": "dropdown", "name": "none", "choicesByUrl": {"url": "/none"}}]},
        "data": {"a": "given"}, "context": {"Plan": "pro"}, "vars": {"times": 3}, "locale": "fr",
        "now": "2026-01-15T02:00:00Z", "tz": "America/New_York",
        "lists": {"/lands": [{"iso": "fr", "title": "France"}]},
    });
    let answers = answers(&[request.to_string()]);
    let snap = &answers[0]["snaps"][0];
    assert_eq!(snap["titles"]["a"], "Un A");
    assert_eq!(snap["data"]["a"], "given");
    assert_eq!(snap["data"]["on"], "2026-01-14T05:00:00.000Z");
    assert!(snap["visible"].as_array().unwrap().contains(&json!("plan")));
    assert_eq!(snap["choices"]["land"], json!([["fr", "France"]]));
    assert_eq!(
        snap["errors"]["none"],
        json!([["webrequest", "The request returned error 'Not Found'. "]])
    );
}

#[test]
fn snapshots_and_times_come_as_they_are_asked_for() {
    let request = |snaps: &str| {
        json!({"json": {"elements": [text("a")]}, "steps": [["set", "a", 1], ["next"]], "snaps": snaps, "timing": true})
            .to_string()
    };
    let answers = answers(&[request("all"), request("last"), request("none")]);
    let counts: Vec<usize> = answers
        .iter()
        .map(|answer| answer["snaps"].as_array().unwrap().len())
        .collect();
    assert_eq!(counts, [3, 1, 0]);
    assert_eq!(answers[1]["snaps"][0]["state"], "completed");
    for answer in &answers {
        assert!(answer["timing"]["loadMillis"].as_f64().unwrap() >= 0.0);
        assert_eq!(answer["timing"]["stepMillis"].as_array().unwrap().len(), 2);
    }
}

/// The order in which a respondent, or a seed, is offered eight choices.
fn order(members: &Value) -> Value {
    let mut request = json!({"json": {"elements": [
        {"type": "radiogroup", "name": "q", "choicesOrder": "random", "choices": [1, 2, 3, 4, 5, 6, 7, 8]}]}});
    for (name, value) in members.as_object().unwrap() {
        request[name] = value.clone();
    }
    answers(&[request.to_string()])[0]["snaps"][0]["choices"]["q"].clone()
}

#[test]
fn chance_follows_from_the_respondent_or_the_seed_and_from_nothing_else() {
    assert_eq!(order(&json!({})), order(&json!({})));
    assert_eq!(
        order(&json!({"respondent": "ada"})),
        order(&json!({"respondent": "ada"}))
    );
    assert_ne!(
        order(&json!({"respondent": "ada"})),
        order(&json!({"respondent": "bob"}))
    );
    assert_eq!(
        order(&json!({"seed": 1, "respondent": "ada"})),
        order(&json!({"seed": 1, "respondent": "bob"}))
    );
    assert_ne!(order(&json!({"seed": 1})), order(&json!({"seed": 2})));
}
