use std::rc::Rc;

use crate::definition::ExpressionKind;
use crate::value::{Object, Value, read_number};

include!(concat!(env!("OUT_DIR"), "/english.rs"));

/// The built-in texts in one language: those that were fetched for it, and English where one is missing.
#[derive(Clone, Debug)]
pub struct Texts {
    locale: Rc<str>,
    translated: Rc<Object>,
    /// What the texts are written in; the locale may be another one, if there is no file for it.
    language: Rc<str>,
    numerals: Numerals,
}

/// A number as a language writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    pub digits: String,
    /// Which form of words goes with it: one of the plural categories of CLDR, such as `one`, `few` or `other`.
    pub form: String,
}

/// How languages write numbers.
#[derive(Clone, Copy, Debug)]
pub struct Numerals {
    /// A count: asked with a language and a number.
    pub count: fn(&str, usize) -> Numeral,
    /// A number in the style of an expression: asked with a locale; `None` where nobody knows.
    pub styled: fn(&str, f64, &ExpressionKind) -> Option<String>,
    /// A number as people type it, without groups of digits; asked with a language.
    pub bare: fn(&str, f64) -> Option<String>,
    /// A day, a month or a time, from how the inputs of HTML write it; asked with a language.
    pub moment: fn(&str, &str) -> Option<String>,
}

impl Texts {
    /// English, for documents whose own texts are read in `locale`.
    pub fn english(locale: &str) -> Self {
        Self::in_locale(locale, Rc::default())
    }

    /// The texts of a file of `locales/`: an object of texts by key.
    pub fn translated(locale: &str, file: &Value) -> Self {
        let translated = match file {
            Value::Object(object) => object.clone(),
            _ => Rc::default(),
        };
        Self::in_locale(locale, translated)
    }

    fn in_locale(locale: &str, translated: Rc<Object>) -> Self {
        Self {
            locale: locale.into(),
            translated,
            language: "en".into(),
            numerals: PLAIN,
        }
    }

    /// Counts in `language`, which the texts are written in, as `numerals` knows it; else as English does.
    pub fn counting(self, language: &str, numerals: Numerals) -> Self {
        Self {
            language: language.into(),
            numerals,
            ..self
        }
    }

    pub fn locale(&self) -> &str {
        &self.locale
    }

    /// What the texts themselves are written in.
    pub fn language(&self) -> &str {
        &self.language
    }

    pub fn get(&self, key: &str) -> &str {
        // A missing text is better seen than hidden.
        self.find(key).unwrap_or_default()
    }

    fn find(&self, key: &str) -> Option<&str> {
        self.translated
            .get(key)
            .and_then(Value::as_text)
            .or_else(|| english(key))
    }

    /// A text in which `{0}` stands for something.
    pub fn with(&self, key: &str, argument: &str) -> String {
        self.get(key).replace("{0}", argument)
    }

    pub fn number(&self, number: usize) -> String {
        (self.numerals.count)(&self.language, number).digits
    }

    /// A number in the style of an expression.
    pub fn styled(&self, number: f64, style: &ExpressionKind) -> Option<String> {
        (self.numerals.styled)(&self.locale, number, style)
    }

    /// A number within a sentence, from how it is written in the document.
    pub fn bare(&self, written: &str) -> String {
        read_number(written)
            .and_then(|number| (self.numerals.bare)(&self.language, number))
            .unwrap_or_else(|| written.to_owned())
    }

    /// A day, a month or a time within a sentence, from how the inputs of HTML write it.
    pub fn moment(&self, written: &str) -> String {
        (self.numerals.moment)(&self.language, written).unwrap_or_else(|| written.replace('T', " "))
    }

    /// A text about a number, in the right one of the forms `<key>.one`, `<key>.few` and so on.
    pub fn count(&self, key: &str, number: usize) -> String {
        let Numeral { digits, form } = (self.numerals.count)(&self.language, number);
        let text = |form: &str| self.find(&[key, ".", form].concat());
        let text = text(&form).or_else(|| text("other")).unwrap_or_default();
        text.replace("{0}", &digits)
    }
}

const PLAIN: Numerals = Numerals {
    count: plain_numeral,
    styled: |_, _, _| None,
    bare: |_, _| None,
    moment: |_, _| None,
};

/// English, in digits alone.
fn plain_numeral(_: &str, number: usize) -> Numeral {
    Numeral {
        digits: number.to_string(),
        form: if number == 1 { "one" } else { "other" }.into(),
    }
}

fn english(key: &str) -> Option<&'static str> {
    ENGLISH
        .iter()
        .find(|(name, _)| *name == key)
        .map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::native::SerdeJson;
    use crate::value::Json;

    #[test]
    fn a_number_takes_its_form_and_its_digits() {
        let polish = Numerals {
            count: |_, number| Numeral {
                digits: format!("<{number}>"),
                form: match number {
                    1 => "one",
                    2..=4 => "few",
                    _ => "many",
                }
                .into(),
            },
            ..PLAIN
        };
        let file =
            r#"{"left.one": "{0} znak", "left.few": "{0} znaki", "left.other": "{0} znaku"}"#;
        let file = SerdeJson.parse(file).unwrap();
        let counted = Texts::translated("pl", &file).counting("pl", polish);
        let plain = Texts::translated("pl", &file);
        let english = Texts::english("pl");
        for (texts, number, expected) in [
            (&counted, 1, "<1> znak"),
            (&counted, 3, "<3> znaki"),
            // A form that is missing gives way to the general one.
            (&counted, 5, "<5> znaku"),
            (&plain, 3, "3 znaku"),
            (&english, 1, "At most 1 question left"),
            (&english, 0, "At most 0 questions left"),
        ] {
            assert_eq!(texts.count("left", number), expected);
        }
        assert_eq!(counted.number(12), "<12>");
        assert_eq!(counted.count("nothing", 1), "");
    }
}
