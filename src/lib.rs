//! Journey Survey: a survey that asks about a whole customer journey in a few questions.
//!
//! The layers, each of which may use only those above it:
pub mod delivery;
pub mod expression;
pub mod journey;
pub mod value;

#[cfg(feature = "native")]
pub mod native;
