//! Records of whole runs, member by member.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "response/encodings.rs"]
mod encodings;
#[path = "session/script.rs"]
mod script;

use journey_survey::definition::PLACEHOLDERS;
use journey_survey::value::{Value, to_json};
use script::{Script, parse, run};

/// The record of a case's run, or those members of it that the case expects.
fn check(case: &Value, expected: &Value, actual: &Value) {
    let name = case.get("name").as_text().unwrap();
    for (member, expected) in expected.as_object().unwrap().iter() {
        assert_eq!(
            to_json(actual.get(member)),
            to_json(expected),
            "{name}: {member}"
        );
    }
}

#[test]
fn whole_records() {
    for case in parse(include_str!("response/records.json"))
        .as_list()
        .unwrap()
    {
        let record = run(case).record();
        check(case, case.get("record"), &record);
        let names = |value: &Value| {
            value
                .as_object()
                .unwrap()
                .names()
                .cloned()
                .collect::<Vec<_>>()
        };
        let written = parse(&to_json(&record));
        assert_eq!(
            names(&written),
            names(case.get("record")),
            "members and their order"
        );
        let placeholders = PLACEHOLDERS.iter();
        let placeholders = placeholders.filter(|name| !matches!(**name, "record" | "json"));
        assert!(
            names(&record)
                .iter()
                .map(|name| &**name)
                .eq(placeholders.copied())
        );
    }
}

#[test]
fn single_members() {
    for case in parse(include_str!("response/members.json"))
        .as_list()
        .unwrap()
    {
        check(case, case.get("record"), &run(case).record());
    }
}

/// Six touchpoints, enough budget for all, five values each.
fn quality_of(step_millis: u32, steps: &str) -> String {
    let case = format!(
        r#"{{"name": "quality", "stepMillis": {step_millis}, "steps": [{steps}], "survey": {{"touchpoints": [
            {{"name": "b"}}, {{"name": "a"}}, {{"name": "c"}}, {{"name": "d"}},
            {{"name": "odd", "question": {{"type": "rating", "rateMax": 4}}}}],
            "adaptive": {{"budget": 30, "screen": "both", "always": ["a", "b", "c", "d", "odd"]}}}}}}"#
    );
    to_json(run(&parse(&case)).record().get("quality"))
}

#[test]
fn quality_flags_are_raised_by_what_they_stand_for_and_by_nothing_less() {
    const OPENING: &str = r#"["say", 3], ["say", ["b"]], ["say", "b"]"#;
    let quality = |speeding: bool, straight: bool, contradictions: &str| {
        format!(
            r#"{{"speeding":{speeding},"straightlining":{straight},"contradictions":[{contradictions}]}}"#
        )
    };
    let cases = [
        ("", quality(false, false, "")),
        // Ratings after the opening: b first, which was picked.
        (
            r#"["say", 4], ["say", 4], ["say", 4], ["say", 4]"#,
            quality(false, true, ""),
        ),
        (
            r#"["say", 4], ["say", 4], ["say", 4], ["say", 3]"#,
            quality(false, false, ""),
        ),
        (
            r#"["say", 4], ["say", 4], ["say", 4], ["say", "skip"]"#,
            quality(false, false, ""),
        ),
        (
            r#"["say", 4], ["say", 4], ["say", 4], ["say", 4], ["say", 4]"#,
            quality(false, false, ""),
        ),
        (
            r#"["say", 5], ["say", 5], ["say", 5], ["say", 5]"#,
            quality(false, false, "\"b\""),
        ),
        (r#"["say", 5]"#, quality(false, false, "\"b\"")),
        (r#"["say", 4]"#, quality(false, false, "")),
        (
            r#"["say", 1], ["say", "did-not-happen"]"#,
            quality(false, false, ""),
        ),
    ];
    for (steps, expected) in cases {
        let steps = if steps.is_empty() {
            OPENING.to_owned()
        } else {
            format!("{OPENING}, {steps}")
        };
        assert_eq!(quality_of(1500, &steps), expected, "{steps}");
    }
    // Haste: screens answered in less than a second each, if there are three of them or more.
    for (step_millis, steps, speeding) in [
        (999, OPENING, true),
        (1000, OPENING, false),
        (999, r#"["say", 3], ["say", "skip"]"#, false),
        (
            100,
            r#"["say", 3], ["wait", 5000], ["say", "skip"], ["say", "skip"]"#,
            false,
        ),
    ] {
        let expected = quality(speeding, false, "");
        assert_eq!(
            quality_of(step_millis, steps),
            expected,
            "{step_millis}: {steps}"
        );
    }
}

#[test]
fn a_clock_that_is_set_back_counts_as_no_time() {
    let case = parse(
        r#"{"survey": {"pages": [
            {"name": "one", "elements": [{"type": "text", "name": "a"}]},
            {"name": "two", "elements": [{"type": "text", "name": "b"}]}]}}"#,
    );
    let mut script = Script::start(&case);
    for step in [
        r#"["next"]"#,
        r#"["wait", -9000]"#,
        r#"["back"]"#,
        r#"["next"]"#,
        r#"["next"]"#,
    ] {
        script.step(&parse(step));
    }
    let record = script.record();
    let durations = to_json(record.get("paradata").get("durations"));
    assert_eq!(durations, r#"{"one":3000,"two":1500}"#);
    assert_eq!(
        record.get("completedAt").as_text(),
        Some("2026-01-15T11:59:58.500Z")
    );
}
