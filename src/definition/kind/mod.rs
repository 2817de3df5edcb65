//! The kinds of question and what is special about each.

mod boolean;
mod choice;
mod comment;
mod expression;
mod file;
mod image;
mod mask;
mod matrix;
mod multiple_text;
mod panel_dynamic;
mod rating;
mod signature_pad;
mod text;

pub use boolean::{Boolean, BooleanDisplay};
pub use choice::{Choice, ChoiceItem, ChoiceOrder, ChoicesByUrl, ChoicesFromMode};
pub use comment::Comment;
pub use expression::{DisplayStyle, ExpressionKind};
pub use file::{FileKind, FileSource};
pub use image::{Image, ImageMode};
pub use mask::{Mask, MaskKind, NumberMask};
pub use matrix::{Cell, Matrix};
pub use multiple_text::MultipleText;
pub use panel_dynamic::{NewPanelPosition, PanelDisplay, PanelDynamic};
pub use rating::{RateDisplay, RateValue, Rating, RatingDisplay};
pub use signature_pad::{SignatureFormat, SignaturePad};
pub use text::{InputType, Text};

use super::Localized;
use super::element::ElementReader;
use super::reader::Reader;
use super::spelling::did_you_mean;

#[derive(Clone, Debug)]
pub enum Kind {
    Text(Text),
    Comment(Comment),
    /// `radiogroup`: one of several.
    RadioGroup(Choice),
    /// `checkbox`: any of several.
    Checkbox(Choice),
    Dropdown(Choice),
    /// A dropdown for any of several.
    Tagbox(Choice),
    /// All of several, in the respondent's order.
    Ranking(Choice),
    ImagePicker(Choice),
    Rating(Rating),
    Boolean(Boolean),
    Matrix(Matrix),
    MultipleText(MultipleText),
    Expression(ExpressionKind),
    /// Content without an answer, in the author's markup.
    Html(Localized),
    /// Content without an answer.
    Image(Image),
    PanelDynamic(PanelDynamic),
    File(FileKind),
    SignaturePad(SignaturePad),
}

/// The elements that are worth suggesting for a misspelt type.
const KINDS: [&str; 23] = [
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
    "ces",
    "dropdown",
    "tagbox",
    "ranking",
    "imagepicker",
    "matrix",
    "multipletext",
    "expression",
    "image",
    "paneldynamic",
    "file",
    "signaturepad",
    "journey",
];

impl Kind {
    pub(super) fn read<'d>(
        reader: &Reader<'d>,
        name: &str,
        elements: &mut ElementReader<'d>,
        depth: usize,
    ) -> Option<Self> {
        Some(match name {
            "rating" => Self::Rating(Rating::read(reader)),
            "nps" => Self::Rating(Rating::scale(reader, 0, 10)),
            "csat" => Self::Rating(Rating::scale(reader, 1, 5)),
            "ces" => Self::Rating(Rating::scale(reader, 1, 7)),
            "radiogroup" => Self::RadioGroup(Choice::read(reader, false)),
            "checkbox" => Self::Checkbox(Choice::read(reader, true)),
            "dropdown" => Self::Dropdown(Choice::read(reader, false)),
            "tagbox" => Self::Tagbox(Choice::read(reader, true)),
            "ranking" => Self::Ranking(Choice::read(reader, true)),
            "imagepicker" => Self::ImagePicker(Choice::read(reader, false)),
            "matrix" => Self::Matrix(Matrix::read(reader)),
            "multipletext" => Self::MultipleText(MultipleText::read(reader, elements)),
            "expression" => Self::Expression(ExpressionKind::read(reader)),
            "image" => Self::Image(Image::read(reader)),
            "paneldynamic" => Self::PanelDynamic(PanelDynamic::read(reader, elements, depth)?),
            "file" => Self::File(FileKind::read(reader)),
            "signaturepad" => Self::SignaturePad(SignaturePad::read(reader)),
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
