use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{HtmlElement, ShadowRoot};
use yew::{AppHandle, Callback, Renderer};

use crate::browser::{
    BrowserCalendar, BrowserJson, BrowserLists, BrowserPatterns, BrowserRandomness, absolute,
    device, from_js, preferred_locales, save_file, timezone, to_js, window,
};
use crate::definition::{NAMELESS, Survey};
use crate::delivery::{Draft, Lack, Progress, Record, Room, SubmitError, crc32};
use crate::expression::Calendar;
use crate::response::{Surroundings, encode, record, uuid_v7};
use crate::session::{Session, Setting, Texts};
use crate::ui::{App, Fate, Message, Problem, Props, Signal};
use crate::value::{Json, Object, Value, to_json};

use super::courier::Courier;
use super::events::{tell, warn};
use super::frame::Frame;
use super::kiosk::Patience;
use super::load;
use super::options::{Display, Options, Source};
use super::second_part;

/// One mounted element. JavaScript holds it and sees only its methods.
#[wasm_bindgen]
pub struct Widget {
    state: Rc<State>,
}

pub struct State {
    host: HtmlElement,
    frame: Frame,
    options: RefCell<Options>,
    app: RefCell<Option<AppHandle<App>>>,
    /// The survey and the built-in texts, for as many respondents as come.
    survey: RefCell<Option<(Rc<Survey>, Texts)>>,
    session: RefCell<Option<Rc<RefCell<Session>>>>,
    fate: Cell<Fate>,
    /// Where one respondent comes after the other.
    patience: RefCell<Option<Patience>>,
    courier: Rc<Courier>,
    /// Tells its drafts from those of the page's other widgets.
    number: usize,
    /// Tells the survey's drafts from those of others.
    draft_name: RefCell<Rc<str>>,
    /// Counts the starts, so that one that was overtaken is known.
    starts: Cell<u32>,
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
        let display = options.display;
        let frame = Frame::new(&host, &root, &options)?;
        let courier = Courier::of_page();
        let state = Rc::new(State {
            host,
            frame,
            options: RefCell::new(options),
            app: RefCell::new(None),
            survey: RefCell::new(None),
            session: RefCell::new(None),
            fate: Cell::new(Fate::Saving),
            patience: RefCell::new(None),
            number: courier.claim_number(),
            draft_name: RefCell::default(),
            starts: Cell::default(),
            courier,
        });
        let watching = Rc::downgrade(&state);
        state.courier.watch(move || {
            if let Some(state) = watching.upgrade() {
                state.send(Message::Held(state.courier.outbox.held()));
            }
        });
        state.render();
        if display == Display::Kiosk {
            *state.patience.borrow_mut() = Some(Patience::start(&state));
        }
        State::start(&state);
        Ok(Self { state })
    }

    /// Takes other options. Another locale changes the words; another survey, for example, starts again.
    pub fn update(&self, options: JsValue) {
        let options = from_js(options).unwrap_or_default();
        let options = Options::read(&options);
        let was = self.state.options.replace(options.clone());
        // What is set again as it was starts anew: so one makes room for the next respondent.
        let is_locale_alone = was.locale != options.locale
            && Options {
                locale: options.locale.clone(),
                ..was
            } == options;
        let session = self.state.session.borrow().clone();
        match session.filter(|_| is_locale_alone) {
            Some(session) => State::translate(&self.state, session),
            None => State::start(&self.state),
        }
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
            closable: options.display.is_closable(),
            is_modal: options.display.is_modal(),
            is_kiosk: options.display == Display::Kiosk,
            locale: self
                .wanted_locales()
                .first()
                .cloned()
                .unwrap_or_default()
                .into(),
        };
        let app = Renderer::<App>::with_root_and_props(self.frame.content.clone(), props).render();
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
            let start = state.starts.get().wrapping_add(1);
            state.starts.set(start);
            if let Err(problem) = Self::load(&state, start).await {
                state.tell_problem(problem).await;
            }
        });
    }

    /// Tells the page and the respondent, unless something else was started meanwhile.
    async fn tell_problem(&self, problem: Problem) {
        let start = self.starts.get();
        let english = Texts::english("en");
        let message = problem.message(&english);
        tell(&self.host, "error", &problem_detail(&problem, &message));
        let base = self.options.borrow().base.clone();
        let wanted = self.wanted_locales();
        let texts = match wanted.first() {
            Some(locale) => load::texts(&base, locale).await,
            None => english,
        };
        if self.starts.get() == start {
            self.frame.open(&problem.message(&texts));
            self.send(Message::Problem(problem, texts));
        }
    }

    /// Shows the run that there is in the language that is wanted now.
    fn translate(state: &Rc<Self>, session: Rc<RefCell<Session>>) {
        let state = state.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let survey = session.borrow().survey().clone();
            let texts = state.texts(&survey).await;
            *state.survey.borrow_mut() = Some((survey, texts.clone()));
            session.borrow_mut().set_texts(texts);
            state.send(Message::Redraw);
        });
    }

    /// The built-in texts in the language that is wanted when they have arrived.
    async fn texts(&self, survey: &Survey) -> Texts {
        let base = self.options.borrow().base.clone();
        loop {
            let locale = self.locale(survey);
            let texts = load::texts(&base, &locale).await;
            if self.locale(survey) == locale {
                return texts;
            }
        }
    }

    /// What the page says, else the first of the respondent's languages that the document is written in.
    fn locale(&self, survey: &Survey) -> Rc<str> {
        let own = self.options.borrow().locale.clone();
        own.unwrap_or_else(|| survey.best_locale(&self.wanted_locales()))
    }

    async fn load(state: &Rc<Self>, start: u32) -> Result<(), Problem> {
        let options = state.options.borrow().clone();
        let survey = load::survey(&options).await?;
        if second_part::is_here() {
            state.frame.add_rare_styles();
        }
        state.check_endpoint()?;
        let texts = state.texts(&survey).await;
        if state.starts.get() != start {
            return Ok(());
        }
        state.apply_theme(&survey);
        *state.draft_name.borrow_mut() = draft_name(&survey, &options.survey);
        *state.survey.borrow_mut() = Some((survey, texts));
        state.courier.named().await;
        Self::begin(state).await?;
        state.courier.has_shown.set(true);
        tell(&state.host, "ready", &Value::Undefined);
        tell(&state.host, "shown", &Value::Undefined);
        Ok(())
    }

    /// Takes up the run that was interrupted, or starts one.
    async fn begin(state: &Rc<Self>) -> Result<(), Problem> {
        let Some((survey, texts)) = state.survey.borrow().clone() else {
            return Ok(());
        };
        let options = state.options.borrow().clone();
        let title = survey.title_or_id(texts.locale());
        let lists = BrowserLists::default();
        let setting = Setting {
            id: uuid_v7(BrowserCalendar.now_millis(), BrowserRandomness.bytes()),
            respondent: options.respondent,
            context: options.context,
            texts,
            calendar: Rc::new(BrowserCalendar),
            json: Rc::new(BrowserJson),
            patterns: Rc::new(BrowserPatterns),
            lists: Rc::new(lists.clone()),
            seed: None,
        };
        let session = state.resumed(&survey, &setting).await;
        let room = state.courier.outbox.room();
        let held = state.courier.outbox.held();
        if room == Room::Full && session.is_none() && held > 0 {
            // What is held is more than could be added: nobody is to answer in vain.
            return Err(Problem {
                key: "outbox.full",
                can_retry: true,
                held,
                ..Problem::default()
            });
        }
        if room == Room::Low {
            warn("more than 70 % of what this site may keep in localStorage is in use.");
        }
        let session = session.unwrap_or_else(|| Session::start(survey, setting));
        let session = Rc::new(RefCell::new(session));
        let listening = (Rc::downgrade(&session), Rc::downgrade(state));
        lists.listen(move |url| {
            if let (Some(session), Some(state)) = (listening.0.upgrade(), listening.1.upgrade()) {
                session.borrow_mut().list_arrived(url);
                state.send(Message::Redraw);
            }
        });
        if options.display == Display::Popup {
            // It takes no focus, so that there would be no word of it.
            let words = session.borrow().texts().with("popup.opened", &title);
            state.frame.announce(&words);
        }
        *state.session.borrow_mut() = Some(session.clone());
        state.frame.open(&title);
        let is_sent = state.endpoint(session.borrow().survey()).is_some();
        state.send(Message::Run(session));
        if is_sent && matches!(room, Room::Full | Room::Blocked) {
            state.set_fate(Fate::MemoryOnly);
        }
        Ok(())
    }

    /// Forgets this respondent's answers on this screen, for the next one.
    pub fn begin_anew(state: &Rc<Self>) {
        state.delete_draft();
        state.frame.announce("");
        let state = state.clone();
        wasm_bindgen_futures::spawn_local(async move {
            match Self::begin(&state).await {
                Ok(()) => tell(&state.host, "shown", &Value::Undefined),
                Err(problem) => state.tell_problem(problem).await,
            }
        });
    }

    fn on(state: &Rc<Self>, signal: Signal) {
        match signal {
            Signal::Changed => {
                Self::keep_draft(state);
                tell(&state.host, "answered", &Value::Undefined);
            }
            Signal::Completed => {
                state.fate.set(Fate::Saving);
                Self::complete(state);
            }
            Signal::Closed => tell(&state.host, "closed", &Value::Undefined),
            Signal::Retry => Self::start(state),
            Signal::Again => Self::begin_anew(state),
            Signal::Export => save_file("responses.ndjson", &state.courier.outbox.export()),
            Signal::Say(words) => state.frame.announce(&words),
        }
    }

    /// Asks whether the respondent is still there, or stops asking.
    pub fn wait(&self, waits_seconds: Option<u32>) {
        if let (Some(seconds), Some(session)) = (waits_seconds, &*self.session.borrow()) {
            let session = session.borrow();
            let words = session.texts().with("kiosk.waits", &seconds.to_string());
            self.frame.announce(&words);
        }
        self.send(Message::Wait(waits_seconds));
    }

    /// Whether the run is over; `None` while its record would be lost.
    pub fn is_over(&self) -> Option<bool> {
        let session = self.session.borrow();
        let is_over = session.as_ref()?.borrow().is_completed();
        let is_at_risk = is_over && matches!(self.fate.get(), Fate::Saving | Fate::NotSaved);
        (!is_at_risk).then_some(is_over)
    }

    pub fn frame(&self) -> &HtmlElement {
        &self.frame.element
    }

    fn set_fate(&self, fate: Fate) {
        self.fate.set(fate);
        if let (Some(key), Some(session)) = (fate.key(), &*self.session.borrow()) {
            self.frame.announce(session.borrow().texts().get(key));
        }
        self.send(Message::Fate(fate));
    }

    /// A reload, a crash or an empty battery must not lose what was answered so far.
    fn keep_draft(state: &Rc<Self>) {
        let Some(session) = state.session.borrow().clone() else {
            return;
        };
        let session = session.borrow();
        let courier = &state.courier;
        let (draft, changes) = courier.contents.taken_out(session.id(), &session.draft());
        let draft = Draft {
            id: session.id().to_string(),
            text: to_json(&draft),
        };
        // Where nothing can be stored the outbox holds the draft in memory.
        let kept = courier.outbox.put_draft(
            &state.draft_name.borrow(),
            &courier.slot(state.number),
            &draft,
        );
        if !changes.is_empty() {
            let state = state.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let is_whole = state.courier.contents.write(changes).await;
                state.send(Message::Keeps(is_whole && kept.is_ok()));
            });
        }
    }

    async fn resumed(&self, survey: &Rc<Survey>, setting: &Setting) -> Option<Session> {
        let slot = self.courier.slot(self.number);
        let draft = self
            .courier
            .outbox
            .draft(&self.draft_name.borrow(), &slot)?;
        let parsed = BrowserJson.parse(&draft.text).ok()?;
        let whole = self.courier.contents.put_back(&parsed).await;
        Session::resume(survey.clone(), setting.clone(), &whole)
    }

    fn complete(state: &Rc<Self>) {
        let Some(session) = state.session.borrow().clone() else {
            return;
        };
        // The page may call back into the widget when it is told, so nothing may be borrowed by then.
        let (response, survey) = {
            let session = session.borrow();
            (state.record(&session), session.survey().clone())
        };
        tell(&state.host, "completed", &response);
        let Some(endpoint) = state.endpoint(&survey) else {
            state.delete_draft();
            state.courier.clone().tidy();
            state.set_fate(Fate::HandedOver);
            state.leave();
            return;
        };
        let state = state.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if let Err(error) = Self::submit(&state, &session, &survey, endpoint).await {
                warn(&format!("the response could not be taken: {error}."));
                state.set_fate(Fate::NotSaved);
            }
            state.courier.clone().tidy();
        });
    }

    /// A second response under an id that is used, as a duplicated tab has it, gets an id of its own.
    async fn submit(
        state: &Rc<Self>,
        session: &RefCell<Session>,
        survey: &Survey,
        endpoint: String,
    ) -> Result<(), SubmitError> {
        let outbox = &state.courier.outbox;
        let slot = state.courier.slot(state.number);
        let draft_name = state.draft_name.borrow().clone();
        let mut is_anew = false;
        loop {
            let response = state.record(&session.borrow());
            let (media_type, body) = encode(&response, &survey.delivery);
            let mut headers = pairs(&survey.delivery.headers);
            let is_typed = |(name, _): &(String, String)| name.eq_ignore_ascii_case("content-type");
            if !headers.iter().any(is_typed) {
                headers.push(("Content-Type".into(), media_type.into()));
            }
            let record = Record {
                id: session.borrow().id().to_string(),
                endpoint: endpoint.clone(),
                headers,
                ack: (!survey.delivery.ack.is_empty()).then(|| survey.delivery.ack.clone()),
                body,
            };
            let listening = Rc::downgrade(state);
            let (id, is_unsafe) = (record.id.clone(), Cell::new(false));
            state.courier.listen(&record.id, move |progress| {
                if let Some(state) = listening.upgrade() {
                    state.report(&id, progress, &is_unsafe);
                }
            });
            match outbox.submit(&record, Some((&draft_name, &slot))).await {
                Err(SubmitError::AlreadySubmitted) if !is_anew => {
                    is_anew = true;
                    state.courier.stop_listening(&record.id);
                    let id = uuid_v7(BrowserCalendar.now_millis(), BrowserRandomness.bytes());
                    session.borrow_mut().set_id(id);
                }
                outcome => return outcome.map(|_| ()),
            }
        }
    }

    fn delete_draft(&self) {
        let slot = self.courier.slot(self.number);
        self.courier
            .outbox
            .delete_draft(&self.draft_name.borrow(), &slot);
    }

    /// Says what became of a record, and never more than is true.
    ///
    /// What is not durable is called kept by nothing that is said: it may be gone when the browser is.
    fn report(&self, id: &str, progress: &Progress, is_unsafe: &Cell<bool>) {
        match progress {
            Progress::Saved => is_unsafe.set(false),
            Progress::NotDurable(_) => is_unsafe.set(true),
            _ => {}
        }
        let fate = match progress {
            Progress::Saving => Fate::Saving,
            Progress::Saved => Fate::Saved,
            Progress::NotDurable(Lack::Mirror) => Fate::Sending,
            Progress::Sent => Fate::Sent,
            _ if is_unsafe.get() => Fate::MemoryOnly,
            // Caught by the line above.
            Progress::NotDurable(_) => Fate::MemoryOnly,
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
        self.set_fate(fate);
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
            about: [
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
            let _ = self.frame.element.style().set_property(name, value);
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

fn pairs(headers: &[(Rc<str>, Rc<str>)]) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_string()))
        .collect()
}

fn problem_detail(problem: &Problem, message: &str) -> Value {
    let mut detail = Object::new();
    detail.set("message", message);
    detail.set(
        "details",
        Value::list(problem.details.iter().map(|detail| detail.as_str().into())),
    );
    detail.into()
}

/// The survey's id; one without is told apart by where it came from, or by what it says.
fn draft_name(survey: &Survey, source: &Source) -> Rc<str> {
    if &*survey.id != NAMELESS {
        return survey.id.clone();
    }
    let source = match source {
        Source::Address(address) => absolute(address).unwrap_or_default(),
        Source::Document(document) => to_json(document),
        Source::Missing => String::new(),
    };
    ["~", &crc32(source.as_bytes()).to_string()].concat().into()
}
