use yew::{Html, MouseEvent, html};

use super::app::Message;
use super::scene::Scene;
use crate::session::asks;

/// How far it is, in words and as a bar.
pub fn progress(scene: &Scene) -> Html {
    if !scene.session.survey().show_progress {
        return Html::default();
    }
    let left = scene.session.at_most();
    let words = scene.session.texts().count("left", left);
    let done = scene.session.paradata().durations.len();
    html! {
        <div class="progress" part="progress">
            <progress value={done.to_string()} max={(done + left).to_string()} aria-hidden="true" />
            <p>{ words }</p>
        </div>
    }
}

pub fn buttons(scene: &Scene) -> Html {
    let session = scene.session;
    let texts = session.texts();
    let locale = session.locale();
    let survey = session.survey();
    let back = session.can_go_back().then(|| {
        let text = match survey.previous_text.find(locale) {
            Some(text) => session.piped(&text).to_string(),
            None => texts.get("back").to_owned(),
        };
        html! {
            <button key="back" class="button" part="back" type="button" onclick={scene.link.callback(|_: MouseEvent| Message::Back)}>
                <span>{ text }</span>
            </button>
        }
    });
    let own = |text: &crate::definition::Localized, key: &str| match text.find(locale) {
        Some(text) => session.piped(&text).to_string(),
        None => texts.get(key).to_owned(),
    };
    // On a journey's screen going on without an answer is allowed, and said so.
    let skips = session
        .turn()
        .is_some_and(|turn| scene.draft.is_none() && !turn.extra_elements().iter().any(asks));
    let next = if skips {
        texts.get("skip").to_owned()
    } else if session.is_last() {
        own(&survey.complete_text, "complete")
    } else {
        own(&survey.next_text, "next")
    };
    // The keys keep an element from becoming the other button while it is being clicked: its default action would be
    // the other one's.
    html! {
        <div class="buttons">
            <button key="next" class={if skips { "button" } else { "button go" }} part="next" type="submit"><span>{ next }</span></button>
            { for back }
        </div>
    }
}
