use super::ids::part_of;
use super::page::elements_view;
use super::question;
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::definition::State;
use crate::session::{ItemId, Stage};

/// Elements with a common title.
pub fn view(scene: &Scene, id: ItemId) -> Tag {
    let session = scene.session;
    let (title, description, state) = match session.panel(id) {
        Some(panel) => (
            session.text_of(id, &panel.title),
            session.text_of(id, &panel.description),
            panel.state,
        ),
        None => ("".into(), "".into(), State::Default),
    };
    let description = question::described(&description, None);
    let contents = elements_view(scene, &session.shown_in(id));
    foldable(scene, id, &title, state, description, vec![contents])
}

/// A panel that its title folds up and unfolds, if its author wants that.
pub fn foldable(
    scene: &Scene,
    id: ItemId,
    title: &str,
    state: State,
    description: Option<Tag>,
    contents: Vec<Tag>,
) -> Tag {
    if state == State::Default || title.is_empty() {
        return framed(scene, id, title).child(description).child(contents);
    }
    let heading = tag("h3").text(title);
    framed(scene, id, "").put("aria-label", title).child(folded(
        scene,
        id,
        heading,
        state,
        description,
        contents,
    ))
}

/// A question that its title folds up and unfolds.
pub fn foldable_question(
    scene: &Scene,
    id: ItemId,
    heading: Tag,
    state: State,
    question: Tag,
) -> Tag {
    let folded = folded(scene, id, heading, state, None, vec![question]);
    tag("div")
        .set("class", "fold")
        .key(&part_of(id, ""))
        .child(folded)
}

#[inline(never)]
fn folded(
    scene: &Scene,
    id: ItemId,
    heading: Tag,
    state: State,
    description: Option<Tag>,
    contents: Vec<Tag>,
) -> Tag {
    let is_open = state == State::Expanded || scene.session.stage() == Stage::Preview;
    let session = scene.session;
    // What an author gave to a question does not unfold it.
    let is_entered = session
        .question(id)
        .is_none_or(|question| session.was_entered(&question.name));
    // What says whether to unfold it is read before.
    let summary = tag("summary").child(heading).child(description);
    // From then on it is the respondent's: yew looks at no attribute that stays the same.
    tag("details")
        .key("folded")
        .flag("open", is_open)
        .flag("data-answered", is_entered && session.holds_answers(id))
        .child(summary)
        .child(contents)
}

/// A frame with a title and what is wrong with all that stands in it.
pub fn framed(scene: &Scene, id: ItemId, title: &str) -> Tag {
    let legend = (!title.is_empty()).then(|| tag("legend").child(tag("h3").text(title)));
    tag("fieldset")
        .set("class", "panel")
        .set("part", "panel")
        .key(&part_of(id, ""))
        .child(legend)
        .child(question::error(scene, id))
}
