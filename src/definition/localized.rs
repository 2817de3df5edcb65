use std::rc::Rc;

/// A text in one or more languages. The entry `default` is what everybody else reads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Localized {
    by_locale: Vec<(Rc<str>, Rc<str>)>,
}

pub const DEFAULT_LOCALE: &str = "default";

/// What the texts under `default` are written in, unless the document names a `locale`.
const LANGUAGE_OF_DEFAULT: &str = "en";

impl Localized {
    pub fn plain(text: impl Into<Rc<str>>) -> Self {
        Self {
            by_locale: vec![(DEFAULT_LOCALE.into(), text.into())],
        }
    }

    pub(super) fn new(by_locale: Vec<(Rc<str>, Rc<str>)>) -> Self {
        Self { by_locale }
    }

    pub fn is_empty(&self) -> bool {
        self.by_locale.iter().all(|(_, text)| text.is_empty())
    }

    /// The text for a locale: `fr-CA`, else `fr`, else `default`, else `en`; empty if there is none.
    pub fn get(&self, locale: &str) -> Rc<str> {
        let language = language_of(locale);
        [locale, language, DEFAULT_LOCALE, LANGUAGE_OF_DEFAULT]
            .into_iter()
            .find_map(|wanted| self.exact(wanted))
            .unwrap_or_else(|| "".into())
    }

    /// The text, or `None` where the author wrote none and a built-in text should stand.
    pub fn find(&self, locale: &str) -> Option<Rc<str>> {
        (!self.is_empty()).then(|| self.get(locale))
    }

    pub fn locales(&self) -> impl Iterator<Item = &Rc<str>> {
        self.by_locale.iter().map(|(locale, _)| locale)
    }

    fn exact(&self, locale: &str) -> Option<Rc<str>> {
        self.by_locale
            .iter()
            .find(|(name, text)| name.eq_ignore_ascii_case(locale) && !text.is_empty())
            .map(|(_, text)| text.clone())
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
        assert_eq!(Localized::default().find("fr"), None);
    }
}
