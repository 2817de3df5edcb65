//! `journey-survey eval`: expressions from standard input, what they come to on standard output.
//!
//! `lines` divides the input, `request` makes an expression, values and a calendar of a line, `answer` evaluates them.

mod answer;
mod arguments;
mod lines;
mod request;

use std::io::{self, ErrorKind, Write};

use answer::answer;
pub use arguments::Arguments;
use journey_survey::native::Zone;
use journey_survey::value::to_json;
use lines::Lines;

/// Answers line by line until the input ends. Lines that ask nothing, because they are blank, have no answer.
///
/// The error is one sentence for the person who started it.
pub fn run(_: Arguments) -> Result<(), String> {
    let zone_of_device = Zone::of_device();
    let mut lines = Lines::of(io::stdin().lock());
    let mut out = io::stdout().lock();
    loop {
        let line = match lines.next() {
            Ok(Some(line)) => line,
            Ok(None) => return Ok(()),
            Err(error) => return Err(format!("cannot read standard input: {error}")),
        };
        if line.is_blank() {
            continue;
        }
        let answer = to_json(&answer(line, &zone_of_device)) + "\n";
        // Each line at once: whoever asks may wait for the answer before asking on.
        match out.write_all(answer.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => {}
            // Whoever reads, such as `head`, has seen enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            Err(error) => return Err(format!("cannot write to standard output: {error}")),
        }
    }
}
