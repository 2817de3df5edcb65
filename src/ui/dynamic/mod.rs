use std::rc::Rc;

use super::ids::part_of;
use super::page::elements_view;
use super::panel::framed;
use super::scene::Scene;
use super::tag::{Tag, button, tag};
use crate::definition::{Localized, PanelDynamic};
use crate::session::{Entry, ItemId};

/// The same questions as often as the respondent wants, one panel below the other.
pub fn view(scene: &Scene, id: ItemId, kind: &PanelDynamic) -> Tag {
    let session = scene.session;
    let words = |text: &Localized, key: &str| -> Rc<str> {
        match text.is_empty() {
            true => session.texts().get(key).into(),
            false => session.text_of(id, text),
        }
    };
    let panels = session.entries_of(id);
    let may_remove = session.may_remove_panel(id);
    let add = part_of(id, "add");
    let mut view = tag("div").set("class", "elements");
    if panels.is_empty() {
        let none = tag("p").set("class", "description");
        view = view.child(
            none.key("none")
                .text(&words(&kind.no_entries_text, "panel.none")),
        );
    }
    for (place, &panel) in panels.iter().enumerate() {
        let title = match kind.template_title.is_empty() {
            true => [&*session.title_of(id), " ", &(place + 1).to_string()]
                .concat()
                .into(),
            false => session.text_of(panel, &kind.template_title),
        };
        let remove = may_remove.then(|| {
            let remove = Entry::RemovePanel(panel);
            button("aside", scene.enters_and_leads(id, remove, add.clone()))
                .put(
                    "aria-label",
                    &[&*words(&kind.remove_text, "panel.remove"), ": ", &title].concat(),
                )
                .span(&words(&kind.remove_text, "panel.remove"))
        });
        view = view.child(
            framed(scene, panel, &title)
                .child(elements_view(scene, &session.shown_in(panel)))
                .child(remove),
        );
    }
    let add = session.may_add_panel(id).then(|| {
        button(
            "button",
            scene.enters_and_leads(id, Entry::AddPanel, add.clone()),
        )
        .key("add")
        .put("id", &add)
        .span(&words(&kind.add_text, "panel.add"))
    });
    view.child(add)
}
