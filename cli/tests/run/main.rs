//! `journey-survey run` as it is run: each test writes lines to the program and reads what it answers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod hostile;
mod journeys;
mod lines;
mod program;
mod sessions;
