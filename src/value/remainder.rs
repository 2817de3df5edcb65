//! Remainders of floats. Rust's own `%`, `rem_euclid` and `div_euclid` bring a division of 128 bits into the widget,
//! which nothing else there needs.

const MANTISSA_BITS: u32 = 52;

/// JavaScript's `dividend % divisor`: exact, with the sign of the dividend.
pub fn remainder(dividend: f64, divisor: f64) -> f64 {
    if dividend.is_nan() || divisor.is_nan() || dividend.is_infinite() || divisor == 0.0 {
        return f64::NAN;
    }
    if dividend.abs() < divisor.abs() {
        return dividend;
    }
    // Long division by hand, one bit of the dividend after the other.
    let (mut rest, exponent) = parts(dividend);
    let (divisor, least) = parts(divisor);
    rest %= divisor;
    for _ in least..exponent {
        rest = (rest << 1) % divisor;
    }
    (rest as f64 * power_of_two(least)).copysign(dividend)
}

/// The remainder that is never negative, for a divisor above 0.
pub fn modulo(dividend: f64, divisor: f64) -> f64 {
    let rest = remainder(dividend, divisor);
    if rest < 0.0 { rest + divisor } else { rest }
}

/// `number` without its sign is the first times 2 to the power of the second, counted from the least power there is.
fn parts(number: f64) -> (u64, u32) {
    let bits = number.abs().to_bits();
    let mantissa = bits & ((1 << MANTISSA_BITS) - 1);
    match (bits >> MANTISSA_BITS) as u32 {
        0 => (mantissa, 0),
        exponent => (mantissa | 1 << MANTISSA_BITS, exponent - 1),
    }
}

/// 2 to a power that is counted as in [`parts`].
fn power_of_two(exponent: u32) -> f64 {
    f64::from_bits(match exponent.checked_sub(MANTISSA_BITS) {
        None => 1 << exponent,
        Some(normal) => u64::from(normal + 1) << MANTISSA_BITS,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(dividend: f64, divisor: f64) {
        // Bit by bit, for the sign of nothing; any NaN is NaN.
        let bits = |number: f64| (!number.is_nan()).then(|| number.to_bits());
        let case = format!("{dividend:e} and {divisor:e}");
        assert_eq!(
            bits(remainder(dividend, divisor)),
            bits(dividend % divisor),
            "{case}"
        );
        if divisor > 0.0 {
            let expected = dividend.rem_euclid(divisor);
            // Below 0 the standard library adds to -0 as well.
            assert!(
                modulo(dividend, divisor) == expected || expected.is_nan(),
                "{case}"
            );
        }
    }

    #[test]
    fn numbers_at_the_edges() {
        let edges = [
            0.0,
            1.0,
            0.1,
            0.5,
            3.0,
            7.0,
            60.0,
            1000.0,
            1e21,
            5e-324,
            1e-310,
            f64::MIN_POSITIVE,
            f64::MAX,
            f64::INFINITY,
            f64::NAN,
            9_007_199_254_740_993.0,
        ];
        for one in edges {
            for other in edges {
                for (dividend, divisor) in
                    [(one, other), (-one, other), (one, -other), (-one, -other)]
                {
                    check(dividend, divisor);
                }
            }
        }
    }

    proptest! {
        #[test]
        fn any_numbers(dividend in any::<f64>(), divisor in any::<f64>()) {
            check(dividend, divisor);
        }

        #[test]
        fn numbers_of_one_size(dividend in -1e9..1e9, divisor in -1e4..1e4) {
            check(dividend, divisor);
        }
    }
}
