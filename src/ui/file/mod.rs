//! Files: chosen, dropped or pasted, from the device or its camera.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, File, FileList, HtmlInputElement};
use yew::{Callback, Event, TargetCast};

use self::intake::{Refusal, size_bytes};
use super::desk::{Deed, files_of};
use super::ids::part_of;
use super::question::described_by;
use super::scene::Scene;
use super::tag::{Tag, button, tag};
use crate::definition::{FileKind, FileSource};
use crate::session::{ItemId, Session, Texts};
use crate::value::Value;

pub mod intake;

pub fn view(scene: &Scene, id: ItemId, kind: &FileKind) -> Tag {
    let session = scene.session;
    let files = files_of(&session.value(id));
    let may_answer = session.may_answer(id);
    let rows: Vec<Tag> = files
        .iter()
        .enumerate()
        .map(|(place, file)| row(scene, id, kind, place, file))
        .collect();
    let none = (!may_answer && files.is_empty()).then(|| scene.words("file.none").key("none"));
    let list = tag("ul")
        .set("class", "files")
        .set("aria-live", "polite")
        .key("list")
        .child(rows);
    tag("div")
        .child(may_answer.then(|| zone(scene, id, kind)))
        .child(refusals(scene, id))
        .child(list)
        .child(none)
        .child(not_kept(scene, files.is_empty()))
}

/// Said where what was given would not survive a reload.
pub fn not_kept(scene: &Scene, is_empty: bool) -> Option<Tag> {
    let is_said = scene.desk.keeps_nothing && !is_empty && !scene.session.is_completed();
    is_said.then(|| {
        tag("p")
            .set("class", "description")
            .set("role", "status")
            .key("not-kept")
            .text(scene.session.texts().get("file.not-kept"))
    })
}

/// Where files are chosen, dropped and pasted.
fn zone(scene: &Scene, id: ItemId, kind: &FileKind) -> Tag {
    let session = scene.session;
    let texts = session.texts();
    let choose = if kind.several {
        "file.choose-several"
    } else {
        "file.choose"
    };
    let (first, second) = match kind.source {
        FileSource::File => (input(scene, id, kind, "field", choose, false), None),
        FileSource::Camera => (input(scene, id, kind, "field", "file.photo", true), None),
        FileSource::FileOrCamera => (
            input(scene, id, kind, "field", choose, false),
            Some(input(scene, id, kind, "camera", "file.photo", true)),
        ),
    };
    let placeholder = match kind.source {
        FileSource::File => &kind.file_placeholder,
        FileSource::Camera => &kind.photo_placeholder,
        FileSource::FileOrCamera => &kind.file_or_photo_placeholder,
    };
    let words = match (placeholder.is_empty(), kind.source) {
        (true, FileSource::Camera) => "".into(),
        (true, _) => texts.get("file.drop").into(),
        (false, _) => session.text_of(id, placeholder),
    };
    let limits = limits(kind, session);
    let hint = tag("p")
        .set("class", "description")
        .put("id", &part_of(id, "limits"))
        .child((!words.is_empty()).then(|| tag("span").text(&words)))
        .child((!limits.is_empty()).then(|| tag("span").text(&limits)));
    let is_reading = scene.desk.reads(id);
    let status = tag("span")
        .set("class", "description")
        .set("role", "status")
        .child(is_reading.then(|| scene.words("file.reading")));
    let over = |is_over: bool| {
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            mark(&event, is_over);
        })
    };
    let dropped = scene.does(id, |event: DragEvent| {
        event.prevent_default();
        mark(&event, false);
        Deed::Take(carried(event.data_transfer()))
    });
    let pasted = scene.does(id, |event: Event| {
        let event: Option<&ClipboardEvent> = event.dyn_ref();
        let files = carried(event.and_then(ClipboardEvent::clipboard_data));
        if let (Some(event), false) = (event, files.is_empty()) {
            event.prevent_default();
        }
        Deed::Take(files)
    });
    let choices = tag("div")
        .set("class", "choices")
        .child(first)
        .child(second);
    tag("div")
        .set("class", "drop")
        .set("part", "drop")
        .key("zone")
        .put("aria-busy", if is_reading { "true" } else { "false" })
        .on_drag_over(over(true))
        .on_drag_leave(over(false))
        .on_drop(dropped)
        .on_paste(pasted)
        .child(choices)
        .child(hint)
        .child(status)
}

