use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::{InputEvent, TargetCast};

use super::choice::written_text;
use super::ids::part_of;
use super::question::described_by;
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::definition::{Localized, Question, Text};
use crate::value::{Value, number_to_text, read_number};

pub fn view(scene: &Scene, question: &Rc<Question>, text: &Text) -> Tag {
    let session = scene.session;
    let written = written(session.answer(&question.name));
    let is_number = text.input.is_number();
    let write = scene.sets(&question.name, move |event: InputEvent| {
        let typed = event.target_unchecked_into::<HtmlInputElement>().value();
        match read_number(&typed) {
            Some(number) if is_number => Value::Number(number),
            _ => written_text(&typed),
        }
    });
    let input = tag("input")
        .put("type", text.input.name())
        .put_some("min", attribute(&text.min).as_deref())
        .put_some("max", attribute(&text.max).as_deref())
        .put_some("step", attribute(&text.step).as_deref())
        .put_some("autocomplete", text.autocomplete.as_deref());
    described(input, scene, question, text.max_length, &text.placeholder)
        .value(&written)
        .on_input(write)
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

/// What all fields for text say about themselves.
pub fn described(
    field: Tag,
    scene: &Scene,
    question: &Question,
    max_length: Option<usize>,
    placeholder: &Localized,
) -> Tag {
    let session = scene.session;
    let placeholder = session.text(placeholder);
    let field = field
        .set("class", "field")
        .set("part", "field")
        .put("id", &part_of(&question.name, "field"))
        .put_some(
            "maxlength",
            max_length.map(|max| max.to_string()).as_deref(),
        )
        .put_some(
            "placeholder",
            Some(&*placeholder).filter(|text| !text.is_empty()),
        )
        .put_some("aria-describedby", described_by(scene, question).as_deref())
        .flag("disabled", !session.is_enabled(question));
    let field = match session.is_required(question) {
        true => field.set("aria-required", "true"),
        false => field,
    };
    match session.error(&question.name) {
        Some(_) => field.set("aria-invalid", "true"),
        None => field,
    }
}
