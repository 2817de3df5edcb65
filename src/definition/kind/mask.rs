use std::rc::Rc;

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

impl Mask {
    pub(in crate::definition) fn read(reader: &Reader) -> Option<Self> {
        let kind = reader.one_of(
            "maskType",
            &[
                ("none", 0),
                ("pattern", 1),
                ("datetime", 2),
                ("numeric", 3),
                ("currency", 4),
            ],
            0,
        );
        let settings = reader.object("maskSettings");
        let settings = settings.as_ref();
        let text = |names| {
            settings
                .and_then(|settings| settings.text(names))
                .unwrap_or_default()
        };
        let kind = match kind {
            1 => MaskKind::Pattern {
                pattern: text("pattern"),
            },
            2 => MaskKind::DateTime {
                pattern: text("pattern"),
                min: Some(text("min")).filter(|min| !min.is_empty()),
                max: Some(text("max")).filter(|max| !max.is_empty()),
            },
            3 => MaskKind::Number(NumberMask::read(settings)),
            4 => MaskKind::Currency {
                number: NumberMask::read(settings),
                prefix: text("prefix"),
                suffix: text("suffix"),
            },
            _ => return None,
        };
        Some(Self {
            kind,
            save_masked: settings.is_some_and(|settings| settings.flag("saveMaskedValue", false)),
        })
    }
}

impl NumberMask {
    fn read(settings: Option<&Reader>) -> Self {
        let value = |names| {
            settings
                .map(|settings| settings.value(names).clone())
                .unwrap_or_default()
        };
        Self {
            allow_negative: settings
                .is_none_or(|settings| settings.flag("allowNegativeValues", true)),
            decimal_separator: settings
                .and_then(|settings| settings.text("decimalSeparator"))
                .unwrap_or_else(|| ".".into()),
            thousands_separator: settings
                .and_then(|settings| settings.text("thousandsSeparator"))
                .unwrap_or_else(|| ",".into()),
            precision: settings
                .and_then(|settings| settings.whole_number("precision", 0..=20))
                .unwrap_or(2),
            min: value("min"),
            max: value("max"),
        }
    }
}
