use super::lint_at;
use super::walk::{Node, Walk, localized};
use crate::definition::findings::Findings;
use crate::value::Value;

/// Words that tell the respondent what to answer, in lower case.
const LEADING: [&str; 22] = [
    "don't you",
    "wouldn't you",
    "isn't it",
    "do you agree",
    "would you agree",
    "how much did you enjoy",
    "how much do you love",
    "how much did you love",
    "how great",
    "how good was our",
    "how excellent",
    "how wonderful",
    "how amazing",
    "obviously",
    "of course",
    "as you know",
    "surely",
    "our award-winning",
    "our excellent",
    "n'est-ce pas",
    "ne trouvez-vous pas",
    "bien entendu",
];

const AGREE: [&str; 5] = ["agree", "disagree", "d'accord", "en désaccord", "zustimme"];
const NEGATIONS: [&str; 9] = [
    "not", "never", "no", "cannot", "without", "isn't", "wasn't", "didn't", "don't",
];

/// How questions are put: what leads, asks two things at once, is turned round, or asks for agreement.
pub(super) fn check(walk: &Walk, findings: &Findings) {
    for node in walk.nodes.iter().filter(|node| node.is_a("question")) {
        let is_rated = node.is_a("scale") || node.class.name == "boolean" || node.kind == "matrix";
        if let Some((pointer, title)) = node.member("title") {
            for (locale, text) in localized(title) {
                check_title(&plain(text), locale, is_rated, &pointer, findings);
            }
        }
        check_scale(node, findings);
    }
}

fn check_title(text: &str, locale: &str, is_rated: bool, pointer: &str, findings: &Findings) {
    if let Some(words) = LEADING.iter().find(|words| contains_words(text, words)) {
        lint_at(
            findings,
            "leading",
            pointer,
            format!("“{words}” tells the respondent what to answer. Ask without it."),
        );
        return;
    }
    if !is_rated {
        return;
    }
    // The words of other languages are other words.
    let is_french = locale.starts_with("fr");
    let is_english = locale == "default" || locale.starts_with("en");
    let both: &[&str] = if is_french {
        &["et", "ou"]
    } else {
        &["and", "or", "and/or"]
    };
    if (is_english || is_french)
        && let Some(word) = both.iter().find(|word| contains_words(text, word))
    {
        lint_at(
            findings,
            "double-barrelled",
            pointer,
            format!(
                "“{word}”: this seems to ask about two things, and one value cannot answer both. Ask about one."
            ),
        );
    }
    if is_english && let Some(word) = NEGATIONS.iter().find(|word| contains_words(text, word)) {
        lint_at(
            findings,
            "negation",
            pointer,
            format!(
                "“{word}”: what a good answer to a negative question is, many get wrong. Ask it the other way round."
            ),
        );
    }
}

/// People agree with what they are told, so scales of agreement say more than was meant.
fn check_scale(node: &Node, findings: &Findings) {
    // The scale of `ces` is one by its kind.
    if node.kind == "ces" {
        return;
    }
    let ends = ["minRateDescription", "maxRateDescription"];
    let lists = ["rateValues", "choices", "columns"];
    let at_end = ends.iter().find_map(|name| {
        let (pointer, value) = node.member(name)?;
        localized(value)
            .any(|(_, text)| speaks_of_agreement(text))
            .then_some(pointer)
    });
    let in_list = || {
        lists.iter().find_map(|name| {
            let (pointer, value) = node.member(name)?;
            value
                .as_list()?
                .iter()
                .take(20)
                .any(|item| item_texts(item).any(speaks_of_agreement))
                .then_some(pointer)
        })
    };
    if let Some(pointer) = at_end.or_else(in_list) {
        lint_at(
            findings,
            "agreement-scale",
            &pointer,
            "People tend to agree whatever they are asked. Name the ends of the scale after the thing itself: “very hard” to “very easy”.",
        );
    }
}

fn item_texts(item: &Value) -> impl Iterator<Item = &str> {
    let texts = if item.as_text().is_some() {
        item
    } else {
        item.get("text")
    };
    localized(texts).map(|(_, text)| text)
}

fn speaks_of_agreement(text: &str) -> bool {
    let text = plain(text);
    AGREE.iter().any(|words| contains_words(&text, words))
}

/// In lower case, with plain apostrophes.
fn plain(text: &str) -> String {
    text.to_lowercase().replace('’', "'")
}

/// Whether words stand in a text, not as parts of others. Both in lower case.
pub(super) fn contains_words(text: &str, words: &str) -> bool {
    if words.is_empty() {
        return false;
    }
    text.match_indices(words).any(|(start, _)| {
        let is_letter = |letter: char| letter.is_alphanumeric();
        let before = text
            .get(..start)
            .and_then(|before| before.chars().next_back());
        let after = text
            .get(start + words.len()..)
            .and_then(|after| after.chars().next());
        !before.is_some_and(is_letter) && !after.is_some_and(is_letter)
    })
}

#[cfg(test)]
mod tests {
    use super::contains_words;

    #[test]
    fn words_are_found_whole() {
        for (text, words, expected) in [
            ("fast and friendly", "and", true),
            ("understanding", "and", false),
            ("and", "and", true),
            ("the brand, and", "and", true),
            ("back office", "back office", true),
            ("né et élevé", "et", true),
            ("", "and", false),
            ("and", "", false),
        ] {
            assert_eq!(contains_words(text, words), expected, "{text}");
        }
    }
}
