use std::rc::Rc;
use std::time::Instant;

use journey_survey::definition::{self, Diagnostic, Survey};
use journey_survey::native::{NativePatterns, SerdeJson};
use journey_survey::session::{Session, Setting, Texts};
use journey_survey::value::{Json, Object, Value};

use super::request::{Request, Snaps};
use super::step::Step;

/// Built-in texts in the words that surveys like these have elsewhere, so that results can be compared.
const TEXTS: &str = include_str!("../../../www/locales/surveyjs.json");

/// Who is taken to answer where nobody is named: chance is the same each time.
const NOBODY: &str = "";

/// Runs a session and gives what it looked like.
pub fn play(id: Value, request: Request) -> Value {
    let began = Instant::now();
    let reading = definition::read(&request.document);
    let mut answer = Object::new();
    answer.set("id", id);
    answer.set("diagnostics", diagnostics(&reading.diagnostics));
    let survey = reading.survey.unwrap_or_default();
    let mut session = start(survey, &request);
    let load_millis = millis_since(began);
    let mut snaps: Vec<Value> = Vec::new();
    if request.snaps == Snaps::All || (request.snaps == Snaps::Last && request.steps.is_empty()) {
        snaps.push(session.snapshot().into());
    }
    let mut step_millis = Vec::new();
    let last = request.steps.len().saturating_sub(1);
    for (place, step) in request.steps.iter().enumerate() {
        let began = Instant::now();
        let ret = take(&mut session, step);
        step_millis.push(Value::Number(millis_since(began)));
        if request.snaps == Snaps::All || (request.snaps == Snaps::Last && place == last) {
            let mut snap = Object::new();
            if !ret.is_undefined() {
                snap.set("ret", ret);
            }
            for (name, value) in session.snapshot().iter() {
                snap.set(name.clone(), value.clone());
            }
            snaps.push(snap.into());
        }
    }
    answer.set("snaps", snaps);
    if request.timing {
        let mut timing = Object::new();
        timing.set("loadMillis", load_millis);
        timing.set("stepMillis", step_millis);
        answer.set("timing", timing);
    }
    answer.into()
}

fn start(survey: Rc<Survey>, request: &Request) -> Session {
    let locale = request
        .locale
        .clone()
        .or_else(|| survey.locale.as_ref().map(|locale| locale.to_string()))
        .unwrap_or_else(|| "en".to_owned());
    let setting = Setting {
        id: "00000000-0000-7000-8000-000000000000".into(),
        respondent: Some(request.respondent.as_deref().unwrap_or(NOBODY).into()),
        seed: request.seed,
        context: request.context.clone(),
        texts: texts(&locale),
        calendar: Rc::new(request.calendar.clone()),
        json: Rc::new(SerdeJson),
        patterns: Rc::new(NativePatterns),
        lists: Rc::new(request.lists.clone()),
    };
    let mut session = Session::start(survey, setting);
    for (name, value) in request.variables.iter() {
        session.set_variable_value(name, value.clone());
    }
    if !request.data.is_absent() {
        session.set_data(&request.data);
    }
    session
}

fn texts(locale: &str) -> Texts {
    let texts = SerdeJson.parse(TEXTS).unwrap_or_default();
    // No language in particular is English.
    let locale = if locale.is_empty() { "en" } else { locale };
    Texts::translated(locale, &texts)
}

/// Takes a step; what it gives is undefined where a step gives nothing.
fn take(session: &mut Session, step: &Step) -> Value {
    match step {
        Step::Set(name, value) => session.set(name, value.clone()),
        Step::Comment(name, words) => session.set_comment(name, words),
        Step::Answer(value) => {
            return match session.answer_screen(value) {
                Ok(()) => Value::Bool(true),
                Err(sentence) => {
                    let mut error = Object::new();
                    error.set("error", sentence);
                    error.into()
                }
            };
        }
        Step::Next => return session.go_next().into(),
        Step::Previous => return session.go_back().into(),
        Step::Complete => return session.complete().into(),
        Step::GotoNumber(number) if *number >= 0.0 => session.go_to_number(*number as usize),
        Step::GotoNumber(_) => {}
        Step::GotoName(name) => session.go_to_name(name),
        Step::Locale(locale) => session.set_texts(texts(locale)),
        Step::Start => {
            session.begin();
        }
        Step::Preview => return session.show_preview().into(),
        Step::CancelPreview => session.cancel_preview(),
        Step::Validate => return session.validate().into(),
    }
    Value::Undefined
}

fn diagnostics(found: &[Diagnostic]) -> Value {
    Value::list(found.iter().map(Diagnostic::to_value))
}

fn millis_since(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1000.0
}
