//! A journey's screens: one question each, drawn from what the engine asks.

mod places;
mod why;

use std::rc::Rc;

use yew::{Html, NodeRef};

use super::choice::{self, option, options};
use super::page::elements_view;
use super::question::described;
use super::rating::{self, Scale};
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::journey::{Answer, Screen};
use crate::session::{JourneyTurn, Said};

pub fn view(scene: &Scene, turn: &JourneyTurn, heading: &NodeRef) -> Html {
    let Some(asked) = turn.current() else {
        return Html::default();
    };
    let hint = hint(scene, turn, &asked.screen);
    let (body, is_group): (Vec<Tag>, bool) = match &asked.screen {
        Screen::Overall => (scale(scene, turn).into_iter().collect(), true),
        Screen::Rating { .. } => {
            let scale = scale(scene, turn).into_iter();
            (scale.chain([did_not_happen(scene)]).collect(), true)
        }
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
    let trail = trail(scene, turn, &asked.screen);
    let title = tag("h2")
        .set("tabindex", "-1")
        .put_some("aria-describedby", trail.as_ref().map(|_| "trail"))
        .reference(heading)
        .text(&scene.session.screen_title(turn));
    let question = if is_group {
        tag("fieldset")
            .set("part", "question")
            .put_some("aria-describedby", (!hint.is_empty()).then_some("hint"))
            .child(tag("legend").child(title))
            .child(described(&hint, Some("hint")))
    } else {
        tag("div").child(title)
    };
    let because = turn.journey().adaptive.explain.then(|| {
        let question = scene.session.texts().get("because.question");
        let because = scene.session.because(turn, &asked.screen, asked.reason);
        // Closed again with the next question.
        tag("details")
            .set("class", "because")
            .set("part", "because")
            .key(&turn.address().unwrap_or_default())
            .child(tag("summary").text(question))
            .child(tag("p").text(&because))
    });
    let question = question
        .set("class", "question")
        .put_some("data-screen", turn.address().as_deref())
        .child(body);
    trail.into_iter().chain([question]).chain(because).collect()
}

/// What the question is about, and below the first why what was said so far: stage, step, cause, cause of the cause.
fn trail(scene: &Scene, turn: &JourneyTurn, screen: &Screen) -> Option<Tag> {
    let session = scene.session;
    let stages = &turn.journey().stages;
    let touchpoint = turn.current_touchpoint()?;
    let stage = touchpoint.stage.and_then(|stage| stages.get(stage));
    let mut said: Vec<Rc<str>> = stage
        .map(|stage| session.text(&stage.title))
        .into_iter()
        .collect();
    if let Screen::Why {
        touchpoint: number,
        level: 2..,
        offered,
    } = screen
    {
        said.push(session.piped(&touchpoint.title_or_name(session.locale())));
        let path = why::common(offered);
        said.extend(
            (1..=path.len()).map(|end| why::cause_text(scene, turn, *number, &path[..end])),
        );
    }
    said.retain(|text| !text.is_empty());
    let said: Vec<Tag> = said.iter().map(|text| tag("li").text(text)).collect();
    let trail = tag("ol").set("class", "trail").set("id", "trail");
    (!said.is_empty()).then(|| trail.child(said))
}

/// One sentence of help.
fn hint(scene: &Scene, turn: &JourneyTurn, screen: &Screen) -> Rc<str> {
    let written = match screen {
        Screen::Overall => scene.session.text(&turn.journey().description),
        Screen::Rating { touchpoint } => scene
            .session
            .text(&turn.touchpoint(*touchpoint).question_description),
        _ => "".into(),
    };
    if !written.is_empty() {
        return written;
    }
    let key = match screen {
        Screen::Overall => "journey.overall.hint",
        Screen::Pick => "journey.pick.hint",
        Screen::Map => "journey.map.hint",
        Screen::Rating { .. } => "journey.rating.hint",
        Screen::Why { offered, .. } if offered.is_empty() => "journey.why-open.hint",
        Screen::Why { .. } => "journey.why.hint",
        Screen::More { .. } => return written,
    };
    scene.session.texts().get(key).into()
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
    Some(rating::view(
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
            on_clear: None,
            hides: &|_| false,
        },
    ))
}

/// An answer like the others, not a way around the question.
fn did_not_happen(scene: &Scene) -> Tag {
    options().child(option(&choice::Option {
        radio: true,
        name: "journey".into(),
        text: scene.session.texts().get("journey.did-not-happen").into(),
        chosen: scene
            .draft
            .is_some_and(|said| said.answer == Answer::DidNotHappen),
        enabled: true,
        on_choose: scene.drafts(|_| Some(Said::new(Answer::DidNotHappen))),
    }))
}
