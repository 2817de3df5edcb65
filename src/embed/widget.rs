use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{CssStyleSheet, HtmlElement, ShadowRoot};
use yew::{AppHandle, Callback, Renderer};

use crate::browser::{
    BrowserCalendar, BrowserJson, BrowserLists, BrowserPatterns, BrowserRandomness, absolute,
    device, from_js, preferred_locales, timezone, to_js, window,
};
use crate::definition::Survey;
use crate::delivery::{Draft, Lack, Progress, Record};
use crate::expression::Calendar;
use crate::response::{Surroundings, record, uuid_v7};
use crate::session::{Session, Setting, Texts};
use crate::ui::{App, Fate, Message, Problem, Props, STYLE, Signal, cannot_show};
use crate::value::{Json, Object, Value, to_json};

use super::courier::Courier;
use super::events::{tell, warn};
use super::load;
use super::options::{Display, Options};

/// One mounted element. JavaScript holds it and sees only its methods.
#[wasm_bindgen]
pub struct Widget {
    state: Rc<State>,
}

struct State {
    host: HtmlElement,
    frame: HtmlElement,
    options: RefCell<Options>,
    app: RefCell<Option<AppHandle<App>>>,
    session: RefCell<Option<Rc<RefCell<Session>>>>,
    courier: Rc<Courier>,
    /// Where its draft is kept, beside those of other widgets and tabs.
    slot: String,
}

#[wasm_bindgen]
impl Widget {
    pub(super) fn mount(
        host: HtmlElement,
        root: ShadowRoot,
        options: JsValue,
    ) -> Result<Widget, JsValue> {
        let options = from_js(options).unwrap_or_default();
        let options = Options::read(&options);
        let frame = frame(&root, &options)?;
        let courier = Courier::of_page();
        let state = Rc::new(State {
            host,
            frame,
            options: RefCell::new(options),
            app: RefCell::new(None),
            session: RefCell::new(None),
            slot: courier.claim_slot(),
            courier,
        });
        state.render();
        State::start(&state);
        Ok(Self { state })
    }

    /// Takes other options, such as another survey or locale, and starts again with them.
    pub fn update(&self, options: JsValue) {
        let options = from_js(options).unwrap_or_default();
        *self.state.options.borrow_mut() = Options::read(&options);
        State::start(&self.state);
    }

    /// Adds facts to the context of the run.
    #[wasm_bindgen(js_name = setContext)]
    pub fn set_context(&self, facts: JsValue) {
        let Ok(Value::Object(facts)) = from_js(facts) else {
            warn("setContext needs an object of facts, so it did nothing.");
            return;
        };
        {
            let mut options = self.state.options.borrow_mut();
            for (name, value) in facts.iter() {
                options.context.set(name.clone(), value.clone());
            }
        }
        if let Some(session) = self.state.session.borrow().as_ref() {
            session.borrow_mut().set_context(&facts);
        }
        self.state.send(Message::Redraw);
    }

    /// The record as it would be sent now; undefined before the survey is there.
    pub fn response(&self) -> JsValue {
        match self.state.session.borrow().as_ref() {
            Some(session) => to_js(&self.state.record(&session.borrow())),
            None => JsValue::UNDEFINED,
        }
    }
}

impl State {
    fn render(self: &Rc<Self>) {
        let state = Rc::downgrade(self);
        let signal = Callback::from(move |signal| {
            if let Some(state) = state.upgrade() {
                Self::on(&state, signal);
            }
        });
        let options = self.options.borrow();
        let props = Props {
            signal,
            display: options.display.name().into(),
            closable: options.display == Display::Popup,
            locale: self
                .wanted_locales()
                .first()
                .cloned()
                .unwrap_or_default()
                .into(),
        };
        let app = Renderer::<App>::with_root_and_props(self.frame.clone().into(), props).render();
        *self.app.borrow_mut() = Some(app);
    }

    fn send(&self, message: Message) {
        if let Some(app) = self.app.borrow().as_ref() {
            app.send_message(message);
        }
    }

