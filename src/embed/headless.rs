use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{Date, Error, Function, JsString, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::{
    BrowserCalendar, BrowserJson, BrowserLists, BrowserPatterns, BrowserRandomness, FixedClock,
    device, from_js, timezone, to_js,
};
use crate::definition::{Diagnostic, read, with_priors};
use crate::expression::{Calendar, date_of};
use crate::response::{Surroundings, record, uuid_v7};
use crate::session::{Session, Setting, Texts};
use crate::ui::Problem;
use crate::value::{Json, Object, Value};

use super::load;
use super::options::Source;
use super::second_part;

/// A run without a widget, for people with a user interface of their own. JavaScript holds it and sees only its methods.
#[wasm_bindgen(js_name = Session)]
pub struct HeadlessSession {
    session: Rc<RefCell<Session>>,
    /// The built-in texts; they are the same in every language.
    texts: Value,
}

/// Starts a run of a survey that is given as an object, as JSON or by its address.
///
/// `options` may have `context`, `locale`, `respondent`, `priors`, `seed`, `now` and `changed`, and has `base`, where the product's files lie.
/// Errors: an `Error` that says what is wrong; for a document it has `diagnostics`.
#[wasm_bindgen(js_name = createSession)]
pub async fn create_session(survey: JsValue, options: JsValue) -> Result<HeadlessSession, JsValue> {
    let second = Reflect::get(&options, &"second".into()).unwrap_or_default();
    second_part::fetch(&second.as_string().unwrap_or_default())
        .await
        .map_err(refusal)?;
    open(survey, options).await
}

type Opening = Pin<Box<dyn Future<Output = Result<HeadlessSession, JsValue>>>>;

/// In the second part of the widget, as all that is only for this.
#[inline(never)]
fn open(survey: JsValue, options: JsValue) -> Opening {
    Box::pin(opened(survey, options))
}

async fn opened(survey: JsValue, options: JsValue) -> Result<HeadlessSession, JsValue> {
    let options = Options::read(options)?;
    let source = source(survey)?;
    let document = load::document(&source).await.map_err(refusal)?;
    let document = with_priors(&document, &options.priors);
    let reading = read(&document);
    let Some(survey) = reading.survey else {
        return Err(refused_document(&reading.diagnostics));
    };
    let texts = load::plain_texts(&options.base).await.ok_or_else(|| {
        failure("createSession: `locales/surveyjs.json` could not be loaded from where the product's files lie.")
    })?;
    let locale = options.locale.or_else(|| survey.locale.clone());
    let lists = BrowserLists::default();
    let setting = Setting {
        id: uuid_v7(options.clock.now_millis(), BrowserRandomness.bytes()),
        respondent: options.respondent,
        seed: options.seed,
        context: options.context,
        texts: Texts::translated(locale.as_deref().unwrap_or("en"), &texts),
        calendar: options.clock,
        json: Rc::new(BrowserJson),
        patterns: Rc::new(BrowserPatterns),
        lists: Rc::new(lists.clone()),
    };
    let session = Rc::new(RefCell::new(Session::start(survey, setting)));
    let listening = Rc::downgrade(&session);
    lists.listen(move |url| {
        if let Some(session) = listening.upgrade() {
            session.borrow_mut().list_arrived(url);
        }
        if let Some(changed) = &options.changed {
            // What it throws is the host's own matter.
            let _ = changed.call0(&JsValue::UNDEFINED);
        }
    });
    Ok(HeadlessSession { session, texts })
}

#[wasm_bindgen(js_class = Session)]
impl HeadlessSession {
    /// What the run looks like: see `journey-survey run`.
    pub fn snapshot(&self) -> JsValue {
        to_js(&self.session.borrow().snapshot().into())
    }

    pub fn set(&self, name: JsValue, value: JsValue) -> Result<(), JsValue> {
        let name = text(&name, "set needs a question's name")?;
        let value = data(value, "set")?;
        self.session.borrow_mut().set(&name, value);
        Ok(())
    }

    pub fn comment(&self, name: JsValue, words: JsValue) -> Result<(), JsValue> {
        let name = text(&name, "comment needs a question's name")?;
        let words = text(&words, "comment needs words")?;
        self.session.borrow_mut().set_comment(&name, &words);
        Ok(())
    }

    pub fn start(&self) -> bool {
        self.session.borrow_mut().begin()
    }

    pub fn next(&self) -> bool {
        self.session.borrow_mut().go_next()
    }

    pub fn back(&self) -> bool {
        self.session.borrow_mut().go_back()
    }

    /// To a page by its name, or by its number from 0.
    pub fn goto(&self, page: JsValue) -> Result<(), JsValue> {
        match (page.as_f64(), page.as_string()) {
            (Some(number), _) if number >= 0.0 => {
                self.session.borrow_mut().go_to_number(number as usize)
            }
            (Some(_), _) => {}
            (None, Some(name)) => self.session.borrow_mut().go_to_name(&name),
            (None, None) => {
                return Err(failure("goto needs a page's number, from 0, or its name."));
            }
        }
        Ok(())
    }

    pub fn preview(&self) -> bool {
        self.session.borrow_mut().show_preview()
    }

    #[wasm_bindgen(js_name = cancelPreview)]
    pub fn cancel_preview(&self) {
        self.session.borrow_mut().cancel_preview();
    }

    pub fn validate(&self) -> bool {
        self.session.borrow_mut().validate()
    }

    pub fn complete(&self) -> bool {
        self.session.borrow_mut().complete()
    }

    /// Answers the journey's screen and goes on.
    pub fn answer(&self, value: JsValue) -> Result<(), JsValue> {
        let value = data(value, "answer")?;
        self.session
            .borrow_mut()
            .answer_screen(&value)
            .map_err(|sentence| failure(&sentence))
    }

    #[wasm_bindgen(js_name = setLocale)]
    pub fn set_locale(&self, locale: JsValue) -> Result<(), JsValue> {
        let locale = text(&locale, "setLocale needs a language such as \"fr\"")?;
        self.session
            .borrow_mut()
            .set_texts(Texts::translated(&locale, &self.texts));
        Ok(())
    }

    #[wasm_bindgen(js_name = addPanel)]
    pub fn add_panel(&self, name: JsValue) -> Result<bool, JsValue> {
        let name = text(&name, "addPanel needs a question's name")?;
        Ok(self.session.borrow_mut().add_panel(&name))
    }

    #[wasm_bindgen(js_name = removePanel)]
    pub fn remove_panel(&self, name: JsValue, index: usize) -> Result<bool, JsValue> {
        let name = text(&name, "removePanel needs a question's name")?;
        Ok(self.session.borrow_mut().remove_panel(&name, index))
    }

    /// Counts a second of a survey that has to be answered in time.
    pub fn tick(&self) {
        self.session.borrow_mut().tick();
    }

    /// Why the journey asks what it asks; null while it asks nothing.
    pub fn explain(&self) -> JsValue {
        to_js(&self.session.borrow().explain())
    }

    /// The response record as it would be sent now.
    pub fn response(&self) -> JsValue {
        let surroundings = Surroundings {
            timezone: timezone().into(),
            display: "headless".into(),
            device: device(),
        };
        to_js(&record(&self.session.borrow(), &surroundings))
    }
}

struct Options {
    context: Object,
    locale: Option<Rc<str>>,
    respondent: Option<Rc<str>>,
    priors: Value,
    seed: Option<u64>,
    clock: Rc<dyn Calendar>,
    base: String,
    changed: Option<Function>,
}

impl Options {
    fn read(options: JsValue) -> Result<Self, JsValue> {
        // A `Date` is no JSON, so it is looked at by itself.
        let now = Reflect::get(&options, &"now".into()).unwrap_or_default();
        let clock: Rc<dyn Calendar> = match instant(&now) {
            None => Rc::new(BrowserCalendar),
            Some(now_millis) if now_millis.is_finite() => Rc::new(FixedClock { now_millis }),
            Some(_) => {
                return Err(failure(
                    "createSession: `now` needs a Date, a text such as \"2026-01-15T12:00:00Z\", or milliseconds since 1970.",
                ));
            }
        };
        let changed = Reflect::get(&options, &"changed".into()).unwrap_or_default();
        let changed = changed.dyn_into::<Function>().ok();
        // A function is no JSON either.
        if changed.is_some() {
            let _ = Reflect::set(&options, &"changed".into(), &JsValue::UNDEFINED);
        }
        let options = data(options, "createSession")?;
        let text = |name: &str| match options.get(name) {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        };
        let seed = match options.get("seed") {
            Value::Undefined | Value::Null => None,
            Value::Number(seed) if *seed >= 0.0 && seed.fract() == 0.0 => Some(*seed as u64),
            _ => {
                return Err(failure(
                    "createSession: `seed` needs a whole number that is not negative.",
                ));
            }
        };
        Ok(Self {
            context: options
                .get("context")
                .as_object()
                .cloned()
                .unwrap_or_default(),
            locale: text("locale"),
            respondent: text("respondent"),
            priors: options.get("priors").clone(),
            seed,
            clock,
            changed,
            base: text("base").map_or_else(|| "./".to_owned(), |base| base.to_string()),
        })
    }
}

/// In milliseconds since 1970, NaN for what is no instant; `None` where nothing was said.
fn instant(now: &JsValue) -> Option<f64> {
    if now.is_null() || now.is_undefined() {
        return None;
    }
    if let Some(date) = now.dyn_ref::<Date>() {
        return Some(date.get_time());
    }
    Some(match (now.as_f64(), now.as_string()) {
        (Some(millis), _) => millis.trunc(),
        (None, Some(text)) if !text.is_empty() => date_of(&Value::text(text), &BrowserCalendar),
        _ => f64::NAN,
    })
}

fn source(survey: JsValue) -> Result<Source, JsValue> {
    let Some(text) = survey.as_string() else {
        return Ok(Source::Document(data(survey, "createSession")?));
    };
    if !text.trim_start().starts_with('{') {
        return Ok(Source::Address(text.trim().into()));
    }
    let parsed = BrowserJson.parse(&text);
    parsed
        .map(Source::Document)
        .map_err(|error| failure(&["The survey is not JSON: ", &error.message, "."].concat()))
}

fn data(value: JsValue, to: &str) -> Result<Value, JsValue> {
    if value.is_undefined() {
        return Ok(Value::Undefined);
    }
    from_js(&value).map_err(|error| {
        failure(&[to, " needs data such as JSON holds: ", &error.message, "."].concat())
    })
}

/// What is no text would be a trap at the border.
fn text(given: &JsValue, need: &str) -> Result<String, JsValue> {
    let lacking = || failure(&[need, ", which is a text."].concat());
    given.as_string().ok_or_else(lacking)
}

fn failure(sentence: &str) -> JsValue {
    Error::new(sentence).into()
}

fn refusal(problem: Problem) -> JsValue {
    let mut sentences = vec![problem.message(&Texts::english("en"))];
    sentences.extend(problem.details);
    failure(&sentences.join(" "))
}

fn refused_document(diagnostics: &[Diagnostic]) -> JsValue {
    let first = diagnostics.last().map(|found| &*found.message);
    let error = failure(&["The survey cannot be run. ", first.unwrap_or_default()].concat());
    let list = diagnostics.iter().map(Diagnostic::to_value);
    // An error is an object that takes any member.
    let _ = Reflect::set(
        &error,
        &JsString::from("diagnostics"),
        &to_js(&Value::list(list)),
    );
    error
}
