//! What all kinds of question have in common: title, description, mark, error.

use std::rc::Rc;

use yew::{AttrValue, Html, html};

use super::ids::part_of;
use super::scene::Scene;
use super::{boolean, choice, comment, content, rating, text};
use crate::definition::{Kind, Question};

pub fn view(scene: &Scene, question: &Rc<Question>) -> Html {
    let session = scene.session;
    let body = match &question.kind {
        Kind::Html(html) => return content::view(&session.text(html), &question.name),
        Kind::Rating(scale) => rating::question(scene, question, scale),
        Kind::RadioGroup(items) => choice::radio_group(scene, question, items),
        Kind::Checkbox(items) => choice::checkboxes(scene, question, items),
        Kind::Boolean(kind) => boolean::view(scene, question, kind),
        Kind::Text(kind) => text::view(scene, question, kind),
        Kind::Comment(kind) => comment::view(scene, question, kind),
    };
    let description = session.text(&question.description);
    let described_by = described_by(scene, question);
    let is_field = matches!(question.kind, Kind::Text(_) | Kind::Comment(_));
    let mark = session.is_required(question).then(|| {
        html! {
            <>
                <span class="mark" aria-hidden="true">{ &*session.survey().required_mark }</span>
                <span class="unseen">{ session.texts().get("required") }</span>
            </>
        }
    });
    let title = html! { <><span>{ session.title(question) }</span>{ for mark }</> };
    let description = described(&description, Some(part_of(&question.name, "description")));
    let error = error(scene, question);
    let field = part_of(&question.name, "field");
    if is_field {
        html! {
            <div class="question" part="question" key={&*question.name} data-question={field.clone()}>
                <h3><label class="title" for={field}>{ title }</label></h3>
                { description }
                { error }
                { body }
            </div>
        }
    } else {
        html! {
            <fieldset class="question" part="question" key={&*question.name} data-question={field} aria-describedby={described_by}>
                <legend><h3 class="title">{ title }</h3></legend>
                { description }
                { error }
                { body }
            </fieldset>
        }
    }
}

/// The ids of what is said about a question beside its title.
pub fn described_by(scene: &Scene, question: &Question) -> Option<AttrValue> {
    let mut ids = Vec::new();
    if !scene.session.text(&question.description).is_empty() {
        ids.push(part_of(&question.name, "description"));
    }
    if scene.session.error(&question.name).is_some() {
        ids.push(part_of(&question.name, "error"));
    }
    (!ids.is_empty()).then(|| ids.join(" ").into())
}

pub fn described(description: &str, id: Option<String>) -> Html {
    if description.is_empty() {
        return Html::default();
    }
    html! { <p class="description" {id}>{ description }</p> }
}

fn error(scene: &Scene, question: &Question) -> Html {
    match scene.session.error(&question.name) {
        Some(message) => html! {
            <p class="error" id={part_of(&question.name, "error")} role="alert">{ &**message }</p>
        },
        None => Html::default(),
    }
}
