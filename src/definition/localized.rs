use std::rc::Rc;

use crate::value::{Value, number_to_text};

/// A text in one or more languages. The entry `default` is what everybody else reads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Localized {
    default: Option<Rc<str>>,
    /// By locale. Most texts have none, so they cost no list.
    others: Option<Rc<Texts>>,
}

/// Locales and texts.
type Texts = Vec<(Rc<str>, Rc<str>)>;

pub const DEFAULT_LOCALE: &str = "default";

/// What the texts under `default` are written in, unless the document names a `locale`.
const LANGUAGE_OF_DEFAULT: &str = "en";

impl Localized {
    pub fn plain(text: impl Into<Rc<str>>) -> Self {
        Self {
            default: Some(text.into()),
            others: None,
        }
    }

    /// A text, or an object of texts by locale, that is not part of a document; anything else has no text.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Text(text) => Self::plain(text.clone()),
            Value::Number(number) => Self::plain(number_to_text(*number)),
            Value::Object(texts) => Self::new(
                texts
                    .iter()
                    .filter_map(|(locale, text)| Some((locale.clone(), Rc::from(text.as_text()?))))
                    .collect(),
            ),
            _ => Self::default(),
        }
    }

    pub(super) fn new(mut by_locale: Texts) -> Self {
        let default = by_locale
            .iter()
            .position(|(locale, _)| &**locale == DEFAULT_LOCALE)
            .map(|place| by_locale.remove(place).1);
        Self {
            default,
            others: (!by_locale.is_empty()).then(|| Rc::new(by_locale)),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.texts().all(|text| text.is_empty())
    }

    /// The text for a locale: `fr-CA`, else `fr`, else `default`, else `en`; empty if there is none. The default is in
    /// English, so it comes first for `en`.
    pub fn get(&self, locale: &str) -> Rc<str> {
        self.chosen(locale, false)
    }

    /// The text, or `None` where the author wrote none and a built-in text should stand.
    pub fn find(&self, locale: &str) -> Option<Rc<str>> {
        Some(self.get(locale)).filter(|text| !text.is_empty())
    }

    /// The text of a choice: `None` also where the text of the locale is there and empty, which its value then stands for.
    pub fn find_for_choice(&self, locale: &str) -> Option<Rc<str>> {
        Some(self.chosen(locale, true)).filter(|text| !text.is_empty())
    }

    #[inline(never)]
    fn chosen(&self, locale: &str, takes_empty: bool) -> Rc<str> {
        let exact = |locale: &str| {
            let mut others = self.others.as_ref()?.iter();
            others
                .find(|(name, text)| {
                    name.eq_ignore_ascii_case(locale) && (takes_empty || !text.is_empty())
                })
                .map(|(_, text)| text.clone())
        };
        let default = || self.default.clone().filter(|text| !text.is_empty());
        let is_of_default = locale.is_empty() || locale.eq_ignore_ascii_case(LANGUAGE_OF_DEFAULT);
        is_of_default
            .then(default)
            .flatten()
            .or_else(|| exact(locale))
            .or_else(|| exact(language_of(locale)))
            .or_else(default)
            .or_else(|| exact(LANGUAGE_OF_DEFAULT))
            .unwrap_or_else(|| "".into())
    }

    /// The same with something added to the text of every language.
    pub fn followed_by(&self, addition: &str) -> Self {
        let followed = |text: &Rc<str>| Rc::from([&**text, addition].concat());
        Self {
            default: self.default.as_ref().map(followed),
            others: self.others.as_ref().map(|others| {
                let others = others.iter();
                Rc::new(
                    others
                        .map(|(locale, text)| (locale.clone(), followed(text)))
                        .collect(),
                )
            }),
        }
    }

    /// The text in every language.
    pub fn texts(&self) -> impl Iterator<Item = &Rc<str>> {
        let others = self.others.iter().flat_map(|others| others.iter());
        self.default.iter().chain(others.map(|(_, text)| text))
    }
}

/// `fr` of `fr-CA`.
pub fn language_of(locale: &str) -> &str {
    locale.split(['-', '_']).next().unwrap_or(locale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_back_from_region_to_language_to_default() {
        let text = Localized::new(vec![
            ("default".into(), "colour".into()),
            ("fr".into(), "couleur".into()),
            ("fr-CA".into(), "la couleur".into()),
            ("de".into(), "".into()),
        ]);
        let cases = [
            ("fr-CA", "la couleur"),
            ("fr-ca", "la couleur"),
            ("fr-BE", "couleur"),
            ("fr", "couleur"),
            ("de", "colour"),
            ("en", "colour"),
            ("", "colour"),
        ];
        for (locale, expected) in cases {
            assert_eq!(&*text.get(locale), expected, "{locale}");
        }
        let english = Localized::new(vec![
            ("default".into(), "color".into()),
            ("en".into(), "colour".into()),
            ("en-GB".into(), "Colour".into()),
        ]);
        assert_eq!(&*english.get("en"), "color");
        assert_eq!(&*english.get("en-GB"), "Colour");
        assert_eq!(Localized::default().find("fr"), None);
    }
}
