//! When two answers are the same, and when one is none at all.

use crate::expression::{Equality, is_empty, is_truthy};
use crate::value::Value;

const EXACT: Equality = Equality {
    order_counts: true,
    case_counts: true,
    space_counts: true,
    kind_counts: true,
};

const SAME_WORDS: Equality = Equality {
    kind_counts: false,
    ..EXACT
};

/// What is no change: the same, down to case and space, and a number is not the text that says it.
pub fn is_same(one: &Value, other: &Value) -> bool {
    EXACT.holds(one, other)
}

/// The same but that numbers equal texts that say the same: how choices are found.
pub fn is_same_choice(one: &Value, other: &Value) -> bool {
    SAME_WORDS.holds(one, other)
}

/// Regardless of case and of space around texts.
pub fn is_alike(one: &Value, other: &Value) -> bool {
    Equality::ORDERED.holds(one, other)
}

/// Nothing, or a text of nothing but space.
pub fn is_blank(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.trim().is_empty(),
        other => is_empty(other),
    }
}

/// The same words beside an answer. Words are what was answered in the place of a choice, so they may be a number.
pub fn is_same_words(one: &Value, other: &Value) -> bool {
    if is_truthy(one) || is_truthy(other) {
        is_same(one, other)
    } else {
        true
    }
}

/// JavaScript's `===`.
pub fn is_identical(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other,
        (Value::Text(one), Value::Text(other)) => one == other,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::Undefined, Value::Undefined) | (Value::Null, Value::Null) => true,
        _ => false,
    }
}
