use super::limits::MAX_VALIDATORS;
use super::reader::Reader;
use super::spelling::did_you_mean;
use super::{Condition, Localized, surveyjs};

/// A check on an answer, with the author's own words for when it fails.
#[derive(Clone, Debug)]
pub struct Validator {
    pub text: Localized,
    pub check: Check,
}

#[derive(Clone, Debug)]
pub enum Check {
    Email,
    Number { min: Option<f64>, max: Option<f64> },
    TextLength { min: usize, max: Option<usize> },
    AnswerCount { min: usize, max: Option<usize> },
    Expression(Condition),
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
            },
            "answercount" => Check::AnswerCount {
                min: reader.whole_number("minCount", 0..=100_000).unwrap_or(0),
                max: reader
                    .whole_number("maxCount", 0..=100_000)
                    .filter(|&max| max > 0),
            },
            "expression" => Check::Expression(reader.condition("expression")?),
            "regex" => {
                reader.warning(
                    "type",
                    "unsupported-type",
                    "Validators of type `regex` are not supported yet, so this one is skipped.",
                );
                return None;
            }
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
            check,
        };
        reader.passes_over(&surveyjs::VALIDATOR);
        reader.finish();
        Some(validator)
    }
}
