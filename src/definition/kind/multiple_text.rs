use std::rc::Rc;

use crate::definition::Question;
use crate::definition::element::ElementReader;
use crate::definition::limits::MAX_ITEMS;
use crate::definition::reader::Reader;

/// Several lines of text that are recorded together.
#[derive(Clone, Debug)]
pub struct MultipleText {
    /// Each a question of type `text`, whose name is a member of the answer.
    pub items: Vec<Rc<Question>>,
}

impl MultipleText {
    pub(in crate::definition) fn read<'d>(
        reader: &Reader<'d>,
        elements: &mut ElementReader<'d>,
    ) -> Self {
        Self {
            items: reader
                .objects("items", MAX_ITEMS)
                .into_iter()
                .filter_map(|item| Question::read(item, "text", elements, 0))
                .map(Rc::new)
                .collect(),
        }
    }
}
