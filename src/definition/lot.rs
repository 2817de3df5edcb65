use std::rc::Rc;

use super::reader::Reader;

/// Which others something may change places with, where the order is by lot.
#[derive(Clone, Debug, Default)]
pub enum Lot {
    #[default]
    Any,
    Category(Rc<str>),
    /// It stays in its place.
    None,
}

impl Lot {
    pub(super) fn read(reader: &Reader) -> Self {
        if !reader.flag("randomize", true) {
            return Self::None;
        }
        reader
            .text("randomizeCategory")
            .map_or(Self::Any, Self::Category)
    }

    /// What those have in common that may change places.
    pub fn group(&self) -> Option<&str> {
        match self {
            Self::Any => Some(""),
            Self::Category(category) => Some(category),
            Self::None => None,
        }
    }
}
