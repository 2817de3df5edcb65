use std::rc::Rc;

use super::choice::ImageFit;
use crate::definition::Localized;
use crate::definition::class::{Class, Property, Shape};
use crate::definition::question::QUESTION;
use crate::definition::reader::{Reader, meaning};

/// A picture or film; nothing is asked.
#[derive(Clone, Debug)]
pub struct Image {
    pub link: Localized,
    pub alt: Localized,
    pub mode: ImageMode,
    pub fit: ImageFit,
    /// In CSS or, without a unit, in CSS pixels; none for as large as it is.
    pub width: Option<Rc<str>>,
    pub height: Option<Rc<str>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImageMode {
    /// As the link looks.
    #[default]
    Auto,
    Image,
    Video,
    Youtube,
}

pub(in crate::definition) static IMAGE: Class = Class {
    name: "image",
    parent: Some(&QUESTION),
    properties: &[
        Property("imageLink", Shape::Localized),
        Property("altText|text", Shape::Localized),
        Property(
            "contentMode",
            Shape::OneOf(&["auto", "image", "video", "youtube"]),
        ),
        Property(
            "imageFit",
            Shape::OneOf(&["contain", "none", "cover", "fill"]),
        ),
        Property("imageWidth", Shape::Text),
        Property("imageHeight", Shape::Text),
    ],
};

impl Image {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        Self {
            link: reader.localized("imageLink"),
            alt: reader.localized("altText"),
            mode: meaning(
                &[
                    ImageMode::Auto,
                    ImageMode::Image,
                    ImageMode::Video,
                    ImageMode::Youtube,
                ],
                reader.word("contentMode"),
            ),
            fit: meaning(&ImageFit::ALL, reader.word("imageFit")),
            width: reader.text("imageWidth"),
            height: reader.text("imageHeight"),
        }
    }
}
