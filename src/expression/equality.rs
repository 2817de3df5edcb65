use std::borrow::Cow;
use std::cmp::Ordering;
use std::rc::Rc;

use super::coercion::{is_empty, parse_float, parse_int, text_in_utc, to_number, trim};
use super::lowercase::is_same_in_lowercase;
use super::path::position;
use crate::value::{self, Value};

/// When two values count as equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Equality {
    /// Whether `[1, 2]` differs from `[2, 1]`.
    pub order_counts: bool,
    /// Whether `"A"` differs from `"a"`.
    pub case_counts: bool,
    /// Whether `" a"` differs from `"a"`.
    pub space_counts: bool,
    /// Whether 1 differs from `"1"` and from true.
    pub kind_counts: bool,
}

impl Equality {
    /// What the operators `=`, `contains` and their like mean by equal.
    pub const LOOSE: Self = Self {
        order_counts: false,
        case_counts: false,
        space_counts: false,
        kind_counts: false,
    };

    /// The same, but the order of lists counts: for rankings.
    pub const ORDERED: Self = Self {
        order_counts: true,
        ..Self::LOOSE
    };

    /// Whether the two values are equal in this sense. Numbers equal texts that say the same, and absence equals
    /// empty text.
    pub fn holds(self, left: &Value, right: &Value) -> bool {
        use Value::{Bool, Date, List, Null, Number, Object, Text, Undefined};
        match (left, right) {
            (Undefined | Null, Undefined | Null) => true,
            (Undefined | Null, Text(text)) | (Text(text), Undefined | Null) => text.is_empty(),
            (Undefined, List(items)) | (List(items), Undefined) => items.is_empty(),
            (Bool(left), Bool(right)) => left == right,
            (Number(left), Number(right)) | (Date(left), Date(right)) => left == right,
            (Text(left), Text(right)) => self.is_same_text(left, right),
            (List(left), List(right)) => Rc::ptr_eq(left, right) || self.lists(left, right),
            (Object(left), Object(right)) if Rc::ptr_eq(left, right) => true,
            _ => self.different_kinds(left, right),
        }
    }

    fn is_same_text(self, left: &str, right: &str) -> bool {
        let (left, right) = if self.space_counts {
            (left, right)
        } else {
            (trim(left), trim(right))
        };
        left == right || (!self.case_counts && is_same_in_lowercase(left, right))
    }

    fn lists(self, left: &[Value], right: &[Value]) -> bool {
        if left.len() != right.len() {
            return false;
        }
        let (left, right) = if self.order_counts {
            (Cow::Borrowed(left), Cow::Borrowed(right))
        } else {
            (Cow::Owned(sorted(left)), Cow::Owned(sorted(right)))
        };
        left.iter()
            .zip(right.iter())
            .all(|(left, right)| self.holds(left, right))
    }

    fn different_kinds(self, left: &Value, right: &Value) -> bool {
        if !self.kind_counts
            && is_convertible(left)
            && is_convertible(right)
            && says_same_number(left, right)
        {
            return true;
        }
        if is_empty(left) != is_empty(right) {
            return false;
        }
        match (left, right) {
            (Value::Bool(flag), Value::Text(text)) | (Value::Text(text), Value::Bool(flag)) => {
                text.eq_ignore_ascii_case(if *flag { "true" } else { "false" })
            }
            _ if is_composite(left) && is_composite(right) => self.members(left, right),
            _ if is_composite(left) || is_composite(right) => false,
            // JavaScript's == for what is left: absent values equal only one another.
            _ if left.is_absent() || right.is_absent() => left.is_absent() && right.is_absent(),
            (Value::Number(_), _) | (_, Value::Number(_)) if self.kind_counts => false,
            _ => to_number(left) == to_number(right),
        }
    }

    /// Objects by their members; a list is an object whose members are numbered, a date one without members.
    fn members(self, left: &Value, right: &Value) -> bool {
        let count = |value: &Value| match value {
            Value::List(items) => items.len(),
            Value::Object(object) => object.len(),
            _ => 0,
        };
        let is_same = |name: &str, member: &Value| {
            let other = match right {
                Value::List(items) => position(name).and_then(|index| items.get(index)),
                _ => right.as_object().and_then(|object| object.get(name)),
            };
            other.is_some_and(|other| self.holds(member, other))
        };
        count(left) == count(right)
            && match left {
                Value::Object(object) => object.iter().all(|(name, member)| is_same(name, member)),
                Value::List(items) => items
                    .iter()
                    .enumerate()
                    .all(|(index, member)| is_same(&index.to_string(), member)),
                _ => true,
            }
    }
}

