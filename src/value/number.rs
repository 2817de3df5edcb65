//! Numbers as text. Whole-number arithmetic of our own: the standard library's ways are made for speed, with tables
//! that cost the widget twenty kilobytes.

use super::natural::Natural;

/// A number as JavaScript writes it (`String(n)`): shortest digits that read back the same, exponents from 1e21 and
/// below 1e-6. Source: ECMA-262, Number::toString.
pub fn number_to_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".into();
    }
    if number == 0.0 {
        return "0".into();
    }
    let mut text = String::new();
    if number < 0.0 {
        text.push('-');
    }
    if number.is_infinite() {
        text.push_str(INFINITY);
        return text;
    }
    let (digits, point) = shortest_digits(number.abs());
    let zeros = |count: i32| std::iter::repeat_n('0', count.max(0) as usize);
    let count = digits.len() as i32;
    let mut written = digits.iter().map(|digit| char::from(b'0' + digit));
    if (-5..=0).contains(&point) {
        text.push_str("0.");
        text.extend(zeros(-point));
        text.extend(written);
    } else if (1..=21).contains(&point) {
        text.extend(written.by_ref().take(point as usize));
        text.extend(zeros(point - count));
        if count > point {
            text.push('.');
            text.extend(written);
        }
    } else {
        text.extend(written.next());
        if count > 1 {
            text.push('.');
            text.extend(written);
        }
        text.push_str(if point > 0 { "e+" } else { "e" });
        text.push_str(&(point - 1).to_string());
    }
    text
}

/// The number that is nearest to a decimal such as `-1.5e3`, `.5`, `5.` or `Infinity`, the even one of two. `None` for
/// all other text, white space around it included.
pub fn read_number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let number = if unsigned == INFINITY {
        f64::INFINITY
    } else {
        unsigned_number(unsigned.as_bytes())?
    };
    Some(if text.starts_with('-') {
        -number
    } else {
        number
    })
}

const INFINITY: &str = "Infinity";

/// No two neighbouring doubles differ first in a digit beyond this one.
const MAX_DIGITS: usize = 770;

fn unsigned_number(text: &[u8]) -> Option<f64> {
    let (mut digits, mut exponent) = (Vec::new(), 0_i32);
    let (mut any, mut is_fraction) = (false, false);
    let mut rest = text.iter();
    loop {
        match rest.next() {
            Some(digit @ b'0'..=b'9') => {
                any = true;
                let digit = digit - b'0';
                let is_significant = digit != 0 || !digits.is_empty();
                if is_significant && digits.len() < MAX_DIGITS {
                    digits.push(digit);
                    exponent -= i32::from(is_fraction);
                } else if is_significant {
                    // All that these digits decide is whether there is more than nothing.
                    if let Some(last) = digits.last_mut().filter(|_| digit != 0) {
                        *last |= 1;
                    }
                    exponent = exponent.saturating_add(i32::from(!is_fraction));
                } else {
                    exponent = exponent.saturating_sub(i32::from(is_fraction));
                }
            }
            Some(b'.') if !is_fraction => is_fraction = true,
            Some(b'e' | b'E') if any => {
                let (is_negative, power) = match rest.as_slice() {
                    [b'-', power @ ..] => (true, power),
                    [b'+', power @ ..] => (false, power),
                    power => (false, power),
                };
                let power = whole_number(power)?;
                exponent = exponent.saturating_add(if is_negative { -power } else { power });
                break;
            }
            Some(_) => return None,
            None => break,
        }
    }
    any.then(|| nearest(&digits, exponent))
}

fn whole_number(text: &[u8]) -> Option<i32> {
    if text.is_empty() {
        return None;
    }
    text.iter().try_fold(0_i32, |number, digit| {
        let digit = char::from(*digit).to_digit(10)?;
        Some(number.saturating_mul(10).saturating_add(digit as i32))
    })
}

const FRACTION_BITS: i32 = 52;
/// The exponent of the smallest double.
const MIN_EXPONENT: i32 = -1074;

