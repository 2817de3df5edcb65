use std::rc::Rc;

use yew::{Html, NodeRef};

use super::app::Message;
use super::introduction;
use super::question;
use super::scene::{Scene, sends};
use super::still;
use super::tag::{Tag, button, tag};
use crate::session::{ItemId, Part, Stage};

/// Questions that are shown together.
pub fn view(scene: &Scene, parts: &[Part], heading: &NodeRef) -> Html {
    let session = scene.session;
    let head = || tag("h2").set("part", "heading");
    // The focus goes to it.
    let leading = || head().set("tabindex", "-1").reference(heading);
    let mut view: Vec<Tag> = Vec::new();
    if session.asks_nothing() {
        view.push(leading().text(session.texts().get("empty")));
    }
    let is_preview = session.stage() == Stage::Preview;
    if is_preview {
        view.push(leading().text(session.texts().get("preview")));
    }
    for (place, part) in parts.iter().enumerate() {
        let title = title(scene, part);
        let leads = place == 0 && !is_preview;
        match (title.is_empty(), leads) {
            (false, true) => view.push(leading().text(&title)),
            (false, false) => view.push(head().text(&title)),
            // Something must be there for the focus to go to, and for people who listen.
            (true, true) if introduction::title(scene).is_none() => {
                let name = session.survey_name();
                view.push(leading().set("class", "unseen").text(&name));
            }
            (true, _) => {}
        }
        view.extend(question::described(
            &session.text(&part.page.description),
            None,
        ));
        view.extend(question::error(scene, part.id));
        view.push(elements_view(scene, &part.items));
        if is_preview && parts.len() > 1 {
            view.push(change(scene, part, &title));
        }
    }
    view.into_iter().collect()
}

/// What stands above a page.
pub fn title(scene: &Scene, part: &Part) -> Rc<str> {
    let session = scene.session;
    if !session.survey().show_page_titles {
        return "".into();
    }
    let title = session.text(&part.page.title);
    match session.listed_number(part.id) {
        Some(number) if session.survey().show_page_numbers && !title.is_empty() => {
            [&*session.texts().number(number), ". ", &title]
                .concat()
                .into()
        }
        _ => title,
    }
}

/// Leads from the preview to one of its pages.
#[inline(never)]
fn change(scene: &Scene, part: &Part, title: &str) -> Tag {
    let session = scene.session;
    let words = scene.own_words(&session.survey().edit_text, "edit");
    let name = part.page.name.clone();
    let goes = move |_| Message::Edit(Some(name.clone()));
    let button = button("button change", sends(scene.link, goes)).span(&words);
    match title {
        "" => button,
        title => button.put("aria-label", &[&*words, ": ", title].concat()),
    }
}

pub fn elements_view(scene: &Scene, items: &[ItemId]) -> Tag {
    let questions: Vec<Html> = items.iter().map(|&item| still::view(scene, item)).collect();
    tag("div").set("class", "elements").child(questions)
}
