use std::rc::Rc;

use yew::Callback;

use super::ids::part_of;
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::definition::{RateDisplay, Rating};
use crate::session::{Entry, ItemId};

pub fn question(scene: &Scene, id: ItemId, scale: &Rating) -> Tag {
    let chosen = scale.rank(&scene.session.value(id));
    let values: Vec<_> = scale.values.iter().map(|rate| rate.value.clone()).collect();
    let on_choose = scene.enters(id, move |rank: usize| {
        Entry::Value(values.get(rank).cloned().unwrap_or_default())
    });
    view(
        scene,
        &Scale {
            name: part_of(id, "field"),
            scale,
            least: scene.session.text(&scale.min_description),
            most: scene.session.text(&scale.max_description),
            chosen,
            enabled: scene.session.may_answer(id),
            on_choose,
            hides: &|place| scene.session.hides(id, place),
        },
    )
}

/// A scale and what is chosen on it.
pub struct Scale<'s> {
    /// The name that the radio buttons share.
    pub name: String,
    pub scale: &'s Rating,
    /// What the ends mean.
    pub least: Rc<str>,
    pub most: Rc<str>,
    pub chosen: Option<usize>,
    pub enabled: bool,
    pub on_choose: Callback<usize>,
    /// Values, by their places, that are not offered.
    pub hides: &'s dyn Fn(usize) -> bool,
}

pub fn view(scene: &Scene, scale: &Scale) -> Tag {
    let last = scale.scale.values.len().saturating_sub(1);
    let mut values = tag("div")
        .set("class", "scale")
        .put("data-count", &scale.scale.values.len().to_string());
    for (rank, rate) in scale.scale.values.iter().enumerate() {
        if (scale.hides)(rank) {
            continue;
        }
        let text = scene.session.text(&rate.text);
        // The ends are said with their meaning; the others speak for themselves.
        let meaning = match rank {
            0 => &scale.least,
            rank if rank == last => &scale.most,
            _ => "",
        };
        let meaning = (!meaning.is_empty()).then(|| unseen().text(&[", ", meaning].concat()));
        let choose = scale.on_choose.reform(move |_: yew::Event| rank);
        let input = tag("input")
            .set("type", "radio")
            .set("class", "unseen")
            .put("name", &scale.name)
            .value(&rank.to_string())
            .checked(scale.chosen == Some(rank))
            .flag("disabled", !scale.enabled)
            .on_change(choose);
        let picture = picture(scale.scale.display, rank, last);
        let words = match picture {
            Some(_) => unseen(),
            None => tag("span").set("class", "value"),
        };
        let picture = picture.map(|picture| {
            tag("span")
                .set("class", "picture")
                .set("aria-hidden", "true")
                .text(picture)
        });
        values = values.child(
            tag("label")
                .set("class", "rate")
                .set("part", "rate")
                .flag("data-lit", lit(scale, rank))
                .child(input)
                .child(picture)
                .child(words.text(&text))
                .child(meaning),
        );
    }
    let ends = tag("div")
        .set("class", "ends")
        .set("aria-hidden", "true")
        .span(&scale.least)
        .span(&scale.most);
    tag("div").set("class", "rating").child(values).child(ends)
}

/// For those who listen.
fn unseen() -> Tag {
    tag("span").set("class", "unseen")
}

/// Stars are lit up to the chosen one.
fn lit(scale: &Scale, rank: usize) -> bool {
    scale.scale.display == RateDisplay::Stars && scale.chosen.is_some_and(|chosen| rank < chosen)
}

fn picture(display: RateDisplay, rank: usize, last: usize) -> Option<&'static str> {
    const FACES: [&str; 5] = ["😞", "🙁", "😐", "🙂", "😀"];
    match display {
        RateDisplay::Labels => None,
        RateDisplay::Stars => Some("★"),
        RateDisplay::Smileys => Some(FACES[rank * (FACES.len() - 1) / last.max(1)]),
    }
}
