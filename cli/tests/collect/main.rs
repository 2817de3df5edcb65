//! `journey-survey collect` over real HTTP: each test starts the program on a free port with a store
//! of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod files;
mod origins;
mod place;
mod process;
mod reading;
mod server;
mod sqlite;
mod starting;
mod submitting;
