use std::rc::Rc;

use super::class::{Class, Property, Shape, Types};
use super::reader::Reader;
use super::{Condition, Localized};

/// A check on an answer, with the author's own words for when it fails.
#[derive(Clone, Debug)]
pub struct Validator {
    pub text: Localized,
    /// Else it only warns or informs, and lets the respondent go on.
    pub is_error: bool,
    pub check: Check,
}

#[derive(Clone, Debug)]
pub enum Check {
    Email,
    Number {
        min: Option<f64>,
        max: Option<f64>,
    },
    TextLength {
        min: usize,
        max: Option<usize>,
        /// False: a text that ends in a digit is refused.
        allow_digits: bool,
    },
    AnswerCount {
        min: usize,
        max: Option<usize>,
    },
    Pattern {
        /// A JavaScript regular expression.
        pattern: Rc<str>,
        ignore_case: bool,
    },
    /// `None` holds always.
    Expression(Option<Condition>),
}

static VALIDATOR: Class = Class {
    name: "surveyvalidator",
    parent: None,
    properties: &[
        Property("type", Shape::Text),
        Property("text", Shape::Localized),
        Property(
            "notificationType",
            Shape::OneOf(&["error", "warning", "info"]),
        ),
    ],
};

pub(super) static VALIDATORS: Types = Types {
    noun: "validator",
    suffix: "validator",
    classes: &[
        ("email", &EMAIL),
        ("numeric", &NUMERIC),
        ("text", &TEXT),
        ("answercount", &ANSWER_COUNT),
        ("regex", &REGEX),
        ("expression", &EXPRESSION),
    ],
    not_yet: &[],
};

static EMAIL: Class = Class {
    name: "emailvalidator",
    parent: Some(&VALIDATOR),
    properties: &[],
};

static NUMERIC: Class = Class {
    name: "numericvalidator",
    parent: Some(&VALIDATOR),
    properties: &[
        Property("minValue", Shape::Number(f64::MIN, f64::MAX)),
        Property("maxValue", Shape::Number(f64::MIN, f64::MAX)),
    ],
};

static TEXT: Class = Class {
    name: "textvalidator",
    parent: Some(&VALIDATOR),
    properties: &[
        Property("minLength", Shape::Count(0, 1_000_000)),
        Property("maxLength", Shape::Count(0, 1_000_000)),
        Property("allowDigits", Shape::Flag),
    ],
};

static ANSWER_COUNT: Class = Class {
    name: "answercountvalidator",
    parent: Some(&VALIDATOR),
    properties: &[
        Property("minCount", Shape::Count(0, 100_000)),
        Property("maxCount", Shape::Count(0, 100_000)),
    ],
};

static REGEX: Class = Class {
    name: "regexvalidator",
    parent: Some(&VALIDATOR),
    properties: &[
        Property("regex", Shape::Text),
        Property("caseInsensitive|insensitive", Shape::Flag),
    ],
};

static EXPRESSION: Class = Class {
    name: "expressionvalidator",
    parent: Some(&VALIDATOR),
    properties: &[Property("expression", Shape::Expression)],
};

impl Validator {
    pub(super) fn read_list(reader: &Reader) -> Vec<Self> {
        let items = reader.list("validators").iter().enumerate();
        items
            .filter_map(|(index, item)| reader.typed("validators", index, item))
            .map(|(kind, reader)| Self::read(kind, &reader))
            .collect()
    }

    fn read(kind: &str, reader: &Reader) -> Self {
        let most = |name| Some(reader.count(name, 0)).filter(|&most| most > 0);
        let check = match kind {
            "email" => Check::Email,
            "numeric" => Check::Number {
                min: reader.number("minValue"),
                max: reader.number("maxValue"),
            },
            "text" => Check::TextLength {
                min: reader.count("minLength", 0),
                max: most("maxLength"),
                allow_digits: reader.flag("allowDigits", true),
            },
            "answercount" => Check::AnswerCount {
                min: reader.count("minCount", 0),
                max: most("maxCount"),
            },
            "regex" => Check::Pattern {
                pattern: reader.text_or("regex", ""),
                ignore_case: reader.flag("caseInsensitive", false),
            },
            _ => Check::Expression(reader.condition("expression")),
        };
        Self {
            text: reader.localized("text"),
            is_error: reader.word("notificationType") == 0,
            check,
        }
    }
}
