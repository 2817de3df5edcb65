use super::page::elements_view;
use super::scene::Scene;
use super::tag::Tag;
use crate::session::ItemId;

/// Several fields, each a question of its own.
pub fn view(scene: &Scene, id: ItemId) -> Tag {
    elements_view(scene, scene.session.fields(id)).set("class", "elements fields")
}
