use std::rc::Rc;

use super::adaptive::ADAPTIVE;
use super::calculated::{CALCULATED_VALUE, HTML_CONDITION, URL_CONDITION};
use super::class::{Class, Property, Shape};
use super::delivery::DELIVERY;
use super::element::{ELEMENTS, ElementReader};
use super::findings::Findings;
use super::journey::{STAGE, TOUCHPOINT};
use super::limits::{
    MAX_CONDITIONAL_ENDS, MAX_CONTEXT_NAMES, MAX_ELEMENTS, MAX_JARGON, MAX_PAGES, MAX_SECONDS,
    MAX_STAGES, MAX_TOUCHPOINTS, MAX_TRIGGERS,
};
use super::options::words;
use super::page::PAGE;
use super::reader::{Reader, concat, escape, meaning};
use super::trigger::TRIGGERS;
use super::{
    CalculatedValue, CheckErrors, ClearInvisible, Delivery, DescriptionLocation, Diagnostic,
    HtmlCondition, Localized, Order, Page, PageMode, PreviewMode, ProgressType, ShowNumbers,
    TimerInfo, TitleLocation, Trigger, UrlCondition, language_of,
};
use crate::value::{Object, Value};

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

pub(super) static SURVEY: Class = Class {
    name: "survey",
    parent: None,
    properties: &[
        Property("id|surveyId", Shape::Text),
        Property("version", Shape::Text),
        Property("locale", Shape::Text),
        Property("title", Shape::Localized),
        Property("description", Shape::Localized),
        Property("audience", Shape::OneOf(AUDIENCE_WORDS)),
        Property("context", Shape::Texts(MAX_CONTEXT_NAMES)),
        Property("pages", Shape::List(&PAGE, MAX_PAGES)),
        Property("elements|questions", Shape::Typed(&ELEMENTS, MAX_ELEMENTS)),
        Property("touchpoints", Shape::List(&TOUCHPOINT, MAX_TOUCHPOINTS)),
        Property("stages", Shape::List(&STAGE, MAX_STAGES)),
        Property("adaptive", Shape::Object(&ADAPTIVE)),
        Property("delivery", Shape::Object(&DELIVERY)),
        Property("theme", Shape::Open),
        // The loader reads it before any of this is fetched.
        Property("show", Shape::Open),
        // For those who check the wording.
        Property("jargon", Shape::Texts(MAX_JARGON)),
        Property("$schema", Shape::Layout),
        Property("triggers", Shape::Typed(&TRIGGERS, MAX_TRIGGERS)),
        Property(
            "calculatedValues",
            Shape::List(&CALCULATED_VALUE, MAX_CONDITIONAL_ENDS),
        ),
        Property("completedHtml", Shape::Localized),
        Property("completedBeforeHtml", Shape::Localized),
        Property("loadingHtml", Shape::Localized),
        Property(
            "completedHtmlOnCondition",
            Shape::List(&HTML_CONDITION, MAX_CONDITIONAL_ENDS),
        ),
        Property("navigateToUrl", Shape::Text),
        Property(
            "navigateToUrlOnCondition",
            Shape::List(&URL_CONDITION, MAX_CONDITIONAL_ENDS),
        ),
        Property("requiredMark|requiredText", Shape::Text),
        Property("showTitle", Shape::Flag),
        Property("showPageTitles", Shape::Flag),
        Property("showPageNumbers", Shape::Flag),
        Property("showCompletePage|showCompletedPage", Shape::Flag),
        Property("showPrevButton", Shape::Flag),
        Property(
            "showNavigationButtons",
            Shape::OneOf(&["true", "false", "none", "top", "bottom", "both"]),
        ),
        Property(
            "showProgressBar",
            Shape::OneOf(&[
                "true",
                "false",
                "off",
                "auto",
                "top",
                "bottom",
                "both",
                "topBottom",
                "aboveHeader",
                "belowHeader",
            ]),
        ),
        Property(
            "progressBarType",
            Shape::OneOf(&[
                "pages",
                "questions",
                "requiredQuestions",
                "correctQuestions",
                "buttons",
            ]),
        ),
        Property("startSurveyText", Shape::Localized),
        Property("pageNextText", Shape::Localized),
        Property("pagePrevText", Shape::Localized),
        Property("completeText", Shape::Localized),
        Property("previewText", Shape::Localized),
        Property("editText", Shape::Localized),
        Property("questionOrder|questionsOrder", Shape::OneOf(words::ORDERS)),
        Property("readOnly", Shape::Flag),
        Property("mode", Shape::OneOf(&["edit", "display"])),
        Property("storeOthersAsComment", Shape::Flag),
        Property("maxTextLength", Shape::Count(0, 1_000_000)),
        Property(
            "maxCommentLength|maxOthersLength",
            Shape::Count(0, 1_000_000),
        ),
        Property("autoAdvanceEnabled|goNextPageAutomatic", Shape::Flag),
        Property(
            "autoAdvanceAllowComplete|allowCompleteSurveyAutomatic",
            Shape::Flag,
        ),
        Property(
            "autoFocusFirstQuestion|focusFirstQuestionAutomatic",
            Shape::Flag,
        ),
        Property("autoFocusFirstError|focusOnFirstError", Shape::Flag),
        Property("clearInvisibleValues", Shape::OneOf(words::CLEAR_INVISIBLE)),
        Property(
            "checkErrorsMode",
            Shape::OneOf(&["onNextPage", "onValueChanged", "onComplete"]),
        ),
        Property("validateVisitedEmptyFields", Shape::Flag),
        Property("firstPageIsStartPage|firstPageIsStarted", Shape::Flag),
        Property("isSinglePage", Shape::Flag),
        Property(
            "questionsOnPageMode",
            Shape::OneOf(&[
                "standard",
                "singlePage",
                "questionPerPage",
                "inputPerPage",
                "questionOnPage",
            ]),
        ),
        Property(
            "showPreviewBeforeComplete",
            Shape::OneOf(&[
                "false",
                "true",
                "noPreview",
                "showAllQuestions",
                "showAnsweredQuestions",
            ]),
        ),
        Property(
            "previewMode",
            Shape::OneOf(&["allQuestions", "answeredQuestions"]),
        ),
        Property("showTimer", Shape::Flag),
        Property("showTimerPanel", Shape::OneOf(&["none", "top", "bottom"])),
        Property("timeLimit|maxTimeToFinish", Shape::Count(0, MAX_SECONDS)),
        Property(
            "timeLimitPerPage|maxTimeToFinishPage",
            Shape::Count(0, MAX_SECONDS),
        ),
        Property(
            "timerInfoMode|showTimerPanelMode",
            Shape::OneOf(&["combined", "page", "survey", "all"]),
        ),
        Property(
            "showQuestionNumbers",
            Shape::OneOf(&["off", "on", "onPage", "recursive", "true", "false"]),
        ),
        Property("questionStartIndex", Shape::Text),
        Property("questionTitlePattern", Shape::Text),
        Property(
            "questionTitleLocation",
            Shape::OneOf(&["top", "bottom", "left", "hidden"]),
        ),
        Property(
            "questionDescriptionLocation",
            Shape::OneOf(&["underTitle", "underInput", "hidden"]),
        ),
        Property("cookieName", Shape::Text),
        Property("logo", Shape::Localized),
        Property("showTOC", Shape::Flag),
        Property("regionalFormat", Shape::NotYet),
        Property("questionTitleTemplate", Shape::NotYet),
        Property("surveyPostId", Shape::NotYet),
        Property("partialSendEnabled|sendResultOnPageNext", Shape::NotYet),
        Property("backgroundImage", Shape::NotYet),
        Property("sjsVersion", Shape::Layout),
        Property("logoWidth", Shape::Layout),
        Property("logoHeight", Shape::Layout),
        Property("logoFit", Shape::Layout),
        Property("logoPosition", Shape::Layout),
        Property("surveyShowDataSaving", Shape::Layout),
        Property("navigationButtonsLocation", Shape::Layout),
        Property("matrixDragHandleArea", Shape::Layout),
        Property("questionErrorLocation", Shape::Layout),
        Property("progressBarLocation", Shape::Layout),
        Property(
            "progressBarShowNavigationText|progressBarShowPageTitles",
            Shape::Layout,
        ),
        Property("progressBarShowPageNumbers", Shape::Layout),
        Property("progressBarNavigationTextLocation", Shape::Layout),
        Property("progressBarInheritWidthFrom", Shape::Layout),
        Property("tocLocation", Shape::Layout),
        Property("tocItemComponent", Shape::Layout),
        Property("textUpdateMode", Shape::Layout),
        Property("autoGrowComment", Shape::Flag),
        Property("allowResizeComment", Shape::Flag),
        Property("commentAreaRows", Shape::Count(1, 100)),
        Property("timerLocation", Shape::Layout),
        Property("widthMode", Shape::Layout),
        Property("gridLayoutEnabled", Shape::Layout),
        Property("width", Shape::Layout),
        Property("fitToContainer", Shape::Layout),
        Property("headerView", Shape::Layout),
        Property("backgroundImageFit", Shape::Layout),
        Property("backgroundImageAttachment", Shape::Layout),
        Property("backgroundOpacity", Shape::Layout),
        Property("showBrandInfo", Shape::Layout),
    ],
};

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
    if document.as_object().is_none() {
        findings.error(
            "not-an-object",
            "",
            concat(&[
                "A survey document is a JSON object {…}, not ",
                document.kind(),
                ".",
            ]),
        );
        return None;
    }
    let reader = Reader::open(document, &SURVEY, "".into(), findings)?;
    let mut elements = ElementReader::new(findings);
    let pages = read_pages(&reader, &mut elements);
    elements.finish();
    let survey = survey_of(&reader, pages);
    if survey.pages.iter().all(Page::is_empty) {
        findings.error(
            "nothing-to-ask",
            "",
            "There is no question in this document that can be asked. Give it `elements`, `pages` or `touchpoints`.",
        );
        return None;
    }
    Some(Survey {
        locales: findings.locales(),
        ..survey
    })
}

