//! What becomes of a finished response.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::State;
use crate::browser::{
    BrowserCalendar, BrowserRandomness, LocalStorage, absolute, device, timezone, window,
};
use crate::definition::Survey;
use crate::delivery::{Lack, Progress, Record, Store as _, SubmitError};
use crate::embed::events::{tell, warn};
use crate::expression::Calendar;
use crate::response::{Surroundings, encode, record, uuid_v7};
use crate::session::Session;
use crate::ui::Fate;
use crate::value::{Object, Value};

impl State {
    pub(super) fn complete(state: &Rc<Self>) {
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
            remember(state.answered_key(&survey).as_deref());
            state.courier.clone().tidy();
            state.set_fate(Fate::HandedOver);
            state.leave();
            return;
        };
        let state = state.clone();
        let submissions = &state.courier.submissions;
        submissions.set(submissions.get() + 1);
        wasm_bindgen_futures::spawn_local(async move {
            let submitted = Self::submit(&state, &session, &survey, endpoint).await;
            let submissions = &state.courier.submissions;
            submissions.set(submissions.get() - 1);
            if let Err(error) = submitted {
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
        let slot = state.slot();
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
            let answered_key = state.answered_key(survey);
            state.courier.listen(&record.id, move |progress| {
                // Not before: until the record stands somewhere the draft is all there is, and is to be taken up again.
                if let Progress::Saved | Progress::NotDurable(Lack::Mirror) | Progress::Sent =
                    progress
                {
                    remember(answered_key.as_deref());
                }
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

    pub(super) fn record(&self, session: &Session) -> Value {
        record(
            session,
            &Surroundings {
                timezone: timezone().into(),
                display: self.options.borrow().display.name().into(),
                device: device(),
            },
        )
    }

    /// Where responses go: what the page says, else what the document says.
    pub(super) fn endpoint(&self, survey: &Survey) -> Option<String> {
        let options = self.options.borrow();
        let endpoint = options
            .endpoint
            .as_ref()
            .or(survey.delivery.endpoint.as_ref())?;
        absolute(endpoint)
    }
}

fn pairs(headers: &[(Rc<str>, Rc<str>)]) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_string()))
        .collect()
}

/// Keeps in mind that a survey was answered; where the browser keeps nothing it may be answered again.
fn remember(answered_key: Option<&str>) {
    if let Some(key) = answered_key {
        let _ = LocalStorage::open().set(key, "1");
    }
}
