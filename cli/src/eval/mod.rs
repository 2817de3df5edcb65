//! `journey-survey eval`: expressions from standard input, what they come to on standard output.
//!
//! `request` makes an expression, values and a calendar of a line, `answer` evaluates them.

mod answer;
mod arguments;
mod request;

use answer::answer;
pub use arguments::Arguments;
use journey_survey::native::Zone;

use crate::lines;

/// Answers line by line until the input ends.
///
/// The error is one sentence for the person who started it.
pub fn run(_: Arguments) -> Result<(), String> {
    let zone_of_device = Zone::of_device();
    lines::answer_each(&mut |line| answer(line, &zone_of_device))
}
