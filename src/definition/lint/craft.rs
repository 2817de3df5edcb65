use std::collections::HashSet;

use super::lint_at;
use super::walk::{Node, Walk, localized};
use super::wording::contains_words;
use crate::definition::findings::Findings;
use crate::value::Value;

/// Answers of the journey that go by these words, so nothing else should.
const TAKEN_WORDS: [&str; 5] = ["none", "skip", "dont-know", "did-not-happen", "other"];

/// What makes a journey tell less than it could.
pub(super) fn check(walk: &Walk, findings: &Findings) {
    let jargon = jargon_of(walk);
    for journey in &walk.nodes {
        let is_journey = journey.class.name == "journey"
            || (journey.class.name == "survey" && journey.member("touchpoints").is_some());
        if is_journey {
            check_journey(walk, journey, &jargon, findings);
        }
    }
}

/// The author's words for departments, in lower case.
fn jargon_of(walk: &Walk) -> Vec<String> {
    let written = walk
        .nodes
        .first()
        .and_then(|survey| survey.member("jargon"));
    let items = written
        .and_then(|(_, list)| list.as_list())
        .into_iter()
        .flatten();
    items
        .filter_map(Value::as_text)
        .map(str::to_lowercase)
        .collect()
}

fn check_journey(walk: &Walk, journey: &Node, jargon: &[String], findings: &Findings) {
    let touchpoints: Vec<&Node> = walk.below(journey, "touchpoints").collect();
    let list = format!("{}/touchpoints", journey.pointer);
    if touchpoints.len() == 1 {
        lint_at(
            findings,
            "one-desk",
            &list,
            "This journey has one touchpoint. The customer met more of you than that; ask about the whole way.",
        );
    }
    let mut owners = HashSet::new();
    let mut creators = HashSet::new();
    let mut with_creators = 0;
    for touchpoint in &touchpoints {
        let roles = owners_of(walk, touchpoint);
        let own: Vec<&str> = roles
            .iter()
            .filter(|(_, is_enabler)| !is_enabler)
            .map(|(role, _)| *role)
            .collect();
        with_creators += usize::from(!own.is_empty());
        creators.extend(own);
        owners.extend(roles.iter().map(|(role, _)| *role));
        check_touchpoint(walk, touchpoint, &roles, jargon, findings);
    }
    if touchpoints.len() > 1 && creators.len() == 1 && with_creators == touchpoints.len() {
        let actor = creators.iter().next().copied().unwrap_or_default();
        lint_at(
            findings,
            "one-actor",
            &list,
            format!(
                "Every touchpoint asks about the same actor, `{actor}`. Ask about the others whom the customer meets too."
            ),
        );
    }
    let mut reported = HashSet::new();
    for cause in walk
        .inside(journey)
        .filter(|node| node.class.name == "cause")
    {
        check_cause(cause, findings);
        if let Some(role) = cause.text("owner")
            && !owners.is_empty()
            && !owners.contains(role)
            && reported.insert(role)
        {
            lint_at(
                findings,
                "idle-role",
                &format!("{}/owner", cause.pointer),
                format!(
                    "`{role}` owns no touchpoint, so nobody hears of it. Name it among the `owners` of a touchpoint."
                ),
            );
        }
    }
    check_adaptive(walk, journey, findings);
}

/// Roles, and whether they work behind the scenes.
fn owners_of<'d>(walk: &Walk<'d>, touchpoint: &Node<'d>) -> Vec<(&'d str, bool)> {
    walk.below(touchpoint, "owners")
        .filter_map(|owner| Some((owner.text("role")?, owner.text("kind") == Some("enabler"))))
        .collect()
}

fn check_touchpoint(
    walk: &Walk,
    touchpoint: &Node,
    roles: &[(&str, bool)],
    jargon: &[String],
    findings: &Findings,
) {
    if TAKEN_WORDS.contains(&&*touchpoint.name) {
        findings.warning(
            "taken-word",
            &format!("{}/name", touchpoint.pointer),
            || {
                format!(
                    "`{}` is what an answer is called; give the touchpoint another name.",
                    touchpoint.name
                )
            },
        );
    }
    let titles = touchpoint.member("title").into_iter();
    for (pointer, title) in titles {
        for (_, text) in localized(title) {
            let lowercase = text.to_lowercase();
            if let Some(word) = jargon.iter().find(|word| contains_words(&lowercase, word)) {
                lint_at(
                    findings,
                    "department",
                    &pointer,
                    format!(
                        "`{text}` is named after a part of the company (`{word}`). Name what the customer went through."
                    ),
                );
            }
        }
    }
    let question = walk.below(touchpoint, "question").next();
    check_enablers(touchpoint, question, roles, findings);
    if let Some((pointer, Value::List(values))) =
        question.and_then(|question| question.member("rateValues"))
    {
        for (index, value) in values.iter().enumerate() {
            let value = value.as_text().or_else(|| value.get("value").as_text());
            if let Some(word) = value.filter(|value| TAKEN_WORDS.contains(value)) {
                findings.warning("taken-word", &format!("{pointer}/{index}"), || {
                    format!("`{word}` is what another answer is called; record another value.")
                });
            }
        }
    }
}

/// Those behind the scenes are judged by what the customer could see.
fn check_enablers(
    touchpoint: &Node,
    question: Option<&Node>,
    roles: &[(&str, bool)],
    findings: &Findings,
) {
    let is_creator = |role: &str| {
        roles
            .iter()
            .any(|(other, is_enabler)| !is_enabler && *other == role)
    };
    for (role, _) in roles
        .iter()
        .filter(|(role, is_enabler)| *is_enabler && !is_creator(role))
    {
        let lowercase = role.to_lowercase();
        let titles = touchpoint
            .member("title")
            .into_iter()
            .chain(question.and_then(|question| question.member("title")));
        for (pointer, title) in titles {
            if localized(title).any(|(_, text)| contains_words(&text.to_lowercase(), &lowercase)) {
                lint_at(
                    findings,
                    "enabler-rated",
                    &pointer,
                    format!(
                        "`{role}` works behind the scenes, and the customer is asked to rate it. Ask about what the customer could see."
                    ),
                );
            }
        }
    }
}

fn check_cause(cause: &Node, findings: &Findings) {
    let Some(value) = cause.text("value") else {
        return;
    };
    let pointer = format!("{}/value", cause.pointer);
    if value.contains('/') {
        findings.warning(
            "bad-cause",
            &pointer,
            || format!("`{value}` has a `/`, which stands between a cause and what is below it; leave it out."),
        );
    }
    if TAKEN_WORDS.contains(&value) {
        findings.warning("taken-word", &pointer, || {
            format!("`{value}` is what another answer is called; record another value.")
        });
    }
}

fn check_adaptive(walk: &Walk, journey: &Node, findings: &Findings) {
    let Some(adaptive) = walk.below(journey, "adaptive").next() else {
        return;
    };
    if adaptive.number("randomSlot") == Some(0.0) && adaptive.member("always").is_none() {
        lint_at(
            findings,
            "no-random-slot",
            &format!("{}/randomSlot", adaptive.pointer),
            "No touchpoint is rated by lot or always, so the results will be biased towards what went wrong. Leave `randomSlot` at 1.",
        );
    }
    if adaptive.text("screen") == Some("none") {
        lint_at(
            findings,
            "no-screen",
            &format!("{}/screen", adaptive.pointer),
            "Without a screen on which customers say where the trouble was, most of it is missed. Use `auto`.",
        );
    }
}
