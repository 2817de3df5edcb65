use web_sys::HtmlTextAreaElement;
use yew::{InputEvent, KeyboardEvent, TargetCast};

use super::choice::written_text;
use super::ids::part_of;
use super::question::described_by;
use super::scene::Scene;
use super::tag::{Tag, tag};
use super::text::{described, most_characters};
use crate::definition::Comment;
use crate::session::{Entry, ItemId};

/// From here on the respondent is told how much room is left.
const CHARACTERS_LEFT_SHOWN: usize = 200;

/// A field that grows becomes no higher.
const MOST_ROWS: usize = 20;

pub fn view(scene: &Scene, id: ItemId, comment: &Comment) -> Vec<Tag> {
    let session = scene.session;
    let value = session.value(id);
    let written = value.as_text().unwrap_or_default();
    let survey = session.survey();
    let max = most_characters(comment.max_length, survey.max_text_length);
    let breaks_lines = comment.accept_carriage_return;
    let write = scene.enters(id, move |event: InputEvent| {
        let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
        Entry::Value(match breaks_lines {
            true => written_text(&text),
            // What is pasted may hold some.
            false => written_text(&text.replace('\n', " ")),
        })
    });
    let counter = part_of(id, "left");
    let left = max.saturating_sub(written.encode_utf16().count());
    // Far from the limit it would only be in the way.
    let left = Some(left)
        .filter(|left| *left < CHARACTERS_LEFT_SHOWN)
        .map(|left| {
            tag("p")
                .set("class", "description left")
                .key("left")
                .put("id", &counter)
                .text(&session.texts().count("characters-left", left))
        });
    let grows = comment.auto_grow.unwrap_or(survey.auto_grow_comment);
    let resizes = comment.allow_resize.unwrap_or(survey.allow_resize_comment);
    // For browsers whose style sheets cannot make a field as high as its text.
    let rows = match grows {
        true => comment.rows.max(written.lines().count().min(MOST_ROWS)),
        false => comment.rows,
    };
    let area = tag("textarea").put("rows", &rows.to_string());
    let says: Vec<_> = described_by(scene, id)
        .into_iter()
        .chain(left.is_some().then_some(counter))
        .collect();
    let area = described(area, scene, id, Some(max), &comment.placeholder)
        .key("field")
        .put_some(
            "aria-describedby",
            (!says.is_empty()).then(|| says.join(" ")).as_deref(),
        )
        .flag("readonly", !session.may_answer(id))
        .flag("data-grows", grows)
        .flag("data-fixed", !resizes)
        .value(written)
        .on_input(write);
    let area = match breaks_lines {
        true => area,
        false => area.on_key(yew::Callback::from(|event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
            }
        })),
    };
    std::iter::once(area).chain(left).collect()
}
