use crate::definition::class::{Class, Property, Shape};
use crate::definition::element::ELEMENTS;
use crate::definition::limits::{MAX_CHOICES, MAX_ELEMENTS};
use crate::definition::options::words;
use crate::definition::question::QUESTION;

/// What all questions with choices have.
static SELECT: Class = Class {
    name: "selectbase",
    parent: Some(&QUESTION),
    properties: &[
        Property("choices", Shape::Items(&CHOICE_ITEM, MAX_CHOICES)),
        Property(
            "choicesOrder",
            Shape::OneOf(&["none", "asc", "desc", "random"]),
        ),
        Property("choicesFromQuestion", Shape::Text),
        Property(
            "choicesFromQuestionMode",
            Shape::OneOf(&["all", "selected", "unselected"]),
        ),
        Property("choiceValuesFromQuestion", Shape::Text),
        Property("choiceTextsFromQuestion", Shape::Text),
        Property("choicesByUrl", Shape::Object(&CHOICES_BY_URL)),
        Property("hideIfChoicesEmpty", Shape::Flag),
        Property("choicesVisibleIf", Shape::Expression),
        Property("choicesEnableIf", Shape::Expression),
        Property("separateSpecialChoices", Shape::Layout),
        Property("showOtherItem|hasOther", Shape::Flag),
        Property("showNoneItem|hasNone", Shape::Flag),
        Property("showRefuseItem", Shape::Flag),
        Property("showDontKnowItem", Shape::Flag),
        Property("otherText", Shape::Localized),
        Property("noneText", Shape::Localized),
        Property("refuseText", Shape::Localized),
        Property("dontKnowText", Shape::Localized),
        Property("otherPlaceholder|otherPlaceHolder", Shape::Localized),
        Property("otherErrorText", Shape::Localized),
        Property(
            "storeOthersAsComment",
            Shape::OneOf(words::DEFAULT_TRUE_FALSE),
        ),
        Property("colCount", Shape::Count(0, 100)),
        Property("itemComponent", Shape::Layout),
    ],
};

/// What questions have whose choices are all in sight.
pub(in crate::definition) static RADIO_GROUP: Class = Class {
    name: "radiogroup",
    parent: Some(&SELECT),
    properties: &[
        Property("choices", Shape::Items(&RADIO_ITEM, MAX_CHOICES)),
        Property("allowClear|showClearButton", Shape::Flag),
    ],
};

pub(in crate::definition) static CHECKBOX: Class = Class {
    name: "checkbox",
    parent: Some(&SELECT),
    properties: &[
        Property("choices", Shape::Items(&CHECKBOX_ITEM, MAX_CHOICES)),
        Property("showSelectAllItem|hasSelectAll", Shape::Flag),
        Property("selectAllText", Shape::Localized),
        Property("minSelectedChoices", Shape::Count(0, MAX_CHOICES as u32)),
        Property("maxSelectedChoices", Shape::Count(0, MAX_CHOICES as u32)),
        Property("valuePropertyName", Shape::Text),
    ],
};

pub(in crate::definition) static DROPDOWN: Class = Class {
    name: "dropdown",
    parent: Some(&SELECT),
    properties: &[
        Property("placeholder|optionsCaption", Shape::Localized),
        Property("allowClear|showOptionsCaption", Shape::Flag),
        Property("choicesMin", Shape::Number(-1e9, 1e9)),
        Property("choicesMax", Shape::Number(-1e9, 1e9)),
        Property("choicesStep", Shape::Number(1e-3, 1e9)),
        Property("autocomplete|autoComplete", Shape::Text),
        Property("searchEnabled", Shape::Flag),
        Property("searchMode", Shape::OneOf(SEARCH_MODES)),
        Property("allowCustomChoices", Shape::Flag),
        Property("createCustomChoiceText", Shape::Localized),
        Property("choicesLazyLoadEnabled", Shape::NotYet),
        Property("choicesLazyLoadPageSize", Shape::Layout),
        Property("renderAs", Shape::Layout),
        Property("textWrapEnabled", Shape::Layout),
        Property("inputFieldComponent", Shape::Layout),
    ],
};

