use yew::{Html, NodeRef, html};

use super::content;
use super::scene::Scene;

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
    fn key(self) -> Option<&'static str> {
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

pub fn view(scene: &Scene, fate: Fate, heading: &NodeRef) -> Html {
    let session = scene.session;
    let texts = session.texts();
    let own = session.survey().completed_html.find(session.locale());
    let thanks = match own {
        Some(html) => html! {
            <div tabindex="-1" ref={heading}>{ content::view(&session.piped(&html), "thanks") }</div>
        },
        None => html! {
            <>
                <h2 tabindex="-1" ref={heading}>{ texts.get("thanks.title") }</h2>
                <p>{ texts.get("thanks.text") }</p>
            </>
        },
    };
    let state = fate.key().map(|key| {
        html! {
            <p class="fate" part="fate" data-mood={fate.mood()} data-fate={key}>
                <span>{ texts.get(key) }</span>
            </p>
        }
    });
    html! {
        <div class="closing">
            { thanks }
            <div role="status">{ for state }</div>
        </div>
    }
}
