//! What `tests/collect` checks, with a real PostgreSQL behind it: each test starts one, which the Debian package
//! `postgresql` holds.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod outage;
mod place;
#[path = "../collect/process.rs"]
mod process;
#[path = "../collect/reading.rs"]
mod reading;
#[path = "../collect/server.rs"]
mod server;
#[path = "../collect/submitting.rs"]
mod submitting;