pub(in crate::definition) static TAGBOX: Class = Class {
    name: "tagbox",
    parent: Some(&CHECKBOX),
    properties: &[
        Property("placeholder|optionsCaption", Shape::Localized),
        Property("allowClear", Shape::Flag),
        Property("searchEnabled", Shape::Flag),
        Property("searchMode", Shape::OneOf(SEARCH_MODES)),
        Property("allowCustomChoices", Shape::Flag),
        Property("createCustomChoiceText", Shape::Localized),
        Property("hideSelectedItems", Shape::Flag),
        Property("closeOnSelect", Shape::Flag),
        Property("choicesLazyLoadEnabled", Shape::NotYet),
        Property("choicesLazyLoadPageSize", Shape::Layout),
        Property("renderAs", Shape::Layout),
        Property("textWrapEnabled", Shape::Layout),
    ],
};

const SEARCH_MODES: &[&str] = &["contains", "startsWith"];

pub(in crate::definition) static RANKING: Class = Class {
    name: "ranking",
    parent: Some(&CHECKBOX),
    properties: &[
        Property("selectToRankEnabled", Shape::Flag),
        Property("selectToRankEmptyRankedAreaText", Shape::Localized),
        Property("selectToRankEmptyUnrankedAreaText", Shape::Localized),
        Property("selectToRankAreasLayout", Shape::Layout),
        Property("selectToRankSwapAreas", Shape::Layout),
        Property("longTap", Shape::Layout),
    ],
};

pub(in crate::definition) static IMAGE_PICKER: Class = Class {
    name: "imagepicker",
    parent: Some(&SELECT),
    properties: &[
        Property("choices", Shape::Items(&IMAGE_ITEM, MAX_CHOICES)),
        Property("multiSelect", Shape::Flag),
        Property("minSelectedChoices", Shape::Count(0, MAX_CHOICES as u32)),
        Property("maxSelectedChoices", Shape::Count(0, MAX_CHOICES as u32)),
        Property("showLabel", Shape::Flag),
        Property("contentMode", Shape::OneOf(&["image", "video"])),
        Property(
            "imageFit",
            Shape::OneOf(&["contain", "none", "cover", "fill"]),
        ),
        Property("imageWidth", Shape::Number(0.0, 1e5)),
        Property("imageHeight", Shape::Number(0.0, 1e5)),
        Property("minImageWidth", Shape::Layout),
        Property("minImageHeight", Shape::Layout),
        Property("maxImageWidth", Shape::Layout),
        Property("maxImageHeight", Shape::Layout),
        Property("placeholder", Shape::Layout),
    ],
};

static CHOICES_BY_URL: Class = Class {
    name: "choicesbyurl",
    parent: None,
    properties: &[
        Property("url", Shape::Text),
        Property("path", Shape::Text),
        Property("valueName", Shape::Text),
        Property("titleName", Shape::Text),
        Property("imageLinkName", Shape::Text),
        Property("allowEmptyResponse", Shape::Flag),
    ],
};

/// A value with its text and conditions.
pub(in crate::definition) static ITEM: Class = Class {
    name: "itemvalue",
    parent: None,
    properties: &[
        Property("value", Shape::Value),
        Property("text", Shape::Localized),
        Property("visibleIf", Shape::Expression),
        Property("enableIf", Shape::Expression),
        Property("randomize", Shape::Flag),
        Property("randomizeCategory", Shape::Text),
    ],
};

static CHOICE_ITEM: Class = Class {
    name: "choiceitem",
    parent: Some(&ITEM),
    properties: &[
        Property("showCommentArea|hasComment", Shape::Flag),
        Property("isCommentRequired", Shape::Flag),
        Property("commentPlaceholder", Shape::Localized),
        Property("elements", Shape::NotYet),
    ],
};

static RADIO_ITEM: Class = Class {
    name: "radiogroupitem",
    parent: Some(&CHOICE_ITEM),
    properties: &[Property("elements", Shape::Typed(&ELEMENTS, MAX_ELEMENTS))],
};

static CHECKBOX_ITEM: Class = Class {
    name: "checkboxitem",
    parent: Some(&CHOICE_ITEM),
    properties: &[
        Property("isExclusive", Shape::Flag),
        Property("elements", Shape::Typed(&ELEMENTS, MAX_ELEMENTS)),
    ],
};

static IMAGE_ITEM: Class = Class {
    name: "imageitemvalue",
    parent: Some(&ITEM),
    properties: &[Property("imageLink", Shape::Localized)],
};
