use std::rc::Rc;

use crate::definition::language_of;
use crate::value::{Object, Value};

include!(concat!(env!("OUT_DIR"), "/english.rs"));

/// The built-in texts in one language: those that were fetched for it, and English where one is missing.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    locale: Rc<str>,
    translated: Rc<Object>,
}

impl Texts {
    /// English, for documents whose own texts are read in `locale`.
    pub fn english(locale: &str) -> Self {
        Self {
            locale: locale.into(),
            translated: Rc::default(),
        }
    }

    /// The texts of a file of `locales/`: an object of texts by key.
    pub fn translated(locale: &str, file: &Value) -> Self {
        let translated = match file {
            Value::Object(object) => object.clone(),
            _ => Rc::default(),
        };
        Self {
            locale: locale.into(),
            translated,
        }
    }

    pub fn locale(&self) -> &str {
        &self.locale
    }

    pub fn get(&self, key: &str) -> &str {
        self.translated
            .get(key)
            .and_then(Value::as_text)
            .or_else(|| english(key))
            // A missing text is better seen than hidden.
            .unwrap_or_default()
    }

    /// A text in which `{0}` stands for something.
    pub fn with(&self, key: &str, argument: &str) -> String {
        self.get(key).replace("{0}", argument)
    }

    /// A text about a number, in the right one of the forms `<key>.one` and `<key>.other`.
    pub fn count(&self, key: &str, number: usize) -> String {
        let form = if self.is_singular(number) {
            "one"
        } else {
            "other"
        };
        self.with(&format!("{key}.{form}"), &number.to_string())
    }

    /// French and Portuguese count nothing as one.
    fn is_singular(&self, number: usize) -> bool {
        number == 1 || number == 0 && matches!(language_of(&self.locale), "fr" | "pt")
    }
}

fn english(key: &str) -> Option<&'static str> {
    ENGLISH
        .iter()
        .find(|(name, _)| *name == key)
        .map(|(_, text)| *text)
}
