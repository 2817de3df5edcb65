use std::rc::Rc;

use super::class::{Class, Property, Shape};
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

pub(super) static CALCULATED_VALUE: Class = Class {
    name: "calculatedvalue",
    parent: None,
    properties: &[
        Property("name", Shape::Text),
        Property("expression", Shape::Expression),
        Property("includeIntoResult", Shape::Flag),
    ],
};

impl CalculatedValue {
    pub(super) fn read(reader: Reader) -> Option<Self> {
        let Some(name) = reader.text("name") else {
            reader.error(
                "",
                "no-name",
                || "This calculated value has no `name` to be read by, so it is skipped.",
            );
            return None;
        };
        Some(Self {
            name,
            expression: reader.condition("expression"),
            include_into_result: reader.flag("includeIntoResult", false),
            pointer: reader.pointer,
        })
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

static EXPRESSION_ITEM: Class = Class {
    name: "expressionitem",
    parent: None,
    properties: &[Property("expression", Shape::Expression)],
};

pub(super) static HTML_CONDITION: Class = Class {
    name: "htmlconditionitem",
    parent: Some(&EXPRESSION_ITEM),
    properties: &[Property("html", Shape::Localized)],
};

pub(super) static URL_CONDITION: Class = Class {
    name: "urlconditionitem",
    parent: Some(&EXPRESSION_ITEM),
    properties: &[Property("url", Shape::Localized)],
};

impl HtmlCondition {
    pub(super) fn read(reader: Reader) -> Option<Self> {
        Some(Self {
            expression: reader.condition("expression")?,
            html: reader.localized("html"),
        })
    }
}

impl UrlCondition {
    pub(super) fn read(reader: Reader) -> Option<Self> {
        Some(Self {
            expression: reader.condition("expression")?,
            url: reader.localized("url"),
        })
    }
}
