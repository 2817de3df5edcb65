use std::rc::Rc;

use super::rating::plain_text_of;
use crate::definition::limits::MAX_CHOICES;
use crate::definition::reader::Reader;
use crate::definition::{Condition, Localized, surveyjs};
use crate::value::Value;

/// A question with a list of answers to choose from.
#[derive(Clone, Debug)]
pub struct Choice {
    pub items: Vec<ChoiceItem>,
    pub order: ChoiceOrder,
    /// More than one may be chosen: the answer is a list.
    pub several: bool,
    /// "Other", with a text field.
    pub other: Option<Localized>,
    /// "None", which excludes all else.
    pub none: Option<Localized>,
    pub refuse: Option<Localized>,
    pub dont_know: Option<Localized>,
    pub select_all: Option<Localized>,
    pub other_error_text: Localized,
    pub other_placeholder: Localized,
    /// `None`: as the survey says.
    pub store_others: Option<bool>,
    /// The question whose choices these are.
    pub choices_from: Option<Rc<str>>,
    pub choices_from_mode: ChoicesFromMode,
    /// Which member of an entry is the value, where that question's answer is a list of objects; empty for the first.
    pub choice_values_from: Rc<str>,
    pub choice_texts_from: Rc<str>,
    pub by_url: Option<ChoicesByUrl>,
    pub hide_if_empty: bool,
    /// Of each choice, `{item}`, that has no condition of its own.
    pub visible_if: Option<Condition>,
    pub enable_if: Option<Condition>,
    /// `valuePropertyName`: the answer is a list of objects with the value under this name.
    pub value_property: Option<Rc<str>>,
    /// Special choices stand apart.
    pub separate_special: bool,
    pub allow_clear: bool,
    /// A `dropdown` of numbers: the first, …
    pub choices_min: f64,
    /// … the last; 0 for no such numbers …
    pub choices_max: f64,
    /// … and how far they are apart.
    pub choices_step: f64,
    /// The respondent may add choices.
    pub allow_custom: bool,
    /// `ranking`: choices are taken into the ranking one by one.
    pub select_to_rank: bool,
    pub rank_empty_text: Localized,
    pub unranked_empty_text: Localized,
    /// `dropdown`, `tagbox`: typing narrows the list.
    pub search: bool,
    /// By the beginning only.
    pub search_starts_with: bool,
    pub placeholder: Localized,
    pub hide_selected: bool,
    pub close_on_select: bool,
    pub autocomplete: Option<Rc<str>>,
    pub min_selected: usize,
    pub max_selected: Option<usize>,
    /// How many stand in a row; 0 for as many as fit.
    pub columns: usize,
    /// `imagepicker`: the texts are shown.
    pub show_label: bool,
    /// `imagepicker`: the links are films.
    pub is_video: bool,
    pub image_fit: Rc<str>,
    /// In CSS pixels; 0 for as it fits.
    pub image_width: f64,
    /// In CSS pixels; 0 for as it fits.
    pub image_height: f64,
}

#[derive(Clone, Debug)]
pub struct ChoiceItem {
    pub value: Value,
    pub text: Localized,
    pub visible_if: Option<Condition>,
    pub enable_if: Option<Condition>,
    /// Cannot be chosen together with others.
    pub exclusive: bool,
    pub image_link: Localized,
    /// A text field beside the choice.
    pub has_comment: bool,
    pub comment_required: bool,
    pub comment_placeholder: Localized,
    /// Takes part when the order is by lot.
    pub randomize: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceOrder {
    AsWritten,
    Ascending,
    Descending,
    Random,
}

/// Which choices of another question are taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChoicesFromMode {
    #[default]
    All,
    Selected,
    Unselected,
}

/// Choices that are fetched.
#[derive(Clone, Debug)]
pub struct ChoicesByUrl {
    /// May hold `{names}`.
    pub url: Rc<str>,
    /// Where in the response the list is: names with `;` between them.
    pub path: Rc<str>,
    pub value_name: Rc<str>,
    pub title_name: Rc<str>,
    pub image_link_name: Rc<str>,
    pub allow_empty_response: bool,
}

