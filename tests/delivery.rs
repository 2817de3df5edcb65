//! The outbox against a simulated world: a store that tears and forgets, a mirror that comes and goes, a network that
//! loses, delays, doubles and reorders, clocks that jump, and tabs that die at any storage operation.
//!
//! `DELIVERY_SCHEDULES=100000 cargo test --release --test delivery random` tries so many random schedules;
//! `DELIVERY_SEED=7` chooses others.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "delivery/endpoint.rs"]
mod endpoint;
#[path = "delivery/faults.rs"]
mod faults;
#[path = "delivery/random.rs"]
mod random;
#[path = "delivery/schedule.rs"]
mod schedule;
#[path = "delivery/sending.rs"]
mod sending;
#[path = "delivery/state.rs"]
mod state;
#[path = "delivery/storing.rs"]
mod storing;
#[path = "delivery/world.rs"]
mod world;
