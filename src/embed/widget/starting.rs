//! From what the page says to the first question, or to why there is none.

use std::cell::RefCell;
use std::rc::Rc;

use super::State;
use super::drafts::draft_name;
use crate::browser::{
    BrowserCalendar, BrowserClock, BrowserJson, BrowserLists, BrowserPatterns, BrowserRandomness,
    LocalStorage, absolute, preferred_locales, window,
};
use crate::definition::Survey;
use crate::delivery::{Clock as _, Room, Store as _};
use crate::embed::events::{tell, warn};
use crate::embed::options::Display;
use crate::embed::{load, second_part};
use crate::expression::Calendar;
use crate::response::uuid_v7;
use crate::session::{Session, Setting, Texts};
use crate::ui::{Fate, Message, Problem};
use crate::value::{Object, Value};

const SUBMITTING_ROUND_MILLIS: u64 = 50;

impl State {
    /// Fetches the survey and shows it, or says why not.
    pub(super) fn start(state: &Rc<Self>) {
        let state = state.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let start = state.starts.get().wrapping_add(1);
            state.starts.set(start);
            if let Err(problem) = Self::load(&state, start).await
                && state.starts.get() == start
            {
                state.tell_problem(problem).await;
            }
        });
    }

    async fn load(state: &Rc<Self>, start: u32) -> Result<(), Problem> {
        let options = state.options.borrow().clone();
        let survey = load::survey(&options).await?;
        if second_part::is_here() {
            state.frame.add_rare_styles();
        }
        state.check_endpoint(&survey)?;
        let texts = state.texts(&survey).await;
        state.courier.named().await;
        // Whoever has just finished goes first: until their record is written, their draft is all that there is of it.
        while state.courier.submissions.get() > 0 {
            BrowserClock.sleep_millis(SUBMITTING_ROUND_MILLIS).await;
        }
        if state.starts.get() != start {
            return Ok(());
        }
        if state.stands_over_page() && state.was_answered(&survey) {
            tell(&state.host, "ready", &Value::Undefined);
            tell(&state.host, "closed", &Value::Undefined);
            return Ok(());
        }
        state.apply_theme(&survey);
        *state.draft_name.borrow_mut() = draft_name(&survey, &options.survey);
        *state.survey.borrow_mut() = Some((survey, texts));
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
        let was_answered = state.was_answered(&survey);
        let session = match was_answered {
            // What was begun again is not left lying about.
            true => {
                state.delete_draft();
                None
            }
            false => state.resumed(&survey, &setting).await,
        };
        let room = state.courier.outbox.room();
        let held = state.courier.outbox.held();
        if room == Room::Full && session.is_none() && !was_answered && held > 0 {
            // What is held is more than could be added: nobody is to answer in vain.
            return Err(Problem {
                key: "outbox.full",
                can_retry: true,
                held,
                ..Problem::default()
            });
        }
        let mut session = session.unwrap_or_else(|| Session::start(survey, setting));
        if was_answered {
            session.end_as_answered_before();
        }
        let title = session.survey_name();
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
        if was_answered {
            state.set_fate(Fate::HandedOver);
        }
        if is_sent && !was_answered && matches!(room, Room::Full | Room::Blocked) {
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

    fn stands_over_page(&self) -> bool {
        matches!(
            self.options.borrow().display,
            Display::Popup | Display::Modal
        )
    }

    /// Whether this device remembers an answer to a survey that may be answered once.
    fn was_answered(&self, survey: &Survey) -> bool {
        self.answered_key(survey)
            .is_some_and(|key| LocalStorage::open().get(&key).is_some())
    }

    /// Where a survey that may be answered once has its mark. Those who share a screen may all answer.
    pub(super) fn answered_key(&self, survey: &Survey) -> Option<String> {
        let name = &*survey.cookie_name;
        let is_shared = self.options.borrow().display == Display::Kiosk;
        (!name.is_empty() && !is_shared).then(|| ["js1-answered:", name].concat())
    }

    /// Tells the page and the respondent, unless something else was started meanwhile.
    async fn tell_problem(&self, problem: Problem) {
        let start = self.starts.get();
        let english = Texts::english("en");
        let message = problem.message(&english);
        tell(&self.host, "error", &problem_detail(&problem, &message));
        warn(&[&message, " ", &problem.details.join(" ")].concat());
        // Nobody asked for what comes over a page by itself, so that nobody misses it.
        if self.stands_over_page() {
            self.host.set_hidden(true);
            return;
        }
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
    pub(super) fn translate(state: &Rc<Self>, session: Rc<RefCell<Session>>) {
        let state = state.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let (start, survey) = (state.starts.get(), session.borrow().survey().clone());
            let texts = state.texts(&survey).await;
            if state.starts.get() != start {
                return;
            }
            *state.survey.borrow_mut() = Some((survey, texts.clone()));
            session.borrow_mut().set_texts(texts);
            state.frame.name(&session.borrow().survey_name());
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

    /// `?lang=` of the page, then the browser's languages.
    pub(super) fn wanted_locales(&self) -> Vec<String> {
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

    /// An endpoint that cannot be one is said before anybody has answered.
    fn check_endpoint(&self, survey: &Survey) -> Result<(), Problem> {
        let options = self.options.borrow();
        let own = options.endpoint.as_ref();
        let Some(endpoint) = own.or(survey.delivery.endpoint.as_ref()) else {
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

    /// The author's colours. The object model of styles, unlike the attribute, is open to every policy.
    fn apply_theme(&self, survey: &Survey) {
        // Those of the survey before.
        let _ = self.frame.element.remove_attribute("style");
        for (name, value) in &survey.theme {
            let _ = self.frame.element.style().set_property(name, value);
        }
    }
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
