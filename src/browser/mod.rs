//! The browser behind the core's traits.

mod calendar;
mod clock;
mod document;
mod json;
mod lists;
mod local_storage;
mod locks;
#[cfg(target_family = "wasm")]
mod memory;
mod mirror;
mod network;
mod numerals;
mod page;
mod patterns;
mod randomness;

pub use calendar::{BrowserCalendar, FixedClock};
pub use clock::BrowserClock;
pub use document::{FetchError, fetch_bytes, fetch_text};
pub use json::{BrowserJson, from_js, to_js};
pub use lists::BrowserLists;
pub use local_storage::LocalStorage;
pub use locks::{LockGuard, WebLocks};
pub use mirror::IndexedMirror;
pub use network::{FetchNetwork, send_keepalive};
pub use numerals::{NUMERALS, language_tag};
pub use page::{absolute, device, preferred_locales, save_file, timezone, window};
pub use patterns::BrowserPatterns;
pub use randomness::BrowserRandomness;

use crate::delivery::Platform;

/// The outbox's world in a browser.
pub struct BrowserPlatform;

impl Platform for BrowserPlatform {
    type Store = LocalStorage;
    type Mirror = IndexedMirror;
    type Network = FetchNetwork;
    type Clock = BrowserClock;
    type Randomness = BrowserRandomness;
    type Lock = WebLocks;
    type Json = BrowserJson;
}
