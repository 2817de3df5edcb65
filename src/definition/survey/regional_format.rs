use std::rc::Rc;

use crate::definition::class::{Class, Property, Shape};
use crate::definition::reader::Reader;
use crate::value::Value;

/// How dates, numbers and money are written in fields with a mask, where not as the respondent's language does.
#[derive(Clone, Debug)]
pub struct RegionalFormat {
    /// In the place of the respondent's language.
    pub locale: Option<Rc<str>>,
    pub date_pattern: Option<Rc<str>>,
    pub time_pattern: Option<Rc<str>>,
    pub decimal_separator: Option<Rc<str>>,
    /// An empty one: thousands are not set apart.
    pub thousands_separator: Option<Rc<str>>,
    pub currency_symbol: Option<Rc<str>>,
    /// `#` stands for the number, `@` for the symbol.
    pub currency_pattern: Option<Rc<str>>,
}

pub(super) static REGIONAL_FORMAT: Class = Class {
    name: "regionalformat",
    parent: None,
    properties: &[
        Property("locale", Shape::Text),
        Property("datePattern", Shape::Text),
        Property("timePattern", Shape::Text),
        Property("decimalSeparator", Shape::Text),
        // An empty text means something.
        Property("thousandsSeparator", Shape::Value),
        Property("currencySymbol", Shape::Text),
        Property("currencyPattern", Shape::Text),
    ],
};

impl RegionalFormat {
    #[inline(never)]
    pub(super) fn read(reader: &Reader) -> Self {
        Self {
            locale: reader.text("locale"),
            date_pattern: reader.text("datePattern"),
            time_pattern: reader.text("timePattern"),
            decimal_separator: reader.text("decimalSeparator"),
            thousands_separator: match reader.value("thousandsSeparator") {
                Value::Text(separator) => Some(separator),
                _ => None,
            },
            currency_symbol: reader.text("currencySymbol"),
            currency_pattern: reader.text("currencyPattern"),
        }
    }
}
