//! Any export, and any store that was left behind: an outbox boots on it, imports, exports, and knows its own export.
//!
//! The input's lines are imported; those of the form `kind:rest=value` stand in the store. A line or value after a `!`
//! is given the right checksum, which chance would never find.
#![no_main]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::{Future, pending};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use journey_survey::delivery::{
    Clock, Lock, Locked, Mirror, MirrorUnavailable, Network, Outbox, Parts, Platform, Randomness,
    Reply, Request, Store, StoreError, crc32,
};
use journey_survey::native::SerdeJson;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    let store = MemoryStore::default();
    let mut lines = String::new();
    for line in input.lines() {
        match line.split_once('=') {
            Some((key, value)) if key.as_bytes().get(1) == Some(&b':') => {
                let key = format!("js1:fuzz:{key}");
                store.0.borrow_mut().insert(key, sealed(value));
            }
            _ => {
                lines.push_str(&summed(line));
                lines.push('\n');
            }
        }
    }
    let outbox = outbox(store);
    at_once(outbox.boot());
    at_once(outbox.import(&lines));
    let exported = outbox.export();
    // What stood under a strange key finds its place once.
    at_once(outbox.import(&exported));
    let again = at_once(outbox.import(&exported));
    assert_eq!(again.added, 0, "{exported}");
    outbox.take_for_keepalive();
    outbox.status();
});

fn sealed(value: &str) -> String {
    value.strip_prefix('!').map_or_else(
        || value.to_owned(),
        |text| format!("1|{:08x}|{}|{text}", crc32(text.as_bytes()), text.len()),
    )
}

fn summed(line: &str) -> String {
    line.strip_prefix("!{").map_or_else(
        || line.to_owned(),
        |rest| {
            let sum = crc32(format!("{{{rest}").as_bytes());
            format!("{{\"crc32\":\"{sum:08x}\",{rest}")
        },
    )
}

fn outbox(store: MemoryStore) -> Outbox<Simulated> {
    let parts = Parts {
        store,
        mirror: NoMirror,
        network: NoNetwork,
        clock: StoppedClock,
        randomness: NoChance,
        lock: NoLock,
        json: SerdeJson,
    };
    Outbox::new("fuzz", parts, |_, _| {})
}

/// Nothing here waits for anything.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    for _ in 0..1_000_000 {
        if let Poll::Ready(output) = future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            return output;
        }
    }
    panic!("it waits for something that never comes");
}

struct Simulated;

impl Platform for Simulated {
    type Store = MemoryStore;
    type Mirror = NoMirror;
    type Network = NoNetwork;
    type Clock = StoppedClock;
    type Randomness = NoChance;
    type Lock = NoLock;
    type Json = SerdeJson;
}

#[derive(Default)]
struct MemoryStore(RefCell<BTreeMap<String, String>>);

impl Store for MemoryStore {
    fn get(&self, key: &str) -> Option<String> {
        self.0.borrow().get(key).cloned()
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.0.borrow_mut().insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) {
        self.0.borrow_mut().remove(key);
    }

    fn keys(&self, prefix: &str) -> Vec<String> {
        let store = self.0.borrow();
        store
            .keys()
            .filter(|key| key.starts_with(prefix))
            .cloned()
            .collect()
    }

    fn used_chars(&self) -> usize {
        let store = self.0.borrow();
        store
            .iter()
            .map(|(key, value)| key.len() + value.len())
            .sum()
    }
}

struct NoMirror;

impl Mirror for NoMirror {
    async fn put(&self, _id: &str, _value: &str) -> Result<(), MirrorUnavailable> {
        Err(MirrorUnavailable)
    }

    async fn get(&self, _id: &str) -> Result<Option<String>, MirrorUnavailable> {
        Err(MirrorUnavailable)
    }

    async fn delete(&self, _ids: &[String]) -> Result<(), MirrorUnavailable> {
        Err(MirrorUnavailable)
    }

    async fn ids(&self) -> Result<Vec<String>, MirrorUnavailable> {
        Err(MirrorUnavailable)
    }
}

struct NoNetwork;

impl Network for NoNetwork {
    async fn post(&self, _request: &Request) -> Reply {
        Reply::NetworkError
    }
}

struct StoppedClock;

impl Clock for StoppedClock {
    fn now_millis(&self) -> u64 {
        1_768_478_400_000
    }

    async fn sleep_millis(&self, _millis: u64) {
        pending().await
    }
}

struct NoChance;

impl Randomness for NoChance {
    fn next_u64(&self) -> u64 {
        0
    }
}

struct NoLock;

impl Lock for NoLock {
    type Guard = ();

    async fn try_lock(&self, _name: &str) -> Locked<()> {
        Locked::Unsupported
    }
}
