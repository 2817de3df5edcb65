mod class;
mod read;
mod regional_format;

use std::rc::Rc;

use super::findings::Findings;
use super::{
    CalculatedValue, CheckErrors, ClearInvisible, Delivery, DescriptionLocation, Diagnostic,
    HtmlCondition, Localized, Order, Page, PageMode, PreviewMode, ProgressType, ShowNumbers,
    TimerInfo, TitleLocation, TitlePattern, Trigger, UrlCondition, language_of,
};
use crate::value::Value;
pub(super) use class::SURVEY;
pub use read::NAMELESS;
pub use regional_format::RegionalFormat;

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
    pub triggers: Vec<Trigger>,
    pub calculated_values: Vec<CalculatedValue>,
    /// For somebody who has been here before.
    pub completed_before_html: Localized,
    /// The first that holds stands for [`Self::completed_html`].
    pub completed_html_on: Vec<HtmlCondition>,
    pub navigate_to_url: Option<Rc<str>>,
    /// The first that holds stands for [`Self::navigate_to_url`].
    pub navigate_to_url_on: Vec<UrlCondition>,
    pub show_navigation_buttons: bool,
    pub show_page_titles: bool,
    pub show_page_numbers: bool,
    /// Whether anything is shown at the end.
    pub show_complete_page: bool,
    pub question_order: Order,
    pub read_only: bool,
    /// Words beside "other" are recorded beside the answer and not in its place.
    pub store_others_as_comment: bool,
    /// 0 for no limit.
    pub max_text_length: usize,
    /// 0 for no limit.
    pub max_comment_length: usize,
    /// Fields for long texts grow with what is written.
    pub auto_grow_comment: bool,
    pub allow_resize_comment: bool,
    /// Of the text fields beside answers.
    pub comment_area_rows: usize,
    /// Goes on once all on the page is answered.
    pub auto_advance: bool,
    /// And beyond the last page too.
    pub auto_advance_complete: bool,
    pub auto_focus_first_question: bool,
    pub auto_focus_first_error: bool,
    pub clear_invisible: ClearInvisible,
    pub check_errors: CheckErrors,
    /// Also questions that were left empty are checked when left.
    pub validate_visited_empty_fields: bool,
    /// The first page welcomes; it has no place in the count of pages.
    pub first_page_is_start_page: bool,
    pub page_mode: PageMode,
    pub show_preview: bool,
    pub preview_mode: PreviewMode,
    pub show_timer: bool,
    /// In seconds; 0 for no limit.
    pub time_limit: usize,
    /// In seconds; 0 for no limit.
    pub time_limit_per_page: usize,
    pub timer_info_mode: TimerInfo,
    pub progress_type: ProgressType,
    pub show_question_numbers: ShowNumbers,
    /// `1`, `a`, `(1)`, `#1.` …
    pub question_start_index: Rc<str>,
    pub title_pattern: TitlePattern,
    pub title_location: TitleLocation,
    pub description_location: DescriptionLocation,
    pub start_text: Localized,
    pub preview_text: Localized,
    pub edit_text: Localized,
    pub cookie_name: Rc<str>,
    pub logo: Localized,
    pub regional_format: Option<RegionalFormat>,
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

const AUDIENCES: [Audience; 5] = [
    Audience::Customer,
    Audience::FormerCustomer,
    Audience::LostProspect,
    Audience::Employee,
    Audience::Observer,
];

const AUDIENCE_WORDS: &[&str] = &[
    "customer",
    "former-customer",
    "lost-prospect",
    "employee",
    "observer",
];

impl Audience {
    pub fn name(self) -> &'static str {
        let place = AUDIENCES.iter().position(|audience| *audience == self);
        AUDIENCE_WORDS
            .get(place.unwrap_or_default())
            .copied()
            .unwrap_or_default()
    }
}

impl Survey {
    pub fn has_journey(&self) -> bool {
        let mut pages = self.pages.iter();
        pages.any(|page| matches!(page.content, crate::definition::PageContent::Journey(_)))
    }

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
    let survey = read::survey(document, &findings);
    let diagnostics = findings.into_diagnostics();
    Reading {
        survey: survey.map(Rc::new),
        diagnostics,
    }
}
