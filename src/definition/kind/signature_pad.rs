use std::rc::Rc;

use crate::definition::Localized;
use crate::definition::class::{Class, Property, Shape};
use crate::definition::question::QUESTION;
use crate::definition::reader::{Reader, meaning};

/// A field to draw a signature in.
#[derive(Clone, Debug)]
pub struct SignaturePad {
    /// In CSS pixels.
    pub width: f64,
    /// In CSS pixels.
    pub height: f64,
    pub auto_scale: bool,
    pub pen_min_width: f64,
    pub pen_max_width: f64,
    /// Empty where the theme decides.
    pub pen_color: Rc<str>,
    pub background_color: Rc<str>,
    pub format: SignatureFormat,
    pub allow_clear: bool,
    pub show_placeholder: bool,
    pub placeholder: Localized,
    pub placeholder_read_only: Localized,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignatureFormat {
    #[default]
    Png,
    Jpeg,
    Svg,
}

pub(in crate::definition) static SIGNATURE_PAD: Class = Class {
    name: "signaturepad",
    parent: Some(&QUESTION),
    properties: &[
        Property("signatureWidth", Shape::Number(1.0, 1e4)),
        Property("signatureHeight|height", Shape::Number(1.0, 1e4)),
        Property("signatureAutoScaleEnabled", Shape::Flag),
        Property("penMinWidth", Shape::Number(0.0, 1e3)),
        Property("penMaxWidth", Shape::Number(0.0, 1e3)),
        Property("penColor", Shape::Text),
        Property("backgroundColor", Shape::Text),
        Property("backgroundImage", Shape::Layout),
        Property("dataFormat", Shape::OneOf(&["png", "jpeg", "svg"])),
        Property("storeDataAsText", Shape::Flag),
        Property("waitForUpload", Shape::Layout),
        Property("allowClear", Shape::Flag),
        Property("showPlaceholder", Shape::Flag),
        Property("placeholder", Shape::Localized),
        Property("placeholderReadOnly", Shape::Localized),
    ],
};

impl SignaturePad {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        Self {
            width: reader.number_or("signatureWidth", 300.0),
            height: reader.number_or("signatureHeight", 200.0),
            auto_scale: reader.flag("signatureAutoScaleEnabled", false),
            pen_min_width: reader.number_or("penMinWidth", 0.5),
            pen_max_width: reader.number_or("penMaxWidth", 2.5),
            pen_color: reader.text_or("penColor", ""),
            background_color: reader.text_or("backgroundColor", ""),
            format: meaning(
                &[
                    SignatureFormat::Png,
                    SignatureFormat::Jpeg,
                    SignatureFormat::Svg,
                ],
                reader.word("dataFormat"),
            ),
            allow_clear: reader.flag("allowClear", true),
            show_placeholder: reader.flag("showPlaceholder", true),
            placeholder: reader.localized("placeholder"),
            placeholder_read_only: reader.localized("placeholderReadOnly"),
        }
    }
}
