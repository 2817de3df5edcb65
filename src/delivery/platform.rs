use std::future::Future;

use crate::value::Json;

/// The outside world of the outbox, chosen as a whole: the browser's, or a simulated one.
pub trait Platform {
    type Store: Store;
    type Mirror: Mirror;
    type Network: Network;
    type Clock: Clock;
    type Randomness: Randomness;
    type Lock: Lock;
    type Json: Json;
}

/// What an outbox is built from.
pub struct Parts<P: Platform> {
    pub store: P::Store,
    pub mirror: P::Mirror,
    pub network: P::Network,
    pub clock: P::Clock,
    pub randomness: P::Randomness,
    pub lock: P::Lock,
    pub json: P::Json,
}

/// Synchronous text by key, shared by all tabs: localStorage. It may forget the last seconds when the browser dies.
pub trait Store {
    fn get(&self, key: &str) -> Option<String>;
    fn set(&self, key: &str, value: &str) -> Result<(), StoreError>;
    fn remove(&self, key: &str);
    /// All keys that begin with `prefix`, in any order.
    fn keys(&self, prefix: &str) -> Vec<String>;
    /// UTF-16 code units in all keys and values of the origin, other people's included: the limit is shared.
    fn used_chars(&self) -> usize;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// No space left.
    Full,
    /// Storage is refused here: private mode, blocked by the user, a sandboxed frame.
    Blocked,
}

/// A durable copy of each record, by id: IndexedDB. One mirror serves one namespace.
///
/// Every call is given [`MIRROR_TIMEOUT_MILLIS`] and then taken as unavailable.
pub trait Mirror {
    /// `Ok` only once the copy would survive a killed browser: after `oncomplete` with `durability: "strict"`.
    fn put(&self, id: &str, value: &str) -> impl Future<Output = Result<(), MirrorUnavailable>>;
    fn get(&self, id: &str) -> impl Future<Output = Result<Option<String>, MirrorUnavailable>>;
    /// Need not be durable: what comes back is removed again, because its receipt is kept.
    fn delete(&self, ids: &[String]) -> impl Future<Output = Result<(), MirrorUnavailable>>;
    fn ids(&self) -> impl Future<Output = Result<Vec<String>, MirrorUnavailable>>;
}

/// A database that hangs must not hang the survey.
pub(super) const MIRROR_TIMEOUT_MILLIS: u64 = 10_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MirrorUnavailable;

pub trait Network {
    /// Sends one `POST`, with `redirect: "manual"`. Dropping the future (a time-out) must abort the request.
    fn post(&self, request: &Request) -> impl Future<Output = Reply>;
}

/// A `POST`. The same record gives the same bytes on every attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Request {
    /// What a browser counts against its limit on requests that outlive the page.
    pub fn size_bytes(&self) -> usize {
        let headers = self.headers.iter();
        let headers: usize = headers.map(|(name, value)| name.len() + value.len()).sum();
        self.url.len() + headers + self.body.len()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    Status {
        status: u16,
        /// The text of `Retry-After`, where the endpoint exposes it.
        retry_after: Option<String>,
        content_type: Option<String>,
    },
    /// A redirect that was not followed; its status is hidden from the page.
    Redirect,
    /// No answer: offline, refused, cut, or hidden by CORS.
    NetworkError,
    TimedOut,
}

pub trait Clock {
    /// Milliseconds since 1970-01-01T00:00Z by the device's clock, which may jump either way at any time.
    fn now_millis(&self) -> u64;
    fn sleep_millis(&self, millis: u64) -> impl Future<Output = ()>;
}

pub trait Randomness {
    /// Uniform over all 64 bits.
    fn next_u64(&self) -> u64;
}

/// A lock between tabs: Web Locks with `ifAvailable`.
pub trait Lock {
    /// Dropping it gives the lock back.
    type Guard;
    fn try_lock(&self, name: &str) -> impl Future<Output = Locked<Self::Guard>>;
}

pub enum Locked<G> {
    Held(G),
    /// Somebody else holds it.
    Taken,
    /// No such thing on this platform: the outbox falls back to a lease in the store.
    Unsupported,
}