    /// Fetches the survey and shows it, or says why not.
    fn start(state: &Rc<Self>) {
        let state = state.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if let Err(problem) = Self::load(&state).await {
                tell(&state.host, "error", &problem_detail(&problem));
                state.send(Message::Problem(problem));
            }
        });
    }

    async fn load(state: &Rc<Self>) -> Result<(), Problem> {
        let options = state.options.borrow().clone();
        let first_wish = state
            .wanted_locales()
            .into_iter()
            .next()
            .unwrap_or_default();
        // What goes wrong before there is a document is said in the respondent's language, as far as it is known.
        let survey = match load::survey(&options, &Texts::english(&first_wish)).await {
            Ok(survey) => survey,
            Err(problem) => return Err(problem),
        };
        state.check_endpoint()?;
        let locale = match &options.locale {
            Some(locale) => locale.clone(),
            None => survey.best_locale(&state.wanted_locales()),
        };
        let texts = load::texts(&options.base, &locale).await;
        state.apply_theme(&survey);
        let lists = BrowserLists::default();
        let setting = Setting {
            id: uuid_v7(BrowserCalendar.now_millis(), BrowserRandomness.bytes()),
            respondent: options.respondent.clone(),
            context: options.context.clone(),
            texts,
            calendar: Rc::new(BrowserCalendar),
            json: Rc::new(BrowserJson),
            patterns: Rc::new(BrowserPatterns),
            lists: Rc::new(lists.clone()),
            seed: None,
        };
        let mut session = state
            .resumed(&survey, &setting)
            .unwrap_or_else(|| Session::start(survey, setting));
        session.leave_out(cannot_show);
        let session = Rc::new(RefCell::new(session));
        let listening = (Rc::downgrade(&session), Rc::downgrade(state));
        lists.listen(move |url| {
            if let (Some(session), Some(state)) = (listening.0.upgrade(), listening.1.upgrade()) {
                session.borrow_mut().list_arrived(url);
                state.send(Message::Redraw);
            }
        });
        *state.session.borrow_mut() = Some(session.clone());
        let is_kept = state.courier.keeps || state.endpoint(session.borrow().survey()).is_none();
        state.send(Message::Run(session));
        if !is_kept {
            state.send(Message::Fate(Fate::MemoryOnly));
        }
        tell(&state.host, "ready", &Value::Undefined);
        tell(&state.host, "shown", &Value::Undefined);
        Ok(())
    }

    fn on(state: &Rc<Self>, signal: Signal) {
        match signal {
            Signal::Changed => {
                state.keep_draft();
                tell(&state.host, "answered", &Value::Undefined);
            }
            Signal::Completed => Self::complete(state),
            Signal::Closed => tell(&state.host, "closed", &Value::Undefined),
            Signal::Retry => Self::start(state),
        }
    }

    /// A reload, a crash or an empty battery must not lose what was answered so far.
    fn keep_draft(&self) {
        let Some(session) = self.session.borrow().clone() else {
            return;
        };
        let session = session.borrow();
        let draft = Draft {
            id: session.id().to_string(),
            text: to_json(&session.draft()),
        };
        // Where nothing can be stored the outbox holds the draft in memory.
        let _ = self
            .courier
            .outbox
            .put_draft(&session.survey().id, &self.slot, &draft);
    }

    fn resumed(&self, survey: &Rc<Survey>, setting: &Setting) -> Option<Session> {
        let draft = self.courier.outbox.draft(&survey.id, &self.slot)?;
        let parsed = BrowserJson.parse(&draft.text).ok()?;
        Session::resume(survey.clone(), setting.clone(), &parsed)
    }

    fn complete(state: &Rc<Self>) {
        let Some(session) = state.session.borrow().clone() else {
            return;
        };
        // The page may call back into the widget when it is told, so nothing may be borrowed by then.
        let (response, survey, id) = {
            let session = session.borrow();
            (
                state.record(&session),
                session.survey().clone(),
                session.id().to_string(),
            )
        };
        tell(&state.host, "completed", &response);
        let Some(endpoint) = state.endpoint(&survey) else {
            state.courier.outbox.delete_draft(&survey.id, &state.slot);
            state.send(Message::Fate(Fate::HandedOver));
            state.leave();
            return;
        };
        let record = Record {
            id: id.clone(),
            endpoint,
            headers: pairs(&survey.delivery.headers),
            ack: (!survey.delivery.ack.is_empty()).then(|| survey.delivery.ack.clone()),
            body: to_json(&response),
        };
        let listening = Rc::downgrade(state);
        let in_memory = Rc::new(std::cell::Cell::new(false));
        state.courier.listen(&id.clone(), move |progress| {
            if let Some(state) = listening.upgrade() {
                state.report(&id, progress, &in_memory);
            }
        });
        let state = state.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let place = Some((&*survey.id, &*state.slot));
            if let Err(error) = state.courier.outbox.submit(&record, place).await {
                warn(&format!("the response could not be taken: {error}."));
                state.send(Message::Fate(Fate::NotSaved));
            }
        });
    }

    /// Says what became of a record, and never more than is true.
    fn report(&self, id: &str, progress: &Progress, in_memory: &std::cell::Cell<bool>) {
        let fate = match progress {
            Progress::Saving => Fate::Saving,
            Progress::Saved => Fate::Saved,
            Progress::NotDurable(Lack::Mirror) => Fate::Sending,
            Progress::NotDurable(Lack::Full | Lack::Blocked) => {
                in_memory.set(true);
                Fate::MemoryOnly
            }
            Progress::Sent => Fate::Sent,
            _ if in_memory.get() => Fate::MemoryOnly,
            Progress::Waiting(_) => Fate::Waiting,
            Progress::Paused(_) | Progress::NeedsAttention(_) => Fate::Refused,
        };
        let event = match progress {
            Progress::Saved => Some("saved"),
            Progress::Sent => Some("delivered"),
            Progress::Paused(_) | Progress::NeedsAttention(_) => Some("error"),
            _ => None,
        };
        if let Some(event) = event {
            let mut detail = Object::new();
            detail.set("id", id);
            if let Progress::Paused(code) | Progress::NeedsAttention(code) = progress {
                detail.set("code", code.as_str());
            }
            tell(&self.host, event, &detail.into());
        }
        // By now the next respondent may be answering.
        if self
            .session
            .borrow()
            .as_ref()
            .is_none_or(|session| &**session.borrow().id() != id)
        {
            return;
        }
        self.send(Message::Fate(fate));
        if matches!(fate, Fate::Sent | Fate::Waiting | Fate::Refused) {
            self.leave();
        }
    }

    /// Goes to where the document sends respondents in the end, once the record has arrived or waits in safety.
    fn leave(&self) {
        let to = match self.session.borrow().as_ref() {
            Some(session) => session.borrow().navigate_to(),
            None => None,
        };
        let to = to.and_then(|address| absolute(&address));
        if let (Some(window), Some(to)) = (window(), to.filter(|to| to.starts_with("http"))) {
            // Refused in a frame that may not navigate: then the closing words stay.
            let _ = window.location().assign(&to);
        }
    }

    fn record(&self, session: &Session) -> Value {
        record(
            session,
            &Surroundings {
                timezone: timezone().into(),
                display: self.options.borrow().display.name().into(),
                device: device(),
            },
        )
    }

    /// An endpoint that cannot be one is said before anybody has answered.
    fn check_endpoint(&self) -> Result<(), Problem> {
        let options = self.options.borrow();
        let Some(endpoint) = &options.endpoint else {
            return Ok(());
        };
        let is_http = absolute(endpoint).is_some_and(|address| address.starts_with("http"));
        if is_http {
            return Ok(());
        }
        Err(Problem {
            message: [
                "Responses cannot be sent to `",
                endpoint,
                "`: the `endpoint` must be an http(s) address.",
            ]
            .concat(),
            ..Problem::default()
        })
    }

    /// Where responses go: what the page says, else what the document says.
    fn endpoint(&self, survey: &Survey) -> Option<String> {
        let options = self.options.borrow();
        let endpoint = options
            .endpoint
            .as_ref()
            .or(survey.delivery.endpoint.as_ref())?;
        absolute(endpoint)
    }

    /// The author's colours. The object model of styles, unlike the attribute, is open to every policy.
    fn apply_theme(&self, survey: &Survey) {
        for (name, value) in &survey.theme {
            let _ = self.frame.style().set_property(name, value);
        }
    }

    /// `?lang=` of the page, then the browser's languages.
    fn wanted_locales(&self) -> Vec<String> {
        let asked = window()
            .and_then(|window| window.location().search().ok())
            .and_then(|search| web_sys::UrlSearchParams::new_with_str(&search).ok())
            .and_then(|search| search.get("lang"));
        let own = self
            .options
            .borrow()
            .locale
            .as_ref()
            .map(|locale| locale.to_string());
        own.into_iter()
            .chain(asked)
            .chain(preferred_locales())
            .collect()
    }
}

