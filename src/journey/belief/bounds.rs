/// The number, or the floor where it is smaller or no number at all.
///
/// `f64::max` leaves the sign of zero open, so its bits may differ between platforms; `f64::clamp`
/// can panic and, in a build for size, brings the formatting of floats with it: 10 KB.
pub(super) fn floored(number: f64, floor: f64) -> f64 {
    if number > floor { number } else { floor }
}

/// The number, or the bound that it lies beyond; the lowest where it is no number at all.
pub(super) fn within(number: f64, lowest: f64, highest: f64) -> f64 {
    if number > highest {
        highest
    } else {
        floored(number, lowest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_hold_for_every_kind_of_number() {
        let check = |number: f64, expected: f64| {
            assert_eq!(
                within(number, 0.0, 1.0).to_bits(),
                expected.to_bits(),
                "{number}"
            );
        };
        check(0.5, 0.5);
        check(0.0, 0.0);
        check(-0.0, 0.0);
        check(1.0, 1.0);
        check(-3.0, 0.0);
        check(3.0, 1.0);
        check(f64::NEG_INFINITY, 0.0);
        check(f64::INFINITY, 1.0);
        check(f64::NAN, 0.0);
    }
}
