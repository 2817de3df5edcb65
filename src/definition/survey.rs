use std::rc::Rc;

use super::element::ElementReader;
use super::element::{read_order, read_question_title_location};
use super::findings::Findings;
use super::limits::{MAX_CONTEXT_NAMES, MAX_PAGES};
use super::reader::{Reader, escape};
use super::{
    CalculatedValue, CheckErrors, ClearInvisible, Delivery, DescriptionLocation, Diagnostic,
    HtmlCondition, Localized, Order, Page, PageMode, PreviewMode, ProgressType, ShowNumbers,
    TimerInfo, TitleLocation, Trigger, UrlCondition, language_of, surveyjs,
};
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
    pub triggers: Vec<Trigger>,
    pub calculated_values: Vec<CalculatedValue>,
    /// For somebody who has been here before.
    pub completed_before_html: Localized,
    pub loading_html: Localized,
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
    /// `numTitleRequire`, `numRequireTitle`, `requireNumTitle` or `numTitle`.
    pub question_title_pattern: Rc<str>,
    pub title_location: TitleLocation,
    pub description_location: DescriptionLocation,
    pub start_text: Localized,
    pub preview_text: Localized,
    pub edit_text: Localized,
    pub cookie_name: Rc<str>,
    pub logo: Localized,
    pub show_toc: bool,
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
        triggers: Trigger::read_list(&reader),
        calculated_values: CalculatedValue::read_list(&reader),
        completed_before_html: reader.localized("completedBeforeHtml"),
        loading_html: reader.localized("loadingHtml"),
        completed_html_on: HtmlCondition::read_list(&reader),
        navigate_to_url: reader.text("navigateToUrl").filter(|url| !url.is_empty()),
        navigate_to_url_on: UrlCondition::read_list(&reader),
        show_navigation_buttons: !matches!(
            reader.value("showNavigationButtons"),
            Value::Bool(false)
        ) && reader.value("showNavigationButtons").as_text()
            != Some("none"),
        show_page_titles: reader.flag("showPageTitles", true),
        show_page_numbers: reader.flag("showPageNumbers", false),
        show_complete_page: reader.flag("showCompletePage|showCompletedPage", true),
        question_order: read_order(&reader).unwrap_or_default(),
        read_only: reader.flag("readOnly", false)
            || reader.text("mode").as_deref() == Some("display"),
        store_others_as_comment: reader.flag("storeOthersAsComment", true),
        max_text_length: reader
            .whole_number("maxTextLength", 0..=1_000_000)
            .unwrap_or(0),
        max_comment_length: reader
            .whole_number("maxCommentLength|maxOthersLength", 0..=1_000_000)
            .unwrap_or(0),
        auto_advance: reader.flag("autoAdvanceEnabled|goNextPageAutomatic", false),
        auto_advance_complete: reader.flag(
            "autoAdvanceAllowComplete|allowCompleteSurveyAutomatic",
            true,
        ),
        auto_focus_first_question: reader
            .flag("autoFocusFirstQuestion|focusFirstQuestionAutomatic", false),
        auto_focus_first_error: reader.flag("autoFocusFirstError|focusOnFirstError", true),
        clear_invisible: reader.one_of(
            "clearInvisibleValues",
            &[
                ("onComplete", ClearInvisible::OnComplete),
                ("none", ClearInvisible::None),
                ("onHidden", ClearInvisible::OnHidden),
                ("onHiddenContainer", ClearInvisible::OnHiddenContainer),
            ],
            ClearInvisible::OnComplete,
        ),
        check_errors: reader.one_of(
            "checkErrorsMode",
            &[
                ("onNextPage", CheckErrors::OnNextPage),
                ("onValueChanged", CheckErrors::OnValueChanged),
                ("onComplete", CheckErrors::OnComplete),
            ],
            CheckErrors::OnNextPage,
        ),
        validate_visited_empty_fields: reader.flag("validateVisitedEmptyFields", false),
        first_page_is_start_page: reader.flag("firstPageIsStartPage|firstPageIsStarted", false),
        page_mode: read_page_mode(&reader),
        show_preview: match reader.value("showPreviewBeforeComplete") {
            Value::Bool(flag) => *flag,
            value => matches!(
                value.as_text(),
                Some("showAllQuestions" | "showAnsweredQuestions")
            ),
        },
        preview_mode: read_preview_mode(&reader),
        show_timer: reader.flag("showTimer", false)
            || matches!(
                reader.text("showTimerPanel").as_deref(),
                Some("top" | "bottom")
            ),
        time_limit: reader
            .whole_number("timeLimit|maxTimeToFinish", 0..=10_000_000)
            .unwrap_or(0),
        time_limit_per_page: reader
            .whole_number("timeLimitPerPage|maxTimeToFinishPage", 0..=10_000_000)
            .unwrap_or(0),
        timer_info_mode: reader.one_of(
            "timerInfoMode|showTimerPanelMode",
            &[
                ("combined", TimerInfo::Combined),
                ("all", TimerInfo::Combined),
                ("page", TimerInfo::Page),
                ("survey", TimerInfo::Survey),
            ],
            TimerInfo::Combined,
        ),
        progress_type: reader.one_of(
            "progressBarType",
            &[
                ("pages", ProgressType::Pages),
                ("buttons", ProgressType::Pages),
                ("questions", ProgressType::Questions),
                ("requiredQuestions", ProgressType::RequiredQuestions),
                ("correctQuestions", ProgressType::CorrectQuestions),
            ],
            ProgressType::Pages,
        ),
        show_question_numbers: match reader.value("showQuestionNumbers") {
            Value::Bool(true) => ShowNumbers::On,
            Value::Bool(false) => ShowNumbers::Off,
            _ => reader.one_of(
                "showQuestionNumbers",
                &[
                    ("off", ShowNumbers::Off),
                    ("on", ShowNumbers::On),
                    ("onPage", ShowNumbers::OnPage),
                    ("recursive", ShowNumbers::Recursive),
                ],
                ShowNumbers::Off,
            ),
        },
        question_start_index: reader.text("questionStartIndex").unwrap_or_default(),
        question_title_pattern: reader
            .text("questionTitlePattern")
            .unwrap_or_else(|| "numTitleRequire".into()),
        title_location: read_question_title_location(&reader),
        description_location: reader.one_of(
            "questionDescriptionLocation",
            &[
                ("underTitle", DescriptionLocation::UnderTitle),
                ("underInput", DescriptionLocation::UnderInput),
                ("hidden", DescriptionLocation::Hidden),
            ],
            DescriptionLocation::UnderTitle,
        ),
        start_text: reader.localized("startSurveyText"),
        preview_text: reader.localized("previewText"),
        edit_text: reader.localized("editText"),
        cookie_name: reader.text("cookieName").unwrap_or_default(),
        logo: reader.localized("logo"),
        show_toc: reader.flag("showTOC", false),
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

fn read_page_mode(reader: &Reader) -> PageMode {
    if reader.flag("isSinglePage", false) {
        return PageMode::SinglePage;
    }
    reader.one_of(
        "questionsOnPageMode",
        &[
            ("standard", PageMode::Standard),
            ("singlePage", PageMode::SinglePage),
            ("questionPerPage", PageMode::QuestionPerPage),
            ("inputPerPage", PageMode::InputPerPage),
        ],
        PageMode::Standard,
    )
}

fn read_preview_mode(reader: &Reader) -> PreviewMode {
    if reader.value("showPreviewBeforeComplete").as_text() == Some("showAnsweredQuestions") {
        return PreviewMode::AnsweredQuestions;
    }
    reader.one_of(
        "previewMode",
        &[
            ("allQuestions", PreviewMode::AllQuestions),
            ("answeredQuestions", PreviewMode::AnsweredQuestions),
        ],
        PreviewMode::AllQuestions,
    )
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
