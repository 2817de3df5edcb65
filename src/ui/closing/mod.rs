use yew::html::Scope;
use yew::{Html, NodeRef};

use super::app::{App, Message};
use super::content;
use super::scene::{Scene, sends};
use super::tag::{Tag, button, tag};
use crate::session::Texts;

/// What becomes of a finished record. Each is said only while it is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Saving,
    /// It would survive a killed browser.
    Saved,
    Sending,
    Sent,
    /// It is kept and will be sent when the connection is back.
    Waiting,
    /// The endpoint does not take it; it is kept.
    Refused,
    /// It stands in memory only.
    MemoryOnly,
    /// Storage refused it.
    NotSaved,
    /// There is no address to send it to: the page has it, and there is nothing to say.
    HandedOver,
}

impl Fate {
    /// Until then nobody else may begin: the record stands nowhere but here.
    pub fn is_at_risk(self) -> bool {
        matches!(self, Self::Saving | Self::NotSaved)
    }

    /// The text that says it.
    pub fn key(self) -> Option<&'static str> {
        Some(match self {
            Self::Saving => "state.saving",
            Self::Saved => "state.saved",
            Self::Sending => "state.sending",
            Self::Sent => "state.sent",
            Self::Waiting => "state.waiting",
            Self::Refused => "state.refused",
            Self::MemoryOnly => "state.memory",
            Self::NotSaved => "state.failed",
            Self::HandedOver => return None,
        })
    }

    fn mood(self) -> &'static str {
        match self {
            Self::Sent | Self::Saved => "good",
            Self::MemoryOnly | Self::NotSaved | Self::Refused => "bad",
            _ => "busy",
        }
    }
}

pub fn view(scene: &Scene, fate: Fate, held: usize, heading: &NodeRef) -> Html {
    let session = scene.session;
    let texts = session.texts();
    let own = session.closing();
    let closing = tag("div")
        .set("class", "closing")
        .set("part", "closing")
        .key("closing");
    let closing = match own {
        _ if !session.survey().show_complete_page => {
            closing.set("tabindex", "-1").reference(heading)
        }
        None => closing
            .child(
                tag("h2")
                    .key("title")
                    .set("tabindex", "-1")
                    .reference(heading)
                    .text(texts.get("thanks.title")),
            )
            .child(tag("p").key("text").text(texts.get("thanks.text"))),
        Some(own) => closing.child(
            tag("div")
                .key("own")
                .set("tabindex", "-1")
                .reference(heading)
                .child(content::view(&own, "thanks")),
        ),
    };
    let is_stuck = held > 0 && (fate.mood() == "bad" || fate == Fate::Waiting);
    let is_alone = held == usize::from(fate != Fate::Sent);
    closing
        .child(state(scene, fate))
        .child((held > 0 && !is_alone).then(|| waiting(texts, held)))
        .child(is_stuck.then(|| export(texts, scene.link)))
        .into()
}

/// How many responses are on this device; this one included, unless it has arrived.
fn waiting(texts: &Texts, held: usize) -> Tag {
    let words = texts.with("outbox.waiting", &texts.number(held));
    tag("p").set("class", "held").key("held").text(&words)
}

/// For whoever does not want to wait for the endpoint.
pub fn export(texts: &Texts, link: &Scope<App>) -> Tag {
    button("button", sends(link, |_| Message::Export))
        .key("export")
        .span(texts.get("outbox.export"))
}

/// What becomes of the record, in words.
pub fn state(scene: &Scene, fate: Fate) -> Option<Tag> {
    let key = fate.key()?;
    let state = tag("p")
        .set("class", "fate")
        .key("fate")
        .set("part", "fate")
        .set("data-mood", fate.mood())
        .set("data-fate", key)
        .child(scene.words(key));
    Some(state)
}