fn survey_of(reader: &Reader, pages: Vec<Page>) -> Survey {
    let preview = reader.word("showPreviewBeforeComplete");
    Survey {
        locales: Vec::new(),
        id: reader.text_or("id", "survey"),
        version: reader.text_or("version", "1"),
        locale: reader.text("locale"),
        title: reader.localized("title"),
        description: reader.localized("description"),
        audience: meaning(&AUDIENCES, reader.word("audience")),
        context: reader.texts("context"),
        pages,
        completed_html: reader.localized("completedHtml"),
        required_mark: reader.text_or("requiredMark", "*"),
        show_title: reader.flag("showTitle", true),
        show_previous: reader.flag("showPrevButton", true),
        // Shown unless the author says no. Old documents say where instead of whether.
        show_progress: !matches!(reader.word("showProgressBar"), 1 | 2),
        next_text: reader.localized("pageNextText"),
        previous_text: reader.localized("pagePrevText"),
        complete_text: reader.localized("completeText"),
        delivery: reader
            .object("delivery")
            .map(|delivery| Delivery::read(&delivery))
            .unwrap_or_default(),
        theme: read_theme(reader),
        triggers: Trigger::read_list(reader),
        calculated_values: read_each(reader, "calculatedValues", CalculatedValue::read),
        completed_before_html: reader.localized("completedBeforeHtml"),
        loading_html: reader.localized("loadingHtml"),
        completed_html_on: read_each(reader, "completedHtmlOnCondition", HtmlCondition::read),
        navigate_to_url: reader.text("navigateToUrl"),
        navigate_to_url_on: read_each(reader, "navigateToUrlOnCondition", UrlCondition::read),
        show_navigation_buttons: !matches!(reader.word("showNavigationButtons"), 1 | 2),
        show_page_titles: reader.flag("showPageTitles", true),
        show_page_numbers: reader.flag("showPageNumbers", false),
        show_complete_page: reader.flag("showCompletePage", true),
        question_order: meaning(&Order::ALL, reader.word("questionOrder")),
        read_only: reader.flag("readOnly", false) || reader.word("mode") == 1,
        store_others_as_comment: reader.flag("storeOthersAsComment", true),
        max_text_length: reader.count("maxTextLength", 0),
        max_comment_length: reader.count("maxCommentLength", 0),
        auto_grow_comment: reader.flag("autoGrowComment", false),
        allow_resize_comment: reader.flag("allowResizeComment", true),
        comment_area_rows: reader.count("commentAreaRows", 2),
        auto_advance: reader.flag("autoAdvanceEnabled", false),
        auto_advance_complete: reader.flag("autoAdvanceAllowComplete", true),
        auto_focus_first_question: reader.flag("autoFocusFirstQuestion", false),
        auto_focus_first_error: reader.flag("autoFocusFirstError", true),
        clear_invisible: meaning(&ClearInvisible::ALL, reader.word("clearInvisibleValues")),
        check_errors: meaning(
            &[
                CheckErrors::OnNextPage,
                CheckErrors::OnValueChanged,
                CheckErrors::OnComplete,
            ],
            reader.word("checkErrorsMode"),
        ),
        validate_visited_empty_fields: reader.flag("validateVisitedEmptyFields", false),
        first_page_is_start_page: reader.flag("firstPageIsStartPage", false),
        page_mode: read_page_mode(reader),
        show_preview: matches!(preview, 1 | 3 | 4),
        preview_mode: if preview == 4 {
            PreviewMode::AnsweredQuestions
        } else {
            meaning(
                &[PreviewMode::AllQuestions, PreviewMode::AnsweredQuestions],
                reader.word("previewMode"),
            )
        },
        show_timer: reader.flag("showTimer", false) || reader.word("showTimerPanel") > 0,
        time_limit: reader.count("timeLimit", 0),
        time_limit_per_page: reader.count("timeLimitPerPage", 0),
        timer_info_mode: meaning(
            &[TimerInfo::Combined, TimerInfo::Page, TimerInfo::Survey],
            reader.word("timerInfoMode"),
        ),
        progress_type: meaning(
            &[
                ProgressType::Pages,
                ProgressType::Questions,
                ProgressType::RequiredQuestions,
                ProgressType::CorrectQuestions,
            ],
            reader.word("progressBarType"),
        ),
        show_question_numbers: meaning(
            &[
                ShowNumbers::Off,
                ShowNumbers::On,
                ShowNumbers::OnPage,
                ShowNumbers::Recursive,
                ShowNumbers::On,
                ShowNumbers::Off,
            ],
            reader.word("showQuestionNumbers"),
        ),
        question_start_index: reader.text_or("questionStartIndex", ""),
        question_title_pattern: reader.text_or("questionTitlePattern", "numTitleRequire"),
        title_location: meaning(
            &[
                TitleLocation::Top,
                TitleLocation::Bottom,
                TitleLocation::Left,
                TitleLocation::Hidden,
            ],
            reader.word("questionTitleLocation"),
        ),
        description_location: meaning(
            &[
                DescriptionLocation::UnderTitle,
                DescriptionLocation::UnderInput,
                DescriptionLocation::Hidden,
            ],
            reader.word("questionDescriptionLocation"),
        ),
        start_text: reader.localized("startSurveyText"),
        preview_text: reader.localized("previewText"),
        edit_text: reader.localized("editText"),
        cookie_name: reader.text_or("cookieName", ""),
        logo: reader.localized("logo"),
        show_toc: reader.flag("showTOC", false),
    }
}

