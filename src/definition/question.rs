use std::rc::Rc;

use super::element::ElementReader;
use super::reader::Reader;
use super::{
    ClearInvisible, Condition, DescriptionLocation, Kind, Localized, State, TitleLocation,
    Validator, surveyjs,
};
use crate::value::Value;

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
    /// Takes part when the container's order is by lot.
    pub randomize: bool,
    pub kind: Kind,
    /// Where in the document it stands.
    pub pointer: Rc<str>,
}

impl Question {
    pub(super) fn read<'d>(
        reader: Reader<'d>,
        kind_name: &str,
        elements: &mut ElementReader<'d>,
        depth: usize,
    ) -> Option<Self> {
        let kind = Kind::read(&reader, kind_name, elements, depth)?;
        let name = reader.text("name").filter(|name| !name.is_empty());
        if name.is_none() {
            reader.error(
                "",
                "no-name",
                "This question has no `name` to record its answer under, so it is skipped.",
            );
        }
        let question = Self {
            name: name?,
            title: reader.localized("title"),
            description: reader.localized("description"),
            visible: reader.flag("visible", true),
            visible_if: reader.condition("visibleIf"),
            enable_if: reader.condition("enableIf"),
            read_only: reader.flag("readOnly", false),
            required: reader.flag("isRequired", false),
            required_if: reader.condition("requiredIf"),
            required_text: reader.localized("requiredErrorText"),
            default_value: reader.value("defaultValue").clone(),
            validators: Validator::read_list(&reader),
            metric: metric_of(kind_name),
            value_name: reader.text("valueName").filter(|name| !name.is_empty()),
            default_value_expression: reader.condition("defaultValueExpression"),
            set_value_if: reader.condition("setValueIf"),
            set_value_expression: reader.condition("setValueExpression"),
            reset_value_if: reader.condition("resetValueIf"),
            correct_answer: reader.value("correctAnswer").clone(),
            clear_if_invisible: reader.one_of(
                "clearIfInvisible",
                &[
                    ("default", None),
                    ("none", Some(ClearInvisible::None)),
                    ("onComplete", Some(ClearInvisible::OnComplete)),
                    ("onHidden", Some(ClearInvisible::OnHidden)),
                    ("onHiddenContainer", Some(ClearInvisible::OnHiddenContainer)),
                ],
                None,
            ),
            has_comment: reader.flag("showCommentArea|hasComment", false),
            comment_text: reader.localized("commentText"),
            comment_placeholder: reader.localized("commentPlaceholder|commentPlaceHolder"),
            default_display_value: reader.localized("defaultDisplayValue"),
            use_display_values: reader.flag(
                "useDisplayValuesInDynamicTexts|useDisplayValuesInTitle",
                true,
            ),
            state: read_state(&reader),
            title_location: reader.one_of(
                "titleLocation",
                &[
                    ("default", TitleLocation::Default),
                    ("top", TitleLocation::Top),
                    ("bottom", TitleLocation::Bottom),
                    ("left", TitleLocation::Left),
                    ("hidden", TitleLocation::Hidden),
                ],
                TitleLocation::Default,
            ),
            description_location: reader.one_of(
                "descriptionLocation",
                &[
                    ("default", DescriptionLocation::Default),
                    ("underInput", DescriptionLocation::UnderInput),
                    ("underTitle", DescriptionLocation::UnderTitle),
                    ("hidden", DescriptionLocation::Hidden),
                ],
                DescriptionLocation::Default,
            ),
            show_number: reader.flag("showNumber", true),
            bindings: read_bindings(&reader),
            randomize: reader.flag("randomize", true),
            kind,
            pointer: reader.pointer.clone(),
        };
        reader.passes_over(&surveyjs::QUESTION);
        reader.finish();
        Some(question)
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
            randomize: false,
            kind: Kind::Html(Localized::default()),
            pointer: "".into(),
        }
    }

    /// Content asks nothing.
    pub fn has_answer(&self) -> bool {
        !matches!(self.kind, Kind::Html(_) | Kind::Image(_))
    }
}

pub(super) fn read_state(reader: &Reader) -> State {
    reader.one_of(
        "state",
        &[
            ("default", State::Default),
            ("collapsed", State::Collapsed),
            ("expanded", State::Expanded),
        ],
        State::Default,
    )
}

fn read_bindings(reader: &Reader) -> Vec<(Rc<str>, Rc<str>)> {
    let Some(bindings) = reader.object("bindings") else {
        return Vec::new();
    };
    bindings
        .members()
        .filter_map(|(property, question)| Some((property.clone(), question.as_text()?.into())))
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