/// The element inside the shadow root that everything stands in, with the styles adopted beside it.
fn frame(root: &ShadowRoot, options: &Options) -> Result<HtmlElement, JsValue> {
    use wasm_bindgen::JsCast;
    let document = window()
        .and_then(|window| window.document())
        .ok_or(JsValue::NULL)?;
    let sheet = CssStyleSheet::new()?;
    let _ = sheet.replace_sync(STYLE);
    root.set_adopted_style_sheets(&js_sys::Array::of1(&sheet));
    while let Some(child) = root.first_child() {
        root.remove_child(&child)?;
    }
    let frame: HtmlElement = document.create_element("div")?.dyn_into()?;
    frame.set_class_name("root");
    frame.set_attribute("part", "root")?;
    if let Some(theme) = &options.theme {
        frame.set_attribute("data-theme", theme)?;
    }
    root.append_child(&frame)?;
    Ok(frame)
}

fn pairs(headers: &[(Rc<str>, Rc<str>)]) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_string()))
        .collect()
}

fn problem_detail(problem: &Problem) -> Value {
    let mut detail = Object::new();
    detail.set("message", problem.message.as_str());
    detail.set(
        "details",
        Value::list(problem.details.iter().map(|detail| detail.as_str().into())),
    );
    detail.into()
}
