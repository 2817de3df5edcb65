use fancy_regex::{Regex, RegexBuilder};

use crate::session::Patterns;

/// Regular expressions by a library whose work is bounded: most patterns take time in proportion to the text, and
/// those that look around or back are given up after so many steps.
#[derive(Clone, Copy, Debug, Default)]
pub struct NativePatterns;

const MAX_BACKTRACKS: usize = 100_000;
const MAX_COMPILED_BYTES: usize = 1 << 20;

impl NativePatterns {
    /// Whether a text is a regular expression, of a size that is compiled.
    pub fn is_pattern(&self, text: &str) -> bool {
        compiled(text, false).is_some()
    }
}

impl Patterns for NativePatterns {
    fn is_match(&self, pattern: &str, ignore_case: bool, text: &str) -> bool {
        compiled(pattern, ignore_case).is_none_or(|regex| regex.is_match(text).unwrap_or(true))
    }
}

fn compiled(pattern: &str, ignore_case: bool) -> Option<Regex> {
    RegexBuilder::new(&with_ascii_classes(pattern))
        .case_insensitive(ignore_case)
        .backtrack_limit(MAX_BACKTRACKS)
        .delegate_size_limit(MAX_COMPILED_BYTES)
        .build()
        .ok()
}

/// JavaScript's `\d` and `\w` know only ASCII, and `\/` is just a slash.
fn with_ascii_classes(pattern: &str) -> String {
    let mut translated = String::with_capacity(pattern.len());
    let mut signs = pattern.chars();
    let mut is_in_class = false;
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => match signs.next() {
                Some('d') if is_in_class => translated.push_str("0-9"),
                Some('w') if is_in_class => translated.push_str("0-9A-Za-z_"),
                Some('d') => translated.push_str("[0-9]"),
                Some('D') if !is_in_class => translated.push_str("[^0-9]"),
                Some('w') => translated.push_str("[0-9A-Za-z_]"),
                Some('W') if !is_in_class => translated.push_str("[^0-9A-Za-z_]"),
                Some('/') => translated.push('/'),
                Some(other) => {
                    translated.push('\\');
                    translated.push(other);
                }
                None => translated.push('\\'),
            },
            '[' if !is_in_class => {
                is_in_class = true;
                translated.push('[');
            }
            '[' => translated.push_str("\\["),
            ']' => {
                is_in_class = false;
                translated.push(']');
            }
            other => translated.push(other),
        }
    }
    translated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_read_as_in_javascript() {
        let cases = [
            ("^\\d{4}$", false, "2026", true),
            ("^\\d{4}$", false, "٢٠٢٦", false),
            ("^\\w+$", false, "é", false),
            ("^[\\d\\-/]+$", false, "1-2/3", true),
            ("^abc$", true, "ABC", true),
            ("^abc$", false, "ABC", false),
            ("^(?!no).*$", false, "no way", false),
            ("(", false, "anything", true),
        ];
        for (pattern, ignore_case, text, expected) in cases {
            let found = NativePatterns.is_match(pattern, ignore_case, text);
            assert_eq!(found, expected, "{pattern} {text}");
        }
    }

    #[test]
    fn a_catastrophic_pattern_ends_before_long() {
        let text = format!("{}!", "a".repeat(5_000));
        assert!(!NativePatterns.is_match("^(a+)+$", false, &text));
        NativePatterns.is_match("^(?=(a+)+b)(a+)+$", false, &text);
    }
}
