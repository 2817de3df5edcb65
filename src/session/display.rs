//! Answers as people read them: the text of a choice and not its value.

use std::rc::Rc;

use super::Session;
use super::equal::{is_blank, is_same_choice};
use super::form::{Id, choice_of};
use super::masks::Format;
use super::scope::Subject;
use super::wording::{js_text, plain_text};
use crate::definition::{ChoiceItem, DisplayStyle, ExpressionKind, Kind, Matrix};
use crate::expression::is_truthy;
use crate::value::{Object, Value, number_to_text};

impl Session {
    /// What a value of a question reads as: a text, or lists and objects of texts.
    pub(super) fn display_value(&self, id: Id, value: &Value) -> Value {
        let spec = self.spec(id);
        let locale = self.locale();
        let default = (is_blank(value))
            .then(|| spec.default_display_value.find(locale))
            .flatten()
            .map(Value::Text);
        let value = default.as_ref().unwrap_or(value);
        if is_blank(value) && !matches!(spec.kind, Kind::Expression(_)) {
            return Value::text("");
        }
        match &spec.kind {
            Kind::Boolean(kind) => {
                let (text, key) = if is_loosely_same(value, &kind.yes_value) {
                    (&kind.yes_text, "yes")
                } else {
                    (&kind.no_text, "no")
                };
                Value::Text(match text.find(locale) {
                    Some(text) => self.piped_for(Subject::Item(id), &text),
                    None => self.texts().get(key).into(),
                })
            }
            Kind::Rating(rating) => rating
                .values
                .iter()
                .find(|rate| is_same_choice(&rate.value, value))
                .map_or_else(
                    || value.clone(),
                    |rate| {
                        let text = rate.text.find_for_choice(locale);
                        let text = text.unwrap_or_else(|| js_text(value).into());
                        Value::Text(self.piped_for(Subject::Choice(id, value), &text))
                    },
                ),
            Kind::Matrix(matrix) => self.displayed_rows(id, matrix, value),
            Kind::MultipleText(_) => self.displayed_fields(id, value),
            Kind::PanelDynamic(_) => self.displayed_panels(id, value),
            Kind::Expression(kind) => self.formatted(&spec.default_value, kind, value),
            Kind::Text(text) => self.masked_for_display(text, value),
            kind => match choice_of(kind) {
                Some(_) => self.displayed_choices(id, value),
                None => value.clone(),
            },
        }
    }

    #[inline(never)]
    fn displayed_rows(&self, id: Id, matrix: &Matrix, value: &Value) -> Value {
        let Some(object) = value.as_object() else {
            return value.clone();
        };
        let text = |items: &[ChoiceItem], value: &Value| {
            self.item_text(id, items, value)
                .map_or_else(|| value.clone(), Value::Text)
        };
        object
            .iter()
            .map(|(row, cell)| {
                let name = plain_text(&text(&matrix.rows, &Value::Text(row.clone())));
                let cell = match cell {
                    Value::List(items) => {
                        Value::list(items.iter().map(|item| text(&matrix.columns, item)))
                    }
                    cell => text(&matrix.columns, cell),
                };
                (name.unwrap_or_default().into(), cell)
            })
            .collect::<Object>()
            .into()
    }

    #[inline(never)]
    fn displayed_fields(&self, id: Id, value: &Value) -> Value {
        let fields = self.form.item(id).children.iter();
        fields
            .filter_map(|&field| {
                let name = &self.spec(field).name;
                let value = value.get(name);
                (!is_blank(value))
                    .then(|| (self.question_title(field), self.display_value(field, value)))
            })
            .collect::<Object>()
            .into()
    }

    #[inline(never)]
    fn displayed_panels(&self, id: Id, value: &Value) -> Value {
        let Some(items) = value.as_list() else {
            return value.clone();
        };
        let mut items = items.to_vec();
        for (item, &entry) in items.iter_mut().zip(self.entries(id)) {
            let Some(answers) = item.as_object() else {
                continue;
            };
            let mut displayed = answers.clone();
            for (name, answer) in answers.iter() {
                let Some(question) = self.question_answering_in_entry(entry, name) else {
                    continue;
                };
                let title = self.question_title(question);
                if title != *name {
                    displayed.remove(name);
                }
                displayed.set(title, self.display_value(question, answer));
            }
            *item = displayed.into();
        }
        Value::list(items)
    }

