use std::cmp::Ordering;

use super::super::arithmetic::add_corrected;
use super::super::coercion::{is_truthy, number_of, to_number};
use super::super::evaluate::Thrown;
use super::super::operators::{compare, power};
use super::Arguments;
use crate::value::{Value, number_to_text};

pub(super) fn sum(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let calendar = arguments.scope().calendar();
    flat(arguments)
        .iter()
        .try_fold(0.into(), |sum, value| add_corrected(&sum, value, calendar))
}

pub(super) fn avg(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let count = flat(arguments).len();
    let sum = to_number(&sum(arguments)?);
    Ok(if count == 0 { 0.0 } else { sum / count as f64 }.into())
}

pub(super) fn min(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    Ok(extreme(arguments, Ordering::Less))
}

pub(super) fn max(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    Ok(extreme(arguments, Ordering::Greater))
}

fn extreme(arguments: &Arguments<'_>, better: Ordering) -> Value {
    let calendar = arguments.scope().calendar();
    flat(arguments)
        .into_iter()
        .reduce(|best, value| {
            if compare(&value, &best, calendar) == Some(better) {
                value
            } else {
                best
            }
        })
        .unwrap_or_default()
}

pub(super) fn count(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    Ok((flat(arguments).len() as f64).into())
}

pub(super) fn round(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let [number, precision] = number_and_precision(arguments, 0.0);
    let power_of_ten = power(10.0, precision);
    // The epsilon lifts halves that have no exact binary form: 1.005 to two decimals is 1.01.
    let scaled = number * power_of_ten * (1.0 + f64::EPSILON);
    let below = scaled.floor();
    let rounded = if scaled - below >= 0.5 {
        below + 1.0
    } else {
        below
    };
    Ok((rounded / power_of_ten).into())
}

/// Cuts the digits that JavaScript writes, so a number written with an exponent is none.
pub(super) fn trunc(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let [number, precision] = number_and_precision(arguments, -1.0);
    if number.is_nan() || precision.is_nan() {
        return Ok(f64::NAN.into());
    }
    let text = number_to_text(number);
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let sign = usize::from(text.starts_with('-'));
    let mut end = sign + digits(text.get(sign..).unwrap_or_default());
    if precision >= 0.0 && precision.fract() == 0.0 && end < text.len() {
        let decimals = digits(text.get(end + 1..).unwrap_or_default());
        end += 1 + decimals.min(precision as usize);
    }
    let cut = Value::text(text.get(..end).unwrap_or_default());
    Ok(to_number(&cut).into())
}

/// The first two of the arguments; NaN for what is not a number.
fn number_and_precision(arguments: &Arguments<'_>, default_precision: f64) -> [f64; 2] {
    let values = flat(arguments);
    let number = values.first().map_or(f64::NAN, number_of);
    let precision = values
        .get(1)
        .filter(|precision| is_truthy(precision))
        .map_or(default_precision, number_of);
    [number, precision]
}

/// All values in the arguments and in lists within them, absent ones left out, texts that are numbers made numbers.
fn flat(arguments: &Arguments<'_>) -> Vec<Value> {
    let mut out = Vec::new();
    flatten(arguments.values, &mut out);
    out
}

fn flatten(values: &[Value], out: &mut Vec<Value>) {
    for value in values {
        match value {
            Value::Undefined | Value::Null => {}
            Value::List(items) => flatten(items, out),
            other => {
                let number = number_of(other);
                out.push(if number.is_nan() {
                    other.clone()
                } else {
                    number.into()
                });
            }
        }
    }
}
