//! Any text as markup: nothing comes out that could do something, and links lead only to the web and to mail.
#![no_main]

use journey_survey::definition::{Markup, parse_markup};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|html: &str| {
    for piece in &parse_markup(html) {
        check(piece, 0);
    }
});

const FORBIDDEN: [&str; 12] = [
    "script", "style", "iframe", "object", "embed", "svg", "math", "form", "input", "link", "meta",
    "base",
];

fn check(piece: &Markup, depth: usize) {
    assert!(depth < 100, "deep enough to exhaust a stack");
    let Markup::Element {
        tag,
        attributes,
        children,
    } = piece
    else {
        return;
    };
    assert!(!FORBIDDEN.contains(tag), "{tag}");
    for (name, value) in attributes {
        assert!(
            !name.starts_with("on") && *name != "style" && *name != "srcdoc",
            "{name}"
        );
        if matches!(*name, "href" | "src") {
            // As browsers read addresses: white space and control characters within do not count.
            let plain: String = value
                .chars()
                .filter(|character| !character.is_whitespace() && !character.is_control())
                .collect();
            if let Some((scheme, _)) = plain.split_once(':') {
                let scheme = scheme.to_lowercase();
                let is_scheme = scheme
                    .chars()
                    .all(|letter| letter.is_alphanumeric() || "+-.".contains(letter));
                assert!(
                    !is_scheme || matches!(&*scheme, "http" | "https" | "mailto"),
                    "{name}: {value}"
                );
            }
        }
    }
    for child in children {
        check(child, depth + 1);
    }
}
