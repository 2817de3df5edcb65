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
pub use choice::{Choice, ChoiceItem, ChoiceOrder, ChoicesByUrl, ChoicesFromMode, ImageFit};
pub use comment::Comment;
pub use expression::{DisplayStyle, ExpressionKind};
pub use file::{FileKind, FileSource};
pub use image::{Image, ImageMode};
pub use mask::{CurrencyMask, DateMask, DatePreset, Mask, MaskKind, NumberMask};
pub use matrix::{Cell, Matrix};
pub use multiple_text::MultipleText;
pub use panel_dynamic::{NewPanelPosition, PanelDisplay, PanelDynamic};
pub use rating::{RateDisplay, RateValue, Rating, RatingDisplay};
pub use signature_pad::{SignatureFormat, SignaturePad};
pub use text::{InputType, Text};

pub(super) use boolean::BOOLEAN;
pub(super) use choice::{CHECKBOX, DROPDOWN, IMAGE_PICKER, RADIO_GROUP, RANKING, TAGBOX};
pub(super) use comment::COMMENT;
pub(super) use expression::EXPRESSION;
pub(super) use file::FILE;
pub(super) use image::IMAGE;
pub(super) use matrix::MATRIX;
pub(super) use multiple_text::MULTIPLE_TEXT;
pub(super) use panel_dynamic::PANEL_DYNAMIC;
pub(super) use rating::{RATING, SCALE};
pub(super) use signature_pad::SIGNATURE_PAD;
pub(super) use text::TEXT;

use super::Localized;
use super::class::{Class, Property, Shape};
use super::element::ElementReader;
use super::question::QUESTION;
use super::reader::Reader;

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

pub(super) static HTML: Class = Class {
    name: "html",
    parent: Some(&QUESTION),
    properties: &[Property("html", Shape::Localized)],
};

impl Kind {
    /// What is special about a question of a kind that there is.
    pub(super) fn read<'d>(
        reader: &Reader<'d>,
        name: &str,
        elements: &mut ElementReader<'d>,
        depth: usize,
    ) -> Option<Self> {
        let mut choice = || Choice::read(reader, name, elements, depth);
        Some(match name {
            "text" => Self::Text(Text::read(reader)),
            "comment" => Self::Comment(Comment::read(reader)),
            "radiogroup" => Self::RadioGroup(choice()),
            "checkbox" => Self::Checkbox(choice()),
            "dropdown" => Self::Dropdown(choice()),
            "tagbox" => Self::Tagbox(choice()),
            "ranking" => Self::Ranking(choice()),
            "imagepicker" => Self::ImagePicker(choice()),
            "boolean" => Self::Boolean(Boolean::read(reader)),
            "expression" => Self::Expression(ExpressionKind::read(reader)),
            "html" => Self::Html(reader.localized("html")),
            "matrix" | "multipletext" | "image" | "paneldynamic" | "file" | "signaturepad" => {
                return Self::read_rarer(reader, name, elements, depth);
            }
            _ => Self::Rating(Rating::read(reader, name)),
        })
    }

    /// The kinds that few surveys use.
    #[inline(never)]
    fn read_rarer<'d>(
        reader: &Reader<'d>,
        name: &str,
        elements: &mut ElementReader<'d>,
        depth: usize,
    ) -> Option<Self> {
        Some(match name {
            "matrix" => Self::Matrix(Matrix::read(reader)),
            "multipletext" => Self::MultipleText(MultipleText::read(reader, elements)),
            "image" => Self::Image(Image::read(reader)),
            "paneldynamic" => Self::PanelDynamic(PanelDynamic::read(reader, elements, depth)?),
            "file" => Self::File(FileKind::read(reader)),
            _ => Self::SignaturePad(SignaturePad::read(reader)),
        })
    }
}
