use crate::definition::limits::MAX_RATE_VALUES;
use crate::definition::reader::Reader;
use crate::definition::surveyjs;
use crate::definition::{Condition, Localized};
use crate::value::{Value, number_to_text};

/// One value out of an ordered few.
#[derive(Clone, Debug)]
pub struct Rating {
    /// From worst to best.
    pub values: Vec<RateValue>,
    pub min_description: Localized,
    pub max_description: Localized,
    pub display: RateDisplay,
    pub mode: RatingDisplay,
    /// The descriptions stand in the place of the first and last value's texts.
    pub descriptions_as_extremes: bool,
}

#[derive(Clone, Debug)]
pub struct RateValue {
    pub value: Value,
    pub text: Localized,
    pub visible_if: Option<Condition>,
    pub enable_if: Option<Condition>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateDisplay {
    Labels,
    Stars,
    Smileys,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RatingDisplay {
    /// As it fits.
    #[default]
    Auto,
    Buttons,
    Dropdown,
}

impl Rating {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        let written = read_values(reader);
        let count = reader.whole_number("rateCount", 2..=MAX_RATE_VALUES);
        let min = reader.number("rateMin", -1e6..=1e6).unwrap_or(1.0);
        let max = reader.number("rateMax", -1e6..=1e6);
        let step = reader.number("rateStep", 1e-3..=1e6).unwrap_or(1.0);
        let last = max.unwrap_or_else(|| min + step * (count.unwrap_or(5) - 1) as f64);
        let steps = (last - min) / step;
        let values = if !written.is_empty() {
            written
        } else if (1.0..MAX_RATE_VALUES as f64).contains(&steps) {
            (0..=steps as usize)
                .map(|index| plain_value(min + step * index as f64))
                .collect()
        } else {
            reader.error(
                "rateMax",
                "bad-range",
                format!(
                    "From {} to {} in steps of {} makes no scale of 2 to {MAX_RATE_VALUES} values; 1 to 5 is used.",
                    number_to_text(min),
                    number_to_text(last),
                    number_to_text(step)
                ),
            );
            (1..=5).map(|value| plain_value(value.into())).collect()
        };
        Self::with_values(reader, values)
    }

    /// A scale whose values are given by its kind.
    pub(in crate::definition) fn scale(reader: &Reader, min: i32, max: i32) -> Self {
        Self::with_values(
            reader,
            (min..=max).map(|value| plain_value(value.into())).collect(),
        )
    }

    /// The five values that a touchpoint is rated with unless its author writes a question.
    pub fn of_five() -> Self {
        Self {
            values: (1..=5).map(|value| plain_value(value.into())).collect(),
            min_description: Localized::default(),
            max_description: Localized::default(),
            display: RateDisplay::Labels,
            mode: RatingDisplay::Auto,
            descriptions_as_extremes: false,
        }
    }

    /// Where a value stands on the scale, from 0 for the worst.
    pub fn rank(&self, value: &Value) -> Option<usize> {
        self.values.iter().position(|rate| rate.value == *value)
    }

    fn with_values(reader: &Reader, values: Vec<RateValue>) -> Self {
        let rating = Self {
            values,
            min_description: reader.localized("minRateDescription|mininumRateDescription"),
            max_description: reader.localized("maxRateDescription|maximumRateDescription"),
            display: reader.one_of(
                "rateType|rateDisplayMode",
                &[
                    ("labels", RateDisplay::Labels),
                    ("stars", RateDisplay::Stars),
                    ("smileys", RateDisplay::Smileys),
                ],
                RateDisplay::Labels,
            ),
            mode: reader.one_of(
                "displayMode",
                &[
                    ("auto", RatingDisplay::Auto),
                    ("buttons", RatingDisplay::Buttons),
                    ("dropdown", RatingDisplay::Dropdown),
                ],
                RatingDisplay::Auto,
            ),
            descriptions_as_extremes: reader.flag("displayRateDescriptionsAsExtremeItems", false),
        };
        reader.flag("autoGenerate", true);
        reader.passes_over(&surveyjs::RATING);
        rating
    }
}

fn plain_value(number: f64) -> RateValue {
    RateValue {
        value: Value::Number(number),
        text: Localized::plain(number_to_text(number)),
        visible_if: None,
        enable_if: None,
    }
}

fn read_values(reader: &Reader) -> Vec<RateValue> {
    reader
        .list("rateValues", MAX_RATE_VALUES)
        .into_iter()
        .filter_map(|(item, pointer)| match item {
            Value::Number(number) => Some(plain_value(*number)),
            Value::Text(text) => Some(RateValue {
                value: item.clone(),
                text: Localized::plain(text.clone()),
                visible_if: None,
                enable_if: None,
            }),
            other => {
                let item = Reader::new(other, pointer, reader.findings)?;
                let value = item.value("value").clone();
                let mut text = item.localized("text");
                if text.is_empty() {
                    text = plain_text_of(&value);
                }
                item.passes_over(&surveyjs::RATING_ITEM);
                let (visible_if, enable_if) =
                    (item.condition("visibleIf"), item.condition("enableIf"));
                item.finish();
                Some(RateValue {
                    value,
                    text,
                    visible_if,
                    enable_if,
                })
            }
        })
        .collect()
}

/// What is shown for a value whose author wrote no text.
pub(super) fn plain_text_of(value: &Value) -> Localized {
    match value {
        Value::Text(text) => Localized::plain(text.clone()),
        Value::Number(number) => Localized::plain(number_to_text(*number)),
        Value::Bool(flag) => Localized::plain(if *flag { "true" } else { "false" }),
        _ => Localized::default(),
    }
}
