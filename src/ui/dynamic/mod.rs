use std::rc::Rc;

use web_sys::MouseEvent;

use super::app::Message;
use super::ids::part_of;
use super::page::elements_view;
use super::panel::foldable;
use super::scene::{Scene, sends};
use super::tag::{Tag, button, tag};
use crate::definition::{Localized, PanelDisplay, PanelDynamic, State};
use crate::session::{Entry, ItemId};
use crate::value::Value;

/// The same questions as often as the respondent wants: one panel below the other, or one at a time.
pub fn view(scene: &Scene, id: ItemId, kind: &PanelDynamic) -> Tag {
    let session = scene.session;
    let panels = session.entries_of(id);
    let add = part_of(id, "add");
    let mut view = tag("div").set("class", "elements");
    if panels.is_empty() {
        let none = tag("p").set("class", "description");
        view = view.child(none.key("none").text(&words(
            scene,
            id,
            &kind.no_entries_text,
            "panel.none",
        )));
    }
    let one_at_a_time = kind.display != PanelDisplay::List;
    let shown = scene.current.iter().find(|(owner, _)| *owner == id);
    let shown = shown.and_then(|(_, panel)| panels.iter().position(|other| other == panel));
    let shown = shown.unwrap_or_default();
    let current = panels.get(shown).copied().filter(|_| one_at_a_time);
    if one_at_a_time && panels.len() > 1 {
        view = view.child(match kind.display {
            PanelDisplay::Tab => tabs(scene, id, kind, &panels, shown),
            _ => pages(scene, id, kind, &panels, shown),
        });
    }
    for (place, &panel) in panels.iter().enumerate() {
        if one_at_a_time && place != shown {
            continue;
        }
        let title = title(scene, id, kind, place, panel);
        let description = session.text_of(panel, &kind.template_description);
        let state = match kind.panels_state {
            // As in SurveyJS, only a title of its own folds a panel up.
            _ if one_at_a_time || kind.template_title.is_empty() => State::Default,
            State::FirstExpanded if place == 0 => State::Expanded,
            State::FirstExpanded => State::Collapsed,
            state => state,
        };
        let removal = session
            .may_remove_panel(id)
            .then(|| removal(scene, id, kind, place, panel, &title));
        let contents = [elements_view(scene, &session.shown_in(panel))].into_iter();
        view = view.child(foldable(
            scene,
            panel,
            &title,
            state,
            super::question::described(&description, None),
            contents.chain(removal).collect(),
        ));
    }
    let add = session.may_add_panel(id).then(|| {
        button(
            "button add",
            scene.enters_and_leads(id, Entry::AddPanel(current), add.clone()),
        )
        .key("add")
        .put("id", &add)
        .span(&words(scene, id, &kind.add_text, "panel.add"))
    });
    view.child(add)
}

fn words(scene: &Scene, id: ItemId, text: &Localized, key: &str) -> Rc<str> {
    match text.is_empty() {
        true => scene.session.texts().get(key).into(),
        false => scene.session.text_of(id, text),
    }
}

fn title(scene: &Scene, id: ItemId, kind: &PanelDynamic, place: usize, panel: ItemId) -> Rc<str> {
    let session = scene.session;
    match kind.template_title.is_empty() {
        true => [&*session.title_of(id), " ", &(place + 1).to_string()]
            .concat()
            .into(),
        false => session.text_of(panel, &kind.template_title),
    }
}

/// A button for each panel.
fn tabs(scene: &Scene, id: ItemId, kind: &PanelDynamic, panels: &[ItemId], shown: usize) -> Tag {
    let session = scene.session;
    let tabs: Vec<Tag> = panels
        .iter()
        .enumerate()
        .map(|(place, &panel)| {
            let text = match session.text_of(panel, &kind.template_tab_title) {
                text if !text.is_empty() => text,
                _ => match session.text_of(id, &kind.tab_title_placeholder) {
                    text if !text.is_empty() => text,
                    _ => title(scene, id, kind, place, panel),
                },
            };
            let wrong = session.first_error_in(panel).map(|_| {
                tag("span")
                    .set("class", "wrong")
                    .child(scene.words("error.pattern").set("class", "unseen"))
            });
            shows(scene, id, "tab", Some(panel))
                .put_some("aria-current", (place == shown).then_some("true"))
                .span(&text)
                .child(wrong)
        })
        .collect();
    tag("div").set("class", "tabs").key("tabs").child(tabs)
}

/// Back and forth, and where one stands.
fn pages(scene: &Scene, id: ItemId, kind: &PanelDynamic, panels: &[ItemId], shown: usize) -> Tag {
    let step = |to: usize, text: &Localized, key: &str| {
        let panel = panels.get(to).copied();
        let text = words(scene, id, text, key);
        shows(scene, id, "tab", panel)
            .set(
                "aria-disabled",
                if panel.is_some() { "false" } else { "true" },
            )
            .span(&text)
    };
    let stands = scene
        .session
        .texts()
        .with("panel.place", &(shown + 1).to_string())
        .replace("{1}", &panels.len().to_string());
    let stands = kind.show_progress.then(|| {
        tag("p")
            .set("class", "description")
            .set("aria-live", "polite")
            .text(&stands)
    });
    tag("div")
        .set("class", "tabs pages")
        .key("tabs")
        .child(step(shown.wrapping_sub(1), &kind.previous_text, "back"))
        .child(stands)
        .child(step(shown + 1, &kind.next_text, "next"))
}

fn shows(scene: &Scene, id: ItemId, class: &'static str, panel: Option<ItemId>) -> Tag {
    button(
        class,
        sends(scene.link, move |_: MouseEvent| match panel {
            Some(panel) => Message::Show(id, panel),
            None => Message::Redraw,
        }),
    )
}

/// The button that removes a panel, which asks first where the document wants it and something would be lost.
fn removal(
    scene: &Scene,
    id: ItemId,
    kind: &PanelDynamic,
    place: usize,
    panel: ItemId,
    title: &str,
) -> Tag {
    let session = scene.session;
    let removes = |class, lead: String| {
        button(
            class,
            scene.enters_and_leads(id, Entry::RemovePanel(panel), lead),
        )
    };
    let text = words(scene, id, &kind.remove_text, "panel.remove");
    let label = [&*text, ": ", title].concat();
    let (ask, keep, add) = (
        part_of(panel, "ask"),
        part_of(panel, "keep"),
        part_of(id, "add"),
    );
    let value = session.value(id);
    let given = value.as_list().and_then(|list| list.get(place));
    let is_empty = given
        .and_then(Value::as_object)
        .is_none_or(|object| object.iter().next().is_none());
    if !kind.confirm_delete || is_empty {
        return removes("aside", add)
            .key("remove")
            .put("aria-label", &label)
            .span(&text);
    }
    let asks = |asked: Option<ItemId>, lead: &str| {
        let lead = lead.to_owned();
        sends(scene.link, move |_: MouseEvent| {
            Message::AskToRemove(asked, lead.clone())
        })
    };
    if scene.asked != Some(panel) {
        return button("aside", asks(Some(panel), &keep))
            .key("remove")
            .put("id", &ask)
            .put("aria-label", &label)
            .span(&text);
    }
    let question = words(scene, id, &kind.confirm_delete_text, "panel.confirm");
    tag("div")
        .set("class", "ask")
        .set("role", "group")
        .key("ask")
        .put("aria-label", &question)
        .child(tag("p").text(&question))
        .child(removes("button", add).put("aria-label", &label).span(&text))
        .child(
            button("button", asks(None, &ask))
                .put("id", &keep)
                .child(scene.words("panel.keep")),
        )
}
