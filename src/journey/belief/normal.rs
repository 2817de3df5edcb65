use libm::exp;

use super::bounds::within;

/// The standard normal distribution function, read off a table of Taylor polynomials.
///
/// Valuing ratings asks for it at `touchpoints² · nodes` places, so it has to be fast. The error is
/// below 1e-11.
#[derive(Clone, Debug)]
pub(super) struct NormalTable {
    cells: Vec<[f64; TERMS]>,
}

/// Terms of each polynomial.
const TERMS: usize = 6;

/// Beyond this distance from 0 the function is 0 or 1, to 1e-15.
const REACH: f64 = 8.0;

const CELLS_PER_UNIT: f64 = 16.0;

const CELLS: usize = 2 * (REACH * CELLS_PER_UNIT) as usize + 1;

impl NormalTable {
    pub(super) fn new() -> Self {
        Self {
            cells: (0..CELLS).map(|cell| polynomial(centre(cell))).collect(),
        }
    }

    /// Probability that a standard normal variable is below `x`.
    // A build for size would call it instead, which takes half as long again.
    #[inline(always)]
    pub(super) fn below(&self, x: f64) -> f64 {
        let position = (within(x, -REACH, REACH) + REACH) * CELLS_PER_UNIT;
        let cell = (position + 0.5) as usize;
        let offset = position - cell as f64;
        match self.cells.get(cell) {
            Some([a, b, c, d, e, f]) => {
                a + offset * (b + offset * (c + offset * (d + offset * (e + offset * f))))
            }
            None => 1.0,
        }
    }
}

/// Probability that a standard normal variable is below `x`, to 1e-15: Φ(x) = ½ + φ(x) · (x + x³/3 +
/// x⁵/(3·5) + …) (Marsaglia 2004, Evaluating the normal distribution).
///
/// `erfc` would also be right where Φ is tiny; that is not needed here, and costs a kilobyte.
pub(super) fn normal_below(x: f64) -> f64 {
    let x = within(x, -REACH, REACH);
    let mut term = x;
    let mut sum = x;
    let mut degree = 1.0;
    let mut previous = 0.0;
    while sum != previous {
        degree += 2.0;
        term *= x * x / degree;
        previous = sum;
        sum += term;
    }
    within(0.5 + density(x) * sum, 0.0, 1.0)
}

fn density(x: f64) -> f64 {
    const SQRT_2_PI: f64 = 2.506_628_274_631_000_2;
    exp(-0.5 * x * x) / SQRT_2_PI
}

fn centre(cell: usize) -> f64 {
    cell as f64 / CELLS_PER_UNIT - REACH
}

/// Coefficients of the Taylor polynomial around `x`.
fn polynomial(x: f64) -> [f64; TERMS] {
    let mut coefficients = [normal_below(x); TERMS];
    let mut scale = 1.0;
    // The derivatives follow f⁽ⁿ⁺¹⁾ = −x f⁽ⁿ⁾ − (n − 1) f⁽ⁿ⁻¹⁾, from the density on.
    let mut previous = 0.0;
    let mut derivative = density(x);
    for (degree, coefficient) in coefficients.iter_mut().enumerate().skip(1) {
        scale *= CELLS_PER_UNIT * degree as f64;
        *coefficient = derivative / scale;
        (previous, derivative) = (
            derivative,
            -x * derivative - (degree as f64 - 1.0) * previous,
        );
    }
    coefficients
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_agrees_with_the_complementary_error_function() {
        for step in -10_000..=10_000 {
            let x = f64::from(step) * 1e-3;
            let expected = 0.5 * libm::erfc(-x / core::f64::consts::SQRT_2);
            let error = (normal_below(x) - expected).abs();
            assert!(error < 1e-15, "at {x}: {error}");
        }
    }

    #[test]
    fn the_table_agrees_with_the_function() {
        let table = NormalTable::new();
        for step in -100_000..=100_000 {
            let x = f64::from(step) * 1e-4;
            let error = (table.below(x) - normal_below(x)).abs();
            assert!(error < 1e-11, "at {x}: {error}");
        }
    }

    #[test]
    fn the_table_ends_in_certainty() {
        let table = NormalTable::new();
        let check = |x, expected: f64| {
            assert!((table.below(x) - expected).abs() < 1e-14, "{x}");
            assert!((normal_below(x) - expected).abs() < 1e-14, "{x}");
        };
        check(f64::NEG_INFINITY, 0.0);
        check(-1e300, 0.0);
        check(8.0, 1.0);
        check(1e300, 1.0);
        check(f64::INFINITY, 1.0);
    }
}
