use yew::{Html, NodeRef};

use super::question;
use super::scene::Scene;
use super::still;
use super::tag::{Tag, tag};
use crate::session::{ItemId, Part};

/// Questions that are shown together.
pub fn view(scene: &Scene, parts: &[Part], heading: &NodeRef) -> Html {
    let session = scene.session;
    let mut view: Vec<Tag> = Vec::new();
    if session.asks_nothing() {
        let head = tag("h2").set("part", "heading").set("tabindex", "-1");
        view.push(head.reference(heading).text(session.texts().get("empty")));
    }
    for (place, part) in parts.iter().enumerate() {
        let title = match session.survey().show_page_titles {
            true => session.text(&part.page.title),
            false => "".into(),
        };
        let mut head = tag("h2").set("part", "heading");
        if place == 0 {
            head = head.set("tabindex", "-1").reference(heading);
        }
        if !title.is_empty() {
            view.push(head.text(&title));
        } else if place == 0 {
            // Something must be there for the focus to go to, and for people who listen.
            let name = session.survey().title_or_id(session.locale());
            view.push(head.set("class", "unseen").text(&name));
        }
        view.extend(question::described(
            &session.text(&part.page.description),
            None,
        ));
        view.extend(question::error(scene, part.id));
        view.push(elements_view(scene, &part.items));
    }
    view.into_iter().collect()
}

pub fn elements_view(scene: &Scene, items: &[ItemId]) -> Tag {
    let questions: Vec<Html> = items.iter().map(|&item| still::view(scene, item)).collect();
    tag("div").set("class", "elements").child(questions)
}
