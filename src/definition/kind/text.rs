use std::rc::Rc;

use super::mask::Mask;
use crate::definition::limits::MAX_ITEMS;
use crate::definition::reader::Reader;
use crate::definition::{Condition, Localized, surveyjs};
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputType {
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

const INPUT_TYPES: [(&str, InputType); 13] = [
    ("text", InputType::Text),
    ("email", InputType::Email),
    ("number", InputType::Number),
    ("tel", InputType::Tel),
    ("url", InputType::Url),
    ("date", InputType::Date),
    ("datetime-local", InputType::DateTimeLocal),
    ("month", InputType::Month),
    ("time", InputType::Time),
    ("week", InputType::Week),
    ("color", InputType::Color),
    ("password", InputType::Password),
    ("range", InputType::Range),
];

impl InputType {
    /// As in HTML's `<input type>`.
    pub fn name(self) -> &'static str {
        INPUT_TYPES
            .iter()
            .find(|(_, input)| *input == self)
            .map_or("text", |(name, _)| name)
    }

    /// Answers are recorded as numbers.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Range)
    }
}

impl Text {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        reader.passes_over(&surveyjs::TEXT);
        Self {
            input: reader.one_of("inputType", &INPUT_TYPES, InputType::Text),
            min: reader.value("min").clone(),
            max: reader.value("max").clone(),
            step: reader.value("step").clone(),
            min_expression: reader.condition("minValueExpression"),
            max_expression: reader.condition("maxValueExpression"),
            min_error: reader.localized("minErrorText"),
            max_error: reader.localized("maxErrorText"),
            step_error: reader.localized("stepErrorText"),
            mask: Mask::read(reader),
            data_list: reader
                .list("dataList", MAX_ITEMS)
                .into_iter()
                .map(|(item, _)| reader.localized_value(item))
                .collect(),
            size: reader.whole_number("inputSize|size", 0..=1000).unwrap_or(0),
            max_length: read_max_length(reader),
            placeholder: reader.localized("placeholder|placeHolder"),
            autocomplete: reader.text("autocomplete|autoComplete"),
        }
    }
}

/// -1 is SurveyJS's way of saying that there is no limit.
pub(super) fn read_max_length(reader: &Reader) -> Option<usize> {
    reader
        .number("maxLength", -1.0..=1e6)
        .filter(|&length| length > 0.0)
        .map(|length| length as usize)
}
