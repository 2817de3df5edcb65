mod class;

use std::rc::Rc;

use crate::definition::element::ElementReader;
use crate::definition::options::DEFAULT_TRUE_FALSE;
use crate::definition::reader::{Reader, meaning};
use crate::definition::{Condition, Element, Localized, Lot};
use crate::value::{Value, number_to_text};
pub(in crate::definition) use class::{
    CHECKBOX, DROPDOWN, IMAGE_PICKER, ITEM, RADIO_GROUP, RANKING, TAGBOX,
};

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
    pub allow_clear: bool,
    /// A `dropdown` of numbers: the first, …
    pub choices_min: f64,
    /// … the last; 0 for no such numbers …
    pub choices_max: f64,
    /// … and how far they are apart.
    pub choices_step: f64,
    /// The respondent may add choices.
    pub allow_custom: bool,
    /// How adding one is offered; `{0}` stands for what was typed.
    pub custom_text: Localized,
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
    pub image_fit: ImageFit,
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
    pub lot: Lot,
    /// What is asked of those who choose it.
    pub elements: Vec<Element>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChoiceOrder {
    #[default]
    AsWritten,
    Ascending,
    Descending,
    Random,
}

/// How a picture fills its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImageFit {
    None,
    #[default]
    Contain,
    Cover,
    Fill,
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

impl ImageFit {
    pub(super) const ALL: [Self; 4] = [Self::Contain, Self::None, Self::Cover, Self::Fill];
}

impl Choice {
    pub(in crate::definition) fn read<'d>(
        reader: &Reader<'d>,
        kind: &str,
        elements: &mut ElementReader<'d>,
        depth: usize,
    ) -> Self {
        let special = |name, text| reader.flag(name, false).then(|| reader.localized(text));
        let is_dropdown = matches!(kind, "dropdown" | "tagbox");
        let mut items = ChoiceItem::read_each(reader, "choices", &mut |item| {
            if !item.has("elements") || !ElementReader::may_nest(item, depth) {
                return Vec::new();
            }
            elements.read_list(item, "elements", depth + 1)
        });
        // Among several in one line there is no room for words beside one of them.
        if kind == "tagbox" {
            for item in &mut items {
                (item.has_comment, item.comment_required) = (false, false);
            }
        }
        let choice = Self {
            items,
            order: meaning(
                &[
                    ChoiceOrder::AsWritten,
                    ChoiceOrder::Ascending,
                    ChoiceOrder::Descending,
                    ChoiceOrder::Random,
                ],
                reader.word("choicesOrder"),
            ),
            several: matches!(kind, "checkbox" | "tagbox" | "ranking")
                || reader.flag("multiSelect", false),
            other: special("showOtherItem", "otherText").filter(|_| kind != "imagepicker"),
            none: special("showNoneItem", "noneText"),
            refuse: special("showRefuseItem", "refuseText"),
            dont_know: special("showDontKnowItem", "dontKnowText"),
            select_all: special("showSelectAllItem", "selectAllText").filter(|_| kind != "ranking"),
            other_error_text: reader.localized("otherErrorText"),
            other_placeholder: reader.localized("otherPlaceholder"),
            store_others: meaning(&DEFAULT_TRUE_FALSE, reader.word("storeOthersAsComment")),
            choices_from: reader.text("choicesFromQuestion"),
            choices_from_mode: meaning(
                &[
                    ChoicesFromMode::All,
                    ChoicesFromMode::Selected,
                    ChoicesFromMode::Unselected,
                ],
                reader.word("choicesFromQuestionMode"),
            ),
            choice_values_from: reader.text_or("choiceValuesFromQuestion", ""),
            choice_texts_from: reader.text_or("choiceTextsFromQuestion", ""),
            by_url: ChoicesByUrl::read(reader),
            hide_if_empty: reader.flag("hideIfChoicesEmpty", false),
            visible_if: reader.condition("choicesVisibleIf"),
            enable_if: reader.condition("choicesEnableIf"),
            value_property: reader.text("valuePropertyName"),
            allow_clear: reader.flag("allowClear", is_dropdown),
            choices_min: reader.number_or("choicesMin", 0.0),
            choices_max: reader.number_or("choicesMax", 0.0),
            choices_step: reader.number_or("choicesStep", 1.0),
            allow_custom: reader.flag("allowCustomChoices", false),
            custom_text: reader.localized("createCustomChoiceText"),
            select_to_rank: reader.flag("selectToRankEnabled", false),
            rank_empty_text: reader.localized("selectToRankEmptyRankedAreaText"),
            unranked_empty_text: reader.localized("selectToRankEmptyUnrankedAreaText"),
            search: reader.flag("searchEnabled", true),
            search_starts_with: reader.word("searchMode") == 1,
            placeholder: reader.localized("placeholder"),
            hide_selected: reader.flag("hideSelectedItems", false),
            close_on_select: reader.flag("closeOnSelect", false),
            autocomplete: reader.text("autocomplete"),
            min_selected: reader.count("minSelectedChoices", 0),
            max_selected: Some(reader.count("maxSelectedChoices", 0)).filter(|&most| most > 0),
            columns: reader.count("colCount", usize::from(kind != "imagepicker")),
            show_label: reader.flag("showLabel", false),
            is_video: reader.word("contentMode") == 1,
            image_fit: meaning(&ImageFit::ALL, reader.word("imageFit")),
            image_width: reader.number_or("imageWidth", 0.0),
            image_height: reader.number_or("imageHeight", 0.0),
        };
        if !choice.has_choices() {
            reader.error(
                "choices",
                "empty-choices",
                || "There is nothing to choose from. List the `choices` of this question.",
            );
        }
        choice
    }

    /// Whether there can be something to choose from.
    fn has_choices(&self) -> bool {
        !self.items.is_empty()
            || self.other.is_some()
            || self.choices_from.is_some()
            || self.by_url.is_some()
            || self.allow_custom
            || self.choices_max > self.choices_min
    }
}

