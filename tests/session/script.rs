//! Runs scripts of steps against a session and looks at it after each, twice over: the run itself, and one that was
//! taken up again from its draft.
//!
//! Steps: `["set", name, value]`, `["comment", name, words]`, `["next"]`, `["back"]`, `["say", answer]`, `["keep", answer]`, `["context", facts]`, `["locale", name]`,
//! `["wait", millis]`, `["expect", view]`. Before each step the case's `stepMillis` pass, else [`STEP_MILLIS`].

use std::cell::Cell;
use std::rc::Rc;

use journey_survey::definition::{Kind, Survey, read};
use journey_survey::expression::Calendar;
use journey_survey::journey::Screen;
use journey_survey::native::{NativePatterns, SerdeJson};
use journey_survey::response::{Surroundings, record};
use journey_survey::session::{ItemId, NoLists, Session, Setting, Texts, View};
use journey_survey::value::{Json, Object, Value, to_json};

/// 2026-01-15T12:00Z.
pub const START_MILLIS: f64 = 1_768_478_400_000.0;
pub const STEP_MILLIS: f64 = 1500.0;

/// A clock that the test moves.
pub struct Clock(Cell<f64>);

impl Clock {
    pub fn at(millis: f64) -> Rc<Self> {
        Rc::new(Self(Cell::new(millis)))
    }

    pub fn pass(&self, millis: f64) {
        self.0.set(self.0.get() + millis);
    }
}

impl Calendar for Clock {
    fn now_millis(&self) -> f64 {
        self.0.get()
    }

    fn utc_offset_millis(&self, _: f64) -> f64 {
        0.0
    }
}

pub fn parse(text: &str) -> Value {
    SerdeJson.parse(text).unwrap()
}

pub fn survey(document: &Value) -> Rc<Survey> {
    let reading = read(document);
    let errors: Vec<_> = reading
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == journey_survey::definition::Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    reading.survey.unwrap()
}

pub fn texts(locale: &str) -> Texts {
    match locale {
        "fr" => Texts::translated("fr", &parse(include_str!("../../www/locales/fr.json"))),
        other => Texts::english(other),
    }
}

pub fn setting(context: Object, locale: &str, clock: Rc<Clock>) -> Setting {
    Setting {
        id: "0199-run".into(),
        respondent: None,
        context,
        texts: texts(locale),
        calendar: clock,
        json: Rc::new(SerdeJson),
        patterns: Rc::new(NativePatterns),
        lists: Rc::new(NoLists),
        seed: None,
    }
}

pub struct Script {
    pub session: Session,
    clock: Rc<Clock>,
    step_millis: f64,
    /// Whether the last step went through.
    ok: bool,
}

impl Script {
    pub fn start(case: &Value) -> Self {
        let context = case.get("context").as_object().cloned().unwrap_or_default();
        let locale = case.get("locale").as_text().unwrap_or("en");
        let clock = Clock::at(START_MILLIS);
        let session = Session::start(
            survey(case.get("survey")),
            setting(context, locale, clock.clone()),
        );
        Self {
            session,
            clock,
            step_millis: case.get("stepMillis").as_number().unwrap_or(STEP_MILLIS),
            ok: true,
        }
    }

    /// The same run, taken up from its draft as it stands in storage.
    pub fn resumed(&self) -> Self {
        let clock = Clock::at(self.clock.now_millis());
        let setting = setting(
            self.session.context().clone(),
            self.session.locale(),
            clock.clone(),
        );
        let draft = parse(&to_json(&self.session.draft()));
        Self {
            session: Session::resume(self.session.survey().clone(), setting, &draft).unwrap(),
            clock,
            step_millis: self.step_millis,
            ok: true,
        }
    }

    pub fn step(&mut self, step: &Value) {
        let [kind, arguments @ ..] = step.as_list().unwrap() else {
            panic!("an empty step");
        };
        self.clock.pass(self.step_millis);
        let session = &mut self.session;
        self.ok = match (kind.as_text().unwrap(), arguments) {
            ("comment", [name, words]) => {
                session.set_comment(name.as_text().unwrap(), words.as_text().unwrap());
                true
            }
            ("set", [name, value]) => {
                session.set(name.as_text().unwrap(), value.clone());
                true
            }
            ("next", []) => session.go_next(),
            ("back", []) => session.go_back(),
            ("say", [spelled]) => {
                let said = session
                    .turn()
                    .and_then(|turn| turn.read_answer(spelled).ok());
                said.is_some_and(|said| session.say(said))
            }
            ("keep", [spelled]) => {
                let said = session
                    .turn()
                    .and_then(|turn| turn.read_answer(spelled).ok());
                said.map(|said| session.keep_for_later(said)).is_some()
            }
            ("context", [facts]) => {
                session.set_context(facts.as_object().unwrap());
                true
            }
            ("locale", [locale]) => {
                session.set_texts(texts(locale.as_text().unwrap()));
                true
            }
            ("wait", [millis]) => {
                self.clock.pass(millis.as_number().unwrap());
                true
            }
            _ => panic!("no such step: {}", to_json(step)),
        };
    }

    pub fn record(&self) -> Value {
        let surroundings = Surroundings {
            timezone: "Europe/Paris".into(),
            display: "inline".into(),
            device: Object::new(),
        };
        record(&self.session, &surroundings)
    }

