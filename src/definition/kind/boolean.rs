use crate::definition::Localized;
use crate::definition::reader::Reader;
use crate::definition::surveyjs;
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
    pub use_title_as_label: bool,
    /// Yes stands before no.
    pub swap_order: bool,
    pub display: BooleanDisplay,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BooleanDisplay {
    TwoButtons,
    Checkbox,
}

impl Boolean {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        reader.passes_over(&surveyjs::BOOLEAN);
        let or = |value: &Value, default: bool| {
            if value.is_absent() {
                Value::Bool(default)
            } else {
                value.clone()
            }
        };
        Self {
            yes_text: reader.localized("labelTrue"),
            no_text: reader.localized("labelFalse"),
            yes_value: or(reader.value("valueTrue"), true),
            no_value: or(reader.value("valueFalse"), false),
            label: reader.localized("label"),
            use_title_as_label: reader.flag("useTitleAsLabel", true),
            swap_order: reader.flag("swapOrder", false),
            display: reader.one_of(
                "displayMode|renderAs",
                &[
                    ("segmented", BooleanDisplay::TwoButtons),
                    ("default", BooleanDisplay::TwoButtons),
                    ("radio", BooleanDisplay::TwoButtons),
                    ("switch", BooleanDisplay::Checkbox),
                    ("checkbox", BooleanDisplay::Checkbox),
                ],
                BooleanDisplay::TwoButtons,
            ),
        }
    }
}
