use std::rc::Rc;

use yew::{Callback, Html, html};

use super::ids::part_of;
use super::scene::Scene;
use crate::definition::{Question, RateDisplay, Rating};

pub fn question(scene: &Scene, question: &Rc<Question>, scale: &Rating) -> Html {
    let chosen = scale.rank(scene.session.answer(&question.name));
    let values: Vec<_> = scale.values.iter().map(|rate| rate.value.clone()).collect();
    let on_choose = scene.sets(&question.name, move |rank: usize| {
        values.get(rank).cloned().unwrap_or_default()
    });
    view(
        scene,
        &Scale {
            name: part_of(&question.name, "field"),
            scale,
            least: scene.session.text(&scale.min_description),
            most: scene.session.text(&scale.max_description),
            chosen,
            enabled: scene.session.is_enabled(question),
            on_choose,
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
}

pub fn view(scene: &Scene, scale: &Scale) -> Html {
    let last = scale.scale.values.len().saturating_sub(1);
    let values = scale.scale.values.iter().enumerate().map(|(rank, rate)| {
        let text = scene.session.text(&rate.text);
        // The ends are said with their meaning; the others speak for themselves.
        let meaning = match rank {
            0 => &scale.least,
            rank if rank == last => &scale.most,
            _ => "",
        };
        let meaning = (!meaning.is_empty()).then(|| html! { <span class="unseen">{ format!(", {meaning}") }</span> });
        let choose = scale.on_choose.reform(move |_: yew::Event| rank);
        let picture = picture(scale.scale.display, rank, last);
        html! {
            <label class="rate" part="rate" data-lit={lit(scale, rank).then_some("")}>
                <input type="radio" class="unseen" name={scale.name.clone()} value={rank.to_string()}
                    checked={scale.chosen == Some(rank)} disabled={!scale.enabled} onchange={choose} />
                { for picture.map(|picture| html! { <span class="picture" aria-hidden="true">{ picture }</span> }) }
                <span class={if picture.is_some() { "unseen" } else { "value" }}>{ text }</span>
                { for meaning }
            </label>
        }
    });
    html! {
        <div class="rating">
            <div class="scale" data-count={scale.scale.values.len().to_string()}>{ for values }</div>
            <div class="ends" aria-hidden="true">
                <span>{ &*scale.least }</span>
                <span>{ &*scale.most }</span>
            </div>
        </div>
    }
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
