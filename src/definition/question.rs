use std::rc::Rc;

use super::reader::Reader;
use super::{Condition, Kind, Localized, Validator, surveyjs};
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
    pub kind: Kind,
    /// Where in the document it stands.
    pub pointer: Rc<str>,
}

impl Question {
    pub(super) fn read(reader: Reader, kind_name: &str) -> Option<Self> {
        let kind = Kind::read(&reader, kind_name)?;
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
            kind,
            pointer: reader.pointer.clone(),
        };
        reader.passes_over(&surveyjs::QUESTION);
        reader.finish();
        Some(question)
    }

    /// Content asks nothing.
    pub fn has_answer(&self) -> bool {
        !matches!(self.kind, Kind::Html(_))
    }
}

/// The metrics that belong to our own short forms of `rating`.
fn metric_of(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "nps" => "recommend_0_10",
        "csat" => "satisfied_5",
        _ => return None,
    })
}
