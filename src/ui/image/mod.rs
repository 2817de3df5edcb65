use super::ids::part_of;
use super::question::not_shown;
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::definition::{Image, ImageFit, ImageMode, image_address};
use crate::session::ItemId;

/// A picture or a film.
pub fn view(scene: &Scene, id: ItemId, image: &Image) -> Tag {
    let session = scene.session;
    let view = match image_address(&session.text_of(id, &image.link)) {
        Some(address) => content(&address, &session.text_of(id, &image.alt), image),
        None => not_shown(scene),
    };
    view.key(&part_of(id, ""))
}

fn content(address: &str, alt: &str, image: &Image) -> Tag {
    let mode = match image.mode {
        ImageMode::Auto => mode_of(address),
        mode => mode,
    };
    let shown = match mode {
        // A frame of theirs would tell them who reads this, and few pages allow one.
        ImageMode::Youtube => {
            let text = if alt.is_empty() { address } else { alt };
            let link = tag("a").put("href", address).set("target", "_blank");
            return tag("p").child(link.set("rel", "noopener noreferrer").text(text));
        }
        ImageMode::Video => film(address, alt),
        _ => tag("img").put("src", address).put("alt", alt),
    };
    shown
        .set("class", "image")
        .set("data-fit", fit(image.fit))
        .put_some("width", pixels(image.width.as_deref()))
        .put_some("height", pixels(image.height.as_deref()))
}

/// With the browser's own controls. Nothing but its length and size is fetched before somebody wants to see it.
pub fn film(address: &str, alt: &str) -> Tag {
    tag("video")
        .put("src", address)
        .put_some("aria-label", Some(alt).filter(|alt| !alt.is_empty()))
        .set("controls", "")
        .set("playsinline", "")
        .set("preload", "metadata")
}

pub fn fit(fit: ImageFit) -> &'static str {
    match fit {
        ImageFit::None => "none",
        ImageFit::Contain => "contain",
        ImageFit::Cover => "cover",
        ImageFit::Fill => "fill",
    }
}

/// As the address looks.
fn mode_of(address: &str) -> ImageMode {
    const FILMS: [&str; 8] = [
        ".mp4", ".mov", ".wmv", ".flv", ".avi", ".mkv", ".webm", ".ogv",
    ];
    const YOUTUBE: [&str; 4] = [
        "www.youtube.com/",
        "m.youtube.com/",
        "youtube.com/",
        "youtu.be/",
    ];
    let address = address.to_ascii_lowercase();
    let place = address
        .split_once("://")
        .map_or(&*address, |(_, place)| place);
    if YOUTUBE.iter().any(|site| place.starts_with(site)) {
        return ImageMode::Youtube;
    }
    match FILMS.iter().any(|ending| address.ends_with(ending)) {
        true => ImageMode::Video,
        false => ImageMode::Image,
    }
}

/// What the attributes know: neither `auto` nor shares of what surrounds it.
fn pixels(length: Option<&str>) -> Option<&str> {
    let length = length?.trim().trim_end_matches("px");
    let is_number = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(length)
}
