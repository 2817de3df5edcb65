use std::rc::Rc;

use web_sys::MouseEvent;
use yew::Callback;

use super::ids::part_of;
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::definition::{RateDisplay, Rating};
use crate::session::{Entry, ItemId};
use crate::value::Value;

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
            on_clear: Some(scene.enters(id, |_: ()| Entry::Value(Value::Undefined))),
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
    /// What follows when the chosen value is clicked once more.
    pub on_clear: Option<Callback<()>>,
    /// Values, by their places, that are not offered.
    pub hides: &'s dyn Fn(usize) -> bool,
}

/// Longer texts have no place in a row of equal cells on a phone.
const SHORT: usize = 4;
/// How many characters of whole words have room in a row, with two beside each.
const ROW: usize = 56;

pub fn view(scene: &Scene, scale: &Scale) -> Tag {
    let session = scene.session;
    let rates = &scale.scale.values;
    let last = rates.len().saturating_sub(1);
    let shown: Vec<usize> = (0..rates.len())
        .filter(|&rank| !(scale.hides)(rank))
        .collect();
    let in_place = scale.scale.descriptions_as_extremes;
    let meaning = |rank: usize| match rank {
        0 => &*scale.least,
        rank if rank == last => &*scale.most,
        _ => "",
    };
    let texts: Vec<Rc<str>> = shown
        .iter()
        .map(|&rank| match meaning(rank) {
            meaning if in_place && !meaning.is_empty() => meaning.into(),
            _ => session.text(&rates[rank].text),
        })
        .collect();
    let is_worded = texts.iter().any(|text| text.chars().count() > SHORT);
    let longest_word = texts
        .iter()
        .flat_map(|text| text.split_whitespace())
        .map(|word| word.chars().count())
        .max();
    let stacks = shown.len() * (longest_word.unwrap_or(0) + 2) > ROW && is_worded;
    let display = scale.scale.display;
    let mut values = tag("div")
        .set("class", "scale")
        .put("data-count", &shown.len().to_string())
        .flag("data-stacks", stacks)
        .flag("data-many", shown.len() > 11)
        .flag("data-worded", is_worded && display == RateDisplay::Labels)
        .flag("data-stars", display == RateDisplay::Stars);
    for (&rank, text) in shown.iter().zip(&texts) {
        // The ends are said with their meaning; the others speak for themselves.
        let meaning = Some(meaning(rank)).filter(|meaning| !in_place && !meaning.is_empty());
        let meaning = meaning.map(|meaning| unseen().text(&[", ", meaning].concat()));
        let choose = scale.on_choose.reform(move |_: yew::Event| rank);
        let input = tag("input")
            .set("type", "radio")
            .put("name", &scale.name)
            .value(&rank.to_string())
            .checked(scale.chosen == Some(rank))
            .flag("disabled", !scale.enabled)
            .on_change(choose);
        let input = match &scale.on_clear {
            Some(clear) if scale.chosen == Some(rank) => {
                input.on_click(clear.reform(|_: MouseEvent| ()))
            }
            _ => input,
        };
        let words = match display {
            RateDisplay::Stars => unseen(),
            _ => tag("span").set("class", "value"),
        };
        values = values.child(
            tag("label")
                .set("class", "rate")
                .set("part", "rate")
                .flag("data-lit", lit(scale, rank))
                .child(input)
                .child(picture(display, rank, last))
                .child(words.text(text))
                .child(meaning),
        );
    }
    let is_plain = scale.least.is_empty() && scale.most.is_empty();
    let ends = (!in_place && !is_plain).then(|| {
        tag("div")
            .set("class", "ends")
            .set("aria-hidden", "true")
            .span(&scale.least)
            .span(&scale.most)
    });
    tag("div").set("class", "rating").child(values).child(ends)
}

/// For those who listen.
fn unseen() -> Tag {
    tag("span").set("class", "unseen")
}

/// Stars are lit up to the chosen one.
fn lit(scale: &Scale, rank: usize) -> bool {
    scale.scale.display == RateDisplay::Stars && scale.chosen.is_some_and(|chosen| rank <= chosen)
}

/// Drawn, because the pictures that come with fonts differ from device to device.
fn picture(display: RateDisplay, rank: usize, last: usize) -> Option<Tag> {
    let picture = tag("svg")
        .set("class", "picture")
        .set("viewBox", "0 0 240 240")
        .set("aria-hidden", "true");
    let path = |path: &str| tag("path").put("d", path);
    let circle = |x, y, radius| tag("circle").set("cx", x).set("cy", y).set("r", radius);
    match display {
        RateDisplay::Labels => None,
        RateDisplay::Stars => Some(picture.child(path(
            "M120 24l29 62 68 9-50 47 13 67-60-33-60 33 13-67-50-47 68-9z",
        ))),
        RateDisplay::Smileys => {
            // From the corners pulled down to the corners pulled up.
            let smile = (120 * rank / last.max(1)) as i32 - 60;
            let [ends, middle] = [160 - smile / 3, 160 + smile].map(|height| height.to_string());
            let mouth = ["M74 ", &ends, "Q120 ", &middle, " 166 ", &ends].concat();
            let face = circle("120", "120", "104");
            Some(
                picture
                    .child(face)
                    .child(circle("84", "98", "6"))
                    .child(circle("156", "98", "6"))
                    .child(path(&mouth)),
            )
        }
    }
}
