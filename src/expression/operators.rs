use std::cmp::Ordering;

use super::arithmetic::{add, multiply, subtract};
use super::ast::Operator;
use super::coercion::{is_empty, is_truthy, to_number, to_text};
use super::dates::{self, Calendar, date_of, local_fields};
use super::equality::{Equality, compare_texts};
use super::evaluate::Thrown;
use super::lowercase::lowercase;
use crate::value::{Value, modulo, remainder};

/// The value of `left operator right`. With `order_counts` lists in another order are not equal.
pub(super) fn apply(
    operator: Operator,
    left: Value,
    right: Value,
    order_counts: bool,
    calendar: &dyn Calendar,
) -> Result<Value, Thrown> {
    let is_equal = |order_counts| equal(&left, &right, order_counts, calendar);
    let is_ordered = |order| ordered(&left, &right, calendar) == Some(order);
    let holds = match operator {
        Operator::Equal => is_equal(order_counts),
        Operator::NotEqual => !is_equal(order_counts),
        Operator::Less => is_ordered(Ordering::Less),
        Operator::Greater => is_ordered(Ordering::Greater),
        Operator::LessOrEqual => is_equal(false) || is_ordered(Ordering::Less),
        Operator::GreaterOrEqual => is_equal(false) || is_ordered(Ordering::Greater),
        Operator::Contains => contains(&left, &right, calendar),
        Operator::NotContains => {
            (!is_truthy(&left) && !is_empty(&right))
                || contains_core(&left, &right, false, calendar)
        }
        Operator::AnyOf => any_of(&left, &right, calendar),
        Operator::NoneOf => !any_of(&left, &right, calendar),
        Operator::AllOf => all_of(&left, &right, calendar),
        _ => return compute(operator, left, right, calendar),
    };
    Ok(holds.into())
}

/// The operators that give what they compute; an empty operand becomes what suits the other one.
fn compute(
    operator: Operator,
    left: Value,
    right: Value,
    calendar: &dyn Calendar,
) -> Result<Value, Thrown> {
    let left = neutral(left, &right);
    let right = neutral(right, &left);
    let (first, second) = (&left, &right);
    let number = match operator {
        Operator::And => return Ok(if is_truthy(first) { right } else { left }),
        Operator::Or => return Ok(if is_truthy(first) { left } else { right }),
        Operator::Plus => return add(first, second, calendar),
        Operator::Minus => return subtract(first, second),
        Operator::Times => return multiply(first, second),
        Operator::Divide | Operator::Remainder if !is_truthy(second) => return Ok(Value::Null),
        Operator::Divide => to_number(first) / to_number(second),
        Operator::Remainder => remainder(to_number(first), to_number(second)),
        _ => power(to_number(first), to_number(second)),
    };
    Ok(number.into())
}

fn neutral(value: Value, other: &Value) -> Value {
    if !is_empty(&value) {
        return value;
    }
    match (&value, other) {
        (_, Value::Number(_)) => 0.into(),
        (Value::Text(_), _) => value,
        (_, Value::Text(_)) => "".into(),
        (_, Value::List(_)) => Vec::new().into(),
        _ => 0.into(),
    }
}

/// JavaScript's `Math.pow`, which has no opinion where C's says 1.
#[inline(never)]
pub(super) fn power(base: f64, exponent: f64) -> f64 {
    if exponent.is_nan() || (base.abs() == 1.0 && exponent.is_infinite()) {
        f64::NAN
    } else {
        libm::pow(base, exponent)
    }
}

fn equal(left: &Value, right: &Value, order_counts: bool, calendar: &dyn Calendar) -> bool {
    let (left, right) = align_dates(left, right, calendar);
    let equality = Equality {
        order_counts,
        ..Equality::LOOSE
    };
    is_equal_operand(&left, &right, equality)
}

/// The text `undefined` stands for no value here.
fn is_equal_operand(left: &Value, right: &Value, equality: Equality) -> bool {
    fn meant(value: &Value) -> &Value {
        match value.as_text() {
            Some("undefined") => &Value::Undefined,
            _ => value,
        }
    }
    equality.holds(meant(left), meant(right))
}

fn ordered(left: &Value, right: &Value, calendar: &dyn Calendar) -> Option<Ordering> {
    if left.is_absent() || right.is_absent() {
        return None;
    }
    let (left, right) = align_dates(left, right, calendar);
    compare(&left, &right, calendar)
}

