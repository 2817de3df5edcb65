use super::text::read_max_length;
use crate::definition::Localized;
use crate::definition::class::{Class, Property, Shape};
use crate::definition::question::QUESTION;
use crate::definition::reader::Reader;

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

pub(in crate::definition) static COMMENT: Class = Class {
    name: "comment",
    parent: Some(&QUESTION),
    properties: &[
        Property("rows", Shape::Count(1, 100)),
        Property("maxLength", Shape::Number(-1.0, 1e6)),
        Property("placeholder|placeHolder", Shape::Localized),
        Property("autoGrow", Shape::Flag),
        Property("allowResize", Shape::Flag),
        Property("acceptCarriageReturn", Shape::Flag),
        Property("cols", Shape::Layout),
        Property("textUpdateMode", Shape::Layout),
    ],
};

impl Comment {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        let own = |name| reader.has(name).then(|| reader.flag(name, false));
        Self {
            rows: reader.count("rows", 4),
            max_length: read_max_length(reader),
            placeholder: reader.localized("placeholder"),
            auto_grow: own("autoGrow"),
            allow_resize: own("allowResize"),
            accept_carriage_return: reader.flag("acceptCarriageReturn", true),
        }
    }
}
