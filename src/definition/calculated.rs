use std::rc::Rc;

use super::limits::MAX_CONDITIONAL_ENDS;
use super::reader::Reader;
use super::{Condition, Localized};

/// A value that is computed from answers and read by expressions under a name of its own.
#[derive(Clone, Debug)]
pub struct CalculatedValue {
    pub name: Rc<str>,
    pub expression: Option<Condition>,
    /// Recorded beside the answers.
    pub include_into_result: bool,
    pub pointer: Rc<str>,
}

impl CalculatedValue {
    pub(super) fn read_list(reader: &Reader) -> Vec<Self> {
        reader
            .objects("calculatedValues", MAX_CONDITIONAL_ENDS)
            .into_iter()
            .filter_map(|reader| {
                let value = Self {
                    name: reader.text("name").unwrap_or_default(),
                    expression: reader.condition("expression"),
                    include_into_result: reader.flag("includeIntoResult", false),
                    pointer: reader.pointer.clone(),
                };
                reader.finish();
                (!value.name.is_empty()).then_some(value)
            })
            .collect()
    }
}

/// What is said at the end to those for whom the expression holds.
#[derive(Clone, Debug)]
pub struct HtmlCondition {
    pub expression: Condition,
    pub html: Localized,
}

/// Where those go at the end for whom the expression holds.
#[derive(Clone, Debug)]
pub struct UrlCondition {
    pub expression: Condition,
    pub url: Localized,
}

impl HtmlCondition {
    pub(super) fn read_list(reader: &Reader) -> Vec<Self> {
        reader
            .objects("completedHtmlOnCondition", MAX_CONDITIONAL_ENDS)
            .into_iter()
            .filter_map(|reader| {
                let expression = reader.condition("expression");
                let html = reader.localized("html");
                reader.finish();
                Some(Self {
                    expression: expression?,
                    html,
                })
            })
            .collect()
    }
}

impl UrlCondition {
    pub(super) fn read_list(reader: &Reader) -> Vec<Self> {
        reader
            .objects("navigateToUrlOnCondition", MAX_CONDITIONAL_ENDS)
            .into_iter()
            .filter_map(|reader| {
                let expression = reader.condition("expression");
                let url = reader.localized("url");
                reader.finish();
                Some(Self {
                    expression: expression?,
                    url,
                })
            })
            .collect()
    }
}
