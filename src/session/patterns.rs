/// Regular expressions in JavaScript's dialect. Their engine is the platform's: a browser has one, and natively a
/// library stands in.
pub trait Patterns {
    /// Whether a text fits. A pattern that cannot be read fits everything, and so does one that takes too long to
    /// decide: nobody is kept from answering by a mistake of the author's.
    fn is_match(&self, pattern: &str, ignore_case: bool, text: &str) -> bool;
}

/// Whether the shape of a pattern lets it take time beyond all measure: something repeated without end that is itself
/// made of repetitions without end, as in `(a+)+`.
pub fn is_risky_pattern(pattern: &str) -> bool {
    let mut repeats_within = Vec::new();
    let mut last_group_repeats = false;
    let mut is_in_class = false;
    let mut signs = pattern.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => {
                signs.next();
                last_group_repeats = false;
            }
            '[' if !is_in_class => is_in_class = true,
            ']' => {
                is_in_class = false;
                last_group_repeats = false;
            }
            _ if is_in_class => {}
            '(' => {
                repeats_within.push(false);
                last_group_repeats = false;
            }
            ')' => last_group_repeats = repeats_within.pop().unwrap_or(false),
            '+' | '*' | '{' => {
                let is_endless = sign != '{' || is_open_ended(signs.clone());
                if is_endless {
                    if last_group_repeats {
                        return true;
                    }
                    if let Some(repeats) = repeats_within.last_mut() {
                        *repeats = true;
                    }
                }
                // What repeats within a group repeats within those around it too.
                last_group_repeats = false;
            }
            _ => last_group_repeats = false,
        }
        if sign == ')'
            && last_group_repeats
            && let Some(outer) = repeats_within.last_mut()
        {
            *outer = true;
        }
    }
    false
}

/// Whether `{` is followed by a count without an end, or with a large one: `{2,}`.
fn is_open_ended(rest: impl Iterator<Item = char>) -> bool {
    let count: String = rest.take_while(|sign| *sign != '}').collect();
    match count.split_once(',') {
        Some((_, most)) => most.is_empty() || most.len() > 1,
        None => count.len() > 1,
    }
}

#[cfg(test)]
mod tests {
    use super::is_risky_pattern;

    #[test]
    fn repetitions_of_repetitions_are_risky() {
        for risky in [
            "^(a+)+$",
            "(a*)*",
            "((a+)b?)+",
            "(?:x+){2,}",
            "([a-z]+)*@",
            "(\\d+)+",
        ] {
            assert!(is_risky_pattern(risky), "{risky}");
        }
        for safe in [
            "^\\d{4}$",
            "[+*(]+",
            "(ab)+",
            "a+b+",
            "(a+)?",
            "(a+b){2}",
            "\\(a+\\)+",
        ] {
            assert!(!is_risky_pattern(safe), "{safe}");
        }
    }
}
