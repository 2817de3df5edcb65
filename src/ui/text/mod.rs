use web_sys::HtmlInputElement;
use yew::{Event, InputEvent, TargetCast};

use super::app::Message;
use super::choice::written_text;
use super::ids::part_of;
use super::question::described_by;
use super::scene::{Scene, sends};
use super::tag::{Tag, tag};
use crate::definition::{InputType, Localized, Text};
use crate::session::{Entry, ItemId};
use crate::value::{Value, number_to_text, read_number};

pub fn view(scene: &Scene, id: ItemId, text: &Text) -> Vec<Tag> {
    let session = scene.session;
    let field = field(scene, id, text).key("field");
    // A slider alone does not say where it stands.
    let stands = (text.input == InputType::Range).then(|| {
        tag("output")
            .set("class", "stands")
            .set("aria-hidden", "true")
            .key("stands")
            .span(&written(&session.value(id)))
    });
    let suggestions = (!text.data_list.is_empty()).then(|| {
        let suggested = text.data_list.iter();
        let options = suggested.map(|text| tag("option").put("value", &session.text_of(id, text)));
        tag("datalist")
            .key("suggestions")
            .put("id", &part_of(id, "suggestions"))
            .child(options.collect::<Vec<_>>())
    });
    std::iter::once(field)
        .chain(stands)
        .chain(suggestions)
        .collect()
}

fn field(scene: &Scene, id: ItemId, text: &Text) -> Tag {
    let session = scene.session;
    let (min, max_value) = session.bounds(id);
    let suggestions = part_of(id, "suggestions");
    let size = text.size.to_string();
    let is_number = text.input.is_number();
    let input = tag("input")
        .put("type", text.input.name())
        .put_some("min", attribute(&min).as_deref())
        .put_some("max", attribute(&max_value).as_deref())
        .put_some("step", attribute(&text.step).as_deref())
        .put_some("size", (text.size > 0).then_some(&*size))
        .put_some(
            "list",
            (!text.data_list.is_empty()).then_some(&*suggestions),
        )
        .put_some("autocomplete", text.autocomplete.as_deref());
    let max = most_characters(text.max_length, session.survey().max_text_length);
    // What cannot be changed can be read all the same, where the browser knows of such fields.
    let fixed = match text.input {
        InputType::Range | InputType::Color => "disabled",
        _ => "readonly",
    };
    let input = described(input, scene, id, Some(max), &text.placeholder)
        .flag(fixed, !session.may_answer(id));
    if let Some(mask) = &text.mask {
        let layout = session.typing(mask);
        let write = scene.enters(id, move |event: InputEvent| {
            let field = event.target_unchecked_into::<HtmlInputElement>();
            let typed = field.value();
            let length = typed.encode_utf16().count() as u32;
            let is_at_end = field.selection_start().ok().flatten() == Some(length);
            // Whoever mends something in the middle is left alone, and so are keyboards that compose.
            if !is_at_end || event.is_composing() {
                return Entry::Masked(typed.into(), false);
            }
            let shown = layout(&typed);
            if shown != typed {
                field.set_value(&shown);
            }
            Entry::Masked(shown.into(), false)
        });
        let leave = scene.enters(id, move |event: Event| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            Entry::Masked(typed.into(), true)
        });
        let guide = session.mask_guide(mask);
        let input = match text.placeholder.is_empty() && !guide.is_empty() {
            true => input.put("placeholder", &guide),
            false => input,
        };
        return input
            .value(&session.shown_in_mask(id, mask))
            .on_input(write)
            .on_change(leave);
    }
    let write = scene.enters(id, move |event: InputEvent| {
        let typed = event.target_unchecked_into::<HtmlInputElement>().value();
        Entry::Value(match read_number(&typed) {
            Some(number) if is_number => Value::Number(number),
            _ => written_text(&typed),
        })
    });
    let left = sends(scene.link, move |_: Event| Message::Left(id));
    let value = written(&session.value(id));
    // A colour always is one: the browser complains of none.
    let input = match value.is_empty() && text.input == InputType::Color {
        true => input,
        false => input.value(&value),
    };
    input.on_input(write).on_change(left)
}

fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Number(number) => number_to_text(*number),
        _ => String::new(),
    }
}

fn attribute(value: &Value) -> Option<String> {
    Some(written(value)).filter(|written| !written.is_empty())
}

/// More than anybody writes, as much as a browser lays out at once, and little enough for a record.
const MOST_CHARACTERS: usize = 100_000;

/// How much may be written: as much as the question says, else as the survey says, where 0 is nothing.
pub fn most_characters(own: Option<usize>, of_survey: usize) -> usize {
    own.unwrap_or(match of_survey {
        0 => MOST_CHARACTERS,
        most => most,
    })
}

/// What all fields for text say about themselves.
pub fn described(
    field: Tag,
    scene: &Scene,
    id: ItemId,
    max_length: Option<usize>,
    placeholder: &Localized,
) -> Tag {
    let session = scene.session;
    let field = match session.survey().validate_visited_empty_fields {
        true => field.on_blur(sends(scene.link, move |event| Message::Visited(id, event))),
        false => field,
    };
    let field = field
        .set("class", "field")
        .set("part", "field")
        .put("id", &part_of(id, "field"))
        .put_some(
            "maxlength",
            max_length.map(|max| max.to_string()).as_deref(),
        )
        .put_some(
            "placeholder",
            super::question::placeholder(scene, id, placeholder).as_deref(),
        )
        .put_some("aria-describedby", described_by(scene, id).as_deref());
    let field = match session.must_answer(id) {
        true => field.set("aria-required", "true"),
        false => field,
    };
    match session.error_of(id) {
        Some(_) => field.set("aria-invalid", "true"),
        None => field,
    }
}
