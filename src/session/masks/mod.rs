//! Masks: what is shown for what is recorded, and the other way round.

mod currency;
mod date_time;
mod formats;
mod number;
mod pattern;

use super::Session;
use super::form::Id;
use super::wording::js_text;
use crate::definition::{Kind, Mask, MaskKind, Text};
use crate::expression::{Calendar, is_empty, is_truthy};
use crate::value::Value;
use currency::Affixes;
use formats::Format;
use number::Separators;

/// How precisely a mask wants dates that an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    Days,
    Minutes,
    Seconds,
}

impl Session {
    /// A value as a masked question keeps it; `None` if that is as it is.
    #[inline(never)]
    pub(super) fn masked_value(&self, mask: &Mask, value: &Value) -> Option<Value> {
        if is_empty(value) {
            return None;
        }
        let format = self.format();
        if mask.save_masked {
            return (!self.is_kept(mask, value)).then(|| self.masked(mask, value));
        }
        match (&mask.kind, value) {
            (MaskKind::Pattern(_), Value::Text(_)) if self.masked(mask, value) == *value => {
                Some(unmasked(mask, &format, value))
            }
            _ => None,
        }
    }

    /// Texts that are masked already, and those that the mask makes nothing of, are recorded as they are.
    fn is_kept(&self, mask: &Mask, value: &Value) -> bool {
        if value.as_text().is_none() {
            return false;
        }
        let format = self.format();
        let is_something = |value: &Value| is_truthy(&unmasked(mask, &format, value));
        if is_something(value) {
            return true;
        }
        let shown = self.masked(mask, value);
        let nothing = self.masked(mask, &Value::text(""));
        (shown == nothing && *value != nothing) || !is_something(&shown)
    }

    /// What expressions see of a masked value.
    pub(super) fn unmasked_value(&self, text: &Text, value: Value) -> Value {
        match &text.mask {
            Some(mask) if mask.save_masked => self.unmasked(mask, &value),
            _ => value,
        }
    }

    pub(super) fn masked_for_display(&self, text: &Text, value: &Value) -> Value {
        match &text.mask {
            Some(mask) => self.masked(mask, value),
            None => value.clone(),
        }
    }

    /// What was typed into a masked field, as it is given to its question. What is not complete stays as it was typed.
    #[inline(never)]
    pub(super) fn typed(&self, mask: &Mask, typed: &str) -> Value {
        let typed = Value::text(typed);
        let meant = unmasked(mask, &self.format(), &typed);
        match is_empty(&meant) {
            true => typed,
            false if mask.save_masked => self.masked(mask, &meant),
            false => meant,
        }
    }

    #[inline(never)]
    pub(super) fn masked(&self, mask: &Mask, value: &Value) -> Value {
        masked(mask, &self.format(), value, &*self.setting.calendar)
    }

    #[inline(never)]
    fn unmasked(&self, mask: &Mask, value: &Value) -> Value {
        unmasked(mask, &self.format(), value)
    }

    fn format(&self) -> Format {
        Format::of(self.locale())
    }

    #[inline(never)]
    pub(super) fn mask_precision(&self, mask: &Mask) -> Option<Precision> {
        let MaskKind::DateTime(date) = &mask.kind else {
            return None;
        };
        Some(
            match date_time::time_in(&date_time::pattern(date, &self.format())) {
                (true, true) => Precision::Seconds,
                (true, false) => Precision::Minutes,
                (false, _) => Precision::Days,
            },
        )
    }

    /// What was recorded in the signs of a language, to be written in those of another.
    pub(super) fn saved_in_signs(&self) -> Vec<(Id, Value)> {
        let mut saved = Vec::new();
        for id in self.form.all_questions_within() {
            if let Some(question) = self.form.question(id)
                && let Kind::Text(text) = &question.kind
                && let Some(mask) = &text.mask
                && mask.save_masked
                && !matches!(mask.kind, MaskKind::Pattern(_))
            {
                let value = self.unmasked(mask, &self.value_of(id));
                if !is_empty(&value) {
                    saved.push((id, value));
                }
            }
        }
        saved
    }

