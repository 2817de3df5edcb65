use std::rc::Rc;

use web_sys::HtmlTextAreaElement;
use yew::{Html, InputEvent, TargetCast, html};

use super::choice::written_text;
use super::ids::part_of;
use super::question::described_by;
use super::scene::Scene;
use crate::definition::{Comment, Question};

/// From here on the respondent is told how much room is left.
const CHARACTERS_LEFT_SHOWN: usize = 200;

pub fn view(scene: &Scene, question: &Rc<Question>, comment: &Comment) -> Html {
    let session = scene.session;
    let written = session
        .answer(&question.name)
        .as_text()
        .unwrap_or_default()
        .to_owned();
    let write = scene.sets(&question.name, |event: InputEvent| {
        written_text(&event.target_unchecked_into::<HtmlTextAreaElement>().value())
    });
    let left = comment
        .max_length
        .map(|max| max.saturating_sub(written.encode_utf16().count()));
    // Far from the limit it would only be in the way.
    let left = left
        .filter(|left| *left < CHARACTERS_LEFT_SHOWN)
        .map(|left| {
            html! { <p class="description">{ session.texts().count("characters-left", left) }</p> }
        });
    let placeholder = session.text(&comment.placeholder);
    html! {
        <>
            <textarea
                class="field"
                part="field"
                id={part_of(&question.name, "field")}
                rows={comment.rows.to_string()}
                maxlength={comment.max_length.map(|length| length.to_string())}
                placeholder={(!placeholder.is_empty()).then_some(placeholder)}
                aria-required={session.is_required(question).then_some("true")}
                aria-invalid={session.error(&question.name).map(|_| "true")}
                aria-describedby={described_by(scene, question)}
                disabled={!session.is_enabled(question)}
                value={written}
                oninput={write}
            />
            { for left }
        </>
    }
}
