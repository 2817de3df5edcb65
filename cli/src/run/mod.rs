//! `journey-survey run`: scripted sessions from standard input, what they look like on standard output.
//!
//! `request` makes a session and steps of a line, `step` is one of them, `script` takes them.

mod arguments;
mod lists;
mod request;
mod script;
mod step;

pub use arguments::Arguments;
use journey_survey::native::Zone;
use journey_survey::value::{Object, Value};

use crate::lines::{self, Line};
use request::Request;

/// Answers line by line until the input ends.
///
/// The error is one sentence for the person who started it.
pub fn run(_: Arguments) -> Result<(), String> {
    let zone_of_device = Zone::of_device();
    lines::answer_each(&mut |line| answer(line, &zone_of_device))
}

fn answer(line: Line, zone_of_device: &Zone) -> Value {
    let parsed = match line.parse() {
        Ok(parsed) => parsed,
        Err(sentence) => return refusal(Value::Null, sentence),
    };
    let id = match parsed.get("id") {
        Value::Undefined => Value::Null,
        id => id.clone(),
    };
    match Request::read(&parsed, zone_of_device) {
        Ok(request) => script::play(id, request),
        Err(sentence) => refusal(id, sentence),
    }
}

fn refusal(id: Value, sentence: String) -> Value {
    let mut answer = Object::new();
    answer.set("id", id);
    answer.set("error", sentence);
    answer.into()
}
