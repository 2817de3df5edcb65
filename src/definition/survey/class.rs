use super::AUDIENCE_WORDS;
use super::regional_format::REGIONAL_FORMAT;
use crate::definition::adaptive::ADAPTIVE;
use crate::definition::calculated::{CALCULATED_VALUE, HTML_CONDITION, URL_CONDITION};
use crate::definition::class::{Class, Property, Shape};
use crate::definition::delivery::DELIVERY;
use crate::definition::element::ELEMENTS;
use crate::definition::journey::{STAGE, TOUCHPOINT};
use crate::definition::limits::{
    MAX_CONDITIONAL_ENDS, MAX_CONTEXT_NAMES, MAX_ELEMENTS, MAX_JARGON, MAX_PAGES, MAX_SECONDS,
    MAX_STAGES, MAX_TOUCHPOINTS, MAX_TRIGGERS,
};
use crate::definition::options::words;
use crate::definition::page::PAGE;
use crate::definition::trigger::TRIGGERS;

/// The document itself.
pub(in crate::definition) static SURVEY: Class = Class {
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
        Property("questionTitlePattern", Shape::OneOf(words::TITLE_PATTERNS)),
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
        Property("regionalFormat", Shape::Object(&REGIONAL_FORMAT)),
        // SurveyJS reads it, and looks at it no more.
        Property("questionTitleTemplate", Shape::Layout),
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
