//! The record that leaves: what a finished run said, how it came about, and how far it can be trusted.

mod encoding;
mod journey;
mod metrics;
mod quality;
mod record;
mod uuid;

pub use encoding::encode;
pub use record::{Surroundings, record};
pub use uuid::uuid_v7;
