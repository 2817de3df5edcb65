use std::cell::Cell;
use std::future::pending;

use super::backoff::backoff_millis;
use super::classify::{Verdict, classify, code};
use super::index::Standing;
use super::lease::Lease;
use super::meta::{Meta, State};
use super::race::{Winner, all, race};
use super::{
    Clock as _, LEASE_RENEWAL_MILLIS, Lock as _, Locked, Network as _, Platform, Progress,
    Randomness as _, Record, Reply, outbox::Outbox, retry_after_millis,
};

/// A request without an answer after this long is given up.
const TIMEOUT_MILLIS: u64 = 30_000;

/// After so many records the store is looked at again, and the mirror swept.
const BATCH: usize = 200;

/// After reading so many records of a closed lane, which waits for nothing, the page may paint.
const BREATH: usize = 50;

/// So many requests are under way at once, as soon as an endpoint has acknowledged one and for as long as none fails.
const ABREAST: usize = 3;

/// When something is due and yet nothing could be tried; no rule leads here, and it must not become a busy loop.
const STUCK_MILLIS: u64 = 1_000;

impl<P: Platform> Outbox<P> {
    /// Sends what is due, if no other tab is at it. Gives the time until it should be called again; `None` if nothing
    /// waits.
    pub async fn drain(&self) -> Option<u64> {
        if self.is_draining.replace(true) {
            return Some(LEASE_RENEWAL_MILLIS);
        }
        let _draining = ResetOnDrop(&self.is_draining);
        self.refresh();
        if self.due().is_empty() {
            self.settle().await;
            return self.sleep_millis();
        }
        match self.lock.try_lock(self.keys.prefix()).await {
            Locked::Held(guard) => {
                let sleep_millis = self.send_all(&Cell::new(true)).await;
                drop(guard);
                sleep_millis
            }
            Locked::Taken => Some(LEASE_RENEWAL_MILLIS),
            Locked::Unsupported => match Lease::take(self).await {
                Some(lease) => {
                    let is_held = Cell::new(true);
                    let sleep_millis = lease.during(self.send_all(&is_held), &is_held).await;
                    lease.give_back();
                    sleep_millis
                }
                None => Some(LEASE_RENEWAL_MILLIS),
            },
        }
    }

    /// Sleeps, for ever if `None`, until somebody rings.
    pub(super) async fn rest(&self, sleep_millis: Option<u64>) {
        let sleep = async {
            match sleep_millis {
                Some(millis) => self.clock.sleep_millis(millis).await,
                None => pending().await,
            }
        };
        match race(self.bell.rung(), sleep).await {
            Winner::First(()) | Winner::Second(()) => {}
        }
    }

    async fn send_all(&self, is_held: &Cell<bool>) -> Option<u64> {
        loop {
            self.refresh();
            let due = self.due();
            if due.is_empty() {
                self.settle().await;
                return self.sleep_millis();
            }
            let (mut looked_at, mut tried) = (0, 0);
            let mut has_moved = false;
            let mut abreast = 1;
            let mut left = due.as_slice();
            while !left.is_empty() && tried < BATCH {
                if !is_held.get() {
                    return Some(LEASE_RENEWAL_MILLIS);
                }
                let (now, later) = left.split_at(abreast.min(left.len()));
                left = later;
                has_moved |= now.iter().any(|id| !self.is_read(id));
                let attempts = now.iter().map(|id| Box::pin(self.send(id))).collect();
                let attempts = all(attempts).await;
                tried += attempts
                    .iter()
                    .filter(|attempt| **attempt != Attempt::None)
                    .count();
                if attempts.contains(&Attempt::Failed) {
                    abreast = 1;
                } else if attempts.contains(&Attempt::Acknowledged) {
                    abreast = ABREAST;
                }
                if looked_at / BREATH != (looked_at + now.len()) / BREATH {
                    self.clock.sleep_millis(0).await;
                }
                looked_at += now.len();
            }
            self.sweep().await;
            if tried == 0 && !has_moved {
                return Some(STUCK_MILLIS);
            }
        }
    }

    fn is_read(&self, id: &str) -> bool {
        let index = self.index.borrow();
        let entry = index.get(id);
        entry.is_some_and(|entry| matches!(entry.standing, Standing::Read(_)))
    }

