//! What `cargo xtask bench` measures: the same work natively, as WebAssembly beside `survey-core`, and hostile documents.

/// A long survey in which every question hangs on another, and a run through it.
pub mod chain;

/// Expressions over fixed values.
pub mod expressions;

/// What lies outside the core, of which native and WebAssembly have their own.
pub mod world;

/// What expressions evaluate to, bit for bit.
pub mod results;

/// Documents that were made to exhaust whoever reads them.
#[cfg(feature = "native")]
pub mod hostile;

/// The same for JavaScript.
#[cfg(feature = "web")]
pub mod web;
