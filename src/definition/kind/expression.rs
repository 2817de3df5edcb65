use std::rc::Rc;

use crate::definition::class::{Class, Property, Shape};
use crate::definition::question::QUESTION;
use crate::definition::reader::{Reader, meaning};
use crate::definition::{Condition, Localized};

/// Shows what an expression gives; nothing is asked.
#[derive(Clone, Debug)]
pub struct ExpressionKind {
    pub expression: Option<Condition>,
    /// `{0}` stands for the value.
    pub format: Localized,
    pub display_style: DisplayStyle,
    /// Such as `EUR`.
    pub currency: Rc<str>,
    /// -1 where the style decides.
    pub max_fraction_digits: i32,
    /// -1 where the style decides.
    pub min_fraction_digits: i32,
    pub use_grouping: bool,
    /// To how many decimals the value is rounded; -1 for not at all.
    pub precision: i32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DisplayStyle {
    #[default]
    None,
    Decimal,
    Currency,
    Percent,
    Date,
}

pub(in crate::definition) static EXPRESSION: Class = Class {
    name: "expression",
    parent: Some(&QUESTION),
    properties: &[
        Property("expression", Shape::Expression),
        Property("format", Shape::Localized),
        Property(
            "displayStyle",
            Shape::OneOf(&["none", "decimal", "currency", "percent", "date"]),
        ),
        Property("currency", Shape::Text),
        Property("maximumFractionDigits", Shape::Number(-1.0, 20.0)),
        Property("minimumFractionDigits", Shape::Number(-1.0, 20.0)),
        Property("useGrouping", Shape::Flag),
        Property("precision", Shape::Number(-1.0, 20.0)),
    ],
};

impl ExpressionKind {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        let digits = |name| reader.number_or(name, -1.0) as i32;
        Self {
            expression: reader.condition("expression"),
            format: reader.localized("format"),
            display_style: meaning(
                &[
                    DisplayStyle::None,
                    DisplayStyle::Decimal,
                    DisplayStyle::Currency,
                    DisplayStyle::Percent,
                    DisplayStyle::Date,
                ],
                reader.word("displayStyle"),
            ),
            currency: reader.text_or("currency", "USD"),
            max_fraction_digits: digits("maximumFractionDigits"),
            min_fraction_digits: digits("minimumFractionDigits"),
            use_grouping: reader.flag("useGrouping", true),
            precision: digits("precision"),
        }
    }
}
