use std::collections::HashMap;
use std::hint::black_box;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};

use journey_survey::native::{SerdeJson, Zone, ZonedCalendar, clock_millis};
use journey_survey_bench::chain::Chain;
use journey_survey_bench::expressions::Expressions;
use journey_survey_bench::results::results;
use journey_survey_bench::world::World;
use serde::{Deserialize, Serialize};

/// What is to be measured. `beside.cjs` takes the same requests and gives the same replies.
#[derive(Deserialize)]
#[serde(
    tag = "measure",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
enum Request {
    /// From the document's text to a session that could be shown.
    Load {
        document: PathBuf,
        at_least_millis: u64,
    },
    /// An answer in the middle of a session, and a look at its page.
    Set {
        document: PathBuf,
        at_least_millis: u64,
    },
    /// All expressions of a file.
    Evaluate {
        expressions: PathBuf,
        at_least_millis: u64,
    },
    /// What expressions evaluate to.
    Results { cases: PathBuf, matrix: PathBuf },
}

#[derive(Serialize)]
#[serde(untagged)]
enum Reply {
    Measured {
        /// For one time.
        millis: f64,
        /// What must be the same on all sides: numbers of visible questions, of expressions that hold.
        witness: Vec<usize>,
    },
    Results(String),
}

/// Answers requests on standard input until it ends.
pub fn answer_requests() -> Result<(), String> {
    let mut side = Side {
        world: World {
            calendar: Rc::new(ZonedCalendar {
                now_millis: clock_millis(),
                zone: Zone::of_device(),
            }),
            json: Rc::new(SerdeJson),
        },
        chains: HashMap::new(),
    };
    for line in io::stdin().lines() {
        let line = line.map_err(|error| error.to_string())?;
        let request = serde_json::from_str(&line).map_err(|error| format!("{line}: {error}"))?;
        crate::print(&side.answer(request)?)?;
    }
    Ok(())
}

struct Side {
    world: World,
    /// Sessions that stay from one request to the next.
    chains: HashMap<PathBuf, Chain>,
}

impl Side {
    fn answer(&mut self, request: Request) -> Result<Reply, String> {
        match request {
            Request::Load {
                document,
                at_least_millis,
            } => self.load(&document, at_least_millis),
            Request::Set {
                document,
                at_least_millis,
            } => self.set(document, at_least_millis),
            Request::Evaluate {
                expressions,
                at_least_millis,
            } => self.evaluate(&expressions, at_least_millis),
            Request::Results { cases, matrix } => {
                let (cases, matrix) = (crate::read_file(&cases)?, crate::read_file(&matrix)?);
                let lines = results(&cases, &matrix, &SerdeJson)?;
                Ok(Reply::Results(lines.join("\n")))
            }
        }
    }

    fn load(&self, document: &Path, at_least_millis: u64) -> Result<Reply, String> {
        let text = crate::read_file(document)?;
        let mut visible = 0;
        let millis = each(at_least_millis, 1, || {
            let started = Instant::now();
            let chain = Chain::load(&text, &self.world)?;
            visible = chain.visible();
            // Before it is dropped.
            Ok(started.elapsed())
        })?;
        Ok(Reply::Measured {
            millis,
            witness: vec![visible],
        })
    }

    fn set(&mut self, document: PathBuf, at_least_millis: u64) -> Result<Reply, String> {
        if !self.chains.contains_key(&document) {
            let mut chain = Chain::load(&crate::read_file(&document)?, &self.world)?;
            chain.answer_half();
            self.chains.insert(document.clone(), chain);
        }
        let chain = self
            .chains
            .get_mut(&document)
            .ok_or("there is no session")?;
        const BATCH: u32 = 10;
        let millis = each(at_least_millis, BATCH, || {
            let started = Instant::now();
            for _ in 0..BATCH {
                black_box(chain.alternate());
            }
            Ok(started.elapsed())
        })?;
        let mut witness = Vec::new();
        for _ in 0..2 {
            chain.alternate();
            witness.push(chain.visible());
        }
        Ok(Reply::Measured { millis, witness })
    }

    fn evaluate(&self, expressions: &Path, at_least_millis: u64) -> Result<Reply, String> {
        let expressions = Expressions::read(&crate::read_file(expressions)?, &self.world)?;
        const BATCH: u32 = 10;
        let mut holding = 0;
        let millis = each(at_least_millis, BATCH, || {
            let started = Instant::now();
            for _ in 0..BATCH {
                holding = black_box(expressions.evaluate(&self.world));
            }
            Ok(started.elapsed())
        })?;
        Ok(Reply::Measured {
            millis,
            witness: vec![expressions.count(), holding],
        })
    }
}

/// The mean milliseconds of one time, by batches until enough time has passed.
fn each(
    at_least_millis: u64,
    batch: u32,
    mut run: impl FnMut() -> Result<Duration, String>,
) -> Result<f64, String> {
    let enough = Duration::from_millis(at_least_millis);
    let mut taken = Duration::ZERO;
    let mut times = 0;
    while taken < enough || times == 0 {
        taken += run()?;
        times += batch;
    }
    Ok(taken.as_secs_f64() * 1000.0 / f64::from(times))
}
