use journey_survey::journey::belief::{
    Belief, Candidate, Correlation, Observation, Prior, TouchpointPrior, Valuation,
};

/// What [`trace_fingerprint`] gives on every platform, natively and as WebAssembly.
pub const EXPECTED: u64 = 14_752_153_695_810_473_464;

/// FNV-1a 64 over the bits of every number that a fixed run of observations of all kinds leads to.
pub fn trace_fingerprint() -> u64 {
    let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
    let mut belief = Belief::new(&prior());
    let mut valuation = Valuation::new();
    let mut values = Vec::new();
    let candidates: Vec<_> = (0..belief.len())
        .map(|touchpoint| Candidate {
            touchpoint,
            levels: touchpoint + 2,
            cost: 0.5 + 0.25 * touchpoint as f64,
        })
        .collect();
    for observation in observations() {
        belief.observe(&observation);
        for i in 0..belief.len() {
            hash.add(belief.mean(i));
            hash.add(belief.sd(i));
            hash.add(belief.pain(i));
            hash.add(belief.why_value(i));
            for j in 0..belief.len() {
                hash.add(belief.covariance(i, j));
            }
        }
        valuation.ratings(&belief, 0.4, &candidates, &mut values);
        for value in &values {
            hash.add(value.value);
            hash.add(value.information_bits);
            hash.add(value.variance);
        }
    }
    hash.0
}

fn prior() -> Prior {
    let enablers: [&[usize]; 4] = [&[], &[0], &[0, 1], &[1, 2, 5]];
    let touchpoints: Vec<_> = (0..10)
        .map(|i| TouchpointPrior {
            mean: 0.3 - 0.1 * i as f64,
            sd: 0.6 + 0.13 * i as f64,
            stage: (i % 4 > 0).then_some(i / 3),
            enablers: enablers[i % 4],
            priority: 1.0 + (i % 3) as f64 / 3.0,
        })
        .collect();
    Prior::new(&touchpoints, &Correlation::default())
}

fn observations() -> Vec<Observation> {
    let mut observations = vec![Observation::Overall { rank: 3, levels: 7 }];
    observations.extend((0..10).map(|touchpoint| match touchpoint {
        2 | 7 => Observation::Marked { touchpoint },
        _ => Observation::Unmarked { touchpoint },
    }));
    observations.extend((0..10).map(|touchpoint| match touchpoint {
        7 => Observation::Picked { touchpoint },
        _ => Observation::NotPicked { touchpoint },
    }));
    let ratings = [(7, 0, 5), (2, 1, 2), (0, 10, 11), (9, 2, 4), (4, 1, 3)];
    observations.extend(
        ratings.map(|(touchpoint, rank, levels)| Observation::Rating {
            touchpoint,
            rank,
            levels,
        }),
    );
    observations
}

struct Fnv(u64);

impl Fnv {
    fn add(&mut self, number: f64) {
        for byte in number.to_bits().to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
