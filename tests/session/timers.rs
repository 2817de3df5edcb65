//! Time limits: what survey-core shows after each step, and where it then stands.

use journey_survey::session::{Session, Texts};
use journey_survey::value::{Object, Value, to_json};

use super::script::{Clock, START_MILLIS, parse, setting, survey};

const CASES: &str = include_str!("timers.json");

fn session(case: &Value) -> Session {
    let mut setting = setting(Object::new(), "en", Clock::at(START_MILLIS));
    setting.texts = Texts::translated(
        "en",
        &parse(include_str!("../../www/locales/surveyjs.json")),
    );
    Session::start(survey(case.get("survey")), setting)
}

fn take(session: &mut Session, step: &Value) {
    let part = |place: usize| {
        step.as_list()
            .unwrap()
            .get(place)
            .cloned()
            .unwrap_or_default()
    };
    match part(0).as_text().unwrap() {
        "tick" => {
            for _ in 0..part(1).as_number().unwrap() as usize {
                session.tick();
            }
        }
        "set" => session.set(part(1).as_text().unwrap(), part(2)),
        "next" => drop(session.go_next()),
        "back" => drop(session.go_back()),
        "start" => drop(session.begin()),
        "preview" => drop(session.show_preview()),
        "cancelPreview" => session.cancel_preview(),
        other => panic!("{other}"),
    }
}

#[test]
fn time_is_counted_and_limited() {
    for case in parse(CASES).as_list().unwrap() {
        let mut session = session(case);
        for (place, row) in case.get("steps").as_list().unwrap().iter().enumerate() {
            let [step, text, screen, can_go_back] = row.as_list().unwrap() else {
                panic!("{row:?}");
            };
            take(&mut session, step);
            let what = format!(
                "{} after step {place}: {}",
                case.get("name").as_text().unwrap(),
                to_json(step)
            );
            assert_eq!(session.timer_text(), text.as_text().unwrap(), "{what}");
            assert_eq!(session.screen_name(), screen.as_text().unwrap(), "{what}");
            assert_eq!(
                session.can_go_back(),
                *can_go_back == Value::Bool(true),
                "{what}"
            );
        }
    }
}

#[test]
fn time_that_was_taken_is_kept_in_the_draft() {
    let cases = parse(CASES);
    let case = cases
        .as_list()
        .unwrap()
        .iter()
        .find(|case| case.get("name").as_text() == Some("no limits"))
        .unwrap();
    let mut session = session(case);
    for row in case.get("steps").as_list().unwrap() {
        take(&mut session, &row.as_list().unwrap()[0]);
    }
    let draft = parse(&to_json(&session.draft()));
    let again = |draft: &Value| {
        let mut setting = setting(Object::new(), "en", Clock::at(START_MILLIS));
        setting.texts = session.texts().clone();
        Session::resume(session.survey().clone(), setting, draft).unwrap()
    };
    assert_eq!(again(&draft).timer_text(), session.timer_text());
    for (seconds, on_pages) in [
        ("-1", "7"),
        ("1e300", "[1e300]"),
        ("\"x\"", "[null, -3, {}]"),
    ] {
        let mut spoiled = draft.as_object().unwrap().clone();
        spoiled.set("seconds", parse(seconds));
        spoiled.set("secondsOnPages", parse(on_pages));
        let mut resumed = again(&spoiled.into());
        resumed.tick();
        assert!(!resumed.timer_text().is_empty(), "{seconds} {on_pages}");
    }
}
