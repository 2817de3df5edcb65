use std::rc::Rc;

use super::class::{Class, Property, Shape};
use super::element::ElementReader;
use super::limits::MAX_VALIDATORS;
use super::names::valid_question_name;
use super::options::words;
use super::reader::{Reader, meaning};
use super::validator::VALIDATORS;
use super::{
    ClearInvisible, Condition, DescriptionLocation, Kind, Localized, Lot, State, TitleLocation,
    Validator,
};
use crate::value::{Object, Value};

/// A question, or a piece of content (`html`) that stands where a question could.
#[derive(Clone, Debug)]
pub struct Question {
    pub name: Rc<str>,
    pub title: Localized,
    pub description: Localized,
    pub visible: bool,
    pub visible_if: Option<Condition>,
    pub enable_if: Option<Condition>,
    pub read_only: bool,
    pub required: bool,
    pub required_if: Option<Condition>,
    pub required_text: Localized,
    pub default_value: Value,
    pub validators: Vec<Validator>,
    /// Under this id the answer also goes into the record's metrics.
    pub metric: Option<&'static str>,
    /// Under this name the answer is recorded, if not under the question's own; questions may share it.
    pub value_name: Option<Rc<str>>,
    pub default_value_expression: Option<Condition>,
    /// When it comes true, the value of [`Self::set_value_expression`] becomes the answer.
    pub set_value_if: Option<Condition>,
    pub set_value_expression: Option<Condition>,
    /// When it comes true, the answer is taken away.
    pub reset_value_if: Option<Condition>,
    pub correct_answer: Value,
    /// `None`: as the survey says.
    pub clear_if_invisible: Option<ClearInvisible>,
    /// A text field beside the answer.
    pub has_comment: bool,
    pub comment_text: Localized,
    pub comment_placeholder: Localized,
    /// What an unanswered question reads as where it is put into a text.
    pub default_display_value: Localized,
    /// Whether texts show what the answer reads as, or what is recorded.
    pub use_display_values: bool,
    pub state: State,
    pub title_location: TitleLocation,
    pub description_location: DescriptionLocation,
    pub show_number: bool,
    /// A property of the question and the question whose answer it is.
    pub bindings: Vec<(Rc<str>, Rc<str>)>,
    pub lot: Lot,
    pub kind: Kind,
    /// Where in the document it stands.
    pub pointer: Rc<str>,
}

pub(super) static QUESTION: Class = Class {
    name: "question",
    parent: None,
    properties: &[
        Property("type", Shape::Text),
        Property("name", Shape::Text),
        Property("title", Shape::Localized),
        Property("description", Shape::Localized),
        Property("visible", Shape::Flag),
        Property("visibleIf", Shape::Expression),
        Property("enableIf", Shape::Expression),
        Property("requiredIf", Shape::Expression),
        Property("isRequired", Shape::Flag),
        Property("requiredErrorText", Shape::Localized),
        Property("readOnly", Shape::Flag),
        Property("defaultValue", Shape::Value),
        Property("defaultValueExpression", Shape::Expression),
        Property("correctAnswer", Shape::Value),
        Property("valueName", Shape::Text),
        Property("validators", Shape::Typed(&VALIDATORS, MAX_VALIDATORS)),
        Property("setValueIf", Shape::Expression),
        Property("setValueExpression", Shape::Expression),
        Property("resetValueIf", Shape::Expression),
        Property("clearIfInvisible", Shape::OneOf(words::CLEAR_IF_INVISIBLE)),
        Property("state", Shape::OneOf(words::STATES)),
        Property("titleLocation", Shape::OneOf(words::TITLE_LOCATIONS)),
        Property(
            "descriptionLocation",
            Shape::OneOf(words::DESCRIPTION_LOCATIONS),
        ),
        Property("showNumber", Shape::Flag),
        Property("hideNumber", Shape::Flag),
        Property("showTitle", Shape::Flag),
        Property("showCommentArea|hasComment", Shape::Flag),
        Property("commentText", Shape::Localized),
        Property("commentPlaceholder|commentPlaceHolder", Shape::Localized),
        Property("defaultDisplayValue", Shape::Localized),
        Property(
            "useDisplayValuesInDynamicTexts|useDisplayValuesInTitle",
            Shape::Flag,
        ),
        Property("bindings", Shape::Open),
        Property("randomize", Shape::Flag),
        Property("randomizeCategory", Shape::Text),
        Property("renderAs", Shape::NotYet),
        Property("width", Shape::Layout),
        Property("minWidth", Shape::Layout),
        Property("maxWidth", Shape::Layout),
        Property("colSpan", Shape::Layout),
        Property("effectiveColSpan", Shape::Layout),
        Property("startWithNewLine", Shape::Layout),
        Property("indent", Shape::Layout),
        Property("page", Shape::Layout),
        Property("errorLocation", Shape::Layout),
    ],
};