/// A native control, which looks like a button.
fn input(
    scene: &Scene,
    id: ItemId,
    kind: &FileKind,
    part: &str,
    words: &str,
    is_camera: bool,
) -> Tag {
    let session = scene.session;
    let taken = scene.does(id, |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let files = listed(input.files());
        // So that the same file can be chosen again.
        input.set_value("");
        Deed::Take(files)
    });
    let accept = kind.accept();
    let accept = if is_camera && accept.is_empty() {
        "image/*".into()
    } else {
        accept
    };
    let mut described = part_of(id, "limits");
    for more in described_by(scene, id)
        .into_iter()
        .chain(is_refused(scene, id).then(|| part_of(id, "refused")))
    {
        described = [&described, " ", &*more].concat();
    }
    let is_wrong = session.error_of(id).is_some() || is_refused(scene, id);
    let capture = if kind.back_camera {
        "environment"
    } else {
        "user"
    };
    let field = tag("input")
        .set("type", "file")
        .set("class", "unseen")
        .put("id", &part_of(id, part))
        .put("aria-describedby", &described)
        .put_some("accept", Some(&*accept).filter(|accept| !accept.is_empty()))
        .put_some("capture", is_camera.then_some(capture))
        .put_some("aria-invalid", is_wrong.then_some("true"))
        .put_some("aria-required", session.must_answer(id).then_some("true"))
        .flag("multiple", kind.several && !is_camera)
        .on_change(taken);
    tag("label")
        .set("class", "button")
        .set("part", "choose")
        .child(field)
        .child(scene.words(words))
}

fn row(scene: &Scene, id: ItemId, kind: &FileKind, place: usize, file: &Value) -> Tag {
    let session = scene.session;
    let texts = session.texts();
    let text = |name: &str| file.get(name).as_text().unwrap_or_default();
    let (name, content) = (text("name"), text("content"));
    let is_picture = content.starts_with("data:image/") && !content.starts_with("data:image/svg");
    let is_shown = is_picture && kind.show_preview && kind.allow_images_preview;
    let thumb = if let (Value::Text(content), true) = (file.get("content"), is_shown) {
        let canvas = part_of(id, &["picture", &place.to_string()].concat());
        let mut pictures = scene.desk.pictures.borrow_mut();
        pictures.want(canvas.clone(), content.clone(), None);
        tag("canvas").put("id", &canvas)
    } else {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let ending: String = ending.chars().take(4).collect();
        tag("span").text(&ending)
    };
    let bytes = size_bytes(content);
    let size = (bytes > 0.0).then(|| {
        tag("span")
            .set("class", "description")
            .text(&size_text(bytes, texts))
    });
    let about = tag("span")
        .set("class", "about")
        .child(
            tag("span")
                .set("class", "name")
                .set("dir", "auto")
                .text(name),
        )
        .child(size);
    let row = tag("li")
        .set("class", "file")
        .child(thumb.set("class", "thumb").set("aria-hidden", "true"))
        .child(about);
    if !session.may_answer(id) {
        return row;
    }
    let remove = |class: &'static str, part: &str, deed: Deed, words: &str, label: String| {
        button(class, scene.does(id, move |_| deed.clone()))
            .key(part)
            .put("id", &part_of(id, part))
            .put("aria-label", &label)
            .span(words)
    };
    if scene.desk.asked == Some((id, place)) {
        let sure = texts.with("file.confirm", name);
        let label = |words: &str| [&sure, " ", words].concat();
        let (yes, no) = (texts.get("yes"), texts.get("no"));
        let question = tag("span").set("class", "sure").text(&sure);
        return row
            .child(question)
            .child(remove(
                "button",
                "remove",
                Deed::Remove(place),
                yes,
                label(yes),
            ))
            .child(remove("button", "keep", Deed::Keep, no, label(no)));
    }
    let words = texts.get("panel.remove");
    let deed = match kind.confirm_delete {
        true => Deed::Ask(place),
        false => Deed::Remove(place),
    };
    let label = [words, ": ", name].concat();
    row.child(remove("button", &place.to_string(), deed, words, label))
}