/// JavaScript's `<` and `>`: by text if both are text, lists and objects being taken for that, else by number.
pub(super) fn compare(left: &Value, right: &Value, calendar: &dyn Calendar) -> Option<Ordering> {
    let is_text =
        |value: &Value| matches!(value, Value::Text(_) | Value::List(_) | Value::Object(_));
    if is_text(left) && is_text(right) {
        return Some(compare_texts(
            &to_text(left, calendar),
            &to_text(right, calendar),
        ));
    }
    let number = |value: &Value| match value {
        Value::Object(_) => f64::NAN,
        other => to_number(other),
    };
    number(left).partial_cmp(&number(right))
}

/// A text beside a date is read as a date, and the date is cut to what the text tells: to the day, the hour or the
/// minute. (In `survey-core` the cut changes the answer itself; here it ends with the comparison.)
fn align_dates(left: &Value, right: &Value, calendar: &dyn Calendar) -> (Value, Value) {
    match (left, right) {
        (Value::Text(text), Value::Date(date)) => {
            let (text, date) = align_date(text, without_millis(*date), calendar);
            (text, date)
        }
        (Value::Date(date), Value::Text(text)) => {
            let cut = cut_to_text(*date, text, calendar);
            let (text, date) = align_date(text, without_millis(cut), calendar);
            (date, text)
        }
        _ => (left.clone(), right.clone()),
    }
}

fn align_date(text: &std::rc::Rc<str>, date: f64, calendar: &dyn Calendar) -> (Value, Value) {
    let read = date_of(&Value::Text(text.clone()), calendar);
    let has_time = local_fields(date, calendar)
        .is_some_and(|[_, _, _, hour, minute, second, _]| hour + minute + second > 0.0);
    let read = if has_time {
        read
    } else {
        dates::change(read, calendar, |fields| {
            for part in [dates::HOUR, dates::MINUTE, dates::SECOND] {
                fields[part] = 0.0;
            }
        })
    };
    (Value::Date(read), Value::Date(date))
}

fn without_millis(date: f64) -> f64 {
    date - modulo(date, 1000.0)
}

fn cut_to_text(date: f64, text: &str, calendar: &dyn Calendar) -> f64 {
    let length = text.encode_utf16().count();
    let cut: &[usize] = match length {
        ..11 => &[dates::HOUR, dates::MINUTE, dates::SECOND, dates::MILLI],
        11..14 => &[dates::MINUTE, dates::SECOND, dates::MILLI],
        14..17 => &[dates::SECOND, dates::MILLI],
        _ => return date,
    };
    dates::change(date, calendar, |fields| {
        for part in cut {
            fields[*part] = 0.0;
        }
    })
}

fn contains(left: &Value, right: &Value, calendar: &dyn Calendar) -> bool {
    contains_core(left, right, true, calendar)
}

/// `wanted` when `left` contains `right`, else its opposite; but false either way when there is nothing to look in or
/// to look for.
fn contains_core(left: &Value, right: &Value, wanted: bool, calendar: &dyn Calendar) -> bool {
    match left {
        Value::List(items) if items.is_empty() => !wanted,
        Value::List(items) => {
            let has = |sought: &Value| {
                items
                    .iter()
                    .any(|item| is_equal_operand(item, sought, Equality::LOOSE))
            };
            let found = match right {
                Value::List(sought) => sought.iter().all(has),
                _ => has(right),
            };
            found == wanted
        }
        Value::Bool(false) | Value::Number(0.0) => text_contains(left, right, wanted, calendar),
        _ => is_truthy(left) && text_contains(left, right, wanted, calendar),
    }
}

fn text_contains(left: &Value, right: &Value, wanted: bool, calendar: &dyn Calendar) -> bool {
    let text = |value| lowercase(&to_text(value, calendar));
    is_truthy(right) && text(left).contains(&text(right)) == wanted
}

fn any_of(left: &Value, right: &Value, calendar: &dyn Calendar) -> bool {
    match (is_empty(left), is_empty(right)) {
        (true, right_is_empty) => right_is_empty,
        (false, true) => true,
        (false, false) => match (left, right) {
            (Value::List(_), Value::List(sought)) => {
                sought.iter().any(|one| contains(left, one, calendar))
            }
            (Value::List(_), _) => contains(left, right, calendar),
            _ => contains(right, left, calendar),
        },
    }
}

fn all_of(left: &Value, right: &Value, calendar: &dyn Calendar) -> bool {
    if !is_truthy(left) && !is_empty(right) {
        return false;
    }
    match right {
        Value::List(sought) => sought.iter().all(|one| contains(left, one, calendar)),
        _ => contains(left, right, calendar),
    }
}
