//! Documents that were made to exhaust whoever reads them. That each run ends, and not by a signal, is half the test.

use crate::program::{check, diagnostics};

fn repeated(item: impl Fn(usize) -> String, count: usize) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(",")
}

#[test]
fn nesting_costs_no_stack() {
    let count = 100_000;
    let lists = format!("{}{}", "[".repeat(count), "]".repeat(count));
    check(&lists, &[("1:121 error too-deep", "120 levels")]);
    check("[".repeat(count), &[("1:121 error too-deep", "120 levels")]);
    let panel = r#"{"type":"panel","elements":["#;
    let panels = |count| {
        format!(
            r#"{{"elements":[{}{}]}}"#,
            panel.repeat(count),
            "]}".repeat(count)
        )
    };
    check(panels(count), &[("1:1666 error too-deep", "120 levels")]);
    let found = diagnostics(panels(50));
    assert_eq!(found.len(), 1);
    assert!(
        found[0]
            .0
            .starts_with("1:462 error too-deep /elements/0/elements/0/"),
        "{found:?}"
    );
    // Brackets in texts are none.
    let text = format!(
        r#"{{"elements":[{{"type":"text","name":"a","title":"\"{}"}}]}}"#,
        "[".repeat(999)
    );
    check(text, &[]);
}

#[test]
fn long_expressions_are_refused() {
    let document = |expression: &str| {
        format!(r#"{{"elements":[{{"type":"text","name":"a","visibleIf":"{expression}"}}]}}"#)
    };
    for part in ["(", "!", "{a} = 1 and ", "[", "a", "f(", "'"] {
        let head = "1:40 error too-long /elements/0/visibleIf";
        check(
            document(&part.repeat((1 << 20) / part.len())),
            &[(head, "65536 bytes")],
        );
    }
    for part in ["(", "!(", "[", "f("] {
        let head = "1:40 error bad-expression /elements/0/visibleIf";
        check(
            document(&part.repeat(60_000 / part.len())),
            &[(head, "200 levels")],
        );
    }
}

#[test]
fn a_million_choices_are_too_many() {
    let choices = repeated(|number| (number % 10).to_string(), 1_000_000);
    let document =
        format!(r#"{{"elements":[{{"type":"checkbox","name":"a","choices":[{choices}]}}]}}"#);
    let found = diagnostics(document);
    let (head, message) = &found[0];
    assert_eq!(head, "1:44 error too-many /elements/0/choices");
    assert!(message.contains("at most 20000"), "{message}");
    assert!(found.len() < 10, "{}", found.len());
}

#[test]
fn a_document_that_is_wrong_everywhere_says_so_500_times() {
    let documents = [
        format!(
            "{{{}}}",
            repeated(|number| format!("\"m{number}\":1"), 300_000)
        ),
        format!(
            r#"{{"theme":{{{}}}}}"#,
            repeated(|number| format!("\"m{number}\":1"), 300_000)
        ),
        format!(
            r#"{{"title":{{{}}}}}"#,
            repeated(|number| format!("\"m{number}\":[]"), 300_000)
        ),
        format!(
            r#"{{"elements":[{}]}}"#,
            repeated(|_| "{}".to_owned(), 1_000_000)
        ),
    ];
    for document in documents {
        let found = diagnostics(document);
        assert_eq!(found.len(), 501);
        assert!(
            found
                .iter()
                .any(|(_, message)| message.ends_with("more are not listed."))
        );
    }
    let twice = format!("{{{}}}", repeated(|_| "\"m\":1".to_owned(), 600_000));
    assert!(diagnostics(twice).len() <= 102);
}

#[test]
fn what_is_quoted_is_cut() {
    let name = "n".repeat(60_000);
    let types = repeated(|_| format!(r#"{{"type":"{name}"}}"#), 60);
    for (head, message) in diagnostics(format!(r#"{{"elements":[{types}]}}"#)) {
        assert!(message.len() < 700, "{head}: {message}");
    }
}
