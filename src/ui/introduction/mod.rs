//! What a survey says of itself, on its first screen.

use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::definition::image_address;

/// Logo, title and description, as far as there are any.
pub fn view(scene: &Scene) -> Option<Tag> {
    let session = scene.session;
    if !session.is_on_first_screen() {
        return None;
    }
    let survey = session.survey();
    let logo = match survey.logo.is_empty() {
        true => None,
        false => logo(scene),
    };
    let title = session.text(&survey.title);
    // The widget is called by it, so people who listen have heard it.
    let title = (survey.show_title && !title.is_empty()).then(|| {
        tag("p")
            .set("class", "name")
            .set("part", "survey-title")
            .set("aria-hidden", "true")
            .text(&title)
    });
    let description = session.text(&survey.description);
    let description = (!description.is_empty()).then(|| tag("p").text(&description));
    let said: Vec<Tag> = [logo, title, description].into_iter().flatten().collect();
    (!said.is_empty()).then(|| {
        tag("div")
            .key("introduction")
            .set("class", "introduction")
            .child(said)
    })
}

#[inline(never)]
fn logo(scene: &Scene) -> Option<Tag> {
    let session = scene.session;
    let address = image_address(&session.text(&session.survey().logo))?;
    let logo = tag("img").set("class", "logo").set("part", "logo");
    Some(logo.set("alt", "").put("src", &address))
}
