use std::rc::Rc;

use yew::Callback;
use yew::html::Scope;

use super::app::{App, Message};
use super::desk::{Deed, Desk};
use super::dropdown::Combo;
use super::ranking::Drag;
use super::still::Stills;
use super::tag::{Tag, tag};
use crate::definition::Localized;
use crate::session::{Entry, ItemId, Said, Session};

/// What every part of a screen is drawn from.
#[derive(Clone, Copy)]
pub struct Scene<'s> {
    pub session: &'s Session,
    pub link: &'s Scope<App>,
    /// What was chosen on the journey's screen and is not said yet.
    pub draft: Option<&'s Said>,
    pub stills: &'s Stills,
    pub desk: &'s Desk,
    /// The list that is open.
    pub combo: Option<&'s Combo>,
    /// What is being dragged.
    pub drag: Option<&'s Drag>,
    /// Which panel each dynamic panel shows, where it shows one at a time.
    pub current: &'s [(ItemId, ItemId)],
    /// The panel that would be removed, while it is asked whether it should.
    pub asked: Option<ItemId>,
    /// The first question, panel or page with something wrong.
    pub first_error: Option<ItemId>,
}

impl Scene<'_> {
    /// Enters something into a question when something happens.
    pub fn enters<E: 'static>(
        &self,
        item: ItemId,
        entry: impl Fn(E) -> Entry + 'static,
    ) -> Callback<E> {
        sends(self.link, move |event| Message::Enter(item, entry(event)))
    }

    /// The same, and leads the focus to where it can go on from: what was clicked may be gone by then.
    pub fn enters_and_leads<E: 'static>(
        &self,
        item: ItemId,
        entry: Entry,
        focus: String,
    ) -> Callback<E> {
        sends(self.link, move |_| {
            Message::EnterAndLead(item, entry.clone(), focus.clone())
        })
    }

    /// Handles a file or a signature when something happens.
    pub fn does<E: 'static>(
        &self,
        item: ItemId,
        deed: impl Fn(E) -> Deed + 'static,
    ) -> Callback<E> {
        sends(self.link, move |event| Message::Do(item, deed(event)))
    }

    /// Chooses an answer to the journey's screen when something happens.
    pub fn drafts<E: 'static>(&self, draft: impl Fn(E) -> Option<Said> + 'static) -> Callback<E> {
        sends(self.link, move |event| Message::Draft(draft(event)))
    }

    /// The author's own text, or the built-in one where there is none.
    pub fn own_words(&self, own: &Localized, key: &str) -> Rc<str> {
        match own.find(self.session.locale()) {
            Some(text) => self.session.piped(&text),
            None => self.session.texts().get(key).into(),
        }
    }

    /// A built-in text in an element of its own.
    pub fn words(&self, key: &str) -> Tag {
        tag("span").text(self.session.texts().get(key))
    }
}

/// Sends a message to the app when something happens.
///
/// Boxed, because yew's own way of doing it, written out anew for every message, weighs more than all the messages.
pub fn sends<E: 'static>(
    link: &Scope<App>,
    message: impl Fn(E) -> Message + 'static,
) -> Callback<E> {
    sends_boxed(link, Box::new(message))
}

#[inline(never)]
fn sends_boxed<E: 'static>(link: &Scope<App>, message: Box<dyn Fn(E) -> Message>) -> Callback<E> {
    link.callback(message)
}
