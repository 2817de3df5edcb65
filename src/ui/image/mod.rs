use super::ids::part_of;
use super::question::not_shown;
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::definition::{Image, ImageMode, image_address};
use crate::session::ItemId;

/// A picture. Films have no player yet.
pub fn view(scene: &Scene, id: ItemId, image: &Image) -> Tag {
    let session = scene.session;
    let address = image_address(&session.text_of(id, &image.link));
    let is_film = matches!(image.mode, ImageMode::Video | ImageMode::Youtube);
    match address.filter(|_| !is_film) {
        Some(address) => tag("img")
            .set("class", "image")
            .key(&part_of(id, ""))
            .put("src", &address)
            .put("alt", &session.text_of(id, &image.alt)),
        None => not_shown(scene).key(&part_of(id, "")),
    }
}
