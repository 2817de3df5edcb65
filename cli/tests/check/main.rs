//! `journey-survey check` as it is run: each test writes small documents and reads what the program says about them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod definitions;
mod files;
mod hostile;
mod lints;
mod program;
mod schema;
mod texts;