    /// Tries one record, and does what its answer demands.
    async fn send(&self, id: &str) -> Attempt {
        let Some(record) = self.load(id).await else {
            return Attempt::None;
        };
        // From here to the request nothing is awaited: what is checked stays true.
        if self.has_receipt(id) {
            self.forget(id);
            self.tell(id, &Progress::Sent);
            return Attempt::Acknowledged;
        }
        if self.is_closed(&record.endpoint) {
            return Attempt::None;
        }
        let request = record.request();
        let timeout = self.clock.sleep_millis(TIMEOUT_MILLIS);
        let reply = match race(self.network.post(&request), timeout).await {
            Winner::First(reply) => reply,
            Winner::Second(()) => Reply::TimedOut,
        };
        let verdict = classify(&reply, record.ack.as_deref());
        if verdict != Verdict::Acknowledged && self.has_receipt(id) {
            // Another tab was luckier.
            self.forget(id);
            self.tell(id, &Progress::Sent);
            return Attempt::Acknowledged;
        }
        match verdict {
            Verdict::Acknowledged => {
                self.finish(&record);
                // Unless it was closed by the answer to another request that was under way too.
                if !self.is_closed(&record.endpoint) {
                    self.set_lane(&record.endpoint, &Default::default());
                }
                self.tell(id, &Progress::Sent);
                return Attempt::Acknowledged;
            }
            Verdict::Retry => self.retry(&record, &reply, true),
            Verdict::RetryRecord => self.retry(&record, &reply, false),
            Verdict::Pause => {
                let code = code(&reply);
                let mut meta = self.attempted(id, &reply);
                meta.next_at = 0;
                self.set_meta(id, meta);
                self.pause_lane(&record.endpoint, &code, &[id.into()]);
            }
            Verdict::NeedsAttention => self.refuse(&record, &reply),
        }
        Attempt::Failed
    }

    fn is_closed(&self, endpoint: &str) -> bool {
        self.lane(endpoint).wait_millis(self.clock.now_millis()) > 0
    }

    fn retry(&self, record: &Record, reply: &Reply, is_lane_wide: bool) {
        let now = self.clock.now_millis();
        let random = self.randomness.next_u64();
        let asked = match reply {
            Reply::Status {
                retry_after: Some(text),
                ..
            } => retry_after_millis(text, now),
            _ => None,
        };
        // Requests that were under way at once and fail alike are one failure.
        if is_lane_wide && (asked.is_some() || !self.is_closed(&record.endpoint)) {
            let mut lane = self.lane(&record.endpoint);
            lane.fail(asked, random, now);
            self.set_lane(&record.endpoint, &lane);
        }
        let mut meta = self.attempted(&record.id, reply);
        let backoff = backoff_millis(meta.attempts - 1, random);
        meta.next_at = now.saturating_add(backoff.max(asked.unwrap_or(0)));
        let code = meta.last_error.clone();
        self.set_meta(&record.id, meta);
        self.tell(&record.id, &Progress::Waiting(code));
    }

    /// Keeps a refused record for attention, unless several in a row speak against the endpoint.
    fn refuse(&self, record: &Record, reply: &Reply) {
        let id = record.id.as_str();
        let code = code(reply);
        let mut meta = self.attempted(id, reply);
        let is_second_refusal = meta.state == State::Refused;
        meta.state = State::Attention;
        meta.next_at = 0;
        self.set_meta(id, meta);
        if let Reply::Status { status, .. } = reply
            && !is_second_refusal
        {
            let mut lane = self.lane(&record.endpoint);
            let blamed = lane.refuse(id, *status);
            self.set_lane(&record.endpoint, &lane);
            if let Some((code, mut ids)) = blamed {
                ids.retain(|id| self.knows(id));
                for id in &ids {
                    let mut meta = self.meta(id);
                    meta.state = State::Refused;
                    self.set_meta(id, meta);
                }
                self.pause_lane(&record.endpoint, &code, &ids);
                return;
            }
        }
        self.tell(id, &Progress::NeedsAttention(code));
    }

    fn pause_lane(&self, endpoint: &str, code: &str, ids: &[String]) {
        let mut lane = self.lane(endpoint);
        lane.set_pause(code.into(), self.clock.now_millis());
        self.set_lane(endpoint, &lane);
        for id in ids {
            self.tell(id, &Progress::Paused(code.into()));
        }
    }

    /// What is known of the record after one attempt more.
    fn attempted(&self, id: &str, reply: &Reply) -> Meta {
        let mut meta = self.meta(id);
        meta.attempts = meta.attempts.saturating_add(1);
        meta.last_error = code(reply);
        meta
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Attempt {
    /// It was not to be sent after all.
    None,
    Acknowledged,
    Failed,
}

struct ResetOnDrop<'a>(&'a Cell<bool>);

impl Drop for ResetOnDrop<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}
