//! What all kinds of question have in common: title, description, mark, error.

use std::rc::Rc;

use web_sys::HtmlTextAreaElement;
use yew::{InputEvent, TargetCast};

use super::ids::part_of;
use super::scene::Scene;
use super::tag::{Child, Tag, tag};
use super::text::most_characters;
use super::{
    boolean, choice, comment, content, dropdown, dynamic, expression, file, image, matrix,
    multiple, panel, ranking, rating, signature, text,
};
use crate::definition::{
    DescriptionLocation, Kind, Localized, Question, RatingDisplay, State, TitleLocation,
    TitlePattern,
};
use crate::session::{Entry, ItemId};

/// A question, or a panel of them.
pub fn view(scene: &Scene, id: ItemId) -> Tag {
    let session = scene.session;
    let Some(question) = session.question(id) else {
        return panel::view(scene, id);
    };
    let view = unfolded(scene, id, question);
    match folding(scene, question) {
        State::Default => view,
        state => panel::foldable_question(
            scene,
            id,
            titled(tag("h3"), scene, id, question),
            state,
            view,
        ),
    }
}

/// Only a title that is seen folds a question up.
fn folding(scene: &Scene, question: &Question) -> State {
    let has_title = !matches!(question.kind, Kind::Html(_) | Kind::Image(_));
    match has_title && !hides_title(scene, question) {
        true => question.state,
        false => State::Default,
    }
}

fn hides_title(scene: &Scene, question: &Question) -> bool {
    let location = match question.title_location {
        TitleLocation::Default => scene.session.survey().title_location,
        location => location,
    };
    location == TitleLocation::Hidden
}

fn unfolded(scene: &Scene, id: ItemId, question: &Question) -> Tag {
    let session = scene.session;
    let fields = |body: Vec<Tag>| group(scene, id, question, body);
    let group = |body: Tag| group(scene, id, question, body.key("field"));
    match &question.kind {
        Kind::Html(html) => content::view(&session.html(html), &part_of(id, "")),
        Kind::Rating(scale) if scale.mode != RatingDisplay::Dropdown => {
            group(rating::question(scene, id, scale))
        }
        Kind::RadioGroup(kind) => fields(choice::list(scene, id, kind, true)),
        Kind::Checkbox(kind) => fields(choice::list(scene, id, kind, false)),
        Kind::Boolean(kind) => group(boolean::view(scene, id, kind)),
        Kind::Text(kind) => field(scene, id, question, text::view(scene, id, kind)),
        Kind::Comment(kind) => field(scene, id, question, comment::view(scene, id, kind)),
        Kind::Expression(_) => field(
            scene,
            id,
            question,
            expression::view(scene, id).key("field"),
        ),
        _ => rarer(scene, id, question),
    }
}

/// The kinds that few surveys use.
#[inline(never)]
fn rarer(scene: &Scene, id: ItemId, question: &Question) -> Tag {
    let body = match &question.kind {
        Kind::Image(picture) => return image::view(scene, id, picture),
        Kind::ImagePicker(kind) => choice::pictures(scene, id, kind),
        Kind::Ranking(kind) => ranking::view(scene, id, kind),
        Kind::Matrix(kind) => matrix::view(scene, id, kind),
        Kind::MultipleText(kind) => multiple::view(scene, id, kind),
        Kind::PanelDynamic(kind) => dynamic::view(scene, id, kind),
        Kind::File(kind) => file::view(scene, id, kind),
        Kind::SignaturePad(kind) => signature::view(scene, id, kind),
        _ => return field(scene, id, question, dropdown::view(scene, id, question)),
    };
    group(scene, id, question, body.key("field"))
}

pub fn not_shown(scene: &Scene) -> Tag {
    tag("p")
        .set("class", "description")
        .text(scene.session.texts().get("not-shown"))
}

/// Several controls that answer together.
#[inline(never)]
fn group(scene: &Scene, id: ItemId, question: &Question, body: impl Child) -> Tag {
    let title = own_title(tag("h3"), scene, id, question);
    let group = tag("fieldset")
        .put_some("aria-describedby", described_by(scene, id).as_deref())
        .child(tag("legend").key("title").child(title));
    with_body(group, scene, id, question, body)
}

/// One control, which the title is the label of.
#[inline(never)]
fn field(scene: &Scene, id: ItemId, question: &Question, body: impl Child) -> Tag {
    let label = tag("label").put("for", &part_of(id, "field"));
    let title = tag("h3")
        .key("title")
        .child(own_title(label, scene, id, question));
    with_body(tag("div").child(title), scene, id, question, body)
}

/// For the eye it stands above what is folded up, where that is.
fn own_title(title: Tag, scene: &Scene, id: ItemId, question: &Question) -> Tag {
    let title = titled(title, scene, id, question);
    match folding(scene, question) {
        State::Default => title,
        _ => title.set("class", "unseen"),
    }
}