/// The double that is nearest to `digits` · 10^`exponent`, the even one of two.
fn nearest(digits: &[u8], exponent: i32) -> f64 {
    let magnitude = exponent.saturating_add(digits.len() as i32);
    if digits.is_empty() || magnitude < -330 {
        return 0.0;
    }
    if magnitude > 310 {
        return f64::INFINITY;
    }
    let mut whole = Natural::new(0);
    for digit in digits {
        whole.multiply_and_add(10, (*digit).into());
    }
    for _ in 0..exponent {
        whole.multiply_and_add(10, 0);
    }
    let divisions = (-exponent).max(0);
    // Room for at least 64 bits of the quotient: a decimal digit has less than four.
    let limbs = if divisions > 0 { divisions / 8 + 3 } else { 0 };
    whole.shift_limbs(limbs as usize);
    let mut is_more = false;
    for _ in 0..divisions {
        is_more |= whole.divide(10) != 0;
    }
    // Now the number is `whole` / 2^`shift`, and a little more if `is_more`.
    let shift = 32 * limbs;
    let last = (whole.bit_length() as i32 - FRACTION_BITS - 1 - shift).max(MIN_EXPONENT);
    let dropped = (last + shift).max(0) as usize;
    let mut fraction = 0_u64;
    for index in (dropped..whole.bit_length()).rev() {
        fraction = fraction << 1 | u64::from(whole.bit(index));
    }
    if dropped == 0 {
        return fraction as f64;
    }
    let is_half = whole.bit(dropped - 1);
    is_more |= (0..dropped - 1).any(|index| whole.bit(index));
    if is_half && (is_more || fraction & 1 == 1) {
        fraction += 1;
    }
    // The leading bit adds one to the exponent, and so does a carry out of the fraction.
    let bits = (((last - MIN_EXPONENT) as u64) << FRACTION_BITS) + fraction;
    f64::from_bits(bits.min(f64::INFINITY.to_bits()))
}

/// The fewest digits that are read back as the number, and how many of them stand before the decimal point.
fn shortest_digits(number: f64) -> (Vec<u8>, i32) {
    let (exact, point) = exact_digits(number);
    for count in 1..exact.len() {
        let below = &exact[..count];
        let mut above = below.to_vec();
        let carried = raise(&mut above);
        let (below, above) = ((below.to_vec(), point), (above, point + carried));
        // Just above a power of two the farther one can be the only one that is near enough.
        let candidates = if exact[count] < 5 {
            [below, above]
        } else {
            [above, below]
        };
        for (digits, point) in candidates {
            if nearest(&digits, point - digits.len() as i32) == number {
                return (digits, point);
            }
        }
    }
    (exact, point)
}

/// Adds one to the last digit. Where all are nines the point moves on, by the number that is returned.
fn raise(digits: &mut Vec<u8>) -> i32 {
    while digits.last() == Some(&9) {
        digits.pop();
    }
    match digits.last_mut() {
        Some(last) => {
            *last += 1;
            0
        }
        None => {
            digits.push(1);
            1
        }
    }
}

