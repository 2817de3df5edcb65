use std::rc::Rc;

use crate::definition::class::{Class, Property, Shape};
use crate::definition::reader::Reader;
use crate::value::Value;

/// How an answer is put in shape while it is typed.
#[derive(Clone, Debug)]
pub struct Mask {
    pub kind: MaskKind,
    /// Records what is shown, signs of the mask included.
    pub save_masked: bool,
}

#[derive(Clone, Debug)]
pub enum MaskKind {
    /// `9` stands for a digit, `a` for a letter, `#` for either; a backslash takes the next as it is.
    Pattern {
        pattern: Rc<str>,
    },
    /// Such as `mm/dd/yyyy`; empty where the language decides. The bounds are ISO texts.
    DateTime {
        pattern: Rc<str>,
        min: Option<Rc<str>>,
        max: Option<Rc<str>>,
    },
    Number(NumberMask),
    Currency {
        number: NumberMask,
        prefix: Rc<str>,
        suffix: Rc<str>,
    },
}

#[derive(Clone, Debug)]
pub struct NumberMask {
    pub allow_negative: bool,
    pub decimal_separator: Rc<str>,
    pub thousands_separator: Rc<str>,
    /// How many decimals.
    pub precision: usize,
    pub min: Value,
    pub max: Value,
}

/// Settings of all kinds of mask: which of them count, the kind says.
pub(in crate::definition) static MASK_SETTINGS: Class = Class {
    name: "masksettings",
    parent: None,
    properties: &[
        Property("saveMaskedValue", Shape::Flag),
        Property("pattern", Shape::Text),
        Property("patternPreset", Shape::Layout),
        Property("min", Shape::Value),
        Property("max", Shape::Value),
        Property("allowNegativeValues", Shape::Flag),
        Property("decimalSeparator", Shape::Text),
        Property("thousandsSeparator", Shape::Value),
        Property("precision", Shape::Count(0, 20)),
        Property("prefix", Shape::Text),
        Property("suffix", Shape::Text),
        Property("currencySymbol", Shape::Layout),
        Property("currencyPattern", Shape::Layout),
    ],
};

pub(super) const MASK_TYPES: &[&str] = &["none", "pattern", "datetime", "numeric", "currency"];

impl Mask {
    pub(in crate::definition) fn read(reader: &Reader) -> Option<Self> {
        let kind = reader.word("maskType");
        if kind == 0 {
            return None;
        }
        let empty = Value::Object(Rc::default());
        let settings = match reader.object("maskSettings") {
            Some(settings) => settings,
            None => Reader::open(&empty, &MASK_SETTINGS, "".into(), reader.findings)?,
        };
        let text = |name| settings.text_or(name, "");
        let bound = |name| settings.value(name).as_text().map(Rc::from);
        let kind = match kind {
            1 => MaskKind::Pattern {
                pattern: text("pattern"),
            },
            2 => MaskKind::DateTime {
                pattern: text("pattern"),
                min: bound("min"),
                max: bound("max"),
            },
            3 => MaskKind::Number(NumberMask::read(&settings)),
            _ => MaskKind::Currency {
                number: NumberMask::read(&settings),
                prefix: text("prefix"),
                suffix: text("suffix"),
            },
        };
        Some(Self {
            kind,
            save_masked: settings.flag("saveMaskedValue", false),
        })
    }
}

impl NumberMask {
    fn read(settings: &Reader) -> Self {
        Self {
            allow_negative: settings.flag("allowNegativeValues", true),
            decimal_separator: settings.text_or("decimalSeparator", "."),
            // An empty one is none at all.
            thousands_separator: settings
                .value("thousandsSeparator")
                .as_text()
                .unwrap_or(",")
                .into(),
            precision: settings.count("precision", 2),
            min: settings.value("min"),
            max: settings.value("max"),
        }
    }
}
