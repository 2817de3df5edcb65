//! Masks: what is shown for what is recorded, and the other way round.

mod currency;
mod date_time;
mod formats;
mod number;
mod pattern;

use std::rc::Rc;

use super::Session;
use super::equal::is_blank;
use super::form::Id;
use super::wording::js_text;
use crate::definition::{Kind, Mask, MaskKind, Text};
use crate::expression::{Calendar, is_empty, is_truthy};
use crate::value::Value;
use currency::Affixes;
pub(super) use formats::Format;
use number::Separators;

/// How precisely a mask wants dates that an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    Days,
    Minutes,
    Seconds,
}

/// What is recorded with the signs of a mask, which another language may write otherwise.
pub(super) struct Saved {
    id: Id,
    /// Without the signs.
    value: Value,
    /// Of a date: where it stays the same nothing is written otherwise.
    pattern: Option<String>,
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

    /// What was typed into a masked field, as it is given to its question: nothing while something is missing, or where
    /// there is no such day.
    #[inline(never)]
    pub(super) fn typed(&self, mask: &Mask, typed: &str) -> Value {
        let meant = unmasked(mask, &self.format(), &Value::text(typed));
        if is_empty(&meant) {
            return Value::Undefined;
        }
        let shown = self.masked(mask, &meant);
        // A day that there is not would become another one.
        if matches!(mask.kind, MaskKind::DateTime(_)) && self.unmasked(mask, &shown) != meant {
            return Value::Undefined;
        }
        match mask.save_masked {
            true => shown,
            false => meant,
        }
    }

    /// Lays out what is being typed into a masked field, as far as it goes.
    #[inline(never)]
    pub fn typing(&self, mask: &Mask) -> Rc<dyn Fn(&str) -> String> {
        let (kind, format) = (mask.kind.clone(), self.format());
        Rc::new(move |text| typing(&kind, &format, text))
    }

    /// What a masked field shows: what is being typed, or what it stands for.
    #[inline(never)]
    pub fn shown_in_mask(&self, id: Id, mask: &Mask) -> String {
        let value = self.value_of(id);
        if let Some(typed) = self.state(id).and_then(|state| state.typed.clone())
            && self.typed(mask, &typed) == value
        {
            return typed.to_string();
        }
        if is_blank(&value) {
            return String::new();
        }
        match self.masked(mask, &value) {
            // Beyond the bounds of its mask.
            Value::Null => js_text(&value),
            shown => js_text(&shown),
        }
    }

    /// The signs of a mask before anything is typed.
    #[inline(never)]
    pub fn mask_guide(&self, mask: &Mask) -> String {
        js_text(&self.masked(mask, &Value::text("")))
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
        match &self.survey.regional_format {
            Some(own) => Format::of(own.locale.as_deref().unwrap_or(self.locale())).with(own),
            None => Format::of(self.locale()),
        }
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
    pub(super) fn saved_in_signs(&self) -> Vec<Saved> {
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
                    let pattern = self.pattern_of(mask);
                    saved.push(Saved { id, value, pattern });
                }
            }
        }
        saved
    }

    #[inline(never)]
    fn pattern_of(&self, mask: &Mask) -> Option<String> {
        match &mask.kind {
            MaskKind::DateTime(date) => Some(date_time::pattern(date, &self.format())),
            _ => None,
        }
    }

    pub(super) fn save_in_signs(&mut self, saved: Vec<Saved>) {
        for Saved { id, value, pattern } in saved {
            let spec = self.spec(id);
            if let Kind::Text(text) = &spec.kind
                && let Some(mask) = &text.mask
                && (pattern.is_none() || pattern != self.pattern_of(mask))
            {
                let value = self.masked(mask, &value);
                self.give(id, value);
            }
        }
    }
}

fn typing(kind: &MaskKind, format: &Format, text: &str) -> String {
    match kind {
        MaskKind::Pattern(pattern) => pattern::typing(pattern, text),
        MaskKind::DateTime(date) => date_time::typing(&date_time::pattern(date, format), text),
        MaskKind::Number(mask) => number::typing(mask, &Separators::of(mask, format), text),
        MaskKind::Currency(mask, currency) => {
            let affixes = Affixes::of(currency, format);
            let text = affixes.remove(text);
            affixes.begin(&number::typing(mask, &Separators::of(mask, format), &text))
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

    #[test]
    fn numbers_guide_typing() {
        let cases = [
            (r#"{"maskType": "numeric"}"#, "1234", "1,234"),
            (r#"{"maskType": "numeric"}"#, "12.", "12."),
            (r#"{"maskType": "numeric"}"#, "12.505", "12.50"),
            (r#"{"maskType": "numeric"}"#, ".", "0."),
            (r#"{"maskType": "numeric"}"#, "-", "-"),
            (r#"{"maskType": "numeric"}"#, "hello", ""),
            (r#"{"maskType": "currency"}"#, "1234", "$1,234"),
            (r#"{"maskType": "currency"}"#, "$", ""),
            (r#"{"maskType": "currency"}"#, "-$5", "-$5"),
            (
                r#"{"maskType": "currency", "maskSettings": {"max": 10000}}"#,
                "$12000",
                "$1,200",
            ),
            (
                r#"{"maskType": "currency", "maskSettings": {"suffix": " USD"}}"#,
                "7",
                "7",
            ),
        ];
        for (document, text, shown) in cases {
            let mask = mask_of(&SerdeJson.parse(document).unwrap());
            let typed = typing(&mask.kind, &Format::of("en"), text);
            assert_eq!(typed, shown, "{document}: {text}");
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
