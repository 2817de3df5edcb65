use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::RangeInclusive;
use std::rc::Rc;

use super::findings::Findings;
use super::spelling::did_you_mean;
use super::surveyjs::Remainder;
use super::{Condition, Localized, Severity};
use crate::value::{Object, Value, number_to_text};

/// Longest text that is read from a document; more is cut with a diagnostic.
const MAX_TEXT_BYTES: usize = 64 * 1024;

/// Reads one object of a document: each property under its name and old names, in the shape it must have.
///
/// A property is named as `"showOtherItem|hasOther"`, the present name first. What has the wrong shape is reported and
/// replaced by its default; what nobody asked for is reported by [`Reader::finish`].
pub(super) struct Reader<'d> {
    object: &'d Object,
    pub pointer: Rc<str>,
    pub findings: &'d Findings,
    asked: RefCell<Vec<&'static str>>,
    passed_over: RefCell<Vec<&'static Remainder>>,
}

impl<'d> Reader<'d> {
    /// Reads `value` as an object; anything else is reported.
    pub fn new(
        value: &'d Value,
        pointer: impl Into<Rc<str>>,
        findings: &'d Findings,
    ) -> Option<Self> {
        let pointer = pointer.into();
        match value.as_object() {
            Some(object) => Some(Self {
                object,
                pointer,
                findings,
                asked: RefCell::default(),
                passed_over: RefCell::default(),
            }),
            None => {
                findings.error(
                    "wrong-shape",
                    &pointer,
                    format!("Here an object {{…}} is needed, not {}.", value.kind()),
                );
                None
            }
        }
    }