fn titled(title: Tag, scene: &Scene, id: ItemId, question: &Question) -> Tag {
    let session = scene.session;
    let is_hidden = hides_title(scene, question);
    let is_required = session.must_answer(id);
    let pattern = session.survey().title_pattern;
    let mark = |place: TitlePattern| {
        (is_required && pattern == place).then(|| {
            tag("span")
                .set("class", "mark")
                .set("aria-hidden", "true")
                .text(&session.survey().required_mark)
        })
    };
    let number = session.number_of(id);
    let number = number.map(|number| tag("span").set("class", "number").text(&number));
    let title = title
        .set("class", if is_hidden { "unseen" } else { "title" })
        .set("part", "title")
        .child(mark(TitlePattern::MarkNumberTitle))
        .child(number)
        .child(mark(TitlePattern::NumberMarkTitle))
        .span(&session.title_of(id))
        .child(mark(TitlePattern::NumberTitleMark));
    title.child(is_required.then(|| {
        tag("span")
            .set("class", "unseen")
            .text(session.texts().get("required"))
    }))
}

/// All parts have keys, so that none is made anew, and loses the focus, when another comes or goes.
fn with_body(
    element: Tag,
    scene: &Scene,
    id: ItemId,
    question: &Question,
    body: impl Child,
) -> Tag {
    let description = scene.session.text_of(id, &question.description);
    let described_as = part_of(id, "description");
    let description = || described(&description, Some(&described_as));
    let location = description_location(scene, question);
    let is_below = location == DescriptionLocation::UnderInput;
    let description = || description().filter(|_| location != DescriptionLocation::Hidden);
    element
        .set("class", "question")
        .set("part", "question")
        .key(&part_of(id, ""))
        .put("data-question", &part_of(id, "field"))
        .child((!is_below).then(description).flatten())
        .child(error(scene, id))
        .child(body)
        .child(question.has_comment.then(|| words(scene, id, question)))
        .child(is_below.then(description).flatten())
}

fn description_location(scene: &Scene, question: &Question) -> DescriptionLocation {
    match question.description_location {
        DescriptionLocation::Default => scene.session.survey().description_location,
        location => location,
    }
}

/// The field beside an answer.
fn words(scene: &Scene, id: ItemId, question: &Question) -> Tag {
    let session = scene.session;
    let text = match question.comment_text.is_empty() {
        true => Rc::from(session.texts().get("comment")),
        false => session.text_of(id, &question.comment_text),
    };
    let write = scene.enters(id, |event: InputEvent| {
        Entry::Words(
            event
                .target_unchecked_into::<HtmlTextAreaElement>()
                .value()
                .into(),
        )
    });
    let most = most_characters(None, session.survey().max_comment_length);
    let area = tag("textarea")
        .set("class", "field")
        .put("rows", &session.survey().comment_area_rows.to_string())
        .put("maxlength", &most.to_string())
        .put_some(
            "placeholder",
            placeholder(scene, id, &question.comment_placeholder).as_deref(),
        )
        .flag("readonly", !session.may_answer(id))
        .value(&session.words(id))
        .on_input(write);
    tag("label")
        .set("class", "words")
        .key("words")
        .span(&text)
        .child(area)
}

/// What stands in an empty field.
pub fn placeholder(scene: &Scene, id: ItemId, text: &Localized) -> Option<Rc<str>> {
    Some(scene.session.text_of(id, text)).filter(|text| !text.is_empty())
}

/// The ids of what is said about a question beside its title.
pub fn described_by(scene: &Scene, id: ItemId) -> Option<String> {
    let mut ids = Vec::new();
    let question = scene.session.question(id)?;
    if description_location(scene, question) != DescriptionLocation::Hidden
        && !scene.session.text_of(id, &question.description).is_empty()
    {
        ids.push(part_of(id, "description"));
    }
    if scene.session.error_of(id).is_some() {
        ids.push(part_of(id, "error"));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}

pub fn described(description: &str, id: Option<&str>) -> Option<Tag> {
    let described = tag("p")
        .set("class", "description")
        .set("part", "description")
        .key("description")
        .put_some("id", id);
    (!description.is_empty()).then(|| described.text(description))
}

/// What is wrong with a question, panel or page.
pub fn error(scene: &Scene, id: ItemId) -> Option<Tag> {
    let message = scene.session.error_of(id)?;
    let error = tag("p")
        .set("class", "error")
        .set("part", "error")
        .key("error")
        .put("id", &part_of(id, "error"))
        .text(&message);
    // The first is said at once; a page of mistakes would not stop talking.
    let is_first = scene.first_error == Some(id);
    Some(match is_first {
        true => error.set("role", "alert"),
        false => error,
    })
}
