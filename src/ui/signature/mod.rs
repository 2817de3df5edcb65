//! A signature: drawn with a pen, a finger or a mouse, or written with keys.

use std::rc::Rc;

use web_sys::{HtmlInputElement, InputEvent, MouseEvent, PointerEvent};
use yew::TargetCast;

use self::paper::Paper;
use super::app::Message;
use super::desk::Deed;
use super::file::not_kept;
use super::ids::part_of;
use super::question::described_by;
use super::scene::{Scene, sends};
use super::tag::{Tag, button, tag};
use crate::definition::SignaturePad;
use crate::session::{Entry, ItemId};
use crate::value::Value;

pub mod paper;
pub mod pen;

/// Of a name.
const MAX_CHARS: &str = "100";

pub fn view(scene: &Scene, id: ItemId, pad: &SignaturePad) -> Tag {
    let session = scene.session;
    let texts = session.texts();
    let content: Rc<str> = match session.value(id) {
        Value::Text(content) => content,
        _ => "".into(),
    };
    let is_empty = content.is_empty();
    let may_answer = session.may_answer(id);
    let (placeholder, key) = match may_answer {
        true => (&pad.placeholder, "signature.place"),
        false => (&pad.placeholder_read_only, "signature.none"),
    };
    let placeholder: Rc<str> = match placeholder.is_empty() {
        true => texts.get(key).into(),
        false => session.text_of(id, placeholder),
    };
    let canvas_id = part_of(id, "canvas");
    let mut pictures = scene.desk.pictures.borrow_mut();
    pictures.want(canvas_id.clone(), content, Some(Paper::of(pad)));
    let canvas = tag("canvas").set("role", "img").put("id", &canvas_id).put(
        "aria-label",
        match is_empty {
            true => &placeholder,
            false => texts.get("signature.signed"),
        },
    );
    let canvas = match may_answer {
        true => canvas.on_pointer_down(scene.does(id, |event: PointerEvent| Deed::Sign(event))),
        false => canvas,
    };
    let invitation = (is_empty && pad.show_placeholder).then(|| {
        tag("span")
            .set("class", "invitation")
            .set("aria-hidden", "true")
            .text(&placeholder)
    });
    let paper = tag("div")
        .set("class", "paper")
        .set("part", "pad")
        .flag("data-open", may_answer)
        .key("paper")
        .child(canvas.key("canvas"))
        .child(invitation);
    tag("div")
        .child(paper)
        .child(may_answer.then(|| tools(scene, id, pad, is_empty)))
        .child(not_kept(scene, is_empty))
}

/// What keys can do: write a name in the place of a signature, and clear it.
fn tools(scene: &Scene, id: ItemId, pad: &SignaturePad, is_empty: bool) -> Tag {
    let session = scene.session;
    let write = scene.does(id, |event: InputEvent| {
        let field: HtmlInputElement = event.target_unchecked_into();
        Deed::Write(field.value())
    });
    let field = tag("input")
        .set("class", "field")
        .set("type", "text")
        .set("autocomplete", "name")
        .set("maxlength", MAX_CHARS)
        .put("id", &part_of(id, "field"))
        .put_some("aria-describedby", described_by(scene, id).as_deref())
        .put_some("aria-invalid", session.error_of(id).map(|_| "true"))
        .put_some("aria-required", session.must_answer(id).then_some("true"))
        .value(scene.desk.name_of(id))
        .on_input(write);
    let label = tag("label").put("for", &part_of(id, "field"));
    let name = tag("div")
        .set("class", "words")
        .child(label.child(scene.words("signature.name")))
        .child(field);
    let before = scene.desk.cleared.as_ref();
    let before = before.filter(|(cleared, _)| is_empty && *cleared == id);
    let clear = match before {
        Some((_, value)) => {
            let undo = Entry::Value(value.clone());
            let undone = sends(scene.link, move |_: MouseEvent| {
                Message::Enter(id, undo.clone())
            });
            button("button", undone).child(scene.words("signature.undo"))
        }
        None => button("button", scene.does(id, |_: MouseEvent| Deed::Clear))
            .set("aria-disabled", if is_empty { "true" } else { "false" })
            .child(scene.words("signature.clear")),
    };
    tag("div")
        .set("class", "tools")
        .key("tools")
        .child(name)
        .child(pad.allow_clear.then_some(clear))
}
