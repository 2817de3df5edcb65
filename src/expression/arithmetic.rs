use super::coercion::{join, number_of, text_in_utc, to_number, to_text};
use super::dates::Calendar;
use super::evaluate::Thrown;
use crate::value::{Value, number_to_text, read_number};

/// The longest text that expressions put together.
const MAX_TEXT_BYTES: usize = 1 << 20;

/// `a + b`: numbers are added, lists joined, and anything else becomes text as in JavaScript.
pub(super) fn add(left: &Value, right: &Value, calendar: &dyn Calendar) -> Result<Value, Thrown> {
    if !number_of(left).is_nan() && !number_of(right).is_nan() {
        let sum = add_as_javascript(left, right, calendar);
        if left.as_text().is_some() || right.as_text().is_some() {
            return Ok(sum);
        }
        return correct_sum(left, right, sum);
    }
    match (left, right) {
        (Value::List(first), Value::List(second)) => {
            Ok(Value::list(first.iter().chain(second.iter()).cloned()))
        }
        (Value::List(items), Value::Text(text)) => Ok((join(items, ", ", calendar) + text).into()),
        (Value::Text(text), Value::List(items)) => {
            Ok((String::from(&**text) + &join(items, ", ", calendar)).into())
        }
        (Value::List(items), Value::Number(number))
        | (Value::Number(number), Value::List(items)) => {
            let numbers = items.iter().filter_map(Value::as_number);
            numbers
                .chain([*number])
                .try_fold(Value::from(0), |sum, next| {
                    add_corrected(&sum, &next.into(), calendar)
                })
        }
        _ => Ok(add_as_javascript(left, right, calendar)),
    }
}

/// JavaScript's `a + b`, the decimals corrected: what functions add up with.
pub(super) fn add_corrected(
    left: &Value,
    right: &Value,
    calendar: &dyn Calendar,
) -> Result<Value, Thrown> {
    correct_sum(left, right, add_as_javascript(left, right, calendar))
}

/// JavaScript's `a + b`.
pub(super) fn add_as_javascript(left: &Value, right: &Value, calendar: &dyn Calendar) -> Value {
    let is_text = |value: &Value| {
        matches!(
            value,
            Value::Text(_) | Value::Date(_) | Value::List(_) | Value::Object(_)
        )
    };
    if is_text(left) || is_text(right) {
        let (first, second) = (to_text(left, calendar), to_text(right, calendar));
        // What doubles itself would be all there is in memory after some rounds.
        if first.len() + second.len() > MAX_TEXT_BYTES {
            return Value::Text(first);
        }
        let mut text = String::from(&*first);
        text.push_str(&second);
        text.into()
    } else {
        Value::Number(to_number(left) + to_number(right))
    }
}

pub(super) fn subtract(left: &Value, right: &Value) -> Result<Value, Thrown> {
    let difference = Value::Number(to_number(left) - to_number(right));
    correct_sum(left, right, difference)
}

pub(super) fn multiply(left: &Value, right: &Value) -> Result<Value, Thrown> {
    let product = to_number(left) * to_number(right);
    correct(product.into(), decimals(left) + decimals(right))
}

/// A sum has no more decimals than what was added: 0.1 + 0.2 is 0.3.
fn correct_sum(left: &Value, right: &Value, sum: Value) -> Result<Value, Thrown> {
    correct(sum, decimals(left).max(decimals(right)))
}

/// Throws where `toFixed` does: on text, and beyond 100 decimals.
fn correct(result: Value, decimals: usize) -> Result<Value, Thrown> {
    match result {
        result if decimals == 0 => Ok(result),
        Value::Number(number) if decimals <= 100 => Ok(round_decimals(number, decimals).into()),
        _ => Err(Thrown),
    }
}

/// How many characters follow the decimal point of a number, or of a text or list that is one.
fn decimals(value: &Value) -> usize {
    let text = match value {
        Value::Number(number) if number.is_finite() && number.fract() != 0.0 => {
            number_to_text(*number)
        }
        Value::Text(_) | Value::List(_) if !number_of(value).is_nan() => {
            String::from(&*text_in_utc(value))
        }
        _ => return 0,
    };
    let characters = |part: &str| part.encode_utf16().count();
    text.split('.').nth(1).map_or(0, characters)
}

const MANTISSA_BITS: i32 = 52;
const EXPONENT_BIAS: i32 = 1023;
/// Beyond it not every whole number is a double.
const SAFE_INTEGER: f64 = 9_007_199_254_740_992.0;

/// JavaScript's `parseFloat(number.toFixed(decimals))`: the exact binary value, rounded to so many decimals with halves
/// away from zero. Whole-number arithmetic, because printing and reading floats costs the widget kilobytes.
pub fn round_decimals(number: f64, decimals: usize) -> f64 {
    if !number.is_finite() || number.fract() == 0.0 {
        return number;
    }
    let bits = number.abs().to_bits();
    let mut significand = u128::from(bits & ((1 << MANTISSA_BITS) - 1));
    let mut exponent = (bits >> MANTISSA_BITS) as i32;
    if exponent == 0 {
        exponent = 1;
    } else {
        significand |= 1 << MANTISSA_BITS;
    }
    // number = significand / 2^shift, and times 10^decimals it is significand * 5^decimals / 2^(shift - decimals).
    let mut shift = EXPONENT_BIAS + MANTISSA_BITS - exponent;
    for _ in 0..decimals {
        significand *= 5;
        shift -= 1;
        if significand >> 124 != 0 {
            // Drops bits that no longer decide anything.
            significand >>= 3;
            shift -= 3;
        }
    }
    let scaled = match shift {
        ..=0 => return number,
        1..=127 => (significand + (1 << (shift - 1))) >> shift,
        _ => 0,
    } as f64;
    if scaled >= SAFE_INTEGER {
        // The decimals are finer than the neighbouring doubles are apart.
        return number;
    }
    let rounded = if decimals <= 22 {
        // Powers of ten up to here are exact, so there is one rounding.
        scaled / (0..decimals).fold(1.0, |power, _| power * 10.0)
    } else {
        let text = number_to_text(scaled) + "e-" + &number_to_text(decimals as f64);
        read_number(&text).unwrap_or(number)
    };
    rounded.copysign(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_rounded_as_to_fixed_rounds_them() {
        let cases = [
            (0.1 + 0.2, 1, 0.3),
            (1.005, 2, 1.0),
            (0.5, 0, 1.0),
            (2.5, 0, 3.0),
            (-2.5, 0, -3.0),
            (1.45, 1, 1.4),
            (8.345, 2, 8.35),
            (1e-7, 3, 0.0),
            (123456789.12345679, 20, 123456789.12345679),
            (1.5241578e-22, 30, 1.52415780e-22),
            (5e-324, 40, 0.0),
            (4.35e-38, 40, 4.35e-38),
            (4.35e-38, 39, 4.4e-38),
            (1e21, 3, 1e21),
            (f64::INFINITY, 2, f64::INFINITY),
        ];
        for (number, decimals, expected) in cases {
            assert_eq!(
                round_decimals(number, decimals),
                expected,
                "{number} to {decimals}"
            );
        }
    }
}