    pub(super) fn save_in_signs(&mut self, saved: Vec<(Id, Value)>) {
        for (id, value) in saved {
            let spec = self.spec(id);
            if let Kind::Text(text) = &spec.kind
                && let Some(mask) = &text.mask
            {
                let value = self.masked(mask, &value);
                self.give(id, value);
            }
        }
    }
}

/// A value with the signs of its mask; null where the mask forbids it.
fn masked(mask: &Mask, format: &Format, value: &Value, calendar: &dyn Calendar) -> Value {
    let text = if value.is_absent() {
        String::new()
    } else {
        js_text(value)
    };
    match &mask.kind {
        MaskKind::Pattern(pattern) => {
            let text = value.as_text().unwrap_or_default();
            Value::text(pattern::masked(pattern, text))
        }
        MaskKind::DateTime(date) => {
            let pattern = date_time::pattern(date, format);
            Value::text(date_time::masked(&pattern, value, calendar))
        }
        MaskKind::Number(number) => {
            match number::masked(number, &Separators::of(number, format), &text) {
                Some(shown) => Value::text(shown),
                None => Value::Null,
            }
        }
        MaskKind::Currency(number, currency) => {
            match number::masked(number, &Separators::of(number, format), &text) {
                Some(shown) => Value::text(Affixes::of(currency, format).add(&shown)),
                None => Value::Null,
            }
        }
    }
}

/// What is meant by a text in the signs of a mask: a text that is empty while something is missing, or a number.
fn unmasked(mask: &Mask, format: &Format, value: &Value) -> Value {
    let text = if value.is_absent() {
        String::new()
    } else {
        js_text(value)
    };
    let number = |found: Option<f64>| found.map_or(Value::Undefined, Value::Number);
    match &mask.kind {
        MaskKind::Pattern(pattern) => Value::text(pattern::unmasked(
            pattern,
            value.as_text().unwrap_or_default(),
        )),
        MaskKind::DateTime(date) => {
            let pattern = date_time::pattern(date, format);
            Value::text(date_time::unmasked(date, &pattern, &text))
        }
        MaskKind::Number(mask) => {
            number(number::unmasked(mask, &Separators::of(mask, format), &text))
        }
        MaskKind::Currency(mask, currency) => {
            let text = Affixes::of(currency, format).remove(&text);
            number(number::unmasked(mask, &Separators::of(mask, format), &text))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;
    use crate::definition::{self, Element, PageContent};
    use crate::expression::FixedCalendar;
    use crate::native::SerdeJson;
    use crate::value::{Json, Object};

    /// Masks with values, and what survey-core shows for each and reads from it.
    const CASES: &str = include_str!("cases.json");

    #[test]
    fn values_are_shown_and_read_as_survey_core_does() {
        let groups = SerdeJson.parse(CASES).unwrap();
        for group in groups.as_list().unwrap() {
            let mask = mask_of(group);
            let format = Format::of(group.get("locale").as_text().unwrap_or("en"));
            for case in group.get("cases").as_list().unwrap() {
                let [value, shown, meant] = case.as_list().unwrap() else {
                    panic!("{case:?}");
                };
                let what = format!("{:?} {value:?}", group.get("maskSettings"));
                assert_eq!(
                    masked(&mask, &format, value, &FixedCalendar::UTC),
                    *shown,
                    "{what}"
                );
                let read = match unmasked(&mask, &format, value) {
                    Value::Undefined => Value::Null,
                    read => read,
                };
                assert_eq!(read, *meant, "{what}");
            }
        }
    }

    fn mask_of(group: &Value) -> Mask {
        let mut question = Object::new();
        question.set("type", "text");
        question.set("name", "q");
        question.set("maskType", group.get("maskType").clone());
        question.set("maskSettings", group.get("maskSettings").clone());
        let document = Value::object([("elements".into(), Value::list([question.into()]))]);
        let survey = definition::read(&document).survey.unwrap();
        let PageContent::Elements(elements) = &survey.pages[0].content else {
            panic!("no elements");
        };
        match &elements[0] {
            Element::Question(question) => match &question.kind {
                Kind::Text(text) => text.mask.clone().unwrap(),
                other => panic!("{other:?}"),
            },
            _ => panic!("no question"),
        }
    }
}
