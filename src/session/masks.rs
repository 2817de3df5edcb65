//! Masks: what is shown for what is recorded, and the other way round.

use super::Session;
use super::values::number_of;
use super::wording::plain_text;
use crate::definition::{Mask, MaskKind, NumberMask, Text};
use crate::value::{Value, number_to_text};

impl Session {
    /// A value as a masked question keeps it.
    pub(super) fn masked_value(&self, text: &Text, value: Value) -> Value {
        let Some(mask) = &text.mask else {
            return value;
        };
        if mask.save_masked {
            if let Value::Text(written) = &value
                && unmasked(mask, written).is_some()
            {
                return value;
            }
            return Value::text(masked(mask, &value));
        }
        if let (MaskKind::Pattern { .. }, Value::Text(written)) = (&mask.kind, &value)
            && masked(mask, &value) == **written
        {
            return unmasked(mask, written).map_or(value, Value::text);
        }
        value
    }

    /// What expressions see of a masked value.
    pub(super) fn unmasked_value(&self, text: &Text, value: Value) -> Value {
        match (&text.mask, &value) {
            (Some(mask), Value::Text(written)) if mask.save_masked => {
                match (&mask.kind, unmasked(mask, written)) {
                    (MaskKind::Number(_) | MaskKind::Currency { .. }, Some(plain)) => {
                        match number_of(&Value::text(&plain)) {
                            Some(number) => Value::Number(number),
                            None => Value::Undefined,
                        }
                    }
                    (_, Some(plain)) => Value::text(plain),
                    (_, None) => Value::Undefined,
                }
            }
            _ => value,
        }
    }

    pub(super) fn masked_for_display(&self, text: &Text, value: &Value) -> Value {
        match &text.mask {
            Some(mask) => Value::text(masked(mask, value)),
            None => value.clone(),
        }
    }
}

/// A value with the signs of its mask.
pub fn masked(mask: &Mask, value: &Value) -> String {
    match &mask.kind {
        MaskKind::Pattern { pattern } => with_pattern(pattern, &plain_text(value).unwrap_or_default()),
        MaskKind::DateTime { .. } => plain_text(value).unwrap_or_default(),
        MaskKind::Number(number) => with_separators(number, value),
        MaskKind::Currency {
            number,
            prefix,
            suffix,
        } => {
            let text = with_separators(number, value);
            if text.is_empty() {
                text
            } else {
                format!("{prefix}{text}{suffix}")
            }
        }
    }
}

/// What was typed into a mask, without its signs; `None` if the mask is not full.
pub fn unmasked(mask: &Mask, text: &str) -> Option<String> {
    match &mask.kind {
        MaskKind::Pattern { pattern } => without_pattern(pattern, text),
        MaskKind::DateTime { .. } => (!text.is_empty()).then(|| text.to_owned()),
        MaskKind::Number(number) => without_separators(number, text),
        MaskKind::Currency {
            number,
            prefix,
            suffix,
        } => {
            let text = text.strip_prefix(&**prefix).unwrap_or(text);
            without_separators(number, text.strip_suffix(&**suffix).unwrap_or(text))
        }
    }
}

enum Sign {
    Fixed(char),
    Typed(fn(char) -> bool),
}

fn signs(pattern: &str) -> Vec<Sign> {
    let mut signs = Vec::new();
    let mut is_escaped = false;
    for sign in pattern.chars() {
        if is_escaped {
            signs.push(Sign::Fixed(sign));
            is_escaped = false;
            continue;
        }
        match sign {
            '\\' => is_escaped = true,
            '9' | '0' => signs.push(Sign::Typed(|typed| typed.is_ascii_digit())),
            'a' => signs.push(Sign::Typed(char::is_alphabetic)),
            '#' => signs.push(Sign::Typed(char::is_alphanumeric)),
            other => signs.push(Sign::Fixed(other)),
        }
    }
    signs
}

fn with_pattern(pattern: &str, text: &str) -> String {
    let signs = signs(pattern);
    let mut typed = text.chars().peekable();
    let mut out = String::new();
    for sign in &signs {
        match sign {
            Sign::Fixed(fixed) => {
                if typed.peek() == Some(fixed) {
                    typed.next();
                }
                out.push(*fixed);
            }
            Sign::Typed(fits) => {
                let next = typed.by_ref().find(|&next| fits(next));
                out.push(next.unwrap_or('_'));
            }
        }
    }
    out
}

fn without_pattern(pattern: &str, text: &str) -> Option<String> {
    let signs = signs(pattern);
    let mut left = text.chars().peekable();
    let mut out = String::new();
    for sign in &signs {
        match sign {
            Sign::Fixed(fixed) => {
                if left.peek() == Some(fixed) {
                    left.next();
                }
            }
            Sign::Typed(fits) => {
                let next = left.by_ref().find(|&next| fits(next))?;
                out.push(next);
            }
        }
    }
    Some(out)
}

fn with_separators(mask: &NumberMask, value: &Value) -> String {
    let Some(number) = number_of(value) else {
        return String::new();
    };
    let text = number_to_text(number.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if number < 0.0 && mask.allow_negative {
        out.push('-');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push_str(&mask.thousands_separator);
        }
        out.push(digit);
    }
    let fraction: String = fraction.chars().take(mask.precision).collect();
    if !fraction.is_empty() {
        out.push_str(&mask.decimal_separator);
        out.push_str(&fraction);
    }
    out
}

fn without_separators(mask: &NumberMask, text: &str) -> Option<String> {
    let plain = text
        .replace(&*mask.thousands_separator, "")
        .replace(&*mask.decimal_separator, ".");
    number_of(&Value::text(&plain)).map(|_| plain)
}
