use super::walk::Walk;
use crate::definition::findings::Findings;

/// Regular expressions that are none, and those that may take for ever to find that an answer does not match.
pub(super) fn check(walk: &Walk, is_pattern: &dyn Fn(&str) -> bool, findings: &Findings) {
    for node in walk.of_kind("regex") {
        let Some(pattern) = node.text("regex") else {
            continue;
        };
        let pointer = format!("{}/regex", node.pointer);
        if !is_pattern(pattern) {
            findings.error(
                "bad-pattern",
                &pointer,
                || "This is not a regular expression, so every answer passes. Look for a bracket that is not closed, or for a sign that needs a `\\` before it.",
            );
        } else if repeats_repetition(pattern) {
            findings.warning(
                "slow-pattern",
                &pointer,
                || "This pattern repeats what repeats itself, such as `(a+)+`: on some answers it takes for ever, and is given up as not matching. Repeat once.",
            );
        }
    }
}

/// Whether a group that is repeated without limit holds something that is, too.
fn repeats_repetition(pattern: &str) -> bool {
    let bytes = pattern.as_bytes();
    // For each open group whether something in it repeats.
    let mut groups = vec![false];
    let mut in_class = false;
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        match byte {
            b'\\' => index += 1,
            b']' => in_class = false,
            _ if in_class => {}
            b'[' => in_class = true,
            b'(' => groups.push(false),
            b')' => {
                let repeats_inside = groups.len() > 1 && groups.pop() == Some(true);
                let is_repeated = repeats_without_limit(bytes.get(index + 1..).unwrap_or_default());
                if repeats_inside && is_repeated {
                    return true;
                }
                if let Some(outer) = groups.last_mut() {
                    *outer |= repeats_inside || is_repeated;
                }
            }
            _ => {
                if repeats_without_limit(bytes.get(index..).unwrap_or_default())
                    && let Some(group) = groups.last_mut()
                {
                    *group = true;
                }
            }
        }
        index += 1;
    }
    false
}

/// Whether `*`, `+` or `{3,}` stands next.
fn repeats_without_limit(rest: &[u8]) -> bool {
    match rest {
        [b'*' | b'+', ..] => true,
        [b'{', inner @ ..] => inner
            .iter()
            .position(|byte| *byte == b'}')
            .and_then(|end| inner.get(..end))
            .is_some_and(|count| count.ends_with(b",")),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::repeats_repetition;

    #[test]
    fn repeated_repetitions_are_told_from_others() {
        for slow in [
            "(a+)+",
            "^(\\w+\\s?)*$",
            "((ab)*c)+",
            "(a{2,})*",
            "(.*a){3,}",
        ] {
            assert!(repeats_repetition(slow), "{slow}");
        }
        for quick in [
            "",
            "a+b+",
            "(ab)+",
            "^[a+]+$",
            "(\\+)+",
            "[0-9]{5}(-[0-9]{4})?",
            "(a+)?",
            "(a+){3}",
            "((",
            "))",
        ] {
            assert!(!repeats_repetition(quick), "{quick}");
        }
    }
}
