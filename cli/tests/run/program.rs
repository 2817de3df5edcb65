use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What the program answers to these lines, on a device whose zone is that of New York.
#[track_caller]
pub fn answers(lines: &[impl AsRef<[u8]> + Sync]) -> Vec<Value> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_journey-survey"))
        .arg("run")
        .env("TZ", "America/New_York")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let output = std::thread::scope(|scope| {
        // Beside reading, lest both sides wait.
        scope.spawn(move || {
            for line in lines {
                stdin.write_all(line.as_ref()).unwrap();
                stdin.write_all(b"\n").unwrap();
            }
        });
        child.wait_with_output().unwrap()
    });
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
    let stdout = String::from_utf8(output.stdout).unwrap();
    stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Checks members of each snapshot: `expected` has an object for each.
#[track_caller]
pub fn check(request: &Value, expected: &Value) {
    let answers = answers(&[request.to_string()]);
    assert_eq!(answers.len(), 1, "{answers:#?}");
    let snaps = answers[0]["snaps"].as_array().unwrap();
    let expected = expected.as_array().unwrap();
    assert_eq!(snaps.len(), expected.len(), "{snaps:#?}");
    for (place, (snap, expected)) in snaps.iter().zip(expected).enumerate() {
        for (member, value) in expected.as_object().unwrap() {
            assert_eq!(&snap[member], value, "{member} of snapshot {place}");
        }
    }
}
