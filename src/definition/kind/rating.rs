use super::choice::{ChoiceItem, ITEM};
use crate::definition::class::{Class, Property, Shape};
use crate::definition::limits::MAX_RATE_VALUES;
use crate::definition::question::QUESTION;
use crate::definition::reader::{Reader, concat, meaning};
use crate::definition::{Condition, Localized};
use crate::value::{Value, number_to_text};

/// One value out of an ordered few.
#[derive(Clone, Debug)]
pub struct Rating {
    /// From worst to best.
    pub values: Vec<RateValue>,
    /// Its values are counted and not written.
    pub counts: bool,
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

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RateDisplay {
    #[default]
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

/// What ratings with values of their own and those without share.
pub(in crate::definition) static SCALE: Class = Class {
    name: "scale",
    parent: Some(&QUESTION),
    properties: &[
        Property(
            "minRateDescription|mininumRateDescription",
            Shape::Localized,
        ),
        Property(
            "maxRateDescription|maximumRateDescription",
            Shape::Localized,
        ),
        Property(
            "rateType|rateDisplayMode",
            Shape::OneOf(&["labels", "stars", "smileys"]),
        ),
        Property(
            "displayMode",
            Shape::OneOf(&["auto", "buttons", "dropdown"]),
        ),
        Property("displayRateDescriptionsAsExtremeItems", Shape::Flag),
        Property("scaleColorMode", Shape::Layout),
        Property("rateColorMode", Shape::Layout),
        Property("rateDescriptionLocation", Shape::Layout),
        Property("itemComponent", Shape::NotYet),
    ],
};

pub(in crate::definition) static RATING: Class = Class {
    name: "rating",
    parent: Some(&SCALE),
    properties: &[
        Property("rateMin", Shape::Number(-1e6, 1e6)),
        Property("rateMax", Shape::Number(-1e6, 1e6)),
        Property("rateStep", Shape::Number(1e-3, 1e6)),
        Property("rateCount", Shape::Count(2, MAX_RATE_VALUES as u32)),
        Property("rateValues", Shape::Items(&RATE_VALUE, MAX_RATE_VALUES)),
        Property("autoGenerate", Shape::Flag),
    ],
};

static RATE_VALUE: Class = Class {
    name: "ratingitem",
    parent: Some(&ITEM),
    properties: &[],
};

impl Rating {
    pub(in crate::definition) fn read(reader: &Reader, kind: &str) -> Self {
        let written = match reader.flag("autoGenerate", false) {
            true => Vec::new(),
            false => ChoiceItem::read_list(reader, "rateValues"),
        };
        let counts = kind != "rating" || written.is_empty();
        Self {
            counts,
            values: match kind {
                "nps" => values_between(0.0, 1.0, 10),
                "csat" => values_between(1.0, 1.0, 4),
                "ces" => values_between(1.0, 1.0, 6),
                _ if counts => counted_values(reader),
                _ => written.into_iter().map(RateValue::from).collect(),
            },
            min_description: reader.localized("minRateDescription"),
            max_description: reader.localized("maxRateDescription"),
            display: meaning(
                &[
                    RateDisplay::Labels,
                    RateDisplay::Stars,
                    RateDisplay::Smileys,
                ],
                reader.word("rateType"),
            ),
            mode: meaning(
                &[
                    RatingDisplay::Auto,
                    RatingDisplay::Buttons,
                    RatingDisplay::Dropdown,
                ],
                reader.word("displayMode"),
            ),
            descriptions_as_extremes: reader.flag("displayRateDescriptionsAsExtremeItems", false),
        }
    }

    /// The five values that a touchpoint is rated with unless its author writes a question.
    pub fn of_five() -> Self {
        Self {
            values: values_between(1.0, 1.0, 4),
            counts: true,
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
}

/// As many as survey-core counts from the least value on.
const MAX_COUNTED_VALUES: usize = 20;

impl From<ChoiceItem> for RateValue {
    fn from(item: ChoiceItem) -> Self {
        Self {
            value: item.value,
            text: item.text,
            visible_if: item.visible_if,
            enable_if: item.enable_if,
        }
    }
}

fn counted_values(reader: &Reader) -> Vec<RateValue> {
    let step = reader.number_or("rateStep", 1.0);
    // A count says something only beside one of the ends.
    let span = step * (reader.count("rateCount", 5) - 1) as f64;
    let has = |name| reader.has(name);
    let (min, last) = match (has("rateMin"), has("rateMax")) {
        (true, false) if has("rateCount") => {
            let min = reader.number_or("rateMin", 1.0);
            (min, min + span)
        }
        (false, true) if has("rateCount") => {
            let last = reader.number_or("rateMax", 5.0);
            (last - span, last)
        }
        _ => (
            reader.number_or("rateMin", 1.0),
            reader.number_or("rateMax", 5.0),
        ),
    };
    let steps = ((last - min) / step).trunc();
    let most = MAX_COUNTED_VALUES as f64 - 1.0;
    if !(1.0..=most).contains(&steps) {
        reader.error("rateMax", "bad-range", || {
            concat(&[
                "From ",
                &number_to_text(min),
                " to ",
                &number_to_text(last),
                " in steps of ",
                &number_to_text(step),
                " is no scale of 2 to ",
                &MAX_COUNTED_VALUES.to_string(),
                " values, so it has ",
                &number_to_text(steps.clamp(0.0, most) + 1.0),
                ".",
            ])
        });
    }
    // A scale that ends before it begins has its end alone.
    values_between(min.min(last), step, steps.clamp(0.0, most) as usize)
}

fn values_between(min: f64, step: f64, steps: usize) -> Vec<RateValue> {
    (0..=steps)
        .map(|index| min + step * index as f64)
        .map(|number| RateValue {
            value: Value::Number(number),
            text: Localized::plain(number_to_text(number)),
            visible_if: None,
            enable_if: None,
        })
        .collect()
}
