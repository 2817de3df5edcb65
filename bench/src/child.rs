use std::process::{Command, Stdio};
use std::time::Instant;

use serde::Serialize;
use wait4::Wait4 as _;

/// What a program took.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Taken {
    millis: f64,
    /// Of the processor: what it would have taken had nobody else been there.
    processor_millis: f64,
    /// The most memory it had at once.
    peak_bytes: u64,
    /// `None` if a signal ended it.
    exit_code: Option<i32>,
}

/// Runs a program with its output thrown away.
///
/// A process of its own, and a small one: until a child has started its program it counts its parent's memory as its own.
pub fn run(program: &str, arguments: &[&str]) -> Result<(), String> {
    let started = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("cannot start {program}: {error}"))?;
    let ended = child
        .wait4()
        .map_err(|error| format!("cannot wait for {program}: {error}"))?;
    let millis = started.elapsed().as_secs_f64() * 1000.0;
    let processor = ended.rusage.utime + ended.rusage.stime;
    crate::print(&Taken {
        millis,
        processor_millis: processor.as_secs_f64() * 1000.0,
        peak_bytes: ended.rusage.maxrss,
        exit_code: ended.status.code(),
    })
}
