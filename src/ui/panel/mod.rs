use super::ids::part_of;
use super::page::elements_view;
use super::question;
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::session::ItemId;

/// Elements with a common title.
pub fn view(scene: &Scene, id: ItemId) -> Tag {
    let session = scene.session;
    let (title, description) = match session.panel(id) {
        Some(panel) => (
            session.text_of(id, &panel.title),
            session.text_of(id, &panel.description),
        ),
        None => ("".into(), "".into()),
    };
    framed(scene, id, &title)
        .child(question::described(&description, None))
        .child(elements_view(scene, &session.shown_in(id)))
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
