use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::{Html, InputEvent, TargetCast, html};

use super::choice::written_text;
use super::ids::part_of;
use super::question::described_by;
use super::scene::Scene;
use crate::definition::{Question, Text};
use crate::value::{Value, number_to_text, read_number};

pub fn view(scene: &Scene, question: &Rc<Question>, text: &Text) -> Html {
    let session = scene.session;
    let written = match session.answer(&question.name) {
        Value::Text(text) => text.to_string(),
        Value::Number(number) => number_to_text(*number),
        _ => String::new(),
    };
    let is_number = text.input.is_number();
    let write = scene.sets(&question.name, move |event: InputEvent| {
        let typed = event.target_unchecked_into::<HtmlInputElement>().value();
        match read_number(&typed) {
            Some(number) if is_number => Value::Number(number),
            _ => written_text(&typed),
        }
    });
    let placeholder = session.text(&text.placeholder);
    html! {
        <input
            class="field"
            part="field"
            id={part_of(&question.name, "field")}
            type={text.input.name()}
            value={written}
            min={text.min.clone()}
            max={text.max.clone()}
            step={text.step.clone()}
            maxlength={text.max_length.map(|length| length.to_string())}
            placeholder={(!placeholder.is_empty()).then_some(placeholder)}
            autocomplete={text.autocomplete.clone()}
            aria-required={session.is_required(question).then_some("true")}
            aria-invalid={session.error(&question.name).map(|_| "true")}
            aria-describedby={described_by(scene, question)}
            disabled={!session.is_enabled(question)}
            oninput={write}
        />
    }
}
