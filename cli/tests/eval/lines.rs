//! Lines that cannot be understood: each has an error of its own, and the next one is answered.

use crate::program::{answers, check_error};

const LINE: &str = r#"{"expr":"1 + 1"}"#;
const ANSWER: &str = r#"{"value":2,"condition":false}"#;

/// Checks a line that stands between two good ones.
#[track_caller]
fn check_bad(line: impl AsRef<[u8]>, part: &str) {
    let input = [LINE.as_bytes(), line.as_ref(), LINE.as_bytes()].join(&b'\n');
    let answers = answers(input);
    assert_eq!(answers.len(), 3, "{answers:#?}");
    assert_eq!((&*answers[0], &*answers[2]), (ANSWER, ANSWER));
    check_error(&answers[1], part);
}

#[test]
fn a_line_that_is_no_request_does_not_keep_the_next_one_from_being_answered() {
    let cases = [
        ("nonsense", "not JSON"),
        (r#"{"expr":"1""#, "not JSON"),
        (r#"{"expr":"1"} {}"#, "not JSON"),
        (r#"{"expr":"1","values":{"a":1e999}}"#, "out of range"),
        ("7", "an object such as"),
        (r#"["1"]"#, "not a list"),
        ("null", "not null"),
        ("{}", "\"expr\" is missing"),
        (r#"{"expr":null}"#, "\"expr\" needs a text, not null"),
        (r#"{"expr":["1"]}"#, "\"expr\" needs a text, not a list"),
        (
            r#"{"expr":"1","values":[1]}"#,
            "\"values\" needs an object, not a list",
        ),
        (
            r#"{"expr":"1","values":{"a":[{"$date":"soon"}]}}"#,
            "In \"values\", \"$date\" needs a date",
        ),
        (
            r#"{"expr":"1","values":{"a":{"$inf":0}}}"#,
            "\"$inf\" needs 1 or -1, not 0",
        ),
        (r#"{"expr":"1","now":"soon"}"#, "\"now\" needs an instant"),
        (r#"{"expr":"1","now":""}"#, "\"now\" needs an instant"),
        (r#"{"expr":"1","now":9e15}"#, "\"now\" needs an instant"),
        (r#"{"expr":"1","now":true}"#, "\"now\" needs an instant"),
        (
            r#"{"expr":"1","tz":"Mars/Base"}"#,
            "\"tz\" needs a time zone",
        ),
        (r#"{"expr":"1","tz":""}"#, "\"tz\" needs a time zone"),
        (r#"{"expr":"1","tz":2}"#, "\"tz\" needs a time zone"),
        // An error of the line comes before one of the expression.
        (r#"{"expr":"","tz":"x"}"#, "\"tz\" needs a time zone"),
    ];
    for (line, part) in cases {
        check_bad(line, part);
    }
    check_bad(b"{\"expr\":\"\xff\"}", "not UTF-8 from its byte 10");
}

#[test]
fn hostile_lines_are_errors_and_not_stack_overflows() {
    let nested = |open: &str, close: &str| {
        let (open, close) = (open.repeat(100_000), close.repeat(100_000));
        format!(r#"{{"expr":"1","values":{{"a":{open}1{close}}}}}"#)
    };
    check_bad(nested("[", "]"), "nested deeper");
    check_bad(nested("{\"a\":", "}"), "nested deeper");
    let deep = format!(r#"{{"expr":"{}"}}"#, "(".repeat(100_000));
    let answer = answers(deep).concat();
    assert!(
        answer.contains("200 levels") && answer.contains("\"at\":"),
        "{answer}"
    );
    let long = format!(r#"{{"expr":"1{}"}}"#, "+1".repeat(500_000));
    assert!(answers(long).concat().contains("256 KiB"));
}

#[test]
fn a_line_may_have_8_mib_and_no_more() {
    let limit = 8 << 20;
    let padded = format!("{LINE}{}", " ".repeat(limit - LINE.len()));
    assert_eq!(answers(&padded), [ANSWER]);
    assert_eq!(answers(format!("{padded}\n{LINE}")), [ANSWER, ANSWER]);
    check_bad(format!("{padded} "), "longer than 8 MiB");
    check_bad(vec![b'a'; 20 << 20], "longer than 8 MiB");
    let last = answers(format!("{padded} ")).concat();
    check_error(&last, "longer than 8 MiB");
}

#[test]
fn blank_lines_are_passed_over_and_line_breaks_may_be_of_windows() {
    assert!(answers("").is_empty());
    assert!(answers("\n \t\r\n\n").is_empty());
    assert_eq!(answers(format!("\n{LINE}\r\n\r\n{LINE}")), [ANSWER, ANSWER]);
}
