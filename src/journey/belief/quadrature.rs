/// Number of nodes.
pub(super) const SIZE: usize = 21;

/// Nodes of the Gauss–Hermite rule for the standard normal density: the roots of the probabilists'
/// Hermite polynomial He₂₁ (Abramowitz and Stegun 25.4.46, there scaled by √2).
pub(super) const NODES: [f64; SIZE] = mirrored(
    [
        0.0,
        0.678045692440644,
        1.3597658232112302,
        2.049102468257163,
        2.7505929810523733,
        3.4698466904753764,
        4.214343981688422,
        4.994963944782025,
        5.8293820073044715,
        6.751444718717461,
        7.8493828951138225,
    ],
    -1.0,
);

/// Weights of the rule, which add up to one.
pub(super) const WEIGHTS: [f64; SIZE] = mirrored(
    [
        0.27026018357287707,
        0.2153337156950597,
        0.10839228562641949,
        0.033952729786542866,
        0.006439697051408777,
        0.0007080477954815369,
        4.219234742551663e-05,
        1.2253548361482526e-06,
        1.4506612844930857e-08,
        4.9753686041217186e-11,
        2.0989912195656712e-14,
    ],
    1.0,
);

/// What is left of a standard normal variable when its density is multiplied by a likelihood.
pub(super) struct Moments {
    /// Probability of the likelihood's event.
    pub(super) mass: f64,
    pub(super) mean: f64,
    pub(super) variance: f64,
}

impl Moments {
    /// Moments from the values of [`weighted`].
    pub(super) fn of(weighted: &[f64; SIZE]) -> Self {
        let mut mass = 0.0;
        let mut first = 0.0;
        let mut second = 0.0;
        for (weighted, node) in weighted.iter().zip(&NODES) {
            mass += weighted;
            first += weighted * node;
            second += weighted * node * node;
        }
        let mean = first / mass;
        Self {
            mass,
            mean,
            variance: second / mass - mean * mean,
        }
    }
}

/// A likelihood of a standard normal variable at each node, times the node's weight.
pub(super) fn weighted(mut likelihood: impl FnMut(f64) -> f64) -> [f64; SIZE] {
    let mut weighted = WEIGHTS;
    for (weighted, node) in weighted.iter_mut().zip(&NODES) {
        *weighted *= likelihood(*node);
    }
    weighted
}

const fn mirrored(half: [f64; SIZE / 2 + 1], sign: f64) -> [f64; SIZE] {
    let mut whole = [half[0]; SIZE];
    let mut i = 1;
    while i <= SIZE / 2 {
        whole[SIZE / 2 + i] = half[i];
        whole[SIZE / 2 - i] = sign * half[i];
        i += 1;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_gives_the_moments_of_the_normal_density() {
        // A rule of n nodes is exact to degree 2n − 1; even moments are (2k − 1)!!, odd ones 0.
        let mut expected = 1.0;
        for degree in 0..2 * SIZE as i32 {
            let power = |node: &f64| node.powi(degree);
            let actual: f64 = NODES.iter().zip(&WEIGHTS).map(|(x, w)| w * power(x)).sum();
            if degree % 2 == 1 {
                assert!(actual.abs() < 1e-12 * expected, "degree {degree}: {actual}");
                expected *= f64::from(degree);
            } else {
                assert!(
                    (actual / expected - 1.0).abs() < 1e-12,
                    "degree {degree}: {actual}"
                );
            }
        }
    }

    #[test]
    fn a_flat_likelihood_leaves_the_standard_normal() {
        let moments = Moments::of(&weighted(|_| 0.25));
        assert!((moments.mass - 0.25).abs() < 1e-14);
        assert!(moments.mean.abs() < 1e-14);
        assert!((moments.variance - 1.0).abs() < 1e-13);
    }
}
