//! A journey's screens: one question each, drawn from what the engine asks.

mod places;
mod why;

use std::rc::Rc;

use yew::{Html, NodeRef};

use super::app::Message;
use super::page::elements_view;
use super::question::described;
use super::rating::{self, Scale};
use super::scene::{Scene, sends};
use super::tag::{Tag, button, tag};
use crate::journey::{Answer, Screen};
use crate::session::{JourneyTurn, Said};

pub fn view(scene: &Scene, turn: &JourneyTurn, heading: &NodeRef) -> Html {
    let Some(asked) = turn.current() else {
        return Html::default();
    };
    let title = scene.session.screen_title(turn);
    let hint = hint(scene, turn, &asked.screen);
    let (body, is_group): (Vec<Tag>, bool) = match &asked.screen {
        Screen::Overall | Screen::Rating { .. } => (scale(scene, turn).into_iter().collect(), true),
        Screen::Pick => (places::pick(scene, turn), true),
        Screen::Map => (places::map(scene, turn), true),
        Screen::Why {
            touchpoint,
            offered,
            ..
        } => (why::view(scene, turn, *touchpoint, offered), true),
        Screen::More { .. } => (
            vec![elements_view(scene, &scene.session.extra_shown())],
            false,
        ),
    };
    let title = tag("h2")
        .set("tabindex", "-1")
        .reference(heading)
        .text(&title);
    let stage = turn
        .current_touchpoint()
        .and_then(|touchpoint| turn.journey().stages.get(touchpoint.stage?))
        .map(|stage| scene.session.text(&stage.title))
        .filter(|title| !title.is_empty())
        .map(|title| tag("p").set("class", "stage").text(&title));
    let escape = matches!(asked.screen, Screen::Rating { .. }).then(|| did_not_happen(scene));
    let question = if is_group {
        tag("fieldset")
            .set("part", "question")
            .child(tag("legend").child(title))
            .child(described(&hint, None))
    } else {
        tag("div").child(title)
    };
    let question = question
        .set("class", "question")
        .put_some("data-screen", turn.address().as_deref())
        .child(body);
    [stage, Some(question), escape]
        .into_iter()
        .flatten()
        .collect()
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

fn scale(scene: &Scene, turn: &JourneyTurn) -> Option<Tag> {
    let scale = turn.scale()?;
    let session = scene.session;
    let or_built_in = |text: &crate::definition::Localized, key: &str| -> Rc<str> {
        match text.find(session.locale()) {
            Some(text) => session.piped(&text),
            None => session.texts().get(key).into(),
        }
    };
    let view = rating::view(
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
            hides: &|_| false,
        },
    );
    Some(view)
}

/// The way out for what the customer never met. It answers at once: there is nothing more to say.
fn did_not_happen(scene: &Scene) -> Tag {
    let say = sends(scene.link, |_| {
        Message::Say(Said::new(Answer::DidNotHappen))
    });
    button("aside", say)
        .set("part", "aside")
        .child(scene.words("journey.did-not-happen"))
}