impl Question {
    pub(super) fn read<'d>(
        reader: Reader<'d>,
        kind_name: &str,
        name: Rc<str>,
        elements: &mut ElementReader<'d>,
        depth: usize,
    ) -> Option<Rc<Self>> {
        let kind = Kind::read(&reader, kind_name, elements, depth)?;
        let title_location = if reader.flag("showTitle", true) {
            meaning(&TitleLocation::ALL, reader.word("titleLocation"))
        } else {
            TitleLocation::Hidden
        };
        Some(Rc::new(Self {
            name,
            title: reader.localized("title"),
            description: reader.localized("description"),
            visible: reader.flag("visible", true),
            visible_if: reader.condition("visibleIf"),
            enable_if: reader.condition("enableIf"),
            read_only: reader.flag("readOnly", false),
            required: reader.flag("isRequired", false),
            required_if: reader.condition("requiredIf"),
            required_text: reader.localized("requiredErrorText"),
            default_value: reader.plain_value("defaultValue"),
            validators: Validator::read_list(&reader),
            metric: metric_of(kind_name),
            value_name: reader.text("valueName").map(valid_question_name),
            default_value_expression: reader.computed("defaultValueExpression", "defaultValue"),
            set_value_if: reader.condition("setValueIf"),
            set_value_expression: reader.condition("setValueExpression"),
            reset_value_if: reader.condition("resetValueIf"),
            correct_answer: reader.value("correctAnswer"),
            clear_if_invisible: reader
                .word("clearIfInvisible")
                .checked_sub(1)
                .map(|word| meaning(&ClearInvisible::ALL, word)),
            has_comment: reader.flag("showCommentArea", false),
            comment_text: reader.localized("commentText"),
            comment_placeholder: reader.localized("commentPlaceholder"),
            default_display_value: reader.localized("defaultDisplayValue"),
            use_display_values: reader.flag("useDisplayValuesInDynamicTexts", true),
            state: meaning(&State::ALL, reader.word("state")),
            title_location,
            description_location: meaning(
                &DescriptionLocation::ALL,
                reader.word("descriptionLocation"),
            ),
            show_number: reader.flag("showNumber", true) && !reader.flag("hideNumber", false),
            bindings: read_bindings(&reader),
            lot: Lot::read(&reader),
            kind,
            pointer: reader.pointer,
        }))
    }

    /// A question that asks nothing, where one is needed to stand for none.
    pub(crate) fn nothing() -> Self {
        Self {
            name: "".into(),
            title: Localized::default(),
            description: Localized::default(),
            visible: true,
            visible_if: None,
            enable_if: None,
            read_only: false,
            required: false,
            required_if: None,
            required_text: Localized::default(),
            default_value: Value::Undefined,
            validators: Vec::new(),
            metric: None,
            value_name: None,
            default_value_expression: None,
            set_value_if: None,
            set_value_expression: None,
            reset_value_if: None,
            correct_answer: Value::Undefined,
            clear_if_invisible: None,
            has_comment: false,
            comment_text: Localized::default(),
            comment_placeholder: Localized::default(),
            default_display_value: Localized::default(),
            use_display_values: true,
            state: State::Default,
            title_location: TitleLocation::Default,
            description_location: DescriptionLocation::Default,
            show_number: false,
            bindings: Vec::new(),
            lot: Lot::None,
            kind: Kind::Html(Localized::default()),
            pointer: "".into(),
        }
    }

    /// Whether some of its choices ask more.
    pub fn has_choice_elements(&self) -> bool {
        match &self.kind {
            Kind::RadioGroup(choice) | Kind::Checkbox(choice) => {
                choice.items.iter().any(|item| !item.elements.is_empty())
            }
            _ => false,
        }
    }

    /// Content asks nothing.
    pub fn has_answer(&self) -> bool {
        !matches!(self.kind, Kind::Html(_) | Kind::Image(_))
    }
}

fn read_bindings(reader: &Reader) -> Vec<(Rc<str>, Rc<str>)> {
    let bindings = reader.open_members("bindings").into_iter();
    bindings
        .flat_map(Object::iter)
        .filter_map(|(property, question)| match question {
            Value::Text(question) => Some((property.clone(), question.clone())),
            _ => None,
        })
        .collect()
}

/// The metrics that belong to our own short forms of `rating`.
fn metric_of(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "nps" => "recommend_0_10",
        "csat" => "satisfied_5",
        "ces" => "ease_7",
        _ => return None,
    })
}
