//! The record that leaves: what a finished run said, how it came about, and how far it can be trusted.

mod journey;
mod metrics;
mod quality;
mod record;
mod uuid;

pub use record::{Surroundings, record};
pub use uuid::uuid_v7;
