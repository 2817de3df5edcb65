//! Whole runs through small surveys.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "session/drafts.rs"]
mod drafts;
#[path = "session/installation.rs"]
mod installation;
#[path = "session/respondent.rs"]
mod respondent;
#[path = "session/script.rs"]
mod script;
#[path = "session/timers.rs"]
mod timers;

use script::{parse, run};

fn check(cases: &str) {
    for case in parse(cases).as_list().unwrap() {
        run(case);
    }
}

#[test]
fn questions() {
    check(include_str!("session/questions.json"));
}

#[test]
fn pages() {
    check(include_str!("session/pages.json"));
}

#[test]
fn texts() {
    check(include_str!("session/texts.json"));
}

#[test]
fn journeys() {
    check(include_str!("session/journeys.json"));
}