fn is_refused(scene: &Scene, id: ItemId) -> bool {
    scene.desk.refused.iter().any(|(refused, _)| *refused == id)
}

fn refusals(scene: &Scene, id: ItemId) -> Tag {
    let refused = scene.desk.refused.iter();
    let lines: Vec<Tag> = refused
        .filter(|(refused, _)| *refused == id)
        .map(|(_, said)| tag("p").set("class", "error").text(said))
        .collect();
    tag("div")
        .key("refused")
        .put("id", &part_of(id, "refused"))
        .set("role", "alert")
        .child(lines)
}

pub fn said_of(refusal: &Refusal, texts: &Texts) -> String {
    match refusal {
        Refusal::Type(name) => texts.with("error.file-type", name),
        Refusal::TooLarge(name, most) => {
            let most = size_text(*most, texts);
            texts
                .get("error.file-size")
                .replace("{1}", &most)
                .replace("{0}", name)
        }
        Refusal::NoRoom(name) => texts.with("error.file-room", name),
        Refusal::TooMany(name, most) => texts.count("error.file-count", *most).replace("{1}", name),
        Refusal::Unreadable(name) => texts.with("error.file-unreadable", name),
    }
}

fn limits(kind: &FileKind, session: &Session) -> String {
    let texts = session.texts();
    let mut said = Vec::new();
    let types: Vec<String> = kind
        .accept()
        .split(',')
        .filter(|wanted| !wanted.is_empty())
        .filter_map(|wanted| match wanted.split_once('/') {
            None => Some(wanted.trim_start_matches('.').to_ascii_uppercase()),
            Some((group @ ("image" | "video" | "audio"), "*")) => {
                Some(texts.get(&["file.", group].concat()).to_owned())
            }
            Some((_, "*")) => None,
            Some((_, kind)) => Some(kind.to_ascii_uppercase()),
        })
        .collect();
    if !types.is_empty() {
        said.push(texts.with("file.types", &types.join(", ")));
    }
    if kind.max_size_bytes > 0 {
        let size = size_text(kind.max_size_bytes as f64, texts);
        said.push(texts.with("file.limit", &size));
    }
    said.join(" ")
}

/// As respondents read it, with the signs of their language.
fn size_text(bytes: f64, texts: &Texts) -> String {
    let kilobytes = bytes / 1024.0;
    let (key, number) = match kilobytes < 1000.0 {
        true => ("size.kilobytes", libm::ceil(kilobytes)),
        false => ("size.megabytes", libm::round(kilobytes / 102.4) / 10.0),
    };
    let number = js_sys::Number::from(number).to_locale_string(texts.locale());
    texts.with(key, &String::from(number))
}

/// The characters of all contents within an answer.
pub fn held_chars(answer: &Value) -> usize {
    match answer {
        Value::Text(text) if text.starts_with("data:") => text.len(),
        Value::List(items) => items.iter().map(held_chars).sum(),
        Value::Object(object) => object.iter().map(|(_, value)| held_chars(value)).sum(),
        _ => 0,
    }
}

fn carried(transfer: Option<DataTransfer>) -> Vec<File> {
    listed(transfer.and_then(|transfer| transfer.files()))
}

fn listed(files: Option<FileList>) -> Vec<File> {
    let files = files.as_ref();
    let count = files.map_or(0, FileList::length);
    let files = files.into_iter();
    files
        .flat_map(|files| (0..count).filter_map(|place| files.get(place)))
        .collect()
}

/// Straight on the element: to draw everything anew at each movement would be slow.
fn mark(event: &DragEvent, is_over: bool) {
    let target = event.target_dyn_into::<Element>();
    if let Some(zone) = target.and_then(|target| target.closest(".drop").ok().flatten()) {
        let _ = zone.toggle_attribute_with_force("data-over", is_over);
    }
}
