use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::{Event, TargetCast};

use super::choice::words_beside;
use super::scene::Scene;
use super::tag::{Tag, tag};
use super::text::described;
use crate::definition::{Choice, Localized};
use crate::session::{Entry, ItemId};
use crate::value::Value;

/// One of several, in a list that opens.
pub fn view(scene: &Scene, id: ItemId, choice: &Choice) -> Vec<Tag> {
    let session = scene.session;
    let offered = session.offered(id);
    let placeholder: Rc<str> = match choice.placeholder.is_empty() {
        true => session.texts().get("choose").into(),
        false => session.text_of(id, &choice.placeholder),
    };
    let nothing_chosen = !offered.iter().any(|offered| offered.chosen);
    let mut options = vec![tag("option").selected(nothing_chosen).text(&placeholder)];
    for offered in &offered {
        let option = tag("option")
            .flag("disabled", !offered.enabled)
            .selected(offered.chosen);
        options.push(option.text(&offered.text));
    }
    // The first option stands for no choice.
    let values: Vec<Value> = std::iter::once(Value::Undefined)
        .chain(offered.iter().map(|offered| offered.value.clone()))
        .collect();
    let choose = scene.enters(id, move |event: Event| {
        let place = event
            .target_unchecked_into::<HtmlSelectElement>()
            .selected_index();
        let value = usize::try_from(place)
            .ok()
            .and_then(|place| values.get(place));
        Entry::Value(value.cloned().unwrap_or_default())
    });
    let select = described(tag("select"), scene, id, None, &Localized::default())
        .put_some("autocomplete", choice.autocomplete.as_deref())
        .key("field")
        .on_change(choose)
        .child(options);
    let other = offered
        .iter()
        .find_map(|offered| words_beside(scene, id, offered))
        .map(|other| other.key("other"));
    std::iter::once(select).chain(other).collect()
}
