use crate::definition::Localized;
use crate::definition::reader::Reader;

/// Text of several lines.
#[derive(Clone, Debug)]
pub struct Comment {
    pub rows: usize,
    pub max_length: Option<usize>,
    pub placeholder: Localized,
}

impl Comment {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        reader.flag("autoGrow", false);
        reader.flag("allowResize", true);
        Self {
            rows: reader.whole_number("rows", 1..=100).unwrap_or(4),
            max_length: super::text::read_max_length(reader),
            placeholder: reader.localized("placeholder|placeHolder"),
        }
    }
}
