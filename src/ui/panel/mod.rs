use super::ids::part_of;
use super::page::elements_view;
use super::question;
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::definition::State;
use crate::session::{ItemId, Stage};

/// Elements with a common title.
pub fn view(scene: &Scene, id: ItemId) -> Tag {
    let session = scene.session;
    let (title, description, state) = match session.panel(id) {
        Some(panel) => (
            session.text_of(id, &panel.title),
            session.text_of(id, &panel.description),
            panel.state,
        ),
        None => ("".into(), "".into(), State::Default),
    };
    let description = question::described(&description, None);
    let elements = elements_view(scene, &session.shown_in(id));
    if state == State::Default || title.is_empty() {
        return framed(scene, id, &title).child(description).child(elements);
    }
    let is_open = state == State::Expanded || session.stage() == Stage::Preview;
    framed(scene, id, "")
        .put("aria-label", &title)
        .child(folded(&title, is_open, description, elements))
}

/// What a title folds up and unfolds.
#[inline(never)]
fn folded(title: &str, is_open: bool, description: Option<Tag>, elements: Tag) -> Tag {
    // From then on it is the respondent's: yew looks at no attribute that stays the same.
    tag("details")
        .key("folded")
        .flag("open", is_open)
        .child(tag("summary").child(tag("h3").text(title)))
        .child(description)
        .child(elements)
}

/// A frame with a title and what is wrong with all that stands in it.
pub fn framed(scene: &Scene, id: ItemId, title: &str) -> Tag {
    let legend = (!title.is_empty()).then(|| tag("legend").child(tag("h3").text(title)));
    tag("fieldset")
        .set("class", "panel")
        .set("part", "panel")
        .key(&part_of(id, ""))
        .child(legend)
        .child(question::error(scene, id))
}
