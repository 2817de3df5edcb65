use std::rc::Rc;

use yew::Callback;
use yew::html::Scope;

use super::app::{App, Message};
use super::tag::{Tag, tag};
use crate::session::{Said, Session};
use crate::value::Value;

/// What every part of a screen is drawn from.
#[derive(Clone, Copy)]
pub struct Scene<'s> {
    pub session: &'s Session,
    pub link: &'s Scope<App>,
    /// What was chosen on the journey's screen and is not said yet.
    pub draft: Option<&'s Said>,
}

impl Scene<'_> {
    /// Sets the answer to a question when something happens.
    pub fn sets<E: 'static>(
        &self,
        name: &Rc<str>,
        answer: impl Fn(E) -> Value + 'static,
    ) -> Callback<E> {
        let name = name.clone();
        self.link
            .callback(move |event| Message::Set(name.clone(), answer(event)))
    }

    /// Chooses an answer to the journey's screen when something happens.
    pub fn drafts<E: 'static>(&self, draft: impl Fn(E) -> Option<Said> + 'static) -> Callback<E> {
        self.link
            .callback(move |event| Message::Draft(draft(event)))
    }

    /// A built-in text in an element of its own.
    pub fn words(&self, key: &str) -> Tag {
        tag("span").text(self.session.texts().get(key))
    }
}
