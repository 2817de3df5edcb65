use super::page::elements_view;
use super::scene::Scene;
use super::tag::Tag;
use crate::definition::MultipleText;
use crate::session::ItemId;

/// Several fields, each a question of its own.
pub fn view(scene: &Scene, id: ItemId, kind: &MultipleText) -> Tag {
    elements_view(scene, scene.session.fields(id))
        .set("class", "elements fields")
        .put("data-columns", &kind.columns.to_string())
}
