use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a run of the program said.
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Runs `journey-survey check` in a folder with something on its standard input.
pub fn run_in(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_journey-survey"))
        .arg("check")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let output = std::thread::scope(|scope| {
        // Beside reading, lest both sides wait; and it may stop reading what is too large.
        scope.spawn(move || input.write_all(stdin));
        child.wait_with_output().unwrap()
    });
    Run {
        status: output.status.code().expect("ended by a signal"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs `journey-survey check -` on a document.
pub fn run_on(document: impl AsRef<[u8]>, arguments: &[&str]) -> Run {
    let arguments = [arguments, &["-"]].concat();
    run_in(Path::new("."), &arguments, document.as_ref())
}

/// The diagnostics of a document, each as `LINE:COLUMN SEVERITY CODE POINTER`, and the messages beside them.
pub fn diagnostics(document: impl AsRef<[u8]>) -> Vec<(String, String)> {
    let run = run_on(document, &["--format", "json"]);
    assert_eq!(run.stderr, "");
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let diagnostics = report["diagnostics"].as_array().unwrap();
    let has_errors = diagnostics.iter().any(|found| found["severity"] == "error");
    assert_eq!(run.status, i32::from(has_errors));
    diagnostics
        .iter()
        .map(|found| {
            let word = |name: &str| found[name].as_str().unwrap();
            let place = match found["line"].as_u64() {
                Some(line) => format!("{line}:{}", found["column"]),
                None => "-".to_owned(),
            };
            let head = format!(
                "{place} {} {} {}",
                word("severity"),
                word("code"),
                word("pointer")
            );
            (head.trim_end().to_owned(), word("message").to_owned())
        })
        .collect()
}

/// Checks all that is said about a document: for each diagnostic its head, as [`diagnostics`] gives it, and a part of its
/// message.
#[track_caller]
pub fn check(document: impl AsRef<[u8]>, expected: &[(&str, &str)]) {
    let shown = String::from_utf8_lossy(document.as_ref()).into_owned();
    let found = diagnostics(document);
    let heads: Vec<&str> = found.iter().map(|(head, _)| head.as_str()).collect();
    let expected_heads: Vec<&str> = expected.iter().map(|(head, _)| *head).collect();
    assert_eq!(heads, expected_heads, "{shown:.2000}\n{found:#?}");
    for ((_, message), (_, part)) in found.iter().zip(expected) {
        assert!(message.contains(part), "{part:?} is not in: {message}");
        assert!(message.ends_with(['.', '?']), "not a sentence: {message}");
    }
}
