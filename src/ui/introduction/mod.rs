//! What a survey says of itself, on its first screen.

use std::rc::Rc;

use yew::NodeRef;

use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::definition::image_address;

/// What the survey is called, where that is shown.
pub fn title(scene: &Scene) -> Option<Rc<str>> {
    let session = scene.session;
    let survey = session.survey();
    let is_shown = session.is_on_first_screen() && survey.show_title;
    let title = is_shown.then(|| session.text(&survey.title));
    title.filter(|title| !title.is_empty())
}

/// Logo, title and description, as far as there are any. The title leads the screen where that has no heading of its own.
pub fn view(scene: &Scene, heading: Option<&NodeRef>) -> Option<Tag> {
    let session = scene.session;
    if !session.is_on_first_screen() {
        return None;
    }
    let survey = session.survey();
    let logo = match survey.logo.is_empty() {
        true => None,
        false => logo(scene),
    };
    let title = title(scene).map(|title| {
        let name = tag("h2").set("class", "name").set("part", "survey-title");
        match heading {
            Some(heading) => name.set("tabindex", "-1").reference(heading),
            None => name,
        }
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
