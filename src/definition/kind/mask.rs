use std::rc::Rc;

use crate::definition::class::{Class, Property, Shape};
use crate::definition::reader::{Reader, meaning};
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
    Pattern(Rc<str>),
    DateTime(DateMask),
    Number(NumberMask),
    Currency(NumberMask, CurrencyMask),
}

#[derive(Clone, Debug)]
pub struct DateMask {
    /// Such as `mm/dd/yyyy`; empty where the language decides.
    pub pattern: Rc<str>,
    /// What the language decides about.
    pub preset: DatePreset,
    /// ISO texts, bounds of what can be typed.
    pub min: Option<Rc<str>>,
    pub max: Option<Rc<str>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DatePreset {
    #[default]
    Date,
    Time,
    DateTime,
}

#[derive(Clone, Debug)]
pub struct NumberMask {
    pub allow_negative: bool,
    /// `None` where the language decides; an empty one is none at all.
    pub decimal_separator: Option<Rc<str>>,
    pub thousands_separator: Option<Rc<str>>,
    /// How many decimals.
    pub precision: usize,
    pub min: Value,
    pub max: Value,
}

#[derive(Clone, Debug)]
pub struct CurrencyMask {
    /// `None` where the language decides.
    pub symbol: Option<Rc<str>>,
    /// `#` stands for the number, `@` for the symbol, `-` for the minus.
    pub pattern: Option<Rc<str>>,
}

/// Settings of all kinds of mask: which of them count, the kind says.
pub(in crate::definition) static MASK_SETTINGS: Class = Class {
    name: "masksettings",
    parent: None,
    properties: &[
        Property("saveMaskedValue", Shape::Flag),
        Property("pattern", Shape::Text),
        Property("patternPreset", Shape::OneOf(DATE_PRESETS)),
        Property("min", Shape::Value),
        Property("max", Shape::Value),
        Property("allowNegativeValues", Shape::Flag),
        Property("decimalSeparator", Shape::Value),
        Property("thousandsSeparator", Shape::Value),
        Property("precision", Shape::Count(0, 20)),
        Property("prefix", Shape::Value),
        Property("suffix", Shape::Value),
        Property("currencySymbol", Shape::Value),
        Property("currencyPattern", Shape::Text),
    ],
};

const DATE_PRESETS: &[&str] = &["localeDate", "localeTime", "localeDateTime"];
const PRESETS: [DatePreset; 3] = [DatePreset::Date, DatePreset::Time, DatePreset::DateTime];

pub(super) const MASK_TYPES: &[&str] = &["none", "pattern", "datetime", "numeric", "currency"];

impl Mask {
    pub(in crate::definition) fn read(reader: &Reader) -> Option<Self> {
        match reader.word("maskType") {
            0 => None,
            kind => Self::read_kind(reader, kind),
        }
    }

    #[inline(never)]
    fn read_kind(reader: &Reader, kind: usize) -> Option<Self> {
        let empty = Value::Object(Rc::default());
        let settings = match reader.object("maskSettings") {
            Some(settings) => settings,
            None => Reader::open(&empty, &MASK_SETTINGS, "".into(), reader.findings)?,
        };
        let bound = |name| settings.value(name).as_text().map(Rc::from);
        let kind = match kind {
            1 => MaskKind::Pattern(settings.text_or("pattern", "")),
            2 => MaskKind::DateTime(DateMask {
                pattern: settings.text_or("pattern", ""),
                preset: meaning(&PRESETS, settings.word("patternPreset")),
                min: bound("min"),
                max: bound("max"),
            }),
            3 => MaskKind::Number(NumberMask::read(&settings)),
            _ => MaskKind::Currency(NumberMask::read(&settings), CurrencyMask::read(&settings)),
        };
        Some(Self {
            kind,
            save_masked: settings.flag("saveMaskedValue", false),
        })
    }
}

/// A text that may be empty on purpose.
fn written(settings: &Reader, name: &str) -> Option<Rc<str>> {
    settings.value(name).as_text().map(Rc::from)
}

impl NumberMask {
    fn read(settings: &Reader) -> Self {
        Self {
            allow_negative: settings.flag("allowNegativeValues", true),
            decimal_separator: written(settings, "decimalSeparator"),
            thousands_separator: written(settings, "thousandsSeparator"),
            precision: settings.count("precision", 2),
            min: settings.value("min"),
            max: settings.value("max"),
        }
    }
}

impl CurrencyMask {
    fn read(settings: &Reader) -> Self {
        let pattern = settings.text("currencyPattern");
        let (prefix, suffix) = (written(settings, "prefix"), written(settings, "suffix"));
        Self {
            symbol: written(settings, "currencySymbol"),
            pattern: with_affixes(pattern, prefix.as_deref(), suffix.as_deref()),
        }
    }
}

/// The pattern, changed by what older documents write before and after the number.
fn with_affixes(
    pattern: Option<Rc<str>>,
    prefix: Option<&str>,
    suffix: Option<&str>,
) -> Option<Rc<str>> {
    let mut pattern = pattern;
    for (is_prefix, affix) in [(true, prefix), (false, suffix)] {
        let Some(affix) = affix else {
            continue;
        };
        let old = pattern.as_deref().unwrap_or_default();
        let place = if is_prefix {
            old.rfind('#')
        } else {
            old.find('#')
        };
        let (before, after) = match place {
            Some(place) => (&old[..place], &old[place + 1..]),
            None => ("", ""),
        };
        let kept = if is_prefix { after } else { before };
        let minus = if kept.contains('-') { "" } else { "-" };
        let parts = if is_prefix {
            [affix, minus, "#", after]
        } else {
            [before, minus, "#", affix]
        };
        pattern = Some(parts.concat().into());
    }
    pattern
}
