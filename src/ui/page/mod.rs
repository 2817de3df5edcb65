use yew::{Html, NodeRef};

use super::scene::Scene;
use super::tag::{Tag, tag};
use super::{panel, question};
use crate::definition::{Element, Page};

/// Questions that are shown together.
pub fn view(scene: &Scene, page: &Page, elements: &[Element], heading: &NodeRef) -> Html {
    let session = scene.session;
    let title = session.text(&page.title);
    let description = session.text(&page.description);
    let head = tag("h2").set("tabindex", "-1").reference(heading);
    let head = if title.is_empty() {
        // Something must be there for the focus to go to, and for people who listen.
        let name = session.survey().title_or_id(session.locale());
        head.set("class", "unseen").text(&name)
    } else {
        head.text(&title)
    };
    let description = question::described(&description, None);
    [
        Some(head),
        description,
        Some(elements_view(scene, elements)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub fn elements_view(scene: &Scene, elements: &[Element]) -> Tag {
    let mut view = tag("div").set("class", "elements");
    for element in elements {
        if scene.session.is_visible(element) {
            view = match element {
                Element::Question(question) => view.child(question::view(scene, question)),
                Element::Panel(panel) => view.child(panel::view(scene, panel)),
                // Journeys have pages of their own.
                Element::Journey(_) => view,
            };
        }
    }
    view
}
