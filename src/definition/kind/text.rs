use std::rc::Rc;

use super::mask::{MASK_SETTINGS, MASK_TYPES, Mask};
use crate::definition::class::{Class, Property, Shape};
use crate::definition::limits::MAX_ITEMS;
use crate::definition::question::QUESTION;
use crate::definition::reader::{Reader, meaning};
use crate::definition::{Condition, Localized};
use crate::expression::number_of_text;
use crate::value::Value;

/// One line of text, a number, a date …
#[derive(Clone, Debug)]
pub struct Text {
    pub input: InputType,
    /// Bounds as the author wrote them: numbers for number inputs, ISO texts for dates.
    pub min: Value,
    pub max: Value,
    pub step: Value,
    pub min_expression: Option<Condition>,
    pub max_expression: Option<Condition>,
    pub min_error: Localized,
    pub max_error: Localized,
    pub step_error: Localized,
    pub mask: Option<Mask>,
    /// Suggestions.
    pub data_list: Vec<Localized>,
    /// In characters; 0 for as it fits.
    pub size: usize,
    pub max_length: Option<usize>,
    pub placeholder: Localized,
    /// The browser's own hint, such as `email` or `postal-code`.
    pub autocomplete: Option<Rc<str>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputType {
    #[default]
    Text,
    Email,
    Number,
    Tel,
    Url,
    Date,
    DateTimeLocal,
    Month,
    Time,
    Week,
    Color,
    Password,
    Range,
}

const INPUT_TYPES: [InputType; 13] = [
    InputType::Text,
    InputType::Email,
    InputType::Number,
    InputType::Tel,
    InputType::Url,
    InputType::Date,
    InputType::DateTimeLocal,
    InputType::Month,
    InputType::Time,
    InputType::Week,
    InputType::Color,
    InputType::Password,
    InputType::Range,
];

const INPUT_WORDS: &[&str] = &[
    "text",
    "email",
    "number",
    "tel",
    "url",
    "date",
    "datetime-local",
    "month",
    "time",
    "week",
    "color",
    "password",
    "range",
    "datetime",
    "datetime_local",
];

pub(in crate::definition) static TEXT: Class = Class {
    name: "text",
    parent: Some(&QUESTION),
    properties: &[
        Property("inputType", Shape::OneOf(INPUT_WORDS)),
        Property("min", Shape::Value),
        Property("max", Shape::Value),
        Property("step", Shape::Value),
        Property("minValueExpression", Shape::Expression),
        Property("maxValueExpression", Shape::Expression),
        Property("minErrorText", Shape::Localized),
        Property("maxErrorText", Shape::Localized),
        Property("stepErrorText", Shape::Localized),
        Property("maskType", Shape::OneOf(MASK_TYPES)),
        Property("maskSettings", Shape::Object(&MASK_SETTINGS)),
        Property("maxLength", Shape::Number(-1.0, 1e6)),
        Property("placeholder|placeHolder", Shape::Localized),
        Property("autocomplete|autoComplete", Shape::Text),
        Property("dataList", Shape::LocalizedTexts(MAX_ITEMS)),
        Property("inputSize|size", Shape::Count(0, 1000)),
        Property("inputTextAlignment", Shape::Layout),
        Property("textUpdateMode", Shape::Layout),
    ],
};

impl InputType {
    /// As in HTML's `<input type>`.
    pub fn name(self) -> &'static str {
        let place = INPUT_TYPES.iter().position(|input| *input == self);
        INPUT_WORDS
            .get(place.unwrap_or_default())
            .copied()
            .unwrap_or_default()
    }

    /// Answers are recorded as numbers.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Range)
    }

    /// Answers are dates or times of day.
    pub fn is_time(self) -> bool {
        matches!(
            self,
            Self::Date | Self::DateTimeLocal | Self::Month | Self::Time | Self::Week
        )
    }

    /// Answers may have a least and a greatest value.
    pub fn has_bounds(self) -> bool {
        self.is_number() || self.is_time()
    }
}

impl Text {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        let input = match reader.word("inputType") {
            // HTML has given up the one, the other is a slip that is understood.
            13 | 14 => InputType::DateTimeLocal,
            word => meaning(&INPUT_TYPES, word),
        };
        Self {
            input,
            min: read_bound(reader, "min", input),
            max: read_bound(reader, "max", input),
            step: reader.value("step"),
            min_expression: reader.computed("minValueExpression", "min"),
            max_expression: reader.computed("maxValueExpression", "max"),
            min_error: reader.localized("minErrorText"),
            max_error: reader.localized("maxErrorText"),
            step_error: reader.localized("stepErrorText"),
            // Inputs that the browser checks have no masks.
            mask: Mask::read(reader).filter(|_| matches!(input, InputType::Text | InputType::Tel)),
            data_list: reader.localized_texts("dataList"),
            size: reader.count("inputSize", 0),
            max_length: read_max_length(reader),
            placeholder: reader.localized("placeholder"),
            autocomplete: reader.text("autocomplete"),
        }
    }
}

/// What was written for another type of input bounds nothing.
fn read_bound(reader: &Reader, name: &str, input: InputType) -> Value {
    let value = reader.plain_value(name);
    let is_number = match &value {
        Value::Number(_) => true,
        Value::Text(text) => number_of_text(text).is_finite(),
        _ => false,
    };
    if !input.has_bounds() || is_number != input.is_number() {
        return Value::Undefined;
    }
    let date = value.as_text().filter(|_| input.is_time());
    date.and_then(iso_date).map_or(value, Value::text)
}

/// The usual ways of writing a date, the month before the day where the year comes last: `2026/12/31`, `2026-1-5`,
/// `12/31/2026`.
fn iso_date(text: &str) -> Option<String> {
    let mut parts = text.trim().split(['/', '-']);
    let mut next = || parts.next()?.parse::<u32>().ok();
    let (first, second, third) = (next()?, next()?, next()?);
    let (year, month, day) = match first {
        1000.. => (first, second, third),
        _ => (third, first, second),
    };
    let is_date = (1..=12).contains(&month) && (1..=31).contains(&day) && parts.next().is_none();
    let two = |number: u32| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    is_date.then(|| [&*year.to_string(), "-", &*two(month), "-", &*two(day)].concat())
}

/// -1 is SurveyJS's way of saying that there is no limit of its own; the survey's then counts.
pub(super) fn read_max_length(reader: &Reader) -> Option<usize> {
    reader
        .number("maxLength")
        .filter(|&length| length >= 0.0)
        .map(|length| length as usize)
}
