use std::rc::Rc;

use crate::definition::reader::Reader;
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

impl ExpressionKind {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        let digits = |names| reader.number(names, -1.0..=20.0).unwrap_or(-1.0) as i32;
        Self {
            expression: reader.condition("expression"),
            format: reader.localized("format"),
            display_style: reader.one_of(
                "displayStyle",
                &[
                    ("none", DisplayStyle::None),
                    ("decimal", DisplayStyle::Decimal),
                    ("currency", DisplayStyle::Currency),
                    ("percent", DisplayStyle::Percent),
                    ("date", DisplayStyle::Date),
                ],
                DisplayStyle::None,
            ),
            currency: reader.text("currency").unwrap_or_else(|| "USD".into()),
            max_fraction_digits: digits("maximumFractionDigits"),
            min_fraction_digits: digits("minimumFractionDigits"),
            use_grouping: reader.flag("useGrouping", true),
            precision: digits("precision"),
        }
    }
}
