/// Regular expressions in JavaScript's dialect. Their engine is the platform's: a browser has one, and natively a
/// library stands in.
pub trait Patterns {
    /// Whether a text fits. A pattern that cannot be read fits everything, and so does one that takes too long to
    /// decide: nobody is kept from answering by a mistake of the author's.
    fn is_match(&self, pattern: &str, ignore_case: bool, text: &str) -> bool;
}

/// How long a text may be, in characters, for a pattern of this shape to be tried on it where nothing bounds the time that
/// takes: at worst some hundred million steps.
///
/// Each repetition without end may begin and stop anywhere, which multiplies; one around others, or around alternatives,
/// doubles with every character, as `(a+)+` does.
pub fn longest_text(pattern: &str) -> usize {
    let shape = Shape::of(pattern);
    let polynomial = match shape.repetitions {
        0 => 10_000,
        1 => 3_000,
        2 => 500,
        3 => 150,
        4 => 80,
        5 => 40,
        _ => 20,
    };
    match shape.ways {
        0 => polynomial,
        ways => polynomial.min(16 / (usize::BITS - ways.leading_zeros()) as usize),
    }
}

/// What decides how long a search may take.
#[derive(Default)]
struct Shape {
    /// Repetitions without end.
    repetitions: usize,
    /// The most ways, beside the first, in which what is repeated without end may go on.
    ways: usize,
}

impl Shape {
    fn of(pattern: &str) -> Self {
        let mut shape = Self::default();
        // For each open group, in how many ways it may go on.
        let mut groups = Vec::new();
        let mut last_group = 0;
        let mut before = ' ';
        let mut is_in_class = false;
        let mut signs = pattern.chars();
        while let Some(sign) = signs.next() {
            let ways_before = std::mem::take(&mut last_group);
            let mut adds = 0;
            match sign {
                '\\' => {
                    signs.next();
                }
                '[' => is_in_class = true,
                ']' => is_in_class = false,
                _ if is_in_class => {}
                '(' => groups.push(0),
                ')' => {
                    last_group = groups.pop().unwrap_or(0);
                    adds = last_group;
                }
                '|' => adds = 1,
                // Not where it makes a repetition lazy, or begins the kind of a group.
                '?' if !"(+*?}".contains(before) => adds = 1,
                '+' | '*' | '{' if sign != '{' || is_open_ended(signs.clone()) => {
                    shape.repetitions += 1;
                    shape.ways = shape.ways.max(ways_before);
                    adds = 1;
                }
                _ => {}
            }
            if let Some(ways) = groups.last_mut() {
                *ways += adds;
            }
            // What was escaped is no sign of its own.
            before = if sign == '\\' { ' ' } else { sign };
        }
        shape
    }
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
    use super::longest_text;

    #[test]
    fn the_worse_a_pattern_may_go_on_the_shorter_is_what_it_is_tried_on() {
        for (pattern, expected) in [
            ("^\\d{4}$", 10_000),
            ("[+*(]+", 3_000),
            ("(ab)+", 3_000),
            ("a+b+", 500),
            ("(a+)?", 3_000),
            ("(a+b){2}", 3_000),
            ("\\(a+\\)+", 500),
            ("^[\\w.-]+@[\\w-]+\\.[a-z]{2,}$", 150),
            (".*.*.*.*.*x", 40),
            ("a+?", 3_000),
            ("(?:ab)*", 3_000),
            ("(\\d[ -]?)+", 16),
            ("^(a+)+$", 16),
            ("(a*)*", 16),
            ("(?:x+){2,}", 16),
            ("([a-z]+)*@", 16),
            ("((a+)b?)+", 8),
            ("^(a|aa)+$", 16),
            ("^(?:a|[a-b]|c|d)+$", 8),
            ("(a?){30}a{30}b", 16),
        ] {
            assert_eq!(longest_text(pattern), expected, "{pattern}");
        }
    }
}
