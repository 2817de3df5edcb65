use crate::definition::Localized;
use crate::definition::reader::Reader;
use crate::definition::surveyjs;

/// Text of several lines.
#[derive(Clone, Debug)]
pub struct Comment {
    pub rows: usize,
    pub max_length: Option<usize>,
    pub placeholder: Localized,
}

impl Comment {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        reader.passes_over(&surveyjs::COMMENT);
        reader.flag("autoGrow", false);
        reader.flag("allowResize", true);
        Self {
            rows: reader.whole_number("rows", 1..=100).unwrap_or(4),
            max_length: super::text::read_max_length(reader),
            placeholder: reader.localized("placeholder|placeHolder"),
        }
    }
}
