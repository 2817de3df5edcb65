//! The validators that authors add.

use std::rc::Rc;

use crate::definition::{Check, Kind, Validator};
use crate::expression::{Equality, is_empty, is_truthy};
use crate::session::Session;
use crate::session::equal::is_blank;
use crate::session::form::Id;
use crate::session::problem::{Problem, ProblemKind};
use crate::session::scope::Subject;
use crate::session::values::number_of;
use crate::session::wording::plain_text;
use crate::value::{Value, number_to_text};

impl Session {
    pub(super) fn problem_found_by(
        &self,
        id: Id,
        validator: &Validator,
        value: &Value,
    ) -> Option<Problem> {
        let words = &validator.text;
        let found = |kind| {
            Some(Problem {
                is_error: validator.is_error,
                ..Problem::new(kind, words)
            })
        };
        let text = || plain_text(value).unwrap_or_default();
        match &validator.check {
            Check::Email => {
                if is_truthy(value) && !is_email(&text()) {
                    return found(ProblemKind::NotEmail);
                }
            }
            Check::Number { min, max } => {
                if is_blank(value) {
                    return None;
                }
                let Some(number) = number_of(value) else {
                    return found(ProblemKind::NotNumeric);
                };
                if min.is_some_and(|min| min > number) || max.is_some_and(|max| max < number) {
                    let bound =
                        |bound: &Option<f64>| bound.map(|bound| number_to_text(bound).into());
                    return found(ProblemKind::NumberOutside {
                        name: self.name_for_validators(id),
                        min: bound(min),
                        max: bound(max),
                    });
                }
            }
            Check::TextLength {
                min,
                max,
                allow_digits,
            } => {
                if is_blank(value) {
                    return None;
                }
                if !allow_digits && text().ends_with(|last: char| last.is_ascii_digit()) {
                    return found(ProblemKind::Digits);
                }
                let length = match value {
                    Value::Text(text) => text.encode_utf16().count(),
                    Value::List(items) => items.len(),
                    _ => return None,
                };
                let max_length = max.unwrap_or(0);
                if (*min > 0 && length < *min) || (max_length > 0 && length > max_length) {
                    return found(ProblemKind::Length {
                        min: *min,
                        max: max_length,
                    });
                }
            }
            Check::AnswerCount { min, max } => {
                let items = value.as_list().filter(|items| !items.is_empty())?;
                if *min > 0 && items.len() < *min {
                    return found(ProblemKind::TooFewChosen(*min));
                }
                if let Some(max) = max
                    && items.len() > *max
                {
                    return found(ProblemKind::TooManyChosen(*max));
                }
            }
            Check::Pattern {
                pattern,
                ignore_case,
            } => {
                if pattern.is_empty() || is_blank(value) {
                    return None;
                }
                let fits = |value: &Value| {
                    let text = crate::session::wording::js_text(value);
                    self.setting.patterns.is_match(pattern, *ignore_case, &text)
                };
                let all_fit = match value {
                    Value::List(items) => items.iter().all(fits) && fits(value),
                    value => fits(value),
                };
                if !all_fit {
                    return found(ProblemKind::Pattern);
                }
            }
            Check::Expression(condition) => {
                let condition = condition.as_ref()?;
                if !self.holds_for(Subject::Item(id), condition) {
                    return found(ProblemKind::Expression(condition.text.clone()));
                }
            }
        }
        None
    }

    /// Fields of a `multipletext` are called by their titles.
    fn name_for_validators(&self, id: Id) -> Option<Rc<str>> {
        let owner = self.form.item(id).owner?;
        matches!(self.spec(owner).kind, Kind::MultipleText(_)).then(|| self.question_title(id))
    }
}

pub(super) fn is_loosely_equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => one == other,
        (Value::List(_) | Value::Object(_), Value::List(_) | Value::Object(_)) => false,
        _ => Equality::ORDERED.holds(one, other) && is_empty(one) == is_empty(other),
    }
}

/// What survey-core's pattern for addresses accepts: a name of parts between dots, or one in quotes; then labels
/// between dots, of which the last has two signs at least.
pub(super) fn is_email(text: &str) -> bool {
    let is_forbidden = |sign: char, extra: &str| {
        "<>()[].,;:@\"".contains(sign) || extra.contains(sign) || is_js_space(sign)
    };
    let Some((user, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_quoted = user.len() > 2
        && user.starts_with('"')
        && user.ends_with('"')
        && !user.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
    let is_plain = user
        .split('.')
        .all(|part| !part.is_empty() && !part.chars().any(|sign| is_forbidden(sign, "")));
    let labels: Vec<&str> = domain.split('.').collect();
    let are_labels = labels.len() >= 2
        && labels
            .iter()
            .all(|label| !label.is_empty() && !label.chars().any(|sign| is_forbidden(sign, "=")))
        && labels
            .last()
            .is_some_and(|last| last.encode_utf16().count() >= 2);
    (is_quoted || is_plain) && are_labels
}

fn is_js_space(sign: char) -> bool {
    sign.is_whitespace() && sign != '\u{85}' || sign == '\u{feff}'
}

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn addresses_are_told_from_typing_mistakes() {
        for good in [
            "a@b.co",
            "first.last+tag@mail.example.org",
            "ü@bücher.example",
            "\"a b\"@c.de",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "", "a", "a@", "@b.co", "a@b", "a@b.", "a@.co", "a b@c.de", "a@@b.co", "a@b..co",
            " a@b.co", "a@b.c",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
