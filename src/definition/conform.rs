use std::borrow::Cow;
use std::rc::Rc;

use super::class::{Class, Property, Shape, Types};
use super::findings::Findings;
use super::reader::{Reader, concat, escape};
use super::spelling::did_you_mean;
use super::{Condition, Localized};
use crate::value::{Value, number_to_text, read_number};

/// Longest text that is read from a document.
const MAX_TEXT_BYTES: usize = 64 * 1024;

/// What stands in a document, in the shape that its property has.
pub(super) enum Content<'d> {
    Flag(bool),
    Number(f64),
    Text(Rc<str>),
    Localized(Localized),
    Expression(Condition),
    /// The place of a word among the property's words.
    Word(usize),
    List(&'d [Value]),
    /// For others to look into.
    Value(&'d Value),
}

/// Brings what stands under a name into its property's shape. What cannot be used is reported and `None`; what can be,
/// but is written in another shape, is used, and a warning says so.
pub(super) fn read<'d>(
    reader: &Reader<'d>,
    property: &'static Property,
    name: &str,
    value: &'d Value,
) -> Option<Content<'d>> {
    let one = Some(value);
    match &property.1 {
        Shape::Flag => flag(reader, name, value).map(Content::Flag),
        Shape::Number(from, to) => number(reader, name, value, *from, *to).map(Content::Number),
        Shape::Count(from, to) => {
            let number = number(reader, name, value, f64::from(*from), f64::from(*to))?;
            whole(reader, name, number).map(Content::Number)
        }
        Shape::Text => text(reader, name, value)
            .filter(|text| !text.is_empty())
            .map(Content::Text),
        Shape::Localized => localized(reader, name, value).map(Content::Localized),
        Shape::Expression => expression(reader, name, value).map(Content::Expression),
        Shape::OneOf(words) => word(reader, name, value, words).map(Content::Word),
        Shape::Texts(limit) => {
            let items = list(reader, name, value, *limit)?;
            for (index, item) in items.iter().enumerate() {
                if item.as_text().is_none() {
                    let place = concat(&[name, "/", &index.to_string()]);
                    reader.error(&place, "wrong-shape", || {
                        concat(&["Here a text is needed, not ", item.kind(), "."])
                    });
                }
            }
            Some(Content::List(items))
        }
        Shape::LocalizedTexts(_) => one.map(Content::Value),
        Shape::List(_, limit) | Shape::Items(_, limit) | Shape::Typed(_, limit) => {
            list(reader, name, value, *limit).map(Content::List)
        }
        Shape::Value | Shape::Object(_) => one.map(Content::Value),
        Shape::Open => {
            if value.as_object().is_none() {
                wrong_shape(reader, name, "an object {…}", value);
                return None;
            }
            one.map(Content::Value)
        }
        Shape::Layout => None,
        Shape::NotYet => {
            // SurveyJS writes out `default` for what it would do anyway.
            if value.as_text() != Some("default") {
                reader.warning(name, "unsupported-property", || {
                    concat(&["`", name, "` is not supported yet and is skipped."])
                });
            }
            None
        }
    }
}

fn flag(reader: &Reader, name: &str, value: &Value) -> Option<bool> {
    let flag = match value {
        Value::Bool(flag) => return Some(*flag),
        Value::Text(text) if text.eq_ignore_ascii_case("true") => true,
        Value::Text(text) if text.eq_ignore_ascii_case("false") => false,
        Value::Number(1.0) => true,
        Value::Number(0.0) => false,
        _ => {
            wrong_shape(reader, name, "true or false", value);
            return None;
        }
    };
    taken_for(reader, name, value, if flag { "true" } else { "false" });
    Some(flag)
}

fn number(reader: &Reader, name: &str, value: &Value, from: f64, to: f64) -> Option<f64> {
    let number = match value {
        Value::Number(number) => *number,
        Value::Text(text) => match read_number(text) {
            Some(number) => {
                taken_for(reader, name, value, &number_to_text(number));
                number
            }
            // An empty field of an editor.
            None if text.trim().is_empty() => return None,
            None => {
                wrong_shape(reader, name, "a number", value);
                return None;
            }
        },
        _ => {
            wrong_shape(reader, name, "a number", value);
            return None;
        }
    };
    if (from..=to).contains(&number) {
        return Some(number);
    }
    reader.error(name, "out-of-range", || {
        concat(&[
            "`",
            name,
            "` is ",
            &number_to_text(number),
            "; it must lie between ",
            &number_to_text(from),
            " and ",
            &number_to_text(to),
            ".",
        ])
    });
    None
}

fn whole(reader: &Reader, name: &str, number: f64) -> Option<f64> {
    if number.fract() == 0.0 {
        return Some(number);
    }
    reader.error(name, "out-of-range", || {
        concat(&[
            "`",
            name,
            "` is ",
            &number_to_text(number),
            "; it must be a whole number.",
        ])
    });
    None
}

fn text(reader: &Reader, name: &str, value: &Value) -> Option<Rc<str>> {
    match value {
        Value::Text(text) if text.len() <= MAX_TEXT_BYTES => Some(text.clone()),
        Value::Text(_) => {
            reader.error(name, "too-long", || {
                concat(&[
                    "`",
                    name,
                    "` is longer than ",
                    &MAX_TEXT_BYTES.to_string(),
                    " bytes; shorten it.",
                ])
            });
            None
        }
        // Names and values that are numbers are common in hand-written documents.
        Value::Number(number) => Some(number_to_text(*number).into()),
        Value::Bool(flag) => Some(if *flag { "true" } else { "false" }.into()),
        _ => {
            wrong_shape(reader, name, "a text", value);
            None
        }
    }
}

