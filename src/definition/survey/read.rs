use std::rc::Rc;

use super::regional_format::RegionalFormat;
use super::{AUDIENCES, SURVEY};
use crate::definition::element::ElementReader;
use crate::definition::findings::Findings;
use crate::definition::reader::{Reader, concat, escape, meaning};
use crate::definition::{
    CalculatedValue, CheckErrors, ClearInvisible, Delivery, DescriptionLocation, HtmlCondition,
    Order, Page, PageMode, PreviewMode, ProgressType, ShowNumbers, Survey, TimerInfo,
    TitleLocation, TitlePattern, Trigger, UrlCondition,
};
use crate::value::{Object, Value};

/// Reads a document; `None` if there is nothing in it that could be asked.
pub(super) fn survey(document: &Value, findings: &Findings) -> Option<Survey> {
    if document.as_object().is_none() {
        findings.fatal(
            "not-an-object",
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
    let mut survey = survey_of(&reader, pages);
    if survey.pages.iter().all(Page::is_empty) {
        findings.fatal(
            "nothing-to-ask",
            "There is no question in this document that can be asked. Give it `elements`, `pages` or `touchpoints`.",
        );
        return None;
    }
    survey.locales = findings.locales();
    Some(survey)
}

/// The id of a survey whose document names none.
pub const NAMELESS: &str = "survey";

fn survey_of(reader: &Reader, pages: Vec<Page>) -> Survey {
    let preview = reader.word("showPreviewBeforeComplete");
    Survey {
        locales: Vec::new(),
        id: reader.text_or("id", NAMELESS),
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
        regional_format: reader
            .object("regionalFormat")
            .map(|format| RegionalFormat::read(&format)),
        triggers: Trigger::read_list(reader),
        calculated_values: read_each(reader, "calculatedValues", CalculatedValue::read),
        completed_before_html: reader.localized("completedBeforeHtml"),
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
        title_pattern: meaning(
            &[
                TitlePattern::NumberTitleMark,
                TitlePattern::NumberMarkTitle,
                TitlePattern::MarkNumberTitle,
                TitlePattern::NumberTitle,
            ],
            reader.word("questionTitlePattern"),
        ),
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
            _ => reader.warning(&concat(&["theme/", &escape(name)]), "bad-theme", || {
                concat(&[
                    "`",
                    name,
                    "` is skipped: theme properties are texts whose names start with `--js-`.",
                ])
            }),
        }
    }
    properties
}
