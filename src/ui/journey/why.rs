//! What went wrong: causes to choose from, none of them, or words of one's own.

use std::rc::Rc;

use web_sys::HtmlTextAreaElement;
use yew::{InputEvent, TargetCast};

use crate::journey::{Answer, CausePath};
use crate::session::{JourneyTurn, Said};
use crate::ui::choice::{Option, option, options};
use crate::ui::scene::Scene;
use crate::ui::tag::{Tag, tag};

const MAX_WORDS_CHARS: &str = "2000";

pub fn view(
    scene: &Scene,
    turn: &JourneyTurn,
    touchpoint: usize,
    offered: &[CausePath],
) -> Vec<Tag> {
    let dont_know = choice(scene, "journey.dont-know", Answer::DontKnow);
    if offered.is_empty() {
        return vec![words(scene), options().child(dont_know)];
    }
    let chosen = match scene.draft.map(|said| &said.answer) {
        Some(Answer::Causes(paths)) => paths.clone(),
        _ => Vec::new(),
    };
    let mut options = options();
    for path in offered {
        let text = turn
            .cause(touchpoint, path)
            .map(|cause| scene.session.text(&cause.text))
            .unwrap_or_default();
        let (before, this) = (chosen.clone(), path.clone());
        options = options.child(option(&Option {
            radio: false,
            name: "journey".into(),
            text,
            chosen: chosen.contains(path),
            enabled: true,
            on_choose: scene.drafts(move |_| toggled(&before, &this)),
        }));
    }
    let none = choice(scene, "journey.why.none", Answer::NoneOfThese);
    let is_none = scene
        .draft
        .is_some_and(|said| said.answer == Answer::NoneOfThese);
    let mut view = vec![options.child(none).child(dont_know)];
    view.extend(is_none.then(|| words(scene)));
    view
}

fn toggled(before: &[CausePath], path: &CausePath) -> std::option::Option<Said> {
    let mut after: Vec<CausePath> = before
        .iter()
        .filter(|other| *other != path)
        .cloned()
        .collect();
    if after.len() == before.len() {
        after.push(path.clone());
    }
    (!after.is_empty()).then(|| Said::new(Answer::Causes(after)))
}

/// An answer that leaves all causes aside.
fn choice(scene: &Scene, key: &str, answer: Answer) -> Tag {
    let chosen = scene.draft.is_some_and(|said| said.answer == answer);
    option(&Option {
        radio: false,
        name: "journey".into(),
        text: scene.session.texts().get(key).into(),
        chosen,
        enabled: true,
        on_choose: scene.drafts(move |_| (!chosen).then(|| Said::new(answer.clone()))),
    })
}

fn words(scene: &Scene) -> Tag {
    let written = scene
        .draft
        .and_then(|said| said.words.clone())
        .unwrap_or_default();
    let write = scene.drafts(|event: InputEvent| {
        let words = event.target_unchecked_into::<HtmlTextAreaElement>().value();
        Some(Said {
            answer: Answer::NoneOfThese,
            words: (!words.trim().is_empty()).then(|| Rc::from(words)),
        })
    });
    let area = tag("textarea")
        .set("class", "field")
        .set("rows", "3")
        .set("maxlength", MAX_WORDS_CHARS)
        .value(&written)
        .on_input(write);
    tag("label")
        .set("class", "words")
        .child(scene.words("journey.why.words"))
        .child(area)
}
