use std::io::Write;
use std::process::{Child, Command, Stdio};

/// Starts `journey-survey eval` on a device whose zone is that of New York.
pub fn start() -> Child {
    Command::new(env!("CARGO_BIN_EXE_journey-survey"))
        .arg("eval")
        .env("TZ", "America/New_York")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The lines that it answers to these bytes.
#[track_caller]
pub fn answers(input: impl AsRef<[u8]>) -> Vec<String> {
    let input = input.as_ref();
    let mut child = start();
    let mut stdin = child.stdin.take().unwrap();
    let output = std::thread::scope(|scope| {
        // Beside reading, lest both sides wait.
        scope.spawn(move || stdin.write_all(input).unwrap());
        child.wait_with_output().unwrap()
    });
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(stdout.is_empty() || stdout.ends_with('\n'));
    stdout.lines().map(str::to_owned).collect()
}

/// Checks the whole of each answer.
#[track_caller]
pub fn check(cases: &[(&str, &str)]) {
    let input: String = cases.iter().map(|(line, _)| format!("{line}\n")).collect();
    let answers = answers(input);
    assert_eq!(answers.len(), cases.len(), "{answers:#?}");
    for (answer, (line, expected)) in answers.iter().zip(cases) {
        assert_eq!(answer, expected, "{line}");
    }
}

/// Checks that an answer is an error without a place: a sentence with this part.
#[track_caller]
pub fn check_error(answer: &str, part: &str) {
    let answer: serde_json::Value = serde_json::from_str(answer).unwrap();
    let members = answer.as_object().unwrap();
    let error = answer["error"].as_str().unwrap_or_default();
    assert!(error.contains(part), "{part:?} is not in: {answer}");
    assert!(error.ends_with('.'), "not a sentence: {error}");
    assert_eq!(members.len(), 1, "{answer}");
}
