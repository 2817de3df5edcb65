use crate::definition::Localized;
use crate::definition::reader::Reader;
use crate::definition::surveyjs;

/// Text of several lines.
#[derive(Clone, Debug)]
pub struct Comment {
    pub rows: usize,
    pub max_length: Option<usize>,
    pub placeholder: Localized,
    /// `None`: as the survey says.
    pub auto_grow: Option<bool>,
    pub allow_resize: Option<bool>,
    /// Line breaks may be typed.
    pub accept_carriage_return: bool,
}

impl Comment {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        reader.passes_over(&surveyjs::COMMENT);
        Self {
            rows: reader.whole_number("rows", 1..=100).unwrap_or(4),
            max_length: super::text::read_max_length(reader),
            placeholder: reader.localized("placeholder|placeHolder"),
            auto_grow: reader.value("autoGrow").as_bool(),
            allow_resize: reader.value("allowResize").as_bool(),
            accept_carriage_return: reader.flag("acceptCarriageReturn", true),
        }
    }
}
