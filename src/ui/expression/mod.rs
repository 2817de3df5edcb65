use super::ids::part_of;
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::session::ItemId;

/// What was computed.
pub fn view(scene: &Scene, id: ItemId) -> Tag {
    tag("output")
        .set("class", "computed")
        .put("id", &part_of(id, "field"))
        .span(&scene.session.reading(id))
}
