//! The kinds of question and what is special about each.

mod boolean;
mod choice;
mod comment;
mod rating;
mod text;

pub use boolean::{Boolean, BooleanDisplay};
pub use choice::{Choice, ChoiceItem, ChoiceOrder};
pub use comment::Comment;
pub use rating::{RateDisplay, RateValue, Rating};
pub use text::{InputType, Text};

use super::Localized;
use super::reader::Reader;
use super::spelling::did_you_mean;

#[derive(Clone, Debug)]
pub enum Kind {
    Rating(Rating),
    /// `radiogroup`: one of several.
    RadioGroup(Choice),
    /// `checkbox`: any of several.
    Checkbox(Choice),
    Text(Text),
    Comment(Comment),
    Boolean(Boolean),
    /// Content without an answer, in the author's markup.
    Html(Localized),
}

/// The elements that are worth suggesting for a misspelt type.
const KINDS: [&str; 10] = [
    "rating",
    "nps",
    "csat",
    "radiogroup",
    "checkbox",
    "text",
    "comment",
    "boolean",
    "html",
    "panel",
];

impl Kind {
    pub(super) fn read(reader: &Reader, name: &str) -> Option<Self> {
        Some(match name {
            "rating" => Self::Rating(Rating::read(reader)),
            "nps" => Self::Rating(Rating::scale(reader, 0, 10)),
            "csat" => Self::Rating(Rating::scale(reader, 1, 5)),
            "radiogroup" => Self::RadioGroup(Choice::read(reader, false)?),
            "checkbox" => Self::Checkbox(Choice::read(reader, true)?),
            "text" => Self::Text(Text::read(reader)),
            "comment" => Self::Comment(Comment::read(reader)),
            "boolean" => Self::Boolean(Boolean::read(reader)),
            "html" => Self::Html(reader.localized("html")),
            other => {
                let hint = did_you_mean(other, KINDS.into_iter());
                reader.error(
                    "type",
                    "unknown-type",
                    format!("`{other}` is not a type of element, so this one is skipped.{hint}"),
                );
                return None;
            }
        })
    }
}