    fn displayed_choices(&self, id: Id, value: &Value) -> Value {
        let spec = self.spec(id);
        let value = match value.get("value") {
            inner if !is_blank(inner) => inner,
            _ => value,
        };
        if let Value::List(items) = value
            && (super::choices::is_list(&spec.kind)
                || matches!(&spec.kind, Kind::ImagePicker(choice) if choice.several))
        {
            let items: Vec<Value> = items
                .iter()
                .map(|item| self.unwrapped_item(id, item))
                .collect();
            let chosen = self.texts_of_chosen(id, &items);
            if !chosen.is_empty() {
                return Value::text(chosen.join(", "));
            }
            let texts: Vec<Rc<str>> = items
                .iter()
                .filter_map(|item| {
                    self.text_of_value(id, item)
                        .or_else(|| plain_text(item).map(Into::into))
                        .filter(|text: &Rc<str>| !text.is_empty())
                })
                .collect();
            return Value::text(texts.join(", "));
        }
        if !spec.use_display_values {
            return value.clone();
        }
        match self.text_of_value(id, value) {
            Some(text) => Value::Text(text),
            None if is_truthy(value) => value.clone(),
            None => Value::text(""),
        }
    }

    pub(super) fn row_display_value(&self, id: Id, value: &Value) -> Value {
        let spec = self.spec(id);
        let Kind::Matrix(matrix) = &spec.kind else {
            return value.clone();
        };
        match self.item_text(id, &matrix.columns, value) {
            Some(text) => Value::Text(text),
            None => value.clone(),
        }
    }

    fn item_text(&self, id: Id, items: &[ChoiceItem], value: &Value) -> Option<Rc<str>> {
        let item = items
            .iter()
            .find(|item| is_same_choice(&item.value, value))?;
        let text = item.text.find_for_choice(self.locale());
        let text = text.unwrap_or_else(|| js_text(&item.value).into());
        Some(self.piped_for(Subject::Choice(id, &item.value), &text))
    }

    /// The value of an expression in its author's format.
    fn formatted(&self, default: &Value, kind: &ExpressionKind, value: &Value) -> Value {
        let value = if value.is_absent() { default } else { value };
        if is_blank(value) {
            return Value::text("");
        }
        let text = self.styled(kind, value);
        match kind.format.find(self.locale()) {
            Some(format) => Value::text(format.replace("{0}", &text)),
            None => Value::text(text),
        }
    }

    fn styled(&self, kind: &ExpressionKind, value: &Value) -> String {
        let plain = || js_text(value);
        if kind.display_style == DisplayStyle::Date {
            return self.day_styled(value).unwrap_or_else(plain);
        }
        let Some(number) = super::values::number_of(value) else {
            return plain();
        };
        if matches!(value, Value::Text(_)) {
            // As JavaScript has it, a text stays what it is.
            return plain();
        }
        match kind.display_style {
            DisplayStyle::None => plain(),
            _ => self.number_styled(kind, number),
        }
    }

    #[inline(never)]
    fn day_styled(&self, value: &Value) -> Option<String> {
        let calendar = &*self.setting.calendar;
        let millis = match value {
            Value::Number(millis) => *millis,
            value => crate::expression::date_of(value, calendar),
        };
        millis
            .is_finite()
            .then(|| calendar.day_text(millis, self.locale()))
    }

