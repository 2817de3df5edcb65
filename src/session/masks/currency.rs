//! What stands before and after an amount of money.

use super::formats::Format;
use crate::definition::CurrencyMask;

const SYMBOL: char = '@';
const NUMBER: char = '#';
const MINUS: char = '-';

/// The signs around amounts, and around amounts below zero.
pub(super) struct Affixes {
    positive: Pair,
    negative: Pair,
}

#[derive(Default)]
struct Pair {
    prefix: String,
    suffix: String,
    /// The minus is among these signs, not before the digits.
    has_minus: bool,
}

impl Affixes {
    pub(super) fn of(mask: &CurrencyMask, format: &Format) -> Self {
        let pattern = match &mask.pattern {
            Some(pattern) if is_pattern(pattern) => &**pattern,
            _ => &format.money,
        };
        let symbol = mask.symbol.as_deref().unwrap_or(&format.currency);
        Self {
            positive: Pair::of(pattern, symbol, false),
            negative: Pair::of(pattern, symbol, true),
        }
    }

    pub(super) fn add(&self, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        let (pair, text) = match text.strip_prefix(MINUS) {
            Some(rest) if self.negative.has_minus => (&self.negative, rest),
            Some(_) => (&self.negative, text),
            None => (&self.positive, text),
        };
        [&*pair.prefix, text, &*pair.suffix].concat()
    }

    /// What stands before an amount that is being typed; what comes after it would be in the way of taking back.
    pub(super) fn begin(&self, text: &str) -> String {
        match text.strip_prefix(MINUS) {
            Some(rest) if self.negative.has_minus => [&self.negative.prefix, rest].concat(),
            None if !text.is_empty() => [&self.positive.prefix, text].concat(),
            _ => text.to_owned(),
        }
    }

    pub(super) fn remove(&self, text: &str) -> String {
        let negative = &self.negative;
        if negative.has_minus
            && text.starts_with(&negative.prefix)
            && text.ends_with(&negative.suffix)
        {
            ["-", negative.strip(text)].concat()
        } else {
            self.positive.strip(text).into()
        }
    }
}

impl Pair {
    fn of(pattern: &str, symbol: &str, is_negative: bool) -> Self {
        if pattern.contains(SYMBOL) && symbol.is_empty() {
            return Self::default();
        }
        let template = if !is_negative {
            pattern.replace(MINUS, "")
        } else if pattern.contains(MINUS) {
            pattern.into()
        } else {
            format!("{MINUS}{pattern}")
        };
        let (prefix, suffix) = template.split_once(NUMBER).unwrap_or_default();
        Self {
            prefix: prefix.replace(SYMBOL, symbol),
            suffix: suffix.replace(SYMBOL, symbol),
            has_minus: true,
        }
    }

    fn strip<'t>(&self, text: &'t str) -> &'t str {
        let text = text.strip_prefix(&*self.prefix).unwrap_or(text);
        text.strip_suffix(&*self.suffix).unwrap_or(text)
    }
}

/// One place for the number, at most one each for symbol and minus.
pub(super) fn is_pattern(text: &str) -> bool {
    let count = |wanted: char| text.chars().filter(|&sign| sign == wanted).count();
    count(NUMBER) == 1
        && count(SYMBOL) <= 1
        && count(MINUS) <= 1
        && !text.contains(|sign: char| sign.is_ascii_digit() || sign.is_control())
}