    /// All that a respondent can see, and what there is so far.
    pub fn view(&self) -> Object {
        let session = &self.session;
        let mut view = Object::new();
        view.set("ok", self.ok);
        view.set("screen", session.screen_name());
        view.set("answers", session.answers().clone());
        view.set("left", session.at_most() as f64);
        view.set("behind", session.behind() as f64);
        view.set("last", session.is_last());
        view.set("back", session.can_go_back());
        let mut items = Vec::new();
        match session.view() {
            View::Questions(parts) => items.extend(parts.into_iter().flat_map(|part| part.items)),
            View::Journey(turn) => {
                view.set("title", session.screen_title(turn));
                let listed = turn
                    .listed()
                    .map(|number| turn.touchpoint(number).name.clone());
                view.set("listed", Value::list(listed.map(Value::from)));
                items = session.extra_shown();
                if let Some(asked) = turn.current() {
                    view.set(
                        "because",
                        session.because(turn, &asked.screen, asked.reason),
                    );
                    if let Screen::Why {
                        touchpoint,
                        offered,
                        ..
                    } = &asked.screen
                    {
                        let causes = offered.iter().map(|path| {
                            let cause = turn.cause(*touchpoint, path).unwrap();
                            session.text(&cause.text).into()
                        });
                        view.set("causes", Value::list(causes));
                    }
                    if let Some(said) = turn.recalled() {
                        view.set("recalled", turn.spell(&asked.screen, said));
                    }
                }
                view.set("spent", turn.run().facts().spent);
            }
            View::Completed => {}
        }
        let mut titles = Object::new();
        let mut errors = Object::new();
        let mut choices = Object::new();
        let mut required = Vec::new();
        let mut disabled = Vec::new();
        for id in questions(session, items) {
            let question = session.question(id).unwrap();
            let name = question.name.clone();
            match &question.kind {
                Kind::Html(html) => titles.set(name.clone(), session.html(html)),
                _ => titles.set(name.clone(), session.title_of(id)),
            }
            if let Some(error) = session.error_of(id) {
                errors.set(name.clone(), error.clone());
            }
            if let Kind::RadioGroup(_) | Kind::Checkbox(_) = &question.kind {
                let offered = session.offered(id);
                let texts = offered.iter().map(|offered| offered.text.clone().into());
                choices.set(name.clone(), Value::list(texts));
            }
            if session.must_answer(id) {
                required.push(Value::from(name.clone()));
            }
            if !session.may_answer(id) {
                disabled.push(Value::from(name));
            }
        }
        view.set(
            "visible",
            Value::list(titles.names().cloned().map(Value::from)),
        );
        view.set("titles", titles);
        view.set("errors", errors);
        view.set("choices", choices);
        view.set("required", required);
        view.set("disabled", disabled);
        view
    }
}

fn questions(session: &Session, items: Vec<ItemId>) -> Vec<ItemId> {
    let within = |id| match session.question(id) {
        Some(_) => vec![id],
        None => questions(session, session.shown_in(id)),
    };
    items.into_iter().flat_map(within).collect()
}

/// Runs a case, and at every step holds the run against one that was taken up again there.
pub fn run(case: &Value) -> Script {
    let name = case.get("name").as_text().unwrap();
    let steps = case.get("steps").as_list().unwrap();
    let mut script = Script::start(case);
    let mut resumed = vec![script.resumed()];
    for (number, step) in steps.iter().enumerate() {
        let at = format!("{name}, step {number}: {}", to_json(step));
        if let [kind, expected] = step.as_list().unwrap()
            && kind.as_text() == Some("expect")
        {
            expect(&script.view(), expected, &at);
            continue;
        }
        script.step(step);
        let view = without_messages(&script.view());
        for other in &mut resumed {
            other.step(step);
            assert_eq!(
                without_messages(&other.view()),
                view,
                "{at}: taken up earlier"
            );
        }
        let again = script.resumed();
        let memory = |view: &Object| {
            let mut view = view.clone();
            // A message stands until the page is left; after a reload the next attempt brings it again.
            for passing in ["ok", "errors"] {
                view.remove(passing);
            }
            to_json(&view.into())
        };
        assert_eq!(
            memory(&again.view()),
            memory(&script.view()),
            "{at}: taken up here"
        );
        assert_eq!(
            to_json(&again.record()),
            to_json(&script.record()),
            "{at}: record"
        );
        if again.view().get("errors") == script.view().get("errors") {
            resumed.push(again);
        }
    }
    for other in &resumed {
        assert_eq!(
            to_json(&other.record()),
            to_json(&script.record()),
            "{name}: final record"
        );
    }
    script
}

/// Each member of `expected` must be in `view` as it is there.
pub fn expect(view: &Object, expected: &Value, at: &str) {
    for (member, expected) in expected.as_object().unwrap().iter() {
        let actual = view.get(member).cloned().unwrap_or_default();
        assert_eq!(to_json(&actual), to_json(expected), "{at}: {member}");
    }
}

/// Messages stay beside their questions when one leaves a page and comes back; a draft keeps none.
fn without_messages(view: &Object) -> String {
    let mut view = view.clone();
    view.remove("errors");
    to_json(&view.into())
}
