use super::page::elements_view;
use super::question::described;
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::definition::Panel;

/// Elements with a common title.
pub fn view(scene: &Scene, panel: &Panel) -> Tag {
    let title = scene.session.text(&panel.title);
    let description = scene.session.text(&panel.description);
    let legend = (!title.is_empty()).then(|| tag("legend").child(tag("h3").text(&title)));
    tag("fieldset")
        .set("class", "panel")
        .key(&panel.name)
        .child(legend)
        .child(described(&description, None))
        .child(elements_view(scene, &panel.elements))
}
