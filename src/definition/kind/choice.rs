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
    /// "Other", with a text field.
    pub other: Option<Localized>,
    /// "None", which excludes all else.
    pub none: Option<Localized>,
    pub min_selected: usize,
    pub max_selected: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct ChoiceItem {
    pub value: Value,
    pub text: Localized,
    pub visible_if: Option<Condition>,
    pub enable_if: Option<Condition>,
    /// Cannot be chosen together with others.
    pub exclusive: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceOrder {
    AsWritten,
    Ascending,
    Descending,
    Random,
}

impl Choice {
    pub(in crate::definition) fn read(reader: &Reader, several: bool) -> Option<Self> {
        let items: Vec<ChoiceItem> = reader
            .list("choices", MAX_CHOICES)
            .into_iter()
            .filter_map(|(item, pointer)| ChoiceItem::read(item, pointer, reader))
            .collect();
        let special = |shown: bool, text: Localized| shown.then_some(text);
        let choice = Self {
            items,
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
            other: special(
                reader.flag("showOtherItem|hasOther", false),
                reader.localized("otherText"),
            ),
            none: special(
                reader.flag("showNoneItem|hasNone", false),
                reader.localized("noneText"),
            ),
            min_selected: if several {
                reader
                    .whole_number("minSelectedChoices", 0..=MAX_CHOICES)
                    .unwrap_or(0)
            } else {
                0
            },
            max_selected: if several {
                reader
                    .whole_number("maxSelectedChoices", 0..=MAX_CHOICES)
                    .filter(|&max| max > 0)
            } else {
                None
            },
        };
        reader.passes_over(&surveyjs::CHOICE);
        reader.passes_over(if several {
            &surveyjs::CHECKBOX
        } else {
            &surveyjs::RADIO_GROUP
        });
        if choice.items.is_empty() && choice.other.is_none() {
            reader.error(
                "choices",
                "empty-choices",
                "There is nothing to choose from, so this question is skipped. List its `choices`.",
            );
            return None;
        }
        Some(choice)
    }
}

impl ChoiceItem {
    fn read(item: &Value, pointer: std::rc::Rc<str>, parent: &Reader) -> Option<Self> {
        if !matches!(item, Value::Object(_)) {
            return Some(Self {
                value: item.clone(),
                text: plain_text_of(item),
                visible_if: None,
                enable_if: None,
                exclusive: false,
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
        };
        reader.passes_over(&surveyjs::CHOICE_ITEM);
        reader.finish();
        Some(choice)
    }
}