fn is_composite(value: &Value) -> bool {
    matches!(value, Value::Date(_) | Value::List(_) | Value::Object(_))
}

fn is_convertible(value: &Value) -> bool {
    !matches!(value, Value::Undefined | Value::Null | Value::List(_)) && !to_number(value).is_nan()
}

fn says_same_number(left: &Value, right: &Value) -> bool {
    let (left, right) = (text_in_utc(left), text_in_utc(right));
    parse_int(&left) == parse_int(&right) && parse_float(&left) == parse_float(&right)
}

/// The items in the order of their texts, undefined last: JavaScript's `sort()`.
fn sorted(items: &[Value]) -> Vec<Value> {
    let items: Vec<(Option<Rc<str>>, &Value)> = items
        .iter()
        .map(|item| ((!item.is_undefined()).then(|| text_in_utc(item)), item))
        .collect();
    value::sorted(&items, &|(left, _), (right, _)| precedes(left, right))
        .into_iter()
        .map(|(_, item)| item.clone())
        .collect()
}

fn precedes(left: &Option<Rc<str>>, right: &Option<Rc<str>>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => compare_texts(left, right) == Ordering::Less,
        (left, right) => left.is_some() && right.is_none(),
    }
}

/// The order of JavaScript's texts: by UTF-16 units, which is not quite that of UTF-8.
pub(super) fn compare_texts(left: &str, right: &str) -> Ordering {
    left.encode_utf16().cmp(right.encode_utf16())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_can_be_chosen() {
        let list = |items: [&str; 2]| Value::list(items.map(Value::from));
        let strict = Equality {
            order_counts: true,
            case_counts: true,
            space_counts: true,
            kind_counts: false,
        };
        // Left, right, and whether they are equal loosely, ordered and strictly.
        let cases = [
            (list(["a", "b"]), list(["b", "a"]), true, false, false),
            // Lists are brought into order by their texts as written, so here the order gets in the way.
            (list(["a", "b"]), list(["A", " b"]), false, true, false),
            (list(["a", "b"]), list(["A", "b "]), true, true, false),
            ("Ä".into(), "ä ".into(), true, true, false),
            ("a".into(), "a".into(), true, true, true),
            (1.into(), "1.0".into(), true, true, true),
            (Value::Undefined, Vec::new().into(), true, true, true),
            (Value::Null, Vec::new().into(), false, false, false),
            (Value::Date(1.0), Value::Date(1.0), true, true, true),
            (Value::Date(1.0), 1.into(), false, false, false),
        ];
        for (left, right, loosely, ordered, strictly) in cases {
            for (left, right) in [(&left, &right), (&right, &left)] {
                assert_eq!(
                    Equality::LOOSE.holds(left, right),
                    loosely,
                    "{left:?} {right:?}"
                );
                assert_eq!(
                    Equality::ORDERED.holds(left, right),
                    ordered,
                    "{left:?} {right:?}"
                );
                assert_eq!(strict.holds(left, right), strictly, "{left:?} {right:?}");
            }
        }
    }

    #[test]
    fn lists_are_sorted_by_text_and_stay_in_order_where_it_is_the_same() {
        let undefined = Value::Undefined;
        let items: [Value; 9] = [
            undefined.clone(),
            "b".into(),
            10.into(),
            9.into(),
            undefined.clone(),
            "9".into(),
            Value::Null,
            "B".into(),
            "10".into(),
        ];
        let expected: [Value; 9] = [
            10.into(),
            "10".into(),
            9.into(),
            "9".into(),
            "B".into(),
            "b".into(),
            Value::Null,
            undefined.clone(),
            undefined,
        ];
        assert_eq!(sorted(&items), expected);
        let many: Vec<Value> = (0..1000)
            .map(|number| (number * 7919 % 1000).into())
            .collect();
        let mut by_library = many.clone();
        by_library.sort_by_key(text_in_utc);
        assert_eq!(sorted(&many), by_library);
    }

    #[test]
    fn texts_are_ordered_by_utf16_units() {
        assert_eq!(compare_texts("\u{ff5e}", "\u{1f600}"), Ordering::Greater);
        assert_eq!(compare_texts("a", "ab"), Ordering::Less);
    }
}
