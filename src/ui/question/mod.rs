//! What all kinds of question have in common: title, description, mark, error.

use std::rc::Rc;

use super::ids::part_of;
use super::scene::Scene;
use super::tag::{Child, Tag, tag};
use super::{boolean, choice, comment, content, rating, text};
use crate::definition::{Kind, Question};

pub fn view(scene: &Scene, question: &Rc<Question>) -> Tag {
    let session = scene.session;
    match &question.kind {
        Kind::Html(html) => content::view(&session.html(html), &question.name),
        Kind::Rating(scale) => group(scene, question, rating::question(scene, question, scale)),
        Kind::RadioGroup(items) => {
            group(scene, question, choice::radio_group(scene, question, items))
        }
        Kind::Checkbox(items) => group(scene, question, choice::checkboxes(scene, question, items)),
        Kind::Boolean(kind) => group(scene, question, boolean::view(scene, question, kind)),
        Kind::Text(kind) => field(scene, question, text::view(scene, question, kind)),
        Kind::Comment(kind) => field(scene, question, comment::view(scene, question, kind)),
        _ => tag("div"),
    }
}

/// Several controls that answer together.
fn group(scene: &Scene, question: &Question, body: Tag) -> Tag {
    let title = titled(tag("h3").set("class", "title"), scene, question);
    let group = tag("fieldset")
        .put_some("aria-describedby", described_by(scene, question).as_deref())
        .child(tag("legend").child(title));
    with_body(group, scene, question, body)
}

/// One control, which the title is the label of.
fn field(scene: &Scene, question: &Question, body: impl Child) -> Tag {
    let label = tag("label")
        .set("class", "title")
        .put("for", &part_of(&question.name, "field"));
    let title = tag("h3").child(titled(label, scene, question));
    with_body(tag("div").child(title), scene, question, body)
}

fn titled(title: Tag, scene: &Scene, question: &Question) -> Tag {
    let session = scene.session;
    let title = title.span(&session.title(question));
    if !session.is_required(question) {
        return title;
    }
    let mark = tag("span")
        .set("class", "mark")
        .set("aria-hidden", "true")
        .text(&session.survey().required_mark);
    let words = tag("span")
        .set("class", "unseen")
        .text(session.texts().get("required"));
    title.child(mark).child(words)
}

fn with_body(element: Tag, scene: &Scene, question: &Question, body: impl Child) -> Tag {
    let description = scene.session.text(&question.description);
    let id = part_of(&question.name, "description");
    element
        .set("class", "question")
        .set("part", "question")
        .key(&question.name)
        .put("data-question", &part_of(&question.name, "field"))
        .child(described(&description, Some(&id)))
        .child(error(scene, question))
        .child(body)
}

/// The ids of what is said about a question beside its title.
pub fn described_by(scene: &Scene, question: &Question) -> Option<String> {
    let mut ids = Vec::new();
    if !scene.session.text(&question.description).is_empty() {
        ids.push(part_of(&question.name, "description"));
    }
    if scene.session.error(&question.name).is_some() {
        ids.push(part_of(&question.name, "error"));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}

pub fn described(description: &str, id: Option<&str>) -> Option<Tag> {
    let described = tag("p").set("class", "description").put_some("id", id);
    (!description.is_empty()).then(|| described.text(description))
}

fn error(scene: &Scene, question: &Question) -> Option<Tag> {
    let message = scene.session.error(&question.name)?;
    let error = tag("p")
        .set("class", "error")
        .put("id", &part_of(&question.name, "error"))
        .set("role", "alert")
        .text(&message);
    Some(error)
}
