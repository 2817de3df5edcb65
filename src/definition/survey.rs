use std::rc::Rc;

use super::element::ElementReader;
use super::findings::Findings;
use super::limits::{MAX_CONTEXT_NAMES, MAX_PAGES};
use super::reader::{Reader, escape};
use super::{Delivery, Diagnostic, Localized, Page, language_of, surveyjs};
use crate::value::Value;

/// A survey as it was validated: nothing past this border meets the raw document.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    pub id: Rc<str>,
    pub version: Rc<str>,
    /// The languages in which anything is written, beside the one of the texts without a language.
    pub locales: Vec<Rc<str>>,
    /// The language that the author chose for everybody; else it is the respondent's.
    pub locale: Option<Rc<str>>,
    pub title: Localized,
    pub description: Localized,
    pub audience: Audience,
    /// The names of the host's context that go into the record; expressions may read all of it.
    pub context: Vec<Rc<str>>,
    pub pages: Vec<Page>,
    pub completed_html: Localized,
    pub required_mark: Rc<str>,
    pub show_title: bool,
    pub show_previous: bool,
    pub show_progress: bool,
    pub next_text: Localized,
    pub previous_text: Localized,
    pub complete_text: Localized,
    pub delivery: Delivery,
    /// Custom properties such as `--js-accent`, and their values.
    pub theme: Vec<(Rc<str>, Rc<str>)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    #[default]
    Customer,
    FormerCustomer,
    LostProspect,
    Employee,
    Observer,
}

const AUDIENCES: [(&str, Audience); 5] = [
    ("customer", Audience::Customer),
    ("former-customer", Audience::FormerCustomer),
    ("lost-prospect", Audience::LostProspect),
    ("employee", Audience::Employee),
    ("observer", Audience::Observer),
];

impl Audience {
    pub fn name(self) -> &'static str {
        AUDIENCES
            .iter()
            .find(|(_, audience)| *audience == self)
            .map_or("customer", |(name, _)| name)
    }
}

impl Survey {
    /// The language to show: the first of those wanted that the document is written in.
    pub fn best_locale(&self, wanted: &[String]) -> Rc<str> {
        let own = || self.locale.clone().unwrap_or_else(|| "en".into());
        if self.locale.is_some() {
            return own();
        }
        let is_offered = |language: &str| {
            language.eq_ignore_ascii_case(&own())
                || self
                    .locales
                    .iter()
                    .any(|offered| language_of(offered).eq_ignore_ascii_case(language))
        };
        wanted
            .iter()
            .find(|locale| is_offered(language_of(locale)))
            .map_or_else(own, |locale| locale.as_str().into())
    }

    /// What the survey is called.
    pub fn title_or_id(&self, locale: &str) -> Rc<str> {
        self.title.find(locale).unwrap_or_else(|| self.id.clone())
    }
}

/// What came of reading a document.
#[derive(Debug)]
pub struct Reading {
    /// `None` if there is nothing that could be asked; a diagnostic then says why.
    pub survey: Option<Rc<Survey>>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a document that was parsed from JSON.
pub fn read(document: &Value) -> Reading {
    let findings = Findings::default();
    let survey = read_survey(document, &findings);
    let diagnostics = findings.into_diagnostics();
    Reading {
        survey: survey.map(Rc::new),
        diagnostics,
    }
}

fn read_survey(document: &Value, findings: &Findings) -> Option<Survey> {
    if !matches!(document, Value::Object(_)) {
        findings.error(
            "not-an-object",
            "",
            format!(
                "A survey document is a JSON object {{…}}, not {}.",
                document.kind()
            ),
        );
        return None;
    }
    let reader = Reader::new(document, "", findings)?;
    let mut elements = ElementReader::new(findings);
    let mut survey = Survey {
        locales: Vec::new(),
        id: reader
            .text("id|surveyId")
            .unwrap_or_else(|| "survey".into()),
        version: reader.text("version").unwrap_or_else(|| "1".into()),
        locale: reader.text("locale").filter(|locale| !locale.is_empty()),
        title: reader.localized("title"),
        description: reader.localized("description"),
        audience: reader.one_of("audience", &AUDIENCES, Audience::Customer),
        context: reader.texts("context", MAX_CONTEXT_NAMES),
        pages: read_pages(&reader, &mut elements),
        completed_html: reader.localized("completedHtml"),
        required_mark: reader
            .text("requiredMark|requiredText")
            .unwrap_or_else(|| "*".into()),
        show_title: reader.flag("showTitle", true),
        show_previous: reader.flag("showPrevButton", true),
        show_progress: reads_progress(&reader),
        next_text: reader.localized("pageNextText"),
        previous_text: reader.localized("pagePrevText"),
        complete_text: reader.localized("completeText"),
        delivery: reader
            .object("delivery")
            .map(Delivery::read)
            .unwrap_or_default(),
        theme: read_theme(&reader),
    };
    // The loader reads `show` before any of this is fetched; `jargon` is for those who check the wording.
    for names in ["show", "jargon", "$schema", "sjsVersion"] {
        reader.value(names);
    }
    reader.passes_over(&surveyjs::SURVEY);
    reader.finish();
    survey.locales = findings.locales();
    if survey.pages.is_empty() {
        findings.error(
            "nothing-to-ask",
            "",
            "There is no question in this document that can be asked. Give it `elements`, `pages` or `touchpoints`.",
        );
        return None;
    }
    Some(survey)
}

fn read_pages<'d>(reader: &Reader<'d>, elements: &mut ElementReader<'d>) -> Vec<Page> {
    let mut pages = Vec::new();
    for (index, page) in reader.objects("pages", MAX_PAGES).into_iter().enumerate() {
        pages.extend(Page::read(page, index, elements));
    }
    if reader.has("elements|questions") {
        let list = elements.read_list(reader, "elements|questions", 0);
        let name = format!("page{}", pages.len() + 1);
        pages.extend(Page::of_elements(name.into(), list));
    }
    if reader.has("touchpoints") {
        // Shorthand: a survey that is one journey and nothing else.
        match elements.read_journey_shorthand(reader) {
            Some(element) => {
                let name = format!("page{}", pages.len() + 1);
                pages.extend(Page::of_elements(name.into(), vec![element]));
            }
            None => reader.error(
                "touchpoints",
                "nothing-to-ask",
                "None of these touchpoints can be asked about.",
            ),
        }
    }
    pages
}

/// Shown unless the author says no. Old documents say where instead of whether.
fn reads_progress(reader: &Reader) -> bool {
    !matches!(reader.value("showProgressBar"), Value::Bool(false))
        && reader.value("showProgressBar").as_text() != Some("off")
}

fn read_theme(reader: &Reader) -> Vec<(Rc<str>, Rc<str>)> {
    let Some(theme) = reader.object("theme") else {
        return Vec::new();
    };
    let mut properties = Vec::new();
    for (name, value) in theme.members() {
        match value.as_text() {
            Some(text) if name.starts_with("--js-") => {
                properties.push((name.clone(), text.into()));
            }
            _ => theme.warning(
                &escape(name),
                "bad-theme",
                format!("`{name}` is skipped: theme properties are texts whose names start with `--js-`."),
            ),
        }
    }
    properties
}