impl Choice {
    pub(in crate::definition) fn read(reader: &Reader, several: bool) -> Self {
        let special = |names, text| reader.flag(names, false).then(|| reader.localized(text));
        let text = |names| reader.text(names).unwrap_or_default();
        let number = |names, default| reader.number(names, 0.0..=1e6).unwrap_or(default);
        let choice = Self {
            items: ChoiceItem::read_list(reader, "choices", MAX_CHOICES),
            order: reader.one_of(
                "choicesOrder",
                &[
                    ("none", ChoiceOrder::AsWritten),
                    ("asc", ChoiceOrder::Ascending),
                    ("desc", ChoiceOrder::Descending),
                    ("random", ChoiceOrder::Random),
                ],
                ChoiceOrder::AsWritten,
            ),
            several: several || reader.flag("multiSelect", false),
            other: special("showOtherItem|hasOther", "otherText"),
            none: special("showNoneItem|hasNone", "noneText"),
            refuse: special("showRefuseItem", "refuseText"),
            dont_know: special("showDontKnowItem", "dontKnowText"),
            select_all: special("showSelectAllItem|hasSelectAll", "selectAllText"),
            other_error_text: reader.localized("otherErrorText"),
            other_placeholder: reader.localized("otherPlaceholder|otherPlaceHolder"),
            store_others: match reader.value("storeOthersAsComment") {
                Value::Bool(flag) => Some(*flag),
                value => match value.as_text() {
                    Some("true") => Some(true),
                    Some("false") => Some(false),
                    _ => None,
                },
            },
            choices_from: reader
                .text("choicesFromQuestion")
                .filter(|name| !name.is_empty()),
            choices_from_mode: reader.one_of(
                "choicesFromQuestionMode",
                &[
                    ("all", ChoicesFromMode::All),
                    ("selected", ChoicesFromMode::Selected),
                    ("unselected", ChoicesFromMode::Unselected),
                ],
                ChoicesFromMode::All,
            ),
            choice_values_from: text("choiceValuesFromQuestion"),
            choice_texts_from: text("choiceTextsFromQuestion"),
            by_url: reader.object("choicesByUrl").and_then(ChoicesByUrl::read),
            hide_if_empty: reader.flag("hideIfChoicesEmpty", false),
            visible_if: reader.condition("choicesVisibleIf"),
            enable_if: reader.condition("choicesEnableIf"),
            value_property: reader
                .text("valuePropertyName")
                .filter(|name| !name.is_empty()),
            separate_special: reader.flag("separateSpecialChoices", false),
            allow_clear: match reader.value("allowClear|showClearButton|showOptionsCaption") {
                Value::Bool(flag) => *flag,
                // A dropdown offers it unless told otherwise, radio buttons only if told so.
                _ => matches!(reader.value("type").as_text(), Some("dropdown" | "tagbox")),
            },
            choices_min: number("choicesMin", 0.0),
            choices_max: number("choicesMax", 0.0),
            choices_step: number("choicesStep", 1.0),
            allow_custom: reader.flag("allowCustomChoices", false),
            select_to_rank: reader.flag("selectToRankEnabled", false),
            rank_empty_text: reader.localized("selectToRankEmptyRankedAreaText"),
            unranked_empty_text: reader.localized("selectToRankEmptyUnrankedAreaText"),
            search: reader.flag("searchEnabled", true),
            search_starts_with: reader.one_of(
                "searchMode",
                &[("contains", false), ("startsWith", true)],
                false,
            ),
            placeholder: reader.localized("placeholder|optionsCaption"),
            hide_selected: reader.flag("hideSelectedItems", false),
            close_on_select: reader.flag("closeOnSelect", false),
            autocomplete: reader.text("autocomplete|autoComplete"),
            min_selected: reader
                .whole_number("minSelectedChoices", 0..=MAX_CHOICES)
                .unwrap_or(0),
            max_selected: reader
                .whole_number("maxSelectedChoices", 0..=MAX_CHOICES)
                .filter(|&max| max > 0),
            columns: reader.whole_number("colCount", 0..=100).unwrap_or(1),
            show_label: reader.flag("showLabel", false),
            is_video: reader.one_of("contentMode", &[("image", false), ("video", true)], false),
            image_fit: text("imageFit"),
            image_width: number("imageWidth", 0.0),
            image_height: number("imageHeight", 0.0),
        };
        reader.passes_over(&surveyjs::CHOICE);
        reader.passes_over(if several {
            &surveyjs::CHECKBOX
        } else {
            &surveyjs::RADIO_GROUP
        });
        let has_choices = !choice.items.is_empty()
            || choice.other.is_some()
            || choice.choices_from.is_some()
            || choice.by_url.is_some()
            || choice.allow_custom
            || choice.choices_max > choice.choices_min;
        if !has_choices {
            reader.error(
                "choices",
                "empty-choices",
                "There is nothing to choose from. List the `choices` of this question.",
            );
        }
        choice
    }
}

impl ChoicesByUrl {
    fn read(reader: Reader) -> Option<Self> {
        let text = |names| reader.text(names).unwrap_or_default();
        let by_url = Self {
            url: text("url"),
            path: text("path"),
            value_name: text("valueName"),
            title_name: text("titleName"),
            image_link_name: text("imageLinkName"),
            allow_empty_response: reader.flag("allowEmptyResponse", false),
        };
        reader.finish();
        Some(by_url).filter(|by_url| !by_url.url.is_empty())
    }
}

impl ChoiceItem {
    pub(super) fn read_list(reader: &Reader, names: &'static str, limit: usize) -> Vec<Self> {
        reader
            .list(names, limit)
            .into_iter()
            .filter_map(|(item, pointer)| Self::read(item, pointer, reader))
            .collect()
    }

    fn read(item: &Value, pointer: Rc<str>, parent: &Reader) -> Option<Self> {
        if !matches!(item, Value::Object(_)) {
            return Some(Self {
                value: item.clone(),
                text: plain_text_of(item),
                visible_if: None,
                enable_if: None,
                exclusive: false,
                image_link: Localized::default(),
                has_comment: false,
                comment_required: false,
                comment_placeholder: Localized::default(),
                randomize: true,
            });
        }
        let reader = Reader::new(item, pointer, parent.findings)?;
        let value = reader.value("value").clone();
        if value.is_absent() {
            reader.error(
                "",
                "no-value",
                "This choice has no `value` to record, so it is skipped.",
            );
            return None;
        }
        let mut text = reader.localized("text");
        if text.is_empty() {
            text = plain_text_of(&value);
        }
        let choice = Self {
            value,
            text,
            visible_if: reader.condition("visibleIf"),
            enable_if: reader.condition("enableIf"),
            exclusive: reader.flag("isExclusive", false),
            image_link: reader.localized("imageLink"),
            has_comment: reader.flag("showCommentArea|hasComment", false),
            comment_required: reader.flag("isCommentRequired", false),
            comment_placeholder: reader.localized("commentPlaceholder"),
            randomize: reader.flag("randomize", true),
        };
        reader.passes_over(&surveyjs::CHOICE_ITEM);
        reader.finish();
        Some(choice)
    }
}
