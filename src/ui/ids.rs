//! Ids within the shadow root.

use crate::session::ItemId;

/// An id for a part of a question, page or panel.
pub fn part_of(item: ItemId, part: &str) -> String {
    ["q", &item.place().to_string(), "-", part].concat()
}
