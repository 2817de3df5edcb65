use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// How a touchpoint is rated: a graded response.
#[derive(Clone, Copy)]
pub struct Scale {
    pub slope: f64,
    pub shift: f64,
    pub levels: usize,
}

pub const SLOPE: f64 = 1.8;
/// Between the values of a scale of five.
const BOUNDARIES: [f64; 4] = [-2.0, -1.2, -0.3, 1.0];

impl Scale {
    pub fn rate(self, truth: f64, chance: &mut ChaCha8Rng) -> usize {
        let boundaries: Vec<f64> = (0..self.levels - 1)
            .map(|index| boundary(index, self.levels) + self.shift)
            .collect();
        graded(self.slope, truth, &boundaries, chance)
    }

    /// The satisfaction at which people who differ by `sd` give this mean rank.
    pub fn mean_for(self, rank: f64, sd: f64) -> f64 {
        let (mut low, mut high) = (-3.0, 3.0);
        for _ in 0..40 {
            let middle = (low + high) / 2.0;
            if self.mean_rank(middle, sd) < rank {
                low = middle;
            } else {
                high = middle;
            }
        }
        (low + high) / 2.0
    }

    fn mean_rank(self, mean: f64, sd: f64) -> f64 {
        let (mut sum, mut weight) = (0.0, 0.0);
        for step in -40..=40 {
            let z = f64::from(step) / 10.0;
            let density = (-0.5 * z * z).exp();
            let at_least = (0..self.levels - 1).map(|index| {
                logistic(self.slope * (mean + sd * z - boundary(index, self.levels) - self.shift))
            });
            sum += density * at_least.sum::<f64>();
            weight += density;
        }
        sum / weight
    }
}

/// The boundaries of five values, read between them for other scales.
fn boundary(index: usize, levels: usize) -> f64 {
    if levels == 2 {
        return (BOUNDARIES[1] + BOUNDARIES[2]) / 2.0;
    }
    let position = 3.0 * index as f64 / (levels - 2) as f64;
    let left = (position.floor() as usize).min(2);
    let fraction = position - left as f64;
    (1.0 - fraction) * BOUNDARIES[left] + fraction * BOUNDARIES[left + 1]
}

/// How many boundaries somebody is drawn to be above.
pub fn graded(slope: f64, truth: f64, boundaries: &[f64], chance: &mut ChaCha8Rng) -> usize {
    let drawn = chance.random::<f64>();
    boundaries
        .iter()
        .filter(|&&boundary| drawn < logistic(slope * (truth - boundary)))
        .count()
}

pub fn logistic(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}