    pub fn value(&self, names: &'static str) -> &'d Value {
        self.find(names).1
    }

    pub fn has(&self, names: &'static str) -> bool {
        !self.value(names).is_absent()
    }

    pub fn text(&self, names: &'static str) -> Option<Rc<str>> {
        let (name, value) = self.find(names);
        match value {
            Value::Undefined | Value::Null => None,
            Value::Text(text) if text.len() <= MAX_TEXT_BYTES => Some(text.clone()),
            Value::Text(_) => {
                self.error(
                    name,
                    "too-long",
                    format!("`{name}` is longer than {MAX_TEXT_BYTES} bytes; shorten it."),
                );
                None
            }
            // Names and values written as numbers are common in hand-written documents.
            Value::Number(number) => Some(number_to_text(*number).into()),
            other => {
                self.wrong_shape(name, "a text", other);
                None
            }
        }
    }

    /// A text, or an object of texts by locale.
    pub fn localized(&self, names: &'static str) -> Localized {
        let (name, value) = self.find(names);
        let Some(object) = value.as_object() else {
            return self.text(names).map(Localized::plain).unwrap_or_default();
        };
        let mut by_locale = Vec::new();
        for (locale, text) in object.iter() {
            match text {
                Value::Text(text) if text.len() <= MAX_TEXT_BYTES => {
                    self.findings.saw_locale(locale);
                    by_locale.push((locale.clone(), text.clone()));
                }
                Value::Undefined | Value::Null => {}
                other => self.findings.error(
                    "wrong-shape",
                    &self.at(&format!("{name}/{}", escape(locale))),
                    format!(
                        "The text for `{locale}` must be a text, not {}.",
                        other.kind()
                    ),
                ),
            }
        }
        Localized::new(by_locale)
    }

    /// A text, or an object of texts by locale, that stands in a list or under a name of the author's own choosing.
    pub fn localized_value(&self, value: &Value) -> Localized {
        match value {
            Value::Text(text) => Localized::plain(text.clone()),
            Value::Object(texts) => Localized::new(
                texts
                    .iter()
                    .filter_map(|(locale, text)| Some((locale.clone(), text.as_text()?.into())))
                    .collect(),
            ),
            _ => Localized::default(),
        }
    }

    pub fn flag(&self, names: &'static str, default: bool) -> bool {
        let (name, value) = self.find(names);
        match value {
            Value::Undefined | Value::Null => default,
            Value::Bool(flag) => *flag,
            other => {
                self.wrong_shape(name, "true or false", other);
                default
            }
        }
    }

    pub fn number(&self, names: &'static str, range: RangeInclusive<f64>) -> Option<f64> {
        let (name, value) = self.find(names);
        match value {
            Value::Undefined | Value::Null => None,
            Value::Number(number) if range.contains(number) => Some(*number),
            Value::Number(number) => {
                self.error(
                    name,
                    "out-of-range",
                    format!(
                        "`{name}` is {}; it must lie between {} and {}.",
                        number_to_text(*number),
                        number_to_text(*range.start()),
                        number_to_text(*range.end())
                    ),
                );
                None
            }
            other => {
                self.wrong_shape(name, "a number", other);
                None
            }
        }
    }

    pub fn whole_number(&self, names: &'static str, range: RangeInclusive<usize>) -> Option<usize> {
        let number = self.number(names, *range.start() as f64..=*range.end() as f64)?;
        if number.fract() != 0.0 {
            let name = self.find(names).0;
            self.error(
                name,
                "out-of-range",
                format!(
                    "`{name}` is {}; it must be a whole number.",
                    number_to_text(number)
                ),
            );
            return None;
        }
        Some(number as usize)
    }

    /// One of a few words; the first is the default.
    pub fn one_of<T: Copy>(&self, names: &'static str, words: &[(&str, T)], default: T) -> T {
        let (name, value) = self.find(names);
        if value.is_absent() {
            return default;
        }
        let found = value.as_text().and_then(|text| {
            words
                .iter()
                .find(|(word, _)| word.eq_ignore_ascii_case(text))
        });
        match found {
            Some((_, meaning)) => *meaning,
            None => {
                let allowed: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                self.error(
                    name,
                    "unknown-word",
                    format!("`{name}` must be one of: {}.", allowed.join(", ")),
                );
                default
            }
        }
    }

    /// An expression. One that cannot be parsed is reported and dropped.
    pub fn condition(&self, names: &'static str) -> Option<Condition> {
        let (name, _) = self.find(names);
        let text = self.text(names).filter(|text| !text.trim().is_empty())?;
        match Condition::parse(&text) {
            Ok(condition) => Some(condition),
            Err(error) => {
                self.error(
                    name,
                    "bad-expression",
                    format!("`{}`: {error}", excerpt(&text)),
                );
                None
            }
        }
    }

    /// The items of a list with their pointers; more than `limit` are reported and left out.
    pub fn list(&self, names: &'static str, limit: usize) -> Vec<(&'d Value, Rc<str>)> {
        let (name, value) = self.find(names);
        let items = match value {
            Value::Undefined | Value::Null => return Vec::new(),
            Value::List(items) => items,
            other => {
                self.wrong_shape(name, "a list […]", other);
                return Vec::new();
            }
        };
        if items.len() > limit {
            self.error(
                name,
                "too-many",
                format!(
                    "`{name}` has {} items; at most {limit} are read.",
                    items.len()
                ),
            );
        }
        items
            .iter()
            .take(limit)
            .enumerate()
            .map(|(index, item)| (item, self.at(&format!("{name}/{index}"))))
            .collect()
    }

    /// The texts of a list.
    pub fn texts(&self, names: &'static str, limit: usize) -> Vec<Rc<str>> {
        self.list(names, limit)
            .into_iter()
            .filter_map(|(item, pointer)| match item {
                Value::Text(text) => Some(text.clone()),
                other => {
                    self.findings.error(
                        "wrong-shape",
                        &pointer,
                        format!("Here a text is needed, not {}.", other.kind()),
                    );
                    None
                }
            })
            .collect()
    }

    /// The objects of a list.
    pub fn objects(&self, names: &'static str, limit: usize) -> Vec<Reader<'d>> {
        self.list(names, limit)
            .into_iter()
            .filter_map(|(item, pointer)| Reader::new(item, pointer, self.findings))
            .collect()
    }

    pub fn object(&self, names: &'static str) -> Option<Reader<'d>> {
        let (name, value) = self.find(names);
        if value.is_absent() {
            return None;
        }
        Reader::new(value, self.at(name), self.findings)
    }

    /// Members with names of the author's own choosing, such as headers.
    pub fn members(&self) -> impl Iterator<Item = (&'d Rc<str>, &'d Value)> {
        self.object.iter()
    }

    /// What SurveyJS has here too, and this version does not act upon.
    pub fn passes_over(&self, remainder: &'static Remainder) {
        self.passed_over.borrow_mut().push(remainder);
    }

    /// Reports the members that nobody asked for: what is not supported yet, and spelling mistakes.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        let passed_over = self.passed_over.borrow();
        let read = || asked.iter().flat_map(|names| names.split('|'));
        let not_yet = || {
            passed_over
                .iter()
                .flat_map(|class| class.not_yet.split(' '))
        };
        let layout = || passed_over.iter().flat_map(|class| class.layout.split(' '));
        for (name, value) in self.object.iter() {
            let is_name = |known: &str| known == &**name;
            if read().any(is_name) || layout().any(is_name) {
                continue;
            }
            if not_yet().any(is_name) {
                // SurveyJS writes out `default` for what it would do anyway.
                if !value.is_absent() && value.as_text() != Some("default") {
                    self.warning(
                        name,
                        "unsupported-property",
                        format!("`{name}` is not supported yet and is skipped."),
                    );
                }
                continue;
            }
            if self.findings.is_full() {
                self.findings.leave_out(Severity::Warning);
                continue;
            }
            let hint = did_you_mean(name, read().chain(not_yet()));
            self.warning(
                &escape(name),
                "unknown-property",
                format!("`{name}` is not a property that is known here; it is skipped.{hint}"),
            );
        }
    }

    pub fn error(&self, name: &str, code: &'static str, message: impl Into<String>) {
        self.findings.error(code, &self.at(name), message);
    }

    pub fn warning(&self, name: &str, code: &'static str, message: impl Into<String>) {
        self.findings.warning(code, &self.at(name), message);
    }

    /// The pointer to a member; empty for the object itself.
    pub fn at(&self, name: &str) -> Rc<str> {
        if name.is_empty() {
            return self.pointer.clone();
        }
        format!("{}/{name}", self.pointer).into()
    }

    fn find(&self, names: &'static str) -> (&'static str, &'d Value) {
        {
            let mut asked = self.asked.borrow_mut();
            if !asked.contains(&names) {
                asked.push(names);
            }
        }
        names
            .split('|')
            .find_map(|name| Some((name, self.object.get(name)?)))
            .unwrap_or((names.split('|').next().unwrap_or(names), &Value::Undefined))
    }

    fn wrong_shape(&self, name: &str, wanted: &str, found: &Value) {
        self.error(
            name,
            "wrong-shape",
            format!("`{name}` must be {wanted}, not {}.", found.kind()),
        );
    }
}

/// As much of an author's text as helps to recognise it.
fn excerpt(text: &str) -> Cow<'_, str> {
    const MAX_CHARACTERS: usize = 120;
    match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// A member's name inside a JSON pointer (RFC 6901).
pub(super) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
