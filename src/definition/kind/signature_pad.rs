use std::rc::Rc;

use crate::definition::Localized;
use crate::definition::reader::Reader;

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
    pub background_image: Rc<str>,
    pub format: SignatureFormat,
    pub store_as_text: bool,
    pub wait_for_upload: bool,
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

impl SignaturePad {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        let text = |names| reader.text(names).unwrap_or_default();
        Self {
            width: reader.number("signatureWidth", 1.0..=1e4).unwrap_or(300.0),
            height: reader
                .number("signatureHeight|height", 1.0..=1e4)
                .unwrap_or(200.0),
            auto_scale: reader.flag("signatureAutoScaleEnabled", false),
            pen_min_width: reader.number("penMinWidth", 0.0..=1e3).unwrap_or(0.5),
            pen_max_width: reader.number("penMaxWidth", 0.0..=1e3).unwrap_or(2.5),
            pen_color: text("penColor"),
            background_color: text("backgroundColor"),
            background_image: text("backgroundImage"),
            format: reader.one_of(
                "dataFormat",
                &[
                    ("png", SignatureFormat::Png),
                    ("jpeg", SignatureFormat::Jpeg),
                    ("svg", SignatureFormat::Svg),
                ],
                SignatureFormat::Png,
            ),
            store_as_text: reader.flag("storeDataAsText", true),
            wait_for_upload: reader.flag("waitForUpload", false),
            allow_clear: reader.flag("allowClear", true),
            show_placeholder: reader.flag("showPlaceholder", true),
            placeholder: reader.localized("placeholder"),
            placeholder_read_only: reader.localized("placeholderReadOnly"),
        }
    }
}
