use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::{Callback, InputEvent, TargetCast};

use super::ids::part_of;
use super::image;
use super::scene::Scene;
use super::tag::{Tag, button, tag};
use super::text::most_characters;
use crate::definition::{Choice, Kind};
use crate::session::{Entry, ItemId, Offered};
use crate::value::Value;

/// One of several, or any of several.
pub fn list(scene: &Scene, id: ItemId, choice: &Choice, radio: bool) -> Vec<Tag> {
    let session = scene.session;
    let offered = session.offered(id);
    let columns = choice.columns.min(MOST_COLUMNS).to_string();
    let mut options = options().key("field").put("data-columns", &columns);
    for (place, offered) in offered.iter().enumerate() {
        // The keys keep the focus where it is when a field comes or goes.
        let key = place.to_string();
        let words = words_beside(scene, id, offered);
        options = options
            .child(offered_option(scene, id, offered, radio, true).key(&key))
            .child(words.map(|words| words.key(&["words", &key].concat())));
    }
    let is_chosen = offered.iter().any(|offered| offered.chosen);
    // It stays where it is when there is nothing to clear any more, and so does the focus.
    let clear = (radio && choice.allow_clear && session.may_answer(id)).then(|| {
        let empty = scene.enters(id, |_| Entry::Value(Value::Undefined));
        button("aside", empty)
            .key("clear")
            .set("aria-disabled", if is_chosen { "false" } else { "true" })
            .child(scene.words("clear"))
    });
    std::iter::once(options).chain(clear).collect()
}

/// In a row, of those that stand beside each other.
const MOST_COLUMNS: usize = 5;

/// One or any of several pictures.
pub fn pictures(scene: &Scene, id: ItemId, choice: &Choice) -> Tag {
    let offered = scene.session.offered(id);
    let pictures: Vec<Tag> = offered
        .iter()
        .map(|offered| offered_option(scene, id, offered, !choice.several, choice.show_label))
        .collect();
    tag("div")
        .set("class", "options pictures")
        .set("data-fit", image::fit(choice.image_fit))
        .put(
            "data-columns",
            &choice.columns.min(MOST_COLUMNS).to_string(),
        )
        .child(pictures)
}

fn offered_option(
    scene: &Scene,
    id: ItemId,
    offered: &Offered,
    radio: bool,
    shows_text: bool,
) -> Tag {
    let value = offered.value.clone();
    let is_all = offered.is_select_all;
    let kind = scene.session.question(id).map(|question| &question.kind);
    let is_film = matches!(kind, Some(Kind::ImagePicker(choice)) if choice.is_video);
    let option = option(&Option {
        radio,
        name: part_of(id, "field"),
        // What has no picture is said in words, and so is a film: a press on it plays it.
        text: match shows_text || offered.image.is_none() || is_film {
            true => offered.text.clone(),
            false => "".into(),
        },
        chosen: offered.chosen,
        enabled: offered.enabled && scene.session.may_answer(id),
        on_choose: scene.enters(id, move |_: ()| match (is_all, radio) {
            (true, _) => Entry::All,
            (_, true) => Entry::Value(value.clone()),
            (_, false) => Entry::Toggle(value.clone()),
        }),
    });
    let picture = offered.image.as_ref().map(|address| {
        let alternative = if shows_text { "" } else { &*offered.text };
        let size = |length: f64| (length > 0.0).then(|| (length as u32).to_string());
        let (width, height) = match kind {
            Some(Kind::ImagePicker(choice)) => (choice.image_width, choice.image_height),
            _ => (0.0, 0.0),
        };
        let shown = match is_film {
            true => image::film(address, alternative),
            false => tag("img").put("src", address).put("alt", alternative),
        };
        shown
            .put_some("width", size(width).as_deref())
            .put_some("height", size(height).as_deref())
    });
    option.child(picture)
}

/// A radio button or checkbox with its text.
pub struct Option {
    pub radio: bool,
    pub name: String,
    pub text: Rc<str>,
    pub chosen: bool,
    pub enabled: bool,
    pub on_choose: Callback<()>,
}

pub fn option(option: &Option) -> Tag {
    tag("label")
        .set("class", "option")
        .set("part", "option")
        .child(input(option))
        .span(&option.text)
}

/// The radio button or checkbox alone.
pub fn input(option: &Option) -> Tag {
    let choose = option.on_choose.reform(|_: yew::Event| ());
    tag("input")
        .set("type", if option.radio { "radio" } else { "checkbox" })
        .put("name", &option.name)
        .checked(option.chosen)
        .flag("disabled", !option.enabled)
        .on_change(choose)
}

/// What the choices stand in.
pub fn options() -> Tag {
    tag("div").set("class", "options")
}

/// The field that comes with a choice.
pub fn words_beside(scene: &Scene, id: ItemId, offered: &Offered) -> std::option::Option<Tag> {
    let words = offered.words.as_ref().filter(|_| offered.chosen)?;
    let choice = offered.value.clone();
    let write = scene.enters(id, move |event: InputEvent| {
        let written = event.target_unchecked_into::<HtmlInputElement>().value();
        Entry::WordsFor(choice.clone(), written.into())
    });
    let most = most_characters(None, scene.session.survey().max_comment_length);
    let field = tag("input")
        .set("class", "field")
        .set("type", "text")
        .put("aria-label", scene.session.texts().get("other.describe"))
        .flag("disabled", !scene.session.may_answer(id))
        .put_some(
            "placeholder",
            Some(&*words.placeholder).filter(|text| !text.is_empty()),
        )
        .put("maxlength", &most.to_string())
        .value(&words.written)
        .on_input(write);
    let is_missing = words.written.is_empty() && scene.session.error_of(id).is_some();
    Some(match is_missing {
        true => field
            .set("class", "field lacking")
            .set("aria-invalid", "true")
            .put("aria-describedby", &part_of(id, "error")),
        false => field,
    })
}

/// What a text field holds: an empty one no answer at all.
pub fn written_text(text: &str) -> Value {
    if text.is_empty() {
        Value::Undefined
    } else {
        text.into()
    }
}
