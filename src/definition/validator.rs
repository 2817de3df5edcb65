use std::rc::Rc;

use super::limits::MAX_VALIDATORS;
use super::reader::Reader;
use super::spelling::did_you_mean;
use super::{Condition, Localized, surveyjs};

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

const TYPES: [&str; 6] = [
    "email",
    "numeric",
    "text",
    "answercount",
    "regex",
    "expression",
];

impl Validator {
    pub(super) fn read_list(reader: &Reader) -> Vec<Self> {
        reader
            .objects("validators", MAX_VALIDATORS)
            .into_iter()
            .filter_map(Self::read)
            .collect()
    }

    fn read(reader: Reader) -> Option<Self> {
        let kind = reader.text("type").unwrap_or_default();
        // In old documents the types end in "validator".
        let check = match kind.trim_end_matches("validator") {
            "email" => Check::Email,
            "numeric" => Check::Number {
                min: reader.number("minValue", f64::MIN..=f64::MAX),
                max: reader.number("maxValue", f64::MIN..=f64::MAX),
            },
            "text" => Check::TextLength {
                min: reader.whole_number("minLength", 0..=1_000_000).unwrap_or(0),
                max: reader
                    .whole_number("maxLength", 0..=1_000_000)
                    .filter(|&max| max > 0),
                allow_digits: reader.flag("allowDigits", true),
            },
            "answercount" => Check::AnswerCount {
                min: reader.whole_number("minCount", 0..=100_000).unwrap_or(0),
                max: reader
                    .whole_number("maxCount", 0..=100_000)
                    .filter(|&max| max > 0),
            },
            "expression" => Check::Expression(reader.condition("expression")),
            "regex" => Check::Pattern {
                pattern: reader.text("regex").unwrap_or_default(),
                ignore_case: reader.flag("caseInsensitive", false),
            },
            other => {
                let hint = did_you_mean(other, TYPES.into_iter());
                reader.error(
                    "type",
                    "unknown-type",
                    format!("`{other}` is not a type of validator, so this one is skipped.{hint}"),
                );
                return None;
            }
        };
        let validator = Self {
            text: reader.localized("text"),
            is_error: reader.one_of(
                "notificationType",
                &[("error", true), ("warning", false), ("info", false)],
                true,
            ),
            check,
        };
        reader.passes_over(&surveyjs::VALIDATOR);
        reader.finish();
        Some(validator)
    }
}
