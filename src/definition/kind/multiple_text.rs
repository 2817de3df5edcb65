use std::rc::Rc;

use super::text::TEXT;
use crate::definition::Question;
use crate::definition::class::{Class, Property, Shape};
use crate::definition::element::ElementReader;
use crate::definition::limits::MAX_ITEMS;
use crate::definition::question::QUESTION;
use crate::definition::reader::Reader;

/// Several lines of text that are recorded together.
#[derive(Clone, Debug)]
pub struct MultipleText {
    /// Each a question of type `text`, whose name is a member of the answer.
    pub items: Vec<Rc<Question>>,
    /// How many stand in a row where there is room.
    pub columns: usize,
}

pub(in crate::definition) static MULTIPLE_TEXT: Class = Class {
    name: "multipletext",
    parent: Some(&QUESTION),
    properties: &[
        Property("items", Shape::List(&MULTIPLE_TEXT_ITEM, MAX_ITEMS)),
        Property("inputSize|itemSize", Shape::Layout),
        Property("colCount", Shape::Count(1, 5)),
        Property("itemErrorLocation", Shape::Layout),
        Property("itemTitleWidth", Shape::Layout),
    ],
};

static MULTIPLE_TEXT_ITEM: Class = Class {
    name: "multipletextitem",
    parent: Some(&TEXT),
    properties: &[],
};

impl MultipleText {
    pub(in crate::definition) fn read<'d>(
        reader: &Reader<'d>,
        elements: &mut ElementReader<'d>,
    ) -> Self {
        Self {
            items: elements.read_items(reader, "items"),
            columns: reader.count("colCount", 1),
        }
    }
}
