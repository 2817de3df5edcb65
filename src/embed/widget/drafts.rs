//! What was answered so far, kept until it is finished.

use std::rc::Rc;

use super::State;
use crate::browser::{BrowserJson, absolute};
use crate::definition::{NAMELESS, Survey};
use crate::delivery::{Draft, crc32};
use crate::embed::options::Source;
use crate::session::{Session, Setting};
use crate::ui::Message;
use crate::value::{Json, to_json};

impl State {
    /// A reload, a crash or an empty battery must not lose what was answered so far.
    pub(super) fn keep_draft(state: &Rc<Self>) {
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
        let kept = courier
            .outbox
            .put_draft(&state.draft_name.borrow(), &state.slot(), &draft);
        if !changes.is_empty() {
            let state = state.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let is_whole = state.courier.contents.write(changes).await;
                state.send(Message::Keeps(is_whole && kept.is_ok()));
            });
        }
    }

    pub(super) async fn resumed(&self, survey: &Rc<Survey>, setting: &Setting) -> Option<Session> {
        let slot = self.slot();
        let draft_name = self.draft_name.borrow().clone();
        let draft = self.courier.outbox.open_draft(&draft_name, &slot).await?;
        let parsed = BrowserJson.parse(&draft.text).ok()?;
        let whole = self.courier.contents.put_back(&parsed).await;
        Session::resume(survey.clone(), setting.clone(), &whole)
    }

    pub(super) fn delete_draft(&self) {
        self.courier
            .outbox
            .delete_draft(&self.draft_name.borrow(), &self.slot());
    }

    /// Where this element's draft has its place.
    pub(super) fn slot(&self) -> String {
        self.courier.slot(&self.options.borrow().number)
    }
}

/// The survey's id; one without is told apart by where it came from, or by what it says.
pub(super) fn draft_name(survey: &Survey, source: &Source) -> Rc<str> {
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
