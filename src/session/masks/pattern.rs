//! Masks that are a pattern: `9` stands for a digit, `a` for a letter, `#` for either.

/// What stands for a sign that is missing.
const MISSING: char = '_';

enum Sign {
    /// Written beside what is typed, and part of the answer only where it could have been typed.
    Literal {
        sign: char,
        is_recorded: bool,
    },
    Typed(fn(char) -> bool),
}

/// A text with the signs of the pattern around it.
pub(super) fn masked(pattern: &str, text: &str) -> String {
    let mut typed = text.chars().peekable();
    let mut out = String::new();
    for sign in signs(pattern) {
        match sign {
            Sign::Typed(fits) => {
                let next = typed.by_ref().find(|&next| fits(next));
                out.push(next.unwrap_or(MISSING));
            }
            Sign::Literal { sign, .. } => {
                out.push(sign);
                typed.next_if_eq(&sign);
            }
        }
    }
    out
}

/// What is typed into a pattern, as far as it goes: what does not fit is left out, and signs of the pattern come with the
/// sign after them, so that they never stand in the way of taking back.
pub(super) fn typing(pattern: &str, text: &str) -> String {
    let mut typed = text.chars().peekable();
    let mut out = String::new();
    let mut between = String::new();
    for sign in signs(pattern) {
        match sign {
            Sign::Typed(fits) => {
                let Some(next) = typed.by_ref().find(|&next| fits(next)) else {
                    break;
                };
                out.push_str(&between);
                between.clear();
                out.push(next);
            }
            Sign::Literal { sign, .. } => {
                between.push(sign);
                typed.next_if_eq(&sign);
            }
        }
    }
    out
}

/// What was typed into a pattern; empty while the pattern is not full.
pub(super) fn unmasked(pattern: &str, text: &str) -> String {
    let mut written = text.chars();
    if text.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    for sign in signs(pattern) {
        let at = written.next();
        match sign {
            Sign::Literal { sign, is_recorded } => {
                if is_recorded {
                    out.push(sign);
                }
            }
            Sign::Typed(fits) => match at.filter(|&at| fits(at)) {
                Some(typed) => out.push(typed),
                None => return String::new(),
            },
        }
    }
    out
}

fn signs(pattern: &str) -> Vec<Sign> {
    let mut signs = Vec::new();
    let mut is_escaped = false;
    for sign in pattern.chars() {
        signs.push(match sign {
            '\\' => {
                is_escaped = true;
                continue;
            }
            _ if is_escaped => Sign::Literal {
                sign,
                is_recorded: true,
            },
            '9' => Sign::Typed(|typed| typed.is_ascii_digit()),
            'a' => Sign::Typed(|typed| typed.is_ascii_alphabetic()),
            '#' => Sign::Typed(|typed| typed.is_ascii_alphanumeric()),
            _ => Sign::Literal {
                sign,
                is_recorded: sign.is_ascii_alphanumeric(),
            },
        });
        is_escaped = false;
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_guide_typing() {
        let cases = [
            ("(999) 999-9999", "5", "(5"),
            ("(999) 999-9999", "(555", "(555"),
            ("(999) 999-9999", "(5551", "(555) 1"),
            ("(999) 999-9999", "(555) ", "(555"),
            ("(999) 999-9999", "555-123-4567 8", "(555) 123-4567"),
            ("+1 (999)", "2", "+1 (2"),
            ("+1 (999)", "+1 (23", "+1 (23"),
            ("aa-9999", "ab12345", "ab-1234"),
            ("aa-9999", "1", ""),
            ("aa-9999", "", ""),
        ];
        for (pattern, text, shown) in cases {
            assert_eq!(typing(pattern, text), shown, "{pattern}: {text}");
        }
    }

    #[test]
    fn patterns_are_filled_and_read() {
        let cases = [
            ("+1 (999) aa-##\\9", "123abc4", "+1 (234) __-__9", ""),
            (
                "+1 (999) aa-##\\9",
                "+1 (123) ab-c49",
                "+1 (123) ab-c49",
                "1123abc49",
            ),
            ("+1 (999) aa-##\\9", "12", "+1 (2__) __-__9", ""),
            ("+1 (999) aa-##\\9", "", "+1 (___) __-__9", ""),
            ("999-99", "12345", "123-45", ""),
            ("999-99", "123-45", "123-45", "12345"),
            ("aa", "é1b", "b_", ""),
            ("", "123", "", ""),
        ];
        for (pattern, text, shown, plain) in cases {
            assert_eq!(masked(pattern, text), shown, "{pattern} over {text}");
            assert_eq!(unmasked(pattern, text), plain, "{pattern} off {text}");
        }
    }
}