fn read_each<'d, T>(reader: &Reader<'d>, name: &str, read: fn(Reader<'d>) -> Option<T>) -> Vec<T> {
    reader.objects(name).into_iter().filter_map(read).collect()
}

fn read_pages<'d>(reader: &Reader<'d>, elements: &mut ElementReader<'d>) -> Vec<Page> {
    let mut pages = Vec::new();
    for (index, page) in reader.objects("pages").into_iter().enumerate() {
        pages.extend(Page::read(page, index, elements));
    }
    let name_of_next = |pages: &Vec<Page>| concat(&["page", &(pages.len() + 1).to_string()]).into();
    if reader.has("elements") {
        let list = elements.read_list(reader, "elements", 0);
        pages.extend(Page::of_elements(name_of_next(&pages), list));
    }
    if reader.has("touchpoints") {
        // Shorthand: a survey that is one journey and nothing else.
        let journey = elements.read_journey_shorthand(reader);
        pages.extend(Page::of_elements(
            name_of_next(&pages),
            journey.into_iter().collect(),
        ));
    }
    pages
}

fn read_page_mode(reader: &Reader) -> PageMode {
    if reader.flag("isSinglePage", false) {
        return PageMode::SinglePage;
    }
    meaning(
        &[
            PageMode::Standard,
            PageMode::SinglePage,
            PageMode::QuestionPerPage,
            PageMode::InputPerPage,
            PageMode::QuestionPerPage,
        ],
        reader.word("questionsOnPageMode"),
    )
}

fn read_theme(reader: &Reader) -> Vec<(Rc<str>, Rc<str>)> {
    let mut properties = Vec::new();
    for (name, value) in reader
        .open_members("theme")
        .into_iter()
        .flat_map(Object::iter)
    {
        match value {
            Value::Text(text) if name.starts_with("--js-") => {
                properties.push((name.clone(), text.clone()));
            }
            _ => reader.warning(
                &concat(&["theme/", &escape(name)]),
                "bad-theme",
                concat(&[
                    "`",
                    name,
                    "` is skipped: theme properties are texts whose names start with `--js-`.",
                ]),
            ),
        }
    }
    properties
}
