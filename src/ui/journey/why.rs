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
    let mut groups: Vec<(&[usize], Tag)> = Vec::new();
    for path in offered {
        let above = above(path);
        let group = match groups.pop() {
            Some((same, group)) if same == above => group,
            before => {
                groups.extend(before);
                options()
            }
        };
        let (before, this) = (chosen.clone(), path.clone());
        let cause = option(&Option {
            radio: false,
            name: "journey".into(),
            text: cause_text(scene, turn, touchpoint, path),
            chosen: chosen.contains(path),
            enabled: true,
            on_choose: scene.drafts(move |_| toggled(&before, &this)),
        });
        groups.push((above, group.child(cause)));
    }
    let is_alone = groups.len() == 1;
    // Where several causes were named, each has its own below it.
    let group = |(above, options): (&[usize], Tag)| match is_alone {
        true => options,
        false => tag("fieldset")
            .set("class", "branch")
            .child(tag("legend").text(&cause_text(scene, turn, touchpoint, above)))
            .child(options),
    };
    let mut view: Vec<Tag> = groups.into_iter().map(group).collect();
    let none = choice(scene, "journey.why.none", Answer::NoneOfThese);
    let is_none = scene
        .draft
        .is_some_and(|said| said.answer == Answer::NoneOfThese);
    view.push(options().child(none).child(dont_know));
    view.extend(is_none.then(|| words(scene)));
    view
}

/// What the causes on offer have in common: the way to them that was chosen before.
pub fn common(offered: &[CausePath]) -> &[usize] {
    let (Some(first), Some(last)) = (offered.first(), offered.last()) else {
        return &[];
    };
    // They are in the order of the tree, so that what the first and the last share, all share.
    let (first, last) = (above(first), above(last));
    let shared = first
        .iter()
        .zip(last)
        .take_while(|(one, other)| one == other);
    &first[..shared.count()]
}

fn above(path: &[usize]) -> &[usize] {
    path.split_last().map_or(&[], |(_, above)| above)
}

pub fn cause_text(scene: &Scene, turn: &JourneyTurn, touchpoint: usize, path: &[usize]) -> Rc<str> {
    turn.cause(touchpoint, path)
        .map(|cause| scene.session.text(&cause.text))
        .unwrap_or_default()
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
