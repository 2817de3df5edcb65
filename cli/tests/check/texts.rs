//! Documents that are no JSON, or not the right JSON.

use crate::program::check;

const QUESTION: &str = r#"{"elements":[{"type":"text","name":"a"}]}"#;

#[test]
fn a_document_that_is_not_json_says_where_and_why() {
    let cases = [
        ("", "- error empty", "is empty"),
        (" \n\t ", "- error empty", "is empty"),
        ("nonsense", "1:1 error not-json", "`nonsense` is not JSON"),
        ("\n <!doctype html>", "2:2 error not-json", "HTML"),
        (
            "{\"a\":1,}",
            "1:7 error not-json",
            "Nothing follows this comma",
        ),
        (
            "{\"é\":[1,\n  2,\n]}",
            "2:4 error not-json",
            "Nothing follows this comma",
        ),
        (
            "{\n  \"a\": \"é😀\" \"b\": 1}",
            "2:12 error not-json",
            "comma is missing",
        ),
        ("{\"a\" 1}", "1:6 error not-json", "colon is missing"),
        (
            "{\"a\":}",
            "1:6 error not-json",
            "value, or another bracket",
        ),
        (
            "{\"a\":[1,2}",
            "1:10 error not-json",
            "value, or another bracket",
        ),
        ("[,1]", "1:2 error not-json", "not a comma"),
        ("{'a':1}", "1:2 error not-json", "double quotes"),
        ("{a:1}", "1:2 error not-json", "name of a member"),
        (
            "{\"a\":undefined}",
            "1:6 error not-json",
            "`undefined` is not JSON",
        ),
        ("{\"a\":NaN}", "1:6 error not-json", "`NaN` is not JSON"),
        ("{\"a\":+1}", "1:6 error not-json", "number is not written"),
        ("{\"a\":.5}", "1:6 error not-json", "number is not written"),
        (
            "{\"a\":1e999}",
            "1:10 error not-json",
            "number out of range",
        ),
        ("// note\n{}", "1:1 error not-json", "comment"),
        ("{} {}", "1:4 error not-json", "ends before this"),
        ("{\"a\":1", "1:1 error not-json", "a `}` is missing"),
        ("{\"a\":[1", "1:6 error not-json", "a `]` is missing"),
        ("{\"a\":\"x", "1:6 error not-json", "never closed"),
        ("{\"a\":\"x,\n\"b\":1}", "1:9 error not-json", "line break"),
        ("{\"a\":\"\\x\"}", "1:7 error not-json", "backslash"),
        ("{\"a\":\"\\ud800\"}", "1:7 error not-json", "backslash"),
    ];
    for (document, head, message) in cases {
        check(document, &[(head, message)]);
    }
}

#[test]
fn json_that_is_no_survey_says_what_is_needed() {
    for (document, kind) in [
        ("[1,2]", "not a list"),
        (" 7", "not a number"),
        ("null", "not null"),
    ] {
        let column = document.len() - document.trim_start().len() + 1;
        check(
            document,
            &[(&format!("1:{column} error not-an-object"), kind)],
        );
    }
    check("{}", &[("1:1 error nothing-to-ask", "no question")]);
    let too_deep = format!("{}{}", "[".repeat(121), "]".repeat(121));
    check(too_deep, &[("1:121 error too-deep", "120 levels")]);
}

#[test]
fn utf_8_is_needed_and_its_byte_order_mark_is_tolerated() {
    check(format!("\u{feff}{QUESTION}"), &[]);
    check("\u{feff}x", &[("1:1 error not-json", "`x` is not JSON")]);
    check(b"{\"a\":\n \"\xff\"}", &[("2:3 error not-utf-8", "UTF-8")]);
    check(b"\xff\xfe{\x00}\x00", &[("1:1 error not-utf-8", "UTF-16")]);
}

#[test]
fn a_document_may_have_4_mib_and_no_more() {
    let limit = 4 << 20;
    let padded = format!("{QUESTION}{}", " ".repeat(limit - QUESTION.len()));
    check(&padded, &[]);
    check(padded + " ", &[("- error too-large", "4 MiB")]);
    check(vec![b'a'; 10 << 20], &[("- error too-large", "4 MiB")]);
}
