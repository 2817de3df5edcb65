//! Any bytes: what is JSON is read as a document, and a survey that comes of it is walked through.
//!
//! The document ends at the first zero byte; what follows says how the respondent goes about it, a byte a step.
#![no_main]

use std::rc::Rc;

use journey_survey::definition;
use journey_survey::expression::FixedCalendar;
use journey_survey::journey::Answer;
use journey_survey::native::{NativePatterns, SerdeJson};
use journey_survey::session::{NoLists, Said, Session, Setting, Texts, View};
use journey_survey::value::{Json as _, Object, Value, to_json};
use libfuzzer_sys::fuzz_target;

/// Where the input has no steps: answer, go on, and back once.
const USUAL_STEPS: &[u8] = &[0, 9, 18, 1, 2, 27, 1, 36, 45, 1, 1, 54, 1, 1, 1];
const MAX_STEPS: usize = 64;

fuzz_target!(|input: &[u8]| {
    let (document, steps) = match input.iter().position(|byte| *byte == 0) {
        Some(end) => (&input[..end], &input[end + 1..]),
        None => (input, USUAL_STEPS),
    };
    let Ok(text) = std::str::from_utf8(document) else {
        return;
    };
    let Ok(document) = SerdeJson.parse(text) else {
        return;
    };
    let reading = definition::read(&document);
    for diagnostic in &reading.diagnostics {
        assert!(!diagnostic.message.is_empty());
        assert!(diagnostic.pointer.is_empty() || diagnostic.pointer.starts_with('/'));
    }
    let Some(survey) = reading.survey else {
        assert!(
            !reading.diagnostics.is_empty(),
            "there is no survey, and no reason why"
        );
        return;
    };
    definition::lint(&document, &survey, &|text| NativePatterns.is_pattern(text));
    let mut names = Vec::new();
    let mut session = Session::start(survey.clone(), setting());
    session.each_question(&mut |question| names.push(question.name.clone()));
    for step in steps.iter().take(MAX_STEPS) {
        take(&mut session, &names, *step);
    }
    let draft = session.draft();
    to_json(&draft);
    if let Some(resumed) = Session::resume(survey, setting(), &draft) {
        resumed.snapshot();
    }
});

fn setting() -> Setting {
    let mut context = Object::new();
    context.set("plan", "pro");
    context.set("visits", Value::list([1.into(), 2.into()]));
    Setting {
        id: "018f0000-0000-7000-8000-000000000000".into(),
        respondent: None,
        context,
        texts: Texts::english("en"),
        calendar: Rc::new(FixedCalendar::UTC),
        json: Rc::new(SerdeJson),
        patterns: Rc::new(NativePatterns),
        lists: Rc::new(NoLists),
        seed: Some(1),
    }
}

/// The low three bits choose what to do, the others with what.
fn take(session: &mut Session, names: &[Rc<str>], step: u8) {
    let which = usize::from(step >> 3);
    match step & 7 {
        1 => {
            session.go_next();
        }
        2 => {
            session.go_back();
        }
        3 if matches!(session.view(), View::Journey(_)) => {
            session.say(Said::new(answer(which)));
        }
        4 => go_elsewhere(session, which),
        _ if names.is_empty() => {}
        5 => session.set_comment(&names[which % names.len()], "words, {a}"),
        6 if which % 2 == 0 => {
            session.add_panel(&names[which % names.len()]);
        }
        6 => {
            session.remove_panel(&names[which % names.len()], which / 8);
        }
        value => {
            let name = &names[which % names.len()];
            session.set(name, answer_to_question(usize::from(value) + which));
        }
    }
    session.can_go_back();
    session.is_last();
    session.screen_name();
    session.at_most();
    session.snapshot();
}

fn go_elsewhere(session: &mut Session, which: usize) {
    match which % 8 {
        0 => {
            session.begin();
        }
        1 => {
            session.show_preview();
        }
        2 => session.cancel_preview(),
        3 => {
            session.validate();
        }
        4 => session.go_to_number(which / 8),
        5 => session.tick(),
        6 => session.set_texts(Texts::english("fr")),
        _ => {
            session.complete();
        }
    }
}

fn answer(which: usize) -> Answer {
    match which % 8 {
        0 => Answer::DontKnow,
        1 => Answer::Skipped,
        2 => Answer::DidNotHappen,
        3 => Answer::Picked(Some(which / 8)),
        4 => Answer::Marked(vec![which / 8, 0]),
        5 => Answer::Causes(vec![vec![which / 8]]),
        6 => Answer::Filled,
        _ => Answer::Rated { rank: which / 8 },
    }
}

fn answer_to_question(which: usize) -> Value {
    match which % 9 {
        0 => 1.into(),
        1 => "1".into(),
        2 => true.into(),
        3 => Value::list([1.into(), "other".into(), "none".into()]),
        4 => "".into(),
        5 => Value::object([("a".into(), Value::list([Value::Null]))]),
        6 => f64::MAX.into(),
        7 => "other".into(),
        _ => "a@example.com <b>{a}</b>".into(),
    }
}
