use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::task::Waker;

use journey_survey::delivery::{Lack, Progress, Record, Reply, Request};

use crate::endpoint::{Endpoints, key_of};
use crate::faults::is_intact;

/// Everything in the simulated world but the running code: stores, network, clock, and what was promised.
pub struct State {
    /// Milliseconds since the start; never jumps.
    pub elapsed: u64,
    pub clock_offset: i64,
    pub queue: BTreeMap<(u64, u64), Action>,
    sequence: u64,
    random: u64,

    pub disk: BTreeMap<String, String>,
    /// What each unflushed write replaced, and when.
    pub unflushed: Vec<(u64, String, Option<String>)>,
    pub capacity_chars: usize,
    pub is_blocked: bool,
    pub tear_next_write: bool,
    pub mirrored: BTreeMap<String, String>,
    pub unflushed_deletes: Vec<(u64, String, String)>,
    pub is_mirror_available: bool,
    pub does_mirror_hang: bool,
    pub has_locks: bool,
    pub lock_holder: Option<usize>,

    pub endpoints: Endpoints,
    /// The longest way of a request or a reply.
    pub latency_millis: u64,
    /// Of 100 requests, so many arrive twice.
    pub percent_doubled: u64,
    /// Of 100 requests and of 100 replies, so many are lost.
    pub percent_lost: u64,
    /// When each request left, to where, with which key.
    pub posts: Vec<(u64, String, String)>,

    pub progress: Vec<(u64, String, Progress)>,
    pub promises: Promises,
    pub violations: Vec<String>,
}

/// What the outbox must not break.
#[derive(Default)]
pub struct Promises {
    pub submitted: BTreeMap<String, Record>,
    /// The respondent was told that it is saved.
    pub saved: BTreeSet<String>,
    /// In the local store only: safe from a crash, not from a killed browser.
    pub stored: BTreeSet<String>,
    pub receipted: BTreeSet<String>,
    pub set_aside: BTreeSet<String>,
    /// No request to this endpoint before this moment.
    pub holds: BTreeMap<String, u64>,
}

pub enum Action {
    Wake(Waker),
    Arrive(Request, Slot),
    Answer(Reply, Slot),
}

pub type Slot = Rc<RefCell<(Option<Reply>, Option<Waker>)>>;

pub const NAMESPACE: &str = "site";
pub const STRICT: &str = "https://strict.example/v1";
pub const LENIENT: &str = "https://lenient.example/v1";
/// 2026-01-15T12:00:00Z
const START_MILLIS: u64 = 1_768_478_400_000;

impl State {
    pub fn new(seed: u64) -> Self {
        Self {
            elapsed: 0,
            clock_offset: 0,
            queue: BTreeMap::new(),
            sequence: 0,
            random: seed,
            disk: BTreeMap::new(),
            unflushed: Vec::new(),
            capacity_chars: usize::MAX,
            is_blocked: false,
            tear_next_write: false,
            mirrored: BTreeMap::new(),
            unflushed_deletes: Vec::new(),
            is_mirror_available: true,
            does_mirror_hang: false,
            has_locks: true,
            lock_holder: None,
            endpoints: Endpoints::default(),
            latency_millis: 40,
            percent_doubled: 0,
            percent_lost: 0,
            posts: Vec::new(),
            progress: Vec::new(),
            promises: Promises::default(),
            violations: Vec::new(),
        }
    }

    /// SplitMix64.
    pub fn random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.random() % limit.max(1)
    }

    pub fn delay(&mut self) -> u64 {
        let limit = self.latency_millis;
        1 + self.below(limit)
    }

    pub fn now_millis(&self) -> u64 {
        (START_MILLIS + self.elapsed).saturating_add_signed(self.clock_offset)
    }

    pub fn after(&mut self, millis: u64, action: Action) -> (u64, u64) {
        self.at(self.elapsed + millis, action)
    }

    pub fn at(&mut self, at: u64, action: Action) -> (u64, u64) {
        self.sequence += 1;
        self.queue.insert((at, self.sequence), action);
        (at, self.sequence)
    }

    pub fn hear(&mut self, id: &str, progress: &Progress) {
        let is_delivered = self.endpoints.rows.contains_key(id);
        match progress {
            Progress::Saved => {
                if !self.mirrored.contains_key(id) && !is_delivered {
                    self.violations
                        .push(format!("{id}: called saved, and it is not"));
                }
                self.promises.saved.insert(id.into());
            }
            Progress::NotDurable(Lack::Mirror) => {
                // Damage between writing and telling is nobody's fault.
                let record = format!("js1:{NAMESPACE}:r:{id}");
                if self.disk.get(&record).is_some_and(|value| is_intact(value)) {
                    self.promises.stored.insert(id.into());
                }
            }
            Progress::Sent if !is_delivered => {
                self.violations
                    .push(format!("{id}: called sent, and it is not"));
            }
            _ => {}
        }
        let heard = (self.elapsed, id.into(), progress.clone());
        self.progress.push(heard);
    }

    pub fn note_post(&mut self, request: &Request) {
        let id = key_of(request);
        let receipt = format!("js1:{NAMESPACE}:s:{id}");
        if self.disk.contains_key(&receipt) {
            self.violations
                .push(format!("{id}: sent after its receipt"));
        }
        match self.promises.submitted.get(&id) {
            Some(record) if record.body == request.body => {}
            _ => self
                .violations
                .push(format!("{id}: sent with another content")),
        }
        if let Some(until) = self.promises.holds.get(&request.url)
            && self.elapsed < *until
        {
            let early = until - self.elapsed;
            self.violations
                .push(format!("{id}: sent {early} ms before Retry-After ended"));
        }
        self.posts.push((self.elapsed, request.url.clone(), id));
    }
}

/// A record with a recognizable body of about `size` bytes.
pub fn record(id: &str, url: &str, size: usize) -> Record {
    Record {
        id: id.into(),
        endpoint: url.into(),
        headers: Vec::new(),
        ack: (url == STRICT).then(|| vec![200, 201]),
        body: format!("{{\"id\":\"{id}\",\"text\":\"{}\"}}", "é".repeat(size / 2)),
    }
}
