use std::panic::resume_unwind;
use std::thread;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::bias::Bias;
use super::contender::Contender;
use super::figures::{Results, results};
use super::respondent::Respondent;
use super::trial::Trial;
use super::world::World;

/// All contenders asking the same respondents within the same budget.
pub struct Experiment {
    pub world: &'static str,
    pub budget: f64,
    pub respondents: usize,
    pub touchpoints: usize,
    pub contenders: Vec<(Contender, Results, Bias)>,
}

/// How many respondents, of which seeds.
#[derive(Clone, Copy)]
pub struct Sample {
    pub respondents: usize,
    pub seed: u64,
    pub seeds: u64,
}

impl Experiment {
    /// `world` makes the world of a seed.
    pub fn run(
        world: &(dyn Fn(u64) -> World + Sync),
        budget: f64,
        contenders: &[Contender],
        sample: Sample,
    ) -> Self {
        let mut trials: Vec<Vec<Trial>> = vec![Vec::new(); contenders.len()];
        let mut biases: Vec<Vec<Bias>> = vec![Vec::new(); contenders.len()];
        let (mut name, mut touchpoints) = ("", 0);
        for seed in sample.seed..sample.seed.saturating_add(sample.seeds) {
            let mut world = world(seed);
            world.plan.budget = budget;
            (name, touchpoints) = (world.name, world.plan.touchpoints.len());
            let mut chance = ChaCha8Rng::seed_from_u64(seed);
            let respondents: Vec<(Respondent, u64)> = (0..sample.respondents)
                .map(|_| (world.draw(&mut chance), chance.random()))
                .collect();
            for (number, contender) in contenders.iter().enumerate() {
                let of_seed = ask_all(&world, *contender, &respondents);
                biases[number].push(Bias::of(&respondents, &of_seed));
                trials[number].extend(of_seed);
            }
        }
        let results = results(&trials, sample.seed);
        Self {
            world: name,
            budget,
            respondents: trials.first().map_or(0, Vec::len),
            touchpoints,
            contenders: contenders
                .iter()
                .zip(results)
                .zip(&biases)
                .map(|((contender, results), biases)| (*contender, results, Bias::over(biases)))
                .collect(),
        }
    }
}

/// Asks on all processors; the trials stand in the order of the respondents.
fn ask_all(world: &World, contender: Contender, respondents: &[(Respondent, u64)]) -> Vec<Trial> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = respondents.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let workers: Vec<_> = respondents
            .chunks(share)
            .map(|respondents| {
                scope.spawn(move || {
                    respondents
                        .iter()
                        .map(|(respondent, seed)| Trial::of(world, contender, respondent, *seed))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        workers
            .into_iter()
            // Without its share the others would be compared with the wrong respondents.
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    })
}
