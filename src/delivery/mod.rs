//! The outbox: nothing lost, nothing doubled, and never a false "saved".
//!
//! A finished response becomes a [`Record`]. [`Outbox::submit`] writes it to this device and says how safe it is;
//! [`Outbox::run`] delivers it, however long that takes. Storage, network, time, chance and locks are the traits of
//! [`platform`](Platform): this layer has no web, no wall clock and no randomness of its own.
//!
//! | file | what it knows |
//! |---|---|
//! | `outbox` | the public face: submit, nudge, status, the last flush |
//! | `boot` | what a page load finds: the union of both stores less the receipts |
//! | `drain` | who may send, what is due, and what each answer leads to |
//! | `index` | the records this page knows of, without their bodies |
//! | `classify`, `retry_after`, `backoff`, `lane` | what an answer means, and when to try again |
//! | `record`, `envelope`, `keys`, `meta` | what lies in the stores, byte by byte |
//! | `shelf`, `quota`, `receipts`, `drafts`, `export` | the local store and everything kept in it |
//! | `apart` | what is too large for a draft and lies beside it |
//! | `lease`, `race`, `sorted` | taking turns between tabs; waiting for the first of two things; a small map |
//!
//! **Correctness rests on the idempotency key alone.** Locks, leases and receipts only save requests: whatever they
//! miss, the endpoint sees the same bytes under the same key again.
//!
//! **Every step may be the last.** A crash between any two storage operations leaves either the draft or the record,
//! never neither; what was left half done is finished by the next boot.

mod apart;
mod backoff;
mod boot;
mod classify;
mod drafts;
mod drain;
mod envelope;
mod export;
mod index;
mod keys;
mod lane;
mod lease;
mod meta;
mod outbox;
mod platform;
mod quota;
mod race;
mod receipts;
mod record;
mod retry_after;
mod shelf;
mod sorted;

pub use apart::{with_contents, without_contents};
pub use backoff::{MAX_BACKOFF_MILLIS, MAX_WAIT_MILLIS};
pub use classify::{Verdict, classify};
pub use drafts::Draft;
pub use envelope::crc32;
pub use export::Imported;
pub use lane::PAUSE_MILLIS;
pub use lease::{LEASE_MILLIS, LEASE_RENEWAL_MILLIS};
pub use outbox::{KEEPALIVE_BYTES, Lack, Nudge, Outbox, Paused, Progress, Saved, Status};
pub use platform::{
    Clock, Lock, Locked, Mirror, MirrorUnavailable, Network, Parts, Platform, Randomness, Reply,
    Request, Store, StoreError,
};
pub use quota::{BALLAST_CHARS, Room, STORE_LIMIT_CHARS};
#[cfg(feature = "web")]
pub(crate) use race::{Winner, race};
pub use receipts::MAX_RECEIPTS;
pub use record::{MAX_BODY_BYTES, Record, SubmitError};
pub use retry_after::{MAX_RETRY_AFTER_MILLIS, retry_after_millis};
