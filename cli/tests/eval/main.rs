//! `journey-survey eval` as it is run: each test writes lines to the program and reads what it answers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::print_stdout, reason = "what `cargo xtask conformance` shows")]

mod collected;
mod lines;
mod program;
mod streams;
mod values;
mod zones;