impl ChoicesByUrl {
    fn read(reader: &Reader) -> Option<Self> {
        let reader = reader.object("choicesByUrl")?;
        Some(Self {
            url: reader.text("url")?,
            path: reader.text_or("path", ""),
            value_name: reader.text_or("valueName", ""),
            title_name: reader.text_or("titleName", ""),
            image_link_name: reader.text_or("imageLinkName", ""),
            allow_empty_response: reader.flag("allowEmptyResponse", false),
        })
    }
}

impl ChoiceItem {
    /// Items that ask nothing more.
    pub(super) fn read_list(reader: &Reader, name: &str) -> Vec<Self> {
        Self::read_each(reader, name, &mut |_| Vec::new())
    }

    fn read_each<'d>(
        reader: &Reader<'d>,
        name: &str,
        read_elements: &mut dyn FnMut(&Reader<'d>) -> Vec<Element>,
    ) -> Vec<Self> {
        let items = reader.list(name).iter().enumerate();
        items
            .filter_map(|(index, item)| {
                if item.as_object().is_none() {
                    return Some(Self::plain(item.clone()));
                }
                let item = reader.item(name, index, item)?;
                let elements = read_elements(&item);
                Self::read(&item, elements)
            })
            .collect()
    }

    /// A value that its author wrote without anything.
    fn plain(written: Value) -> Self {
        let (value, text) = value_and_text(written);
        Self {
            value,
            text,
            visible_if: None,
            enable_if: None,
            exclusive: false,
            image_link: Localized::default(),
            has_comment: false,
            comment_required: false,
            comment_placeholder: Localized::default(),
            lot: Lot::Any,
            elements: Vec::new(),
        }
    }

    /// An item of a response; `facts` is the whole of it.
    pub fn fetched(value: Value, text: &Value, image_link: &Value, facts: &Value) -> Self {
        let has = |name: &str| facts.get(name) == &Value::Bool(true);
        let plain = Self::plain(value);
        let text = Localized::of(text);
        Self {
            text: if text.is_empty() { plain.text } else { text },
            image_link: Localized::of(image_link),
            exclusive: has("isExclusive"),
            has_comment: has("showCommentArea"),
            comment_required: has("isCommentRequired"),
            ..plain
        }
    }

    fn read(reader: &Reader, elements: Vec<Element>) -> Option<Self> {
        let value = reader.value("value");
        if value.is_absent() {
            reader.error(
                "",
                "no-value",
                || "This choice has no `value` to record, so it is skipped.",
            );
            return None;
        }
        let (value, own_text) = value_and_text(value);
        let text = reader.localized("text");
        Some(Self {
            value,
            text: if text.is_empty() { own_text } else { text },
            visible_if: reader.condition("visibleIf"),
            enable_if: reader.condition("enableIf"),
            exclusive: reader.flag("isExclusive", false),
            image_link: reader.localized("imageLink"),
            has_comment: reader.flag("showCommentArea", false),
            comment_required: reader.flag("isCommentRequired", false),
            comment_placeholder: reader.localized("commentPlaceholder"),
            lot: Lot::read(reader),
            elements,
        })
    }
}

/// What is recorded for a choice and what is shown: authors may write both as `value|text`.
fn value_and_text(written: Value) -> (Value, Localized) {
    if let Value::Text(both) = &written
        && let Some((value, text)) = both.split_once('|')
    {
        let shown = if text.is_empty() { value } else { text };
        return (Value::text(value), Localized::plain(shown));
    }
    let text = plain_text_of(&written);
    (written, text)
}

/// What is shown for a value whose author wrote no text.
fn plain_text_of(value: &Value) -> Localized {
    match value {
        Value::Text(text) => Localized::plain(text.clone()),
        Value::Number(number) => Localized::plain(number_to_text(*number)),
        Value::Bool(flag) => Localized::plain(if *flag { "true" } else { "false" }),
        _ => Localized::default(),
    }
}
