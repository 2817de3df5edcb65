use std::rc::Rc;

use crate::value::{Object, Value};

/// What the embedding page asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    pub survey: Source,
    /// Overrides the document's.
    pub endpoint: Option<Rc<str>>,
    pub display: Display,
    pub locale: Option<Rc<str>>,
    /// `light` or `dark`; else the device decides.
    pub theme: Option<Rc<str>>,
    pub respondent: Option<Rc<str>>,
    /// The address of what is believed of touchpoints beforehand.
    pub priors: Option<Rc<str>>,
    pub context: Object,
    /// Where the files of the product lie, with a slash at the end.
    pub base: Rc<str>,
    /// Where the widget's second part is; empty where it is in one.
    pub second: Rc<str>,
    /// The second part is wanted in any case.
    pub is_whole: bool,
    /// Tells the element's drafts from those of the page's others. After a reload elements that are mounted in the same order
    /// have the same numbers again.
    pub number: Rc<str>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    Address(Rc<str>),
    Document(Value),
    Missing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Display {
    /// In the page.
    Inline,
    /// In a corner, over the page, which can be used all the same.
    Popup,
    /// Before the page, which has to wait.
    Modal,
    /// In the place of the page.
    Fullscreen,
    /// The same for one respondent after the other: it cannot be closed, and starts anew.
    Kiosk,
}

impl Display {
    const ALL: [Self; 5] = [
        Self::Inline,
        Self::Popup,
        Self::Modal,
        Self::Fullscreen,
        Self::Kiosk,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Inline => "inline",
            Self::Popup => "popup",
            Self::Modal => "modal",
            Self::Fullscreen => "fullscreen",
            Self::Kiosk => "kiosk",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|display| display.name() == name)
    }

    /// The page cannot be used meanwhile.
    pub fn is_modal(self) -> bool {
        !matches!(self, Self::Inline | Self::Popup)
    }

    pub fn is_closable(self) -> bool {
        !matches!(self, Self::Inline | Self::Kiosk)
    }
}

impl Options {
    pub fn read(options: &Value) -> Self {
        let text = |name: &str| {
            options
                .get(name)
                .as_text()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(Rc::from)
        };
        let survey = match options.get("survey") {
            document @ Value::Object(_) => Source::Document(document.clone()),
            _ => text("survey").map_or(Source::Missing, Source::Address),
        };
        Self {
            survey,
            endpoint: text("endpoint"),
            display: options
                .get("display")
                .as_text()
                .and_then(Display::named)
                .unwrap_or(Display::Inline),
            locale: text("locale"),
            theme: text("theme"),
            respondent: text("respondent"),
            priors: text("priors"),
            context: options
                .get("context")
                .as_object()
                .cloned()
                .unwrap_or_default(),
            base: text("base").unwrap_or_else(|| "./".into()),
            second: text("second").unwrap_or_default(),
            is_whole: *options.get("whole") == Value::Bool(true),
            number: text("number").unwrap_or_else(|| "0".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::native::SerdeJson;
    use crate::value::Json;

    #[test]
    fn options_are_read_and_what_is_missing_has_its_default() {
        let read = |json: &str| Options::read(&SerdeJson.parse(json).unwrap());
        let options = read(
            r#"{"survey": " a.json ", "display": "popup", "locale": "fr", "context": {"plan": "pro"}}"#,
        );
        assert_eq!(options.survey, Source::Address("a.json".into()));
        assert_eq!(options.display, Display::Popup);
        assert_eq!(options.locale.as_deref(), Some("fr"));
        assert_eq!(options.context.get("plan"), Some(&"pro".into()));
        for display in Display::ALL {
            let json = format!(r#"{{"display": "{}"}}"#, display.name());
            assert_eq!(read(&json).display, display);
        }
        let empty = read(r#"{"survey": "", "display": 7, "context": []}"#);
        assert_eq!(empty.survey, Source::Missing);
        assert_eq!(empty.display, Display::Inline);
        assert!(empty.context.is_empty());
        assert!(matches!(
            read(r#"{"survey": {}}"#).survey,
            Source::Document(_)
        ));
    }
}
