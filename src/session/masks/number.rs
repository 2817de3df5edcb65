//! Masks of numbers: separators, decimals, bounds.

use super::formats::Format;
use crate::definition::NumberMask;
use crate::session::values::number_of;
use crate::value::read_number;

/// The signs between digits.
pub(super) struct Separators {
    decimal: String,
    thousands: String,
}

impl Separators {
    /// Those of the mask, else those of the language.
    pub(super) fn of(mask: &NumberMask, format: &Format) -> Self {
        let decimal = match &mask.decimal_separator {
            Some(written) => written.to_string(),
            None => format.decimal.to_string(),
        };
        let thousands = match &mask.thousands_separator {
            Some(written) => written.to_string(),
            None if format.thousands == decimal => String::new(),
            None => format.thousands.to_string(),
        };
        Self { decimal, thousands }
    }
}

/// The digits of a number as they were written.
struct Digits {
    whole: String,
    fraction: String,
    is_negative: bool,
}

/// The highest whole number that JavaScript counts exactly: where no bound is written, or it is 0.
const MAX_SAFE: f64 = 9_007_199_254_740_991.0;

/// A number, as text, with separators. `None` beyond the bounds.
pub(super) fn masked(mask: &NumberMask, separators: &Separators, text: &str) -> Option<String> {
    let digits = Digits::read(
        mask,
        separators,
        &text.replacen('.', &separators.decimal, 1),
    );
    let (min, max) = (number_of(&mask.min), number_of(&mask.max));
    if (min.is_some() || max.is_some())
        && let Some(number) = digits.number(mask)
    {
        let or =
            |bound: Option<f64>, limit: f64| bound.filter(|&bound| bound != 0.0).unwrap_or(limit);
        if number < or(min, -MAX_SAFE) || number > or(max, MAX_SAFE) {
            return None;
        }
    }
    Some(digits.shown(mask, separators))
}

/// What is typed as a number, as far as it goes: it does not grow beyond the bounds.
pub(super) fn typing(mask: &NumberMask, separators: &Separators, text: &str) -> String {
    let (min, max) = (number_of(&mask.min), number_of(&mask.max));
    let is_beyond = |number: f64| {
        max.is_some_and(|max| max > 0.0 && number > max)
            || min.is_some_and(|min| min < 0.0 && number < min)
    };
    let mut text = text;
    let digits = loop {
        let digits = Digits::read(mask, separators, text);
        if !digits.number(mask).is_some_and(is_beyond) {
            break digits;
        }
        let mut rest = text.chars();
        rest.next_back();
        text = rest.as_str();
    };
    let mut shown = digits.shown(mask, separators);
    // What is on its way to be a number: a minus, a decimal sign.
    if digits.is_negative && !shown.starts_with('-') {
        shown.insert(0, '-');
    }
    if mask.precision > 0 && digits.fraction.is_empty() && text.ends_with(&*separators.decimal) {
        if digits.whole.is_empty() {
            shown.push('0');
        }
        shown.push_str(&separators.decimal);
    }
    shown
}

/// The number in a text; `None` if there is no digit in it.
pub(super) fn unmasked(mask: &NumberMask, separators: &Separators, text: &str) -> Option<f64> {
    Digits::read(mask, separators, text).number(mask)
}

impl Digits {
    fn read(mask: &NumberMask, separators: &Separators, text: &str) -> Self {
        let takes_minus = mask.allow_negative && number_of(&mask.min).is_none_or(|min| min < 0.0);
        let is = |separator: &str, sign: char| {
            let mut signs = separator.chars();
            signs.next() == Some(sign) && signs.next().is_none()
        };
        let mut digits = Self {
            whole: String::new(),
            fraction: String::new(),
            is_negative: false,
        };
        let mut is_fraction = false;
        for sign in text.chars() {
            if sign == '-' {
                digits.is_negative ^= takes_minus;
            } else if is(&separators.decimal, sign) {
                is_fraction |= mask.precision > 0;
            } else if sign.is_ascii_digit() && !is(&separators.thousands, sign) {
                if is_fraction {
                    digits.fraction.push(sign);
                } else {
                    digits.whole.push(sign);
                }
            }
        }
        if digits.whole.len() > 1 && digits.whole.starts_with('0') {
            digits.whole.remove(0);
        }
        digits
    }

    fn number(&self, mask: &NumberMask) -> Option<f64> {
        if self.whole.is_empty() && self.fraction.is_empty() {
            return None;
        }
        let number = read_number(&format!("0{}.{}", self.whole, self.decimals(mask)))
            .or_else(|| read_number(&self.whole))?;
        Some(if self.is_negative { -number } else { number })
    }

    fn decimals(&self, mask: &NumberMask) -> &str {
        let end = self.fraction.len().min(mask.precision);
        self.fraction.get(..end).unwrap_or_default()
    }

    fn shown(&self, mask: &NumberMask, separators: &Separators) -> String {
        let mut out = String::new();
        let is_zero = matches!(&*self.whole, "" | "0") && self.fraction.is_empty();
        if self.is_negative && !is_zero {
            out.push('-');
        }
        let groups = separators.thousands != separators.decimal;
        for (place, digit) in self.whole.chars().enumerate() {
            if groups && place > 0 && (self.whole.len() - place).is_multiple_of(3) {
                out.push_str(&separators.thousands);
            }
            out.push(digit);
        }
        if !self.fraction.is_empty() {
            if self.whole.is_empty() {
                out.push('0');
            }
            out.push_str(&separators.decimal);
            out.push_str(self.decimals(mask));
        }
        out
    }
}