/// A text, or an object of texts by locale.
pub(super) fn localized(reader: &Reader, name: &str, value: &Value) -> Option<Localized> {
    let Some(object) = value.as_object() else {
        return text(reader, name, value).map(Localized::plain);
    };
    let mut by_locale = Vec::new();
    for (locale, value) in object.iter().filter(|(_, value)| !value.is_absent()) {
        let place = concat(&[name, "/", &escape(locale)]);
        if let Some(text) = text(reader, &place, value) {
            reader.findings.saw_locale(locale);
            by_locale.push((locale.clone(), text));
        }
    }
    Some(Localized::new(by_locale))
}

/// A list of localized texts, or lists of texts by locale.
pub(super) fn localized_texts(
    reader: &Reader,
    name: &str,
    value: &Value,
    limit: usize,
) -> Vec<Localized> {
    let mut found = Vec::new();
    let Some(by_locale) = value.as_object() else {
        for item in list(reader, name, value, limit).unwrap_or_default() {
            found.extend(localized(reader, name, item));
        }
        return found;
    };
    let mut texts: Vec<Vec<(Rc<str>, Rc<str>)>> = Vec::new();
    for (locale, items) in by_locale.iter() {
        let place = concat(&[name, "/", &escape(locale)]);
        let items = list(reader, &place, items, limit).unwrap_or_default();
        texts.resize(texts.len().max(items.len()), Vec::new());
        for (item, texts) in items.iter().zip(&mut texts) {
            if let Some(text) = text(reader, &place, item) {
                texts.push((locale.clone(), text));
            }
        }
    }
    found.extend(texts.into_iter().map(Localized::new));
    found
}

/// An expression. One that cannot be parsed is reported and dropped; an empty one is none.
fn expression(reader: &Reader, name: &str, value: &Value) -> Option<Condition> {
    let text = text(reader, name, value).filter(|text| !text.trim().is_empty())?;
    match Condition::parse(&text) {
        Ok(condition) => Some(condition),
        Err(error) => {
            reader.error(name, "bad-expression", || {
                concat(&["`", &excerpt(&text), "`: ", &error.to_string()])
            });
            None
        }
    }
}

fn word(reader: &Reader, name: &str, value: &Value, words: &[&str]) -> Option<usize> {
    let text = match value {
        Value::Text(text) if text.is_empty() => return None,
        Value::Text(_) | Value::Number(_) | Value::Bool(_) => text(reader, name, value),
        _ => None,
    };
    let found = text.and_then(|text| {
        words
            .iter()
            .position(|word| word.eq_ignore_ascii_case(&text))
    });
    if found.is_none() {
        reader.error(name, "unknown-word", || {
            concat(&["`", name, "` must be one of: ", &words.join(", "), "."])
        });
    }
    found
}

fn list<'d>(reader: &Reader, name: &str, value: &'d Value, limit: usize) -> Option<&'d [Value]> {
    let Some(items) = value.as_list() else {
        if value.as_object().is_none() {
            wrong_shape(reader, name, "a list […]", value);
            return None;
        }
        // As `survey-core` does.
        taken_for(reader, name, value, "a list of one");
        return Some(std::slice::from_ref(value));
    };
    if items.len() > limit {
        reader.error(name, "too-many", || {
            concat(&[
                "`",
                name,
                "` has ",
                &items.len().to_string(),
                " items; at most ",
                &limit.to_string(),
                " are read.",
            ])
        });
    }
    Some(items.get(..limit).unwrap_or(items))
}

/// The class that an object's `type` names, with the type.
pub(super) fn class_of(
    value: &Value,
    types: &'static Types,
    pointer: &str,
    findings: &Findings,
) -> Option<(&'static str, &'static Class)> {
    let Some(written) = value.get("type").as_text().filter(|text| !text.is_empty()) else {
        findings.error("no-type", pointer, || {
            concat(&["This ", types.noun, " has no `type`, so it is skipped."])
        });
        return None;
    };
    let kind = match written.strip_suffix(types.suffix) {
        Some(kind) if !kind.is_empty() => kind,
        _ => written,
    };
    let is_kind = |known: &&(&str, &Class)| known.0 == kind;
    if let Some(found) = types.classes.iter().find(is_kind) {
        return Some(*found);
    }
    let pointer = concat(&[pointer, "/type"]);
    if types.not_yet.contains(&kind) {
        findings.warning("unsupported-type", &pointer, || {
            concat(&[
                "The ",
                types.noun,
                " type `",
                kind,
                "` is not supported yet, so this one is skipped.",
            ])
        });
        return None;
    }
    findings.error("unknown-type", &pointer, || {
        concat(&[
            "`",
            kind,
            "` is not a type of ",
            types.noun,
            ", so this one is skipped.",
            &did_you_mean(kind, types.classes.iter().map(|(name, _)| *name)),
        ])
    });
    None
}

fn wrong_shape(reader: &Reader, name: &str, wanted: &str, found: &Value) {
    reader.error(name, "wrong-shape", || {
        concat(&["`", name, "` must be ", wanted, ", not ", found.kind(), "."])
    });
}

fn taken_for(reader: &Reader, name: &str, found: &Value, meaning: &str) {
    reader.warning(name, "other-shape", || {
        concat(&[
            "`",
            name,
            "` is ",
            found.kind(),
            "; it is taken for ",
            meaning,
            ".",
        ])
    });
}

/// As much of an author's text as helps to recognise it.
fn excerpt(text: &str) -> Cow<'_, str> {
    const MAX_CHARACTERS: usize = 120;
    match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => concat(&[text.get(..end).unwrap_or_default(), "…"]).into(),
        None => text.into(),
    }
}