    #[inline(never)]
    fn number_styled(&self, kind: &ExpressionKind, number: f64) -> String {
        if let Some(text) = self.texts().styled(number, kind) {
            return text;
        }
        let (style_min, style_max, percent) = match kind.display_style {
            DisplayStyle::Currency if has_no_cents(&kind.currency) => (0, 0, false),
            DisplayStyle::Currency => (2, 2, false),
            DisplayStyle::Percent => (0, 0, true),
            _ => (0, 3, false),
        };
        let digits = |written: i32| usize::try_from(written).ok();
        let mut min = digits(kind.min_fraction_digits);
        let mut max = digits(kind.max_fraction_digits);
        match (min, max) {
            (None, None) => (min, max) = (Some(style_min), Some(style_max)),
            (Some(written), None) => max = Some(style_max.max(written)),
            (None, Some(written)) => min = Some(style_min.min(written)),
            _ => {}
        }
        let scaled = if percent { number * 100.0 } else { number };
        let language = crate::definition::language_of(self.locale());
        let format = Format::of(self.locale());
        let text = grouped(
            scaled,
            min.unwrap_or(0),
            max.unwrap_or(0),
            kind.use_grouping,
            &format,
        );
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", &*text),
        };
        match kind.display_style {
            DisplayStyle::Percent => {
                let is_apart = PERCENT_APART.contains(&language);
                [&*text, if is_apart { "\u{a0}%" } else { "%" }].concat()
            }
            DisplayStyle::Currency if format.money.starts_with('#') => {
                let symbol = match language {
                    "fr" => french_currency_symbol(&kind.currency).to_owned(),
                    _ => currency_symbol(&kind.currency),
                };
                [&*text, "\u{a0}", symbol.trim_end()].concat()
            }
            DisplayStyle::Currency => {
                let symbol = currency_symbol(&kind.currency);
                let symbol = match &*format.money {
                    "@#" => symbol,
                    _ => [symbol.trim_end(), "\u{a0}"].concat(),
                };
                [sign, &symbol, digits].concat()
            }
            _ => text,
        }
    }

    /// What expressions and `{$name.property}` may ask of an element.
    pub(super) fn property_of(&self, id: Id, property: &str) -> Value {
        let item = self.form.item(id);
        match property {
            "isVisible" => Value::Bool(self.is_shown_itself(id)),
            "visible" => Value::Bool(item.visible),
            "isReadOnly" => Value::Bool(self.is_read_only(id)),
            "readOnly" => Value::Bool(item.read_only),
            "isRequired" => Value::Bool(item.required),
            "value" => self.value_of(id),
            "comment" => self.comment_of(id),
            "isEmpty" => Value::Bool(item.is_question() && self.is_empty_question(id)),
            "isAnswered" => Value::Bool(self.state(id).is_some_and(|state| state.answered)),
            "displayValue" => self.display_value(id, &self.value_of(id)),
            "name" if item.is_question() => Value::Text(self.spec(id).name.clone()),
            "title" if item.is_question() => {
                let spec = self.spec(id);
                let written = spec.title.find(self.locale());
                Value::Text(written.unwrap_or_else(|| spec.name.clone()))
            }
            "panelCount" => Value::Number(self.panel_count(id) as f64),
            "min" | "renderedMin" => self
                .state(id)
                .and_then(|state| state.bounds.as_ref())
                .map(|bounds| bounds.min.clone())
                .unwrap_or_default(),
            "max" | "renderedMax" => self
                .state(id)
                .and_then(|state| state.bounds.as_ref())
                .map(|bounds| bounds.max.clone())
                .unwrap_or_default(),
            _ => Value::Undefined,
        }
    }
}

/// JavaScript's `==` for the values of a boolean question.
fn is_loosely_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => one == other,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        _ if is_truthy(one) || is_truthy(other) => {
            crate::expression::to_number(one) == crate::expression::to_number(other)
        }
        _ => crate::expression::to_number(one) == crate::expression::to_number(other),
    }
}

/// A number with so many decimals, and with signs between thousands and before decimals.
fn grouped(number: f64, min: usize, max: usize, groups: bool, format: &Format) -> String {
    let rounded = crate::expression::round_decimals(number.abs(), max.min(20));
    let text = number_to_text(rounded);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut fraction = fraction.to_owned();
    while fraction.len() < min {
        fraction.push('0');
    }
    let mut out = String::new();
    if number < 0.0 && rounded != 0.0 {
        out.push('-');
    }
    for (place, digit) in whole.chars().enumerate() {
        if groups && place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push_str(&format.thousands);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push_str(&format.decimal);
        out.push_str(&fraction);
    }
    out
}

/// Languages that write a space before the sign.
const PERCENT_APART: [&str; 12] = [
    "cs", "da", "de", "es", "fi", "fr", "nb", "no", "ro", "ru", "sk", "sv",
];

fn has_no_cents(currency: &str) -> bool {
    matches!(currency, "JPY" | "KRW" | "VND" | "CLP" | "ISK")
}

fn french_currency_symbol(code: &str) -> &str {
    match code {
        "USD" => "$US",
        "GBP" => "£GB",
        "CAD" => "$CA",
        "AUD" => "$AU",
        "EUR" => "€",
        "INR" => "₹",
        "KRW" => "₩",
        "ILS" => "₪",
        "VND" => "₫",
        "BRL" => "R$",
        other => other,
    }
}

fn currency_symbol(code: &str) -> String {
    match code {
        "USD" => "$".into(),
        "EUR" => "€".into(),
        "GBP" => "£".into(),
        "JPY" => "¥".into(),
        "INR" => "₹".into(),
        "CNY" => "CN¥".into(),
        "KRW" => "₩".into(),
        "ILS" => "₪".into(),
        "VND" => "₫".into(),
        "BRL" => "R$".into(),
        "CAD" => "CA$".into(),
        "AUD" => "A$".into(),
        "MXN" => "MX$".into(),
        "NZD" => "NZ$".into(),
        "HKD" => "HK$".into(),
        "TWD" => "NT$".into(),
        "PHP" => "₱".into(),
        other => format!("{other}\u{a0}"),
    }
}