/// All digits of the number, without zeros at either end, and how many of them stand before the decimal point.
fn exact_digits(number: f64) -> (Vec<u8>, i32) {
    let bits = number.to_bits();
    let mut exponent = (bits >> FRACTION_BITS) as i32;
    let mut fraction = bits & ((1 << FRACTION_BITS) - 1);
    if exponent == 0 {
        exponent = 1;
    } else {
        fraction |= 1 << FRACTION_BITS;
    }
    let zeros = fraction.trailing_zeros();
    let exponent = exponent - 1 + MIN_EXPONENT + zeros as i32;
    let mut whole = Natural::new(fraction >> zeros);
    // Halving is multiplying by five and moving the point.
    let factor = if exponent < 0 { 5 } else { 2 };
    for _ in 0..exponent.abs() {
        whole.multiply_and_add(factor, 0);
    }
    let mut digits = Vec::new();
    while !whole.is_zero() {
        digits.push(whole.divide(10) as u8);
    }
    digits.reverse();
    let point = digits.len() as i32 + exponent.min(0);
    while digits.last() == Some(&0) {
        digits.pop();
    }
    (digits, point)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{number_to_text, read_number};
    use proptest::prelude::*;

    #[test]
    fn numbers_are_written_as_javascript_writes_them() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-1.5, "-1.5"),
            (0.1 + 0.2, "0.30000000000000004"),
            (123.0, "123"),
            (1e20, "100000000000000000000"),
            (123456789012345680000.0, "123456789012345680000"),
            (1e21, "1e+21"),
            (1.5e300, "1.5e+300"),
            (1e-6, "0.000001"),
            (1.25e-6, "0.00000125"),
            (1e-7, "1e-7"),
            (1.25e-9, "1.25e-9"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (9.5367431640625e-7, "9.5367431640625e-7"),
            (9007199254740993.0, "9007199254740992"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ];
        for (number, expected) in cases {
            assert_eq!(number_to_text(number), expected, "{number:e}");
        }
    }

    #[test]
    fn decimals_are_read_and_other_text_is_not() {
        let long = format!("1{}1", "0".repeat(900));
        let cases = [
            ("0", Some(0.0)),
            ("-0.0", Some(0.0)),
            ("+1.5", Some(1.5)),
            (".5", Some(0.5)),
            ("5.", Some(5.0)),
            ("1e3", Some(1000.0)),
            ("1E-3", Some(0.001)),
            ("1.5e+3", Some(1500.0)),
            ("-Infinity", Some(f64::NEG_INFINITY)),
            ("1e99999999999", Some(f64::INFINITY)),
            ("1e-99999999999", Some(0.0)),
            ("0e99999999999", Some(0.0)),
            (&long, Some(f64::INFINITY)),
            ("", None),
            (".", None),
            ("-", None),
            ("e5", None),
            ("1e", None),
            ("1e+", None),
            ("1.2.3", None),
            (" 1", None),
            ("1,5", None),
            ("--1", None),
            ("nan", None),
            ("inf", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read_number(text), expected, "{text}");
        }
        assert!(read_number("-0").unwrap().is_sign_negative());
    }

    /// Where neighbours are twice as far apart above as below.
    #[test]
    fn powers_of_two_and_their_neighbours_survive() {
        for exponent in -1074..=1023 {
            let power = 2_f64.powi(exponent);
            for number in [power.next_down(), power, power.next_up()] {
                check_written(number);
                check_read(&format!("{number:e}"));
            }
        }
    }

    #[test]
    fn halves_between_neighbours_go_to_the_even_one() {
        for text in [
            "9007199254740993",
            "9007199254740993.0000000000000000000000000000001",
            "9007199254740995",
            "2.4703282292062327208e-324",
            "2.4703282292062328e-324",
            "1.7976931348623158079e308",
            "1.7976931348623159e308",
            "2.2250738585072011360574097967091319759348195463516e-308",
        ] {
            check_read(text);
        }
        let tie = format!("{:.1080}", f64::from_bits(1) / 1.0);
        check_read(&tie);
        check_read(&format!(
            "9007199254740993{}1",
            ".0".to_owned() + &"0".repeat(2000)
        ));
        check_read(&format!("9007199254740993.{}", "0".repeat(2000)));
    }

    fn check_written(number: f64) {
        let shortest = format!("{number:e}");
        let digits = |text: &str| -> String {
            let mantissa = text.split('e').next().unwrap();
            let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
            digits.trim_matches('0').to_owned()
        };
        let written = number_to_text(number);
        assert_eq!(digits(&written), digits(&shortest), "{written} {shortest}");
        if number.is_finite() {
            assert_eq!(written.parse::<f64>().unwrap(), number, "{written}");
        }
    }

    fn check_read(text: &str) {
        assert_eq!(read_number(text), text.parse().ok(), "{text}");
    }

    proptest! {
        #[test]
        fn any_number_is_written_with_the_fewest_digits(bits: u64) {
            let number = f64::from_bits(bits);
            if number.is_finite() {
                check_written(number);
            }
        }

        #[test]
        fn everyday_numbers_are_written_with_the_fewest_digits(number in -100_000_i32..100_000, scale in 1_i32..10_000) {
            check_written(f64::from(number) / f64::from(scale));
        }

        #[test]
        fn decimals_are_read_as_the_standard_library_reads_them(text in "[+-]?[0-9]{0,25}[.]?[0-9]{0,25}(e[+-]?[0-9]{1,3})?") {
            check_read(&text);
        }
    }
}
