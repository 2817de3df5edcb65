use super::Target;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes inputs to begin with, made from the project's own documents and tests, and returns the dictionary.
pub fn write(root: &Path, target: Target, folder: &Path) -> Result<PathBuf> {
    let seeds = match target {
        Target::Expression => from_json(root, expressions)?,
        Target::Document => from_json(root, documents)?,
        Target::Json => JSON.map(str::to_owned).into(),
        Target::Markup => from_json(root, markup)?,
        Target::Record => [RECORD.to_owned()].into(),
        Target::RetryAfter => RETRY_AFTER
            .map(|text| format!("\0\0\0\0\0\0\0\0{text}"))
            .into(),
    };
    // Those of an earlier state of the project would stay for ever.
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (number, seed) in seeds.iter().enumerate() {
        let file = folder.join(format!("{number:04}"));
        fs::write(&file, seed).with_context(|| format!("cannot write {}", file.display()))?;
    }
    let dictionaries = root.join("fuzz").join("dictionaries");
    if target != Target::Document {
        return Ok(dictionaries.join(target.name()).with_extension("dict"));
    }
    let dictionary = folder.with_extension("dict");
    fs::write(&dictionary, vocabulary(root)?)
        .with_context(|| format!("cannot write {}", dictionary.display()))?;
    Ok(dictionary)
}

const JSON: [&str; 2] = [
    "{\"a\":[1,-0.5e+3,\"\\u00e9\\ud83d\\ude00\\n\"],\"b\":{\"a\":null,\"c\":[true,false,{},[]]}}",
    " [ \"\\\"\\\\\\/\\b\\f\\r\\t\" , 0 , 1E-2 ] ",
];

const RECORD: &str = "!{\"id\":\"a\",\"endpoint\":\"https://a.example\",\"ack\":[200],\"body\":\"{}\"}\n\
    r:b=!{\"id\":\"b\",\"endpoint\":\"https://a.example\",\"headers\":[[\"A\",\"b\"]],\"body\":\"{}\"}\n\
    m:b={\"state\":\"waiting\",\"attempts\":1,\"nextAt\":1768478400000}\n\
    s:c=1768478400000\nq:x=1|0|0|\nd:survey:slot=!{}\n";

const RETRY_AFTER: [&str; 4] = [
    "120",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
];

/// What `pick` finds in the templates and in what tests read.
fn from_json(root: &Path, pick: fn(&Value, &mut BTreeSet<String>)) -> Result<BTreeSet<String>> {
    let mut picked = BTreeSet::new();
    for folder in [
        "www/surveys",
        "tests/expression",
        "tests/session",
        "tests/response",
    ] {
        for file in files(&root.join(folder), "json")? {
            let text = fs::read_to_string(&file)
                .with_context(|| format!("cannot read {}", file.display()))?;
            let json = serde_json::from_str(&text)
                .with_context(|| format!("{} is no JSON", file.display()))?;
            pick(&json, &mut picked);
        }
    }
    Ok(picked)
}

/// Texts of the members that hold expressions.
fn expressions(json: &Value, picked: &mut BTreeSet<String>) {
    each_member(json, &mut |name, value| {
        let holds_expression =
            name == "expr" || name.ends_with("If") || name.ends_with("xpression");
        if let (true, Some(text)) = (holds_expression, value.as_str()) {
            picked.insert(text.to_owned());
        }
        // The matrix of results has operators and functions for names.
        if let ("binary" | "unary", Some(object)) = (name, value.as_object()) {
            let text = |key: &String| {
                if name == "unary" {
                    key.clone()
                } else {
                    format!("{{a}} {key} {{b}}")
                }
            };
            picked.extend(object.keys().map(text));
        }
    });
}

/// Objects that have what documents have.
fn documents(json: &Value, picked: &mut BTreeSet<String>) {
    let has = |name: &str| json.get(name).is_some_and(Value::is_array);
    if has("elements") || has("pages") || has("touchpoints") {
        picked.insert(json.to_string());
        return;
    }
    match json {
        Value::Array(items) => items.iter().for_each(|item| documents(item, picked)),
        Value::Object(object) => object.values().for_each(|member| documents(member, picked)),
        _ => {}
    }
}

fn markup(json: &Value, picked: &mut BTreeSet<String>) {
    each_member(json, &mut |_, value| {
        if let Some(text) = value.as_str().filter(|text| text.contains('<')) {
            picked.insert(text.to_owned());
        }
    });
}

fn each_member(json: &Value, see: &mut dyn FnMut(&str, &Value)) {
    match json {
        Value::Array(items) => items.iter().for_each(|item| each_member(item, see)),
        Value::Object(object) => {
            for (name, member) in object {
                see(name, member);
                each_member(member, see);
            }
        }
        _ => {}
    }
}

/// The words that documents are spelled with, as a dictionary: the texts in the code that reads documents.
fn vocabulary(root: &Path) -> Result<String> {
    let mut words = BTreeSet::new();
    for file in files(&root.join("src").join("definition"), "rs")? {
        let code =
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        for text in code.split('"').skip(1).step_by(2) {
            words.extend(
                text.split('|')
                    .filter(|word| is_word(word))
                    .map(str::to_owned),
            );
        }
    }
    let line = |word: &String| format!("\"\\\"{word}\\\":\"\n\"\\\"{word}\\\"\"\n");
    Ok(words.iter().map(line).collect())
}

fn is_word(text: &str) -> bool {
    (2..=40).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"$-".contains(&byte))
}

/// All files below a folder with that extension, in a fixed order.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
    }

    #[test]
    fn seeds_are_found_in_own_documents() {
        let check = |pick: fn(&Value, &mut BTreeSet<String>), least: usize, expected: &str| {
            let seeds = from_json(&root(), pick).unwrap();
            assert!(seeds.len() >= least, "{}", seeds.len());
            assert!(
                seeds.iter().any(|seed| seed.contains(expected)),
                "{expected}"
            );
        };
        check(expressions, 300, "{a} anyof {b}");
        check(documents, 20, "\"touchpoints\"");
        check(markup, 5, "<");
    }

    #[test]
    fn the_words_of_documents_are_found_in_the_code() {
        let vocabulary = vocabulary(&root()).unwrap();
        for word in ["visibleIf", "radiogroup", "touchpoints"] {
            assert!(
                vocabulary.contains(&format!("\"\\\"{word}\\\":\"\n")),
                "{word}"
            );
        }
    }

    #[test]
    fn no_seed_is_longer_than_what_is_tried() {
        let longest = |pick| {
            from_json(&root(), pick)
                .unwrap()
                .iter()
                .map(String::len)
                .max()
        };
        assert!(longest(documents).unwrap() <= Target::Document.longest_bytes());
        assert!(longest(expressions).unwrap() <= Target::Expression.longest_bytes());
    }
}
