//! Drafts come from storage that anything may have written to.

use journey_survey::session::{Position, Session};
use journey_survey::value::{Object, Value, to_json};
use proptest::prelude::*;

use super::respondent::Respondent;
use super::script::{Clock, START_MILLIS, Script, parse, setting, survey};

const CASE: &str = r#"{"name": "drafts", "survey": {"version": "7", "pages": [
  {"name": "one", "elements": [{"type": "text", "name": "who", "isRequired": true}, {"type": "boolean", "name": "tv", "defaultValue": true}]},
  {"name": "way", "elements": [{"type": "journey", "name": "j", "adaptive": {"budget": 12, "screen": "both", "always": ["b"]}, "touchpoints": [
    {"name": "a", "causes": [{"value": "x", "causes": [{"value": "y", "causes": [{"value": "z"}]}, {"value": "none"}]}, {"value": "y"}],
     "elements": [{"type": "text", "name": "extra"}]},
    {"name": "b"}, {"name": "c", "reachedIf": "{tv} = true"}, {"name": "a.why"}]}]},
  {"name": "two", "visibleIf": "{who} != 'nobody'", "elements": [{"type": "nps", "name": "recommend"}]}]},
  "steps": [["set", "who", "me"], ["set", "who", "you"], ["next"], ["say", 2], ["say", ["a", "c"]], ["say", "a"], ["say", 1], ["say", 1],
    ["say", ["x", "y"]], ["say", ["y", "none"]], ["say", {"other": "words"}], ["set", "extra", "e"], ["say", "filled"],
    ["back"], ["back"], ["back"], ["say", ["none"]], ["back"], ["back"], ["back"], ["say", 2]]}"#;

/// The draft after each step of the case.
fn drafts() -> Vec<Value> {
    let case = parse(CASE);
    let mut script = Script::start(&case);
    let mut drafts = vec![script.session.draft()];
    for step in case.get("steps").as_list().unwrap() {
        script.step(step);
        drafts.push(script.session.draft());
    }
    drafts
}

fn resume(draft: &Value) -> Option<Session> {
    let survey = survey(parse(CASE).get("survey"));
    let setting = setting(Object::new(), "en", Clock::at(START_MILLIS));
    Session::resume(survey, setting, draft)
}

#[test]
fn what_is_no_draft_of_this_version_is_not_taken_up() {
    assert!(resume(drafts().last().unwrap()).is_some());
    for text in [
        "null",
        "[]",
        "{}",
        r#"{"id":"a","answers":{}}"#,
        r#"{"id":"a","version":7,"answers":{}}"#,
        r#"{"id":"a","version":"6","answers":{}}"#,
        r#"{"id":1,"version":"7","answers":{}}"#,
        r#"{"id":"a","version":"7"}"#,
        r#"{"id":"a","version":"7","answers":[1]}"#,
    ] {
        assert!(resume(&parse(text)).is_none(), "{text}");
    }
}

#[test]
fn a_draft_of_which_little_makes_sense_starts_where_it_can() {
    let cases = [
        ("{}", "one"),
        (r#"{"page":1}"#, "j:overall"),
        (r#"{"page":2}"#, "two"),
        (r#"{"page":3}"#, "two"),
        (r#"{"page":1e300}"#, "two"),
        (r#"{"page":-5}"#, "one"),
        (r#"{"page":"two"}"#, "one"),
        (r#"{"page":2,"answers":{"who":"nobody"}}"#, "j:overall"),
        (
            r#"{"page":1,"journeys":{"j":{"shown":[{"at":"a.rating"}]}}}"#,
            "j:overall",
        ),
        (r#"{"page":1,"journeys":{"j":{"shown":7}}}"#, "j:overall"),
        (
            r#"{"page":1,"journeys":{"j":{"shown":[{"at":"overall","rule":"overall","reason":"opening","said":9}]}}}"#,
            "j:overall",
        ),
        (
            r#"{"page":1,"journeys":{"j":{"shown":[{"at":"overall","rule":"overall","reason":"opening","said":3}]}}}"#,
            "j:map",
        ),
        (
            r#"{"page":1,"journeys":{"j":{"shown":[{"at":"a.why","rule":"why","reason":"rated-low","said":"none"}]}}}"#,
            "j:overall",
        ),
        (r#"{"completedAt":"yesterday"}"#, "one"),
        (r#"{"completedAt":1e18}"#, "one"),
        (r#"{"completedAt":1768478400000}"#, "completed"),
    ];
    for (text, screen) in cases {
        let mut draft = Object::new();
        draft.set("id", "a");
        draft.set("version", "7");
        draft.set("answers", parse(r#"{"tv":true}"#));
        for (name, value) in parse(text).as_object().unwrap().iter() {
            draft.set(name.clone(), value.clone());
        }
        let session = resume(&draft.into()).unwrap();
        assert_eq!(session.screen_name(), screen, "{text}");
    }
}

/// Replaces what stands at one place of a value; the numbers say where to go down.
fn spoiled(value: &Value, way: &[u8], poison: &Value) -> Value {
    let Some((turn, way)) = way.split_first() else {
        return poison.clone();
    };
    match value {
        Value::List(items) if !items.is_empty() => {
            let mut items = items.to_vec();
            let at = usize::from(*turn) % items.len();
            items[at] = spoiled(&items[at], way, poison);
            items.into()
        }
        Value::Object(object) if !object.is_empty() => {
            let at = usize::from(*turn) % object.len();
            let members = object.iter().enumerate().map(|(index, (name, member))| {
                let member = if index == at {
                    spoiled(member, way, poison)
                } else {
                    member.clone()
                };
                (name.clone(), member)
            });
            Value::object(members)
        }
        _ => poison.clone(),
    }
}

fn poison() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "null",
        "true",
        "-1",
        "0",
        "1",
        "2",
        "3",
        "1e308",
        "0.5",
        "\"\"",
        "\"a\"",
        "\"a.why\"",
        "\"a.why.2\"",
        "\"a.why.99999999999999999999\"",
        "\"c.rating\"",
        "\"none\"",
        "\"skip\"",
        "\"x\"",
        "\"x/y\"",
        "\"overall\"",
        "[]",
        "[[]]",
        "[\"a\",\"a\"]",
        "[\"x\",\"x\"]",
        "[\"x/y\",\"x/none\"]",
        "{}",
        "{\"other\":\"w\"}",
        "{\"other\":1}",
        "{\"at\":\"pick\"}",
        "\"did-not-happen\"",
        "\"why\"",
        "\"deeper\"",
        "-1e308",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_draft_breaks_a_run(
        at in any::<prop::sample::Index>(),
        spoils in prop::collection::vec((prop::collection::vec(any::<u8>(), 0..6), poison()), 1..4),
        seed in any::<u64>(),
    ) {
        thread_local!(static DRAFTS: Vec<Value> = drafts());
        let mut draft = DRAFTS.with(|drafts| at.get(drafts).clone());
        for (way, poison) in spoils {
            draft = spoiled(&draft, &way, &parse(poison));
        }
        let Some(mut session) = resume(&draft) else { return Ok(()) };
        let again = resume(&parse(&to_json(&session.draft()))).unwrap();
        prop_assert_eq!(again.screen_name(), session.screen_name());
        prop_assert_eq!(to_json(&again.draft()), to_json(&session.draft()));
        Respondent::new(seed).finish(&mut session);
        prop_assert_eq!(session.position(), Position::Completed);
    }
}
