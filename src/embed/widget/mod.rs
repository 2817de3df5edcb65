mod drafts;
mod sending;
mod starting;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{HtmlElement, ShadowRoot};
use yew::{AppHandle, Callback, Renderer};

use super::courier::Courier;
use super::events::{tell, warn};
use super::frame::Frame;
use super::kiosk::Patience;
use super::options::{Display, Options};
use crate::browser::{from_js, save_file, to_js};
use crate::definition::Survey;
use crate::session::{Session, Texts};
use crate::ui::{App, Fate, Message, Props, Signal};
use crate::value::Value;

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
        let options = from_js(&options).unwrap_or_default();
        let wanted = options.get("display").as_text().unwrap_or("inline");
        if Display::named(wanted).is_none() {
            warn(
                &[
                    "there is no display `",
                    wanted,
                    "`, so it is inline; others are popup, modal, fullscreen and kiosk.",
                ]
                .concat(),
            );
        }
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

    /// Takes other options. Another locale or theme changes what the run looks like; another survey, for example, starts again.
    pub fn update(&self, options: JsValue) {
        let options = from_js(&options).unwrap_or_default();
        let options = Options::read(&options);
        let was = self.state.options.replace(options.clone());
        // What is set again as it was starts anew: so one makes room for the next respondent.
        let (has_new_locale, has_new_theme) =
            (was.locale != options.locale, was.theme != options.theme);
        let is_of_looks = (has_new_locale || has_new_theme)
            && Options {
                locale: options.locale.clone(),
                theme: options.theme.clone(),
                ..was
            } == options;
        self.state.frame.set_theme(options.theme.as_deref());
        let session = self.state.session.borrow().clone();
        match session.filter(|_| is_of_looks) {
            Some(session) if has_new_locale => State::translate(&self.state, session),
            Some(_) => {}
            None => State::start(&self.state),
        }
    }

    /// Adds facts to the context of the run.
    #[wasm_bindgen(js_name = setContext)]
    pub fn set_context(&self, facts: JsValue) {
        let Ok(Value::Object(facts)) = from_js(&facts) else {
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

    /// The element was put into the page, maybe not for the first time.
    pub fn connected(&self) {
        self.state.frame.come_back();
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
            Signal::Again if state.is_over() == Some(true) => Self::begin_anew(state),
            Signal::Again => {}
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
        let is_at_risk = is_over && self.fate.get().is_at_risk();
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
}
