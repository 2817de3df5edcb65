//! A journey's screens: one question each, drawn from what the engine asks.

mod places;
mod why;

use std::rc::Rc;

use yew::{Html, MouseEvent, NodeRef, html};

use super::app::Message;
use super::page::elements_view;
use super::question::described;
use super::rating::{self, Scale};
use super::scene::Scene;
use crate::journey::{Answer, Screen};
use crate::session::{JourneyTurn, Said};

pub fn view(scene: &Scene, turn: &JourneyTurn, heading: &NodeRef) -> Html {
    let Some(asked) = turn.current() else {
        return Html::default();
    };
    let title = scene.session.screen_title(turn);
    let hint = hint(scene, turn, &asked.screen);
    let (body, is_group) = match &asked.screen {
        Screen::Overall | Screen::Rating { .. } => (scale(scene, turn), true),
        Screen::Pick => (places::pick(scene, turn), true),
        Screen::Map => (places::map(scene, turn), true),
        Screen::Why {
            touchpoint,
            offered,
            ..
        } => (why::view(scene, turn, *touchpoint, offered), true),
        Screen::More { .. } => (elements_view(scene, turn.extra_elements()), false),
    };
    let title = html! { <h2 tabindex="-1" ref={heading}>{ title }</h2> };
    let stage = turn
        .current_touchpoint()
        .and_then(|touchpoint| turn.journey().stages.get(touchpoint.stage?))
        .map(|stage| scene.session.text(&stage.title))
        .filter(|title| !title.is_empty())
        .map(|title| html! { <p class="stage">{ title }</p> });
    let escape = matches!(asked.screen, Screen::Rating { .. }).then(|| did_not_happen(scene));
    html! {
        <>
            { for stage }
            if is_group {
                <fieldset class="question" part="question" data-screen={turn.address()}>
                    <legend>{ title }</legend>
                    { described(&hint, None) }
                    { body }
                </fieldset>
            } else {
                <div class="question" data-screen={turn.address()}>{ title }{ body }</div>
            }
            { for escape }
        </>
    }
}

fn hint(scene: &Scene, turn: &JourneyTurn, screen: &Screen) -> String {
    let texts = scene.session.texts();
    match screen {
        Screen::Overall => scene.session.text(&turn.journey().description).to_string(),
        Screen::Map => texts.get("journey.map.hint").to_owned(),
        Screen::Why { offered, .. } if !offered.is_empty() => {
            texts.get("journey.why.hint").to_owned()
        }
        Screen::Rating { touchpoint } => scene
            .session
            .text(&turn.touchpoint(*touchpoint).question_description)
            .to_string(),
        _ => String::new(),
    }
}

fn scale(scene: &Scene, turn: &JourneyTurn) -> Html {
    let Some(scale) = turn.scale() else {
        return Html::default();
    };
    let session = scene.session;
    let or_built_in = |text: &crate::definition::Localized, key: &str| -> Rc<str> {
        match text.find(session.locale()) {
            Some(text) => session.piped(&text),
            None => session.texts().get(key).into(),
        }
    };
    rating::view(
        scene,
        &Scale {
            name: "journey".into(),
            scale: &scale,
            least: or_built_in(&scale.min_description, "journey.rating.least"),
            most: or_built_in(&scale.max_description, "journey.rating.most"),
            chosen: match scene.draft.map(|said| &said.answer) {
                Some(Answer::Rated { rank }) => Some(*rank),
                _ => None,
            },
            enabled: true,
            on_choose: scene.drafts(|rank| Some(Said::new(Answer::Rated { rank }))),
        },
    )
}

/// The way out for what the customer never met. It answers at once: there is nothing more to say.
fn did_not_happen(scene: &Scene) -> Html {
    let say = scene
        .link
        .callback(|_: MouseEvent| Message::Say(Said::new(Answer::DidNotHappen)));
    html! {
        <button class="aside" part="aside" type="button" onclick={say}>
            { scene.words("journey.did-not-happen") }
        </button>
    }
}
