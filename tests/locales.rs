//! Every file of `www/locales` says all that the English one says, in whole sentences, with all forms that its language
//! counts with.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

type Texts = BTreeMap<String, String>;

/// The plural categories of each language, as CLDR has them. `tests/browser/languages` compares them with the browser's.
const FORMS: [(&str, &str); 29] = [
    ("ar", "zero one two few many other"),
    ("bg", "one other"),
    ("cs", "one few many other"),
    ("da", "one other"),
    ("de", "one other"),
    ("el", "one other"),
    ("en", "one other"),
    ("es", "one many other"),
    ("fa", "one other"),
    ("fi", "one other"),
    ("fr", "one many other"),
    ("he", "one two other"),
    ("hi", "one other"),
    ("hu", "one other"),
    ("id", "other"),
    ("it", "one many other"),
    ("ja", "other"),
    ("ko", "other"),
    ("nb", "one other"),
    ("nl", "one other"),
    ("pl", "one few many other"),
    ("pt", "one many other"),
    ("ro", "one few other"),
    ("ru", "one few many other"),
    ("sv", "one other"),
    ("tr", "one other"),
    ("uk", "one few many other"),
    ("vi", "other"),
    ("zh", "other"),
];

/// Forms that stand for a single number in these languages: words may say it.
const EXACT: [(&str, &str); 5] = [
    ("ar", "zero"),
    ("ar", "one"),
    ("ar", "two"),
    ("he", "one"),
    ("he", "two"),
];

#[test]
fn the_files_are_those_of_the_known_languages() {
    let mut found: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|name| name != "surveyjs")
        .collect();
    found.sort();
    let known: Vec<&str> = FORMS.iter().map(|(language, _)| *language).collect();
    assert_eq!(found, known);
}

#[test]
fn every_file_says_what_the_english_one_says() {
    let english = texts("en");
    let counted = counted(&english);
    for (language, forms) in FORMS {
        let texts = texts(language);
        let mut expected: BTreeMap<String, &str> = BTreeMap::new();
        for (key, text) in &english {
            match counted.iter().find(|base| is_form_of(key, base)) {
                Some(base) => expected.extend(
                    forms
                        .split(' ')
                        .map(|form| (format!("{base}.{form}"), text.as_str())),
                ),
                None => {
                    expected.insert(key.clone(), text);
                }
            }
        }
        let (found, wanted): (Vec<_>, Vec<_>) = (texts.keys().collect(), expected.keys().collect());
        assert_eq!(found, wanted, "the keys of {language}.json");
        for (key, text) in &texts {
            assert_eq!(text.trim(), text, "{language}.json: `{key}`");
            assert!(!text.is_empty(), "{language}.json: `{key}` is empty");
            let is_exact = EXACT
                .iter()
                .any(|(exact, form)| *exact == language && key.rsplit('.').next() == Some(form));
            let places = placeholders(text);
            if !(is_exact && places.is_empty()) {
                assert_eq!(
                    places,
                    placeholders(expected[key]),
                    "{language}.json: `{key}`"
                );
            }
        }
    }
}

#[test]
fn no_sentence_stayed_in_english() {
    let english = texts("en");
    for (language, _) in FORMS.iter().filter(|(language, _)| *language != "en") {
        for (key, text) in texts(language) {
            // Single words and units may be the same.
            let is_sentence = english
                .get(&key)
                .is_some_and(|english| english.split(' ').count() > 2 && *english == text);
            assert!(!is_sentence, "{language}.json: `{key}` is in English");
        }
    }
}

/// The texts that are there in forms by number: those with a form `one`.
fn counted(english: &Texts) -> Vec<String> {
    english
        .keys()
        .filter_map(|key| key.strip_suffix(".one"))
        .map(str::to_owned)
        .collect()
}

fn is_form_of(key: &str, base: &str) -> bool {
    matches!(key.strip_prefix(base), Some(".one" | ".other"))
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.match_indices('{')
        .map(|(start, _)| {
            let end = text[start..].find('}').unwrap_or_else(|| panic!("{text}"));
            &text[start..=start + end]
        })
        .collect()
}

fn texts(language: &str) -> Texts {
    let file = folder().join(format!("{language}.json"));
    serde_json::from_str(&fs::read_to_string(file).unwrap())
        .unwrap_or_else(|error| panic!("{language}.json: {error}"))
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/locales")
}
