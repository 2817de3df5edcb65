/// Longer words are compared by nobody: the work grows with the square of the length.
const MAX_LETTERS: usize = 40;

/// A sentence to end a message with, or nothing.
pub(super) fn did_you_mean<'w>(word: &str, words: impl Iterator<Item = &'w str>) -> String {
    nearest(word, words).map_or(String::new(), |near| format!(" Did you mean `{near}`?"))
}

/// The word that a misspelt one was probably meant to be: the same but for its case, or with one letter in three
/// (at most two) wrong, missing, added or swapped with its neighbour.
fn nearest<'w>(word: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    if word.len() > MAX_LETTERS {
        return None;
    }
    let letters = word.to_lowercase();
    let length = letters.chars().count();
    let allowed = (length / 3).min(2);
    words
        .filter(|candidate| *candidate != word)
        // Most are told apart by their length alone.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| (distance(&letters, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many letters must be changed, added, left out or swapped with their neighbour to get from one word to the other
/// (the "optimal string alignment" distance).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut before_last = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    let mut left_of_from = None;
    for (row, letter) in from.chars().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let at = |costs: &[usize], column: usize| {
                costs.get(column).copied().unwrap_or(usize::MAX / 2)
            };
            let mut cost = (at(&last, column) + usize::from(letter != *other))
                .min(at(&last, column + 1) + 1)
                .min(at(&current, column) + 1);
            let is_swapped =
                column > 0 && left_of_from == Some(*other) && to.get(column - 1) == Some(&letter);
            if is_swapped {
                cost = cost.min(at(&before_last, column - 1) + 1);
            }
            current.push(cost);
        }
        before_last = std::mem::replace(&mut last, current);
        left_of_from = Some(letter);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_what_was_meant() {
        let words = [
            "title",
            "titleLocation",
            "visibleIf",
            "isRequired",
            "min",
            "max",
            "html",
        ];
        let cases = [
            ("title", None),
            ("Title", Some("title")),
            ("titel", Some("title")),
            ("visbleIf", Some("visibleIf")),
            ("visibleif", Some("visibleIf")),
            ("required", Some("isRequired")),
            ("isrequried", Some("isRequired")),
            ("mix", Some("min")),
            ("me", None),
            ("", None),
            ("description", None),
            ("htlm", Some("html")),
            ("titre", Some("title")),
            ("äöüäöü", None),
        ];
        for (word, expected) in cases {
            assert_eq!(nearest(word, words.into_iter()), expected, "{word}");
        }
    }
}
