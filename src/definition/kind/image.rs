use std::rc::Rc;

use crate::definition::Localized;
use crate::definition::reader::Reader;

/// A picture or film; nothing is asked.
#[derive(Clone, Debug)]
pub struct Image {
    pub link: Localized,
    pub alt: Localized,
    pub mode: ImageMode,
    /// `none`, `contain`, `cover` or `fill`.
    pub fit: Rc<str>,
    /// In CSS or, without a unit, in CSS pixels.
    pub width: Rc<str>,
    pub height: Rc<str>,
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

impl Image {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        Self {
            link: reader.localized("imageLink"),
            alt: reader.localized("altText|text"),
            mode: reader.one_of(
                "contentMode",
                &[
                    ("auto", ImageMode::Auto),
                    ("image", ImageMode::Image),
                    ("video", ImageMode::Video),
                    ("youtube", ImageMode::Youtube),
                ],
                ImageMode::Auto,
            ),
            fit: reader.text("imageFit").unwrap_or_else(|| "contain".into()),
            width: reader.text("imageWidth").unwrap_or_else(|| "200".into()),
            height: reader.text("imageHeight").unwrap_or_else(|| "150".into()),
        }
    }
}
