use web_sys::HtmlTextAreaElement;
use yew::{InputEvent, TargetCast};

use super::choice::written_text;
use super::scene::Scene;
use super::tag::{Tag, tag};
use super::text::described;
use crate::definition::Comment;
use crate::session::{Entry, ItemId};

/// From here on the respondent is told how much room is left.
const CHARACTERS_LEFT_SHOWN: usize = 200;

pub fn view(scene: &Scene, id: ItemId, comment: &Comment) -> Vec<Tag> {
    let session = scene.session;
    let value = session.value(id);
    let written = value.as_text().unwrap_or_default();
    let write = scene.enters(id, |event: InputEvent| {
        Entry::Value(written_text(
            &event.target_unchecked_into::<HtmlTextAreaElement>().value(),
        ))
    });
    let left = comment
        .max_length
        .map(|max| max.saturating_sub(written.encode_utf16().count()));
    // Far from the limit it would only be in the way.
    let left = left
        .filter(|left| *left < CHARACTERS_LEFT_SHOWN)
        .map(|left| {
            tag("p")
                .set("class", "description")
                .key("left")
                .text(&session.texts().count("characters-left", left))
        });
    let area = tag("textarea").put("rows", &comment.rows.to_string());
    let area = described(area, scene, id, comment.max_length, &comment.placeholder)
        .key("field")
        .value(written)
        .on_input(write);
    std::iter::once(area).chain(left).collect()
}
