use crate::definition::Localized;
use crate::definition::class::{Class, Property, Shape};
use crate::definition::question::QUESTION;
use crate::definition::reader::Reader;
use crate::value::Value;

/// Yes or no.
#[derive(Clone, Debug)]
pub struct Boolean {
    pub yes_text: Localized,
    pub no_text: Localized,
    /// What is recorded for yes: `true` unless the author says otherwise.
    pub yes_value: Value,
    pub no_value: Value,
    /// A title beside the buttons, in old documents.
    pub label: Localized,
    /// Yes stands before no.
    pub swap_order: bool,
    pub display: BooleanDisplay,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BooleanDisplay {
    TwoButtons,
    Checkbox,
}

pub(in crate::definition) static BOOLEAN: Class = Class {
    name: "boolean",
    parent: Some(&QUESTION),
    properties: &[
        Property("labelTrue", Shape::Localized),
        Property("labelFalse", Shape::Localized),
        Property("valueTrue", Shape::Value),
        Property("valueFalse", Shape::Value),
        Property("label", Shape::Localized),
        Property("useTitleAsLabel", Shape::Layout),
        Property("swapOrder", Shape::Flag),
        Property(
            "displayMode|renderAs",
            Shape::OneOf(&["segmented", "default", "radio", "switch", "checkbox"]),
        ),
    ],
};

impl Boolean {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        let or = |name, default: bool| match reader.value(name) {
            Value::Undefined => Value::Bool(default),
            value => value,
        };
        Self {
            yes_text: reader.localized("labelTrue"),
            no_text: reader.localized("labelFalse"),
            yes_value: or("valueTrue", true),
            no_value: or("valueFalse", false),
            label: reader.localized("label"),
            swap_order: reader.flag("swapOrder", false),
            display: if reader.word("displayMode") < 3 {
                BooleanDisplay::TwoButtons
            } else {
                BooleanDisplay::Checkbox
            },
        }
    }
}
