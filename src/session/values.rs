//! The value of a question: how it is set, taken over from the answers, cleared and defaulted.

use std::rc::Rc;

use super::equal::{is_blank, is_same, is_same_words};
use super::form::{Id, QuestionState, choice_of, value_name};
use super::masks::Precision;
use super::scope::Subject;
use super::{COMMENT_SUFFIX, Session};
use crate::definition::{InputType, Kind, Question, Rating, Text};
use crate::expression::{is_empty, is_truthy, number_of_text, to_text};
use crate::value::{Object, Value, iso_date};

impl Session {
    pub(super) fn spec(&self, id: Id) -> Rc<Question> {
        match self.form.question(id) {
            Some(question) => question.clone(),
            None => self.nothing.clone(),
        }
    }

    pub(super) fn state(&self, id: Id) -> Option<&QuestionState> {
        self.form.item(id).question.as_deref()
    }

    pub(super) fn state_mut(&mut self, id: Id) -> Option<&mut QuestionState> {
        self.form.item_mut(id).question.as_deref_mut()
    }

    /// The question's own value: the answer, or what stands for it while it may not become one.
    pub(super) fn value_of(&self, id: Id) -> Value {
        let Some(state) = self.state(id) else {
            return Value::Undefined;
        };
        if let Some(panels) = &state.panels
            && panels.is_adding
        {
            return panels.value_while_adding.clone().unwrap_or_default();
        }
        // Where several may be chosen, nothing is an empty list, to conditions too.
        if state.value.is_absent()
            && let Some(question) = self.form.question(id)
            && super::choices::takes_several(&question.kind)
        {
            return Value::list([]);
        }
        state.value.clone()
    }

    pub(super) fn is_empty_question(&self, id: Id) -> bool {
        let value = self.value_of(id);
        match &self.spec(id).kind {
            Kind::PanelDynamic(_) => match &value {
                Value::List(items) => items.iter().all(|item| match item {
                    Value::Object(object) => object.is_empty(),
                    Value::List(items) => items.is_empty(),
                    Value::Text(text) => text.is_empty(),
                    _ => true,
                }),
                _ => true,
            },
            _ => is_blank(&value),
        }
    }

    /// What is recorded for a question, wherever that is.
    pub(super) fn data_of(&self, id: Id) -> Value {
        let spec = self.spec(id);
        let name = value_name(&spec);
        match self.form.item(id).owner {
            None => self.answers.get(name).clone(),
            Some(owner) if self.is_dynamic(owner) => self.entry_data(owner, id).get(name).clone(),
            Some(owner) => self.value_of(owner).get(name).clone(),
        }
    }

    pub(super) fn comment_in_data(&self, id: Id) -> Value {
        let spec = self.spec(id);
        let name = format!("{}{COMMENT_SUFFIX}", value_name(&spec));
        let found = match self.form.item(id).owner {
            None => self.answers.get(&name).clone(),
            Some(owner) if self.is_dynamic(owner) => self.entry_data(owner, id).get(&name).clone(),
            Some(_) => Value::Undefined,
        };
        if is_truthy(&found) {
            found
        } else {
            Value::text("")
        }
    }

    /// Gives a question a value, as a respondent, a trigger or an expression does.
    pub(super) fn give(&mut self, id: Id, value: Value) {
        let spec = self.spec(id);
        let mut value = value;
        match &spec.kind {
            Kind::Text(text) => value = corrected(text.input, value, self),
            kind if choice_of(kind).is_some() => match self.prepare_choice(id, value) {
                Some(prepared) => value = prepared,
                None => return,
            },
            _ => {}
        }
        let old = self.value_of(id);
        if is_same(&value, &old) {
            return;
        }
        if !self.is_acceptable(id, &value) {
            return;
        }
        let was_answered = self.state(id).is_some_and(|state| state.answered);
        if let Some(state) = self.state_mut(id) {
            state.was_answered = Some(was_answered);
            state.setting_value = true;
        }
        let kept = self.value_to_data(id, value);
        self.set_core(id, kept);
        if let Some(state) = self.state_mut(id) {
            state.setting_value = false;
            state.was_answered = None;
        }
    }

    /// Values that a question could never show are not taken.
    fn is_acceptable(&self, id: Id, value: &Value) -> bool {
        if is_blank(value) {
            return true;
        }
        match &self.spec(id).kind {
            Kind::Matrix(_) | Kind::MultipleText(_) => {
                matches!(value, Value::Object(_) | Value::Date(_))
            }
            Kind::PanelDynamic(_) => matches!(value, Value::List(_)),
            _ => true,
        }
    }

    pub(super) fn set_core(&mut self, id: Id, value: Value) {
        if let Some(panels) = self.panels_mut(id)
            && panels.is_adding
        {
            panels.changed_while_adding = true;
            panels.value_while_adding = Some(value);
            return;
        }
        self.set_own_value(id, value);
        if self.may_become_answer(id) {
            let value = self.value_of(id);
            self.record(id, value);
        } else {
            // No answer yet, but what conditions read.
            let name = crate::expression::lowercase(&self.spec(id).name);
            self.form.rules.mark_readers(&name);
        }
        self.empty_comment_if_due(id);
    }

    /// Records a question's value where it belongs.
    fn record(&mut self, id: Id, value: Value) {
        let spec = self.spec(id);
        let name = value_name(&spec).clone();
        match self.form.item(id).owner {
            None => self.set_value(&name, value, true, Some(id)),
            Some(owner) if self.is_dynamic(owner) => {
                self.set_in_entry(owner, id, &name, value);
            }
            Some(owner) => self.set_field(owner, &name, value),
        }
    }

    /// A field of a `multipletext`.
    fn set_field(&mut self, owner: Id, name: &Rc<str>, value: Value) {
        let mut object = match self.value_of(owner) {
            Value::Object(object) => (*object).clone(),
            _ => Object::new(),
        };
        if is_blank(&value) {
            object.remove(name);
        } else {
            object.set(name.clone(), value);
        }
        self.give(owner, object.into());
    }

    pub(super) fn set_own_value(&mut self, id: Id, value: Value) {
        let spec = self.spec(id);
        let mut value = value;
        match &spec.kind {
            Kind::Boolean(kind) => {
                let is = |text: &str| value.as_text() == Some(text);
                let replacement = if is("true") && kind.yes_value.as_text() != Some("true") {
                    Some(Value::Bool(true))
                } else if is("false") && kind.no_value.as_text() != Some("false") {
                    Some(Value::Bool(false))
                } else if is("indeterminate") || value == Value::Null {
                    Some(Value::Undefined)
                } else {
                    None
                };
                value = replacement.unwrap_or(value);
            }
            kind if choice_of(kind).is_some() => {
                self.set_choice_value(id, value);
                return;
            }
            Kind::PanelDynamic(_) => {
                self.set_panels_value(id, value);
                return;
            }
            _ => {}
        }
        self.store_value(id, value);
        if let Kind::MultipleText(_) = &spec.kind {
            for field in self.form.item(id).children.clone() {
                let value = self.data_of(field);
                self.update_from_data(field, &value, false);
            }
            self.update_answered(id);
        }
    }

    pub(super) fn store_value(&mut self, id: Id, value: Value) {
        let value = self.convert_to_correct(id, value);
        let parent_sets_default = self
            .form
            .item(id)
            .owner
            .and_then(|owner| self.state(owner))
            .is_some_and(|state| state.setting_default);
        if let Some(state) = self.state_mut(id) {
            let is_equal = is_same(&state.value, &value);
            if !is_equal && !state.setting_default && !parent_sets_default {
                state.changed_directly = true;
            }
            state.value = in_place_of(&state.value, value);
        }
        self.update_answered(id);
    }

    pub(super) fn update_answered(&mut self, id: Id) {
        let answered = self.is_answered(id);
        if let Some(state) = self.state_mut(id) {
            state.answered = answered;
        }
    }

    fn is_answered(&self, id: Id) -> bool {
        if self.is_empty_question(id) {
            return false;
        }
        match &self.spec(id).kind {
            Kind::MultipleText(_) => self
                .form
                .item(id)
                .children
                .iter()
                .all(|&field| self.state(field).is_some_and(|state| state.answered)),
            _ => true,
        }
    }

    fn convert_to_correct(&self, id: Id, value: Value) -> Value {
        let spec = self.spec(id);
        if let Kind::Text(Text {
            mask: Some(mask), ..
        }) = &spec.kind
            && let Some(masked) = self.masked_value(mask, &value)
        {
            return masked;
        }
        match (&spec.kind, &value) {
            (Kind::Text(_) | Kind::Comment(_), Value::List(items)) => {
                let texts: Vec<Rc<str>> = items
                    .iter()
                    .map(|item| to_text(item, &*self.setting.calendar))
                    .collect();
                let between = match &spec.kind {
                    Kind::Comment(_) => "\n",
                    _ => ", ",
                };
                Value::text(texts.join(between))
            }
            // A list that is set to nothing is empty, whatever stands for nothing.
            (kind, _) if super::choices::takes_several(kind) && !is_truthy(&value) => {
                Value::Undefined
            }
            (Kind::Matrix(matrix), Value::Object(object)) => object
                .iter()
                .filter_map(|(row, cell)| {
                    let cell = match (cell, matrix.several) {
                        (Value::List(items), false) => items.first()?.clone(),
                        (Value::List(_), true) => cell.clone(),
                        (_, true) => Value::list([cell.clone()]),
                        (_, false) => cell.clone(),
                    };
                    Some((row.clone(), cell))
                })
                .collect::<Object>()
                .into(),
            _ => value,
        }
    }

    fn value_to_data(&self, id: Id, value: Value) -> Value {
        let spec = self.spec(id);
        match (&spec.kind, choice_of(&spec.kind)) {
            (_, Some(choice)) => self.choice_to_data(&spec, choice, value),
            (Kind::Rating(rating), _) => rated(rating, value),
            _ => value,
        }
    }

    /// Bounds keep a value from becoming an answer, so that nothing that is known to be wrong is recorded.
    fn may_become_answer(&mut self, id: Id) -> bool {
        let spec = self.spec(id);
        let Kind::Text(text) = &spec.kind else {
            return true;
        };
        if !has_bounds(text.input) {
            return true;
        }
        let is_within = !self.is_below(id, text) && !self.is_above(id, text);
        let has_errors = !self.form.item(id).errors.is_empty();
        if (!is_within || has_errors) && self.checks_on_change() {
            self.validate_question(id, false);
        }
        is_within
    }

    /// Takes over what the answers say.
    pub(super) fn update_from_data(&mut self, id: Id, value: &Value, clear: bool) {
        let spec = self.spec(id);
        match &spec.kind {
            kind if choice_of(kind).is_some() => self.update_choice_from_data(id, value, clear),
            _ => self.update_base(id, value, clear),
        }
        if let Kind::Text(text) = &spec.kind
            && text.mask.is_some()
            && !is_empty(value)
        {
            let own = self.value_of(id);
            if !is_same(&own, value) {
                self.set_core(id, own);
            }
        }
    }

    pub(super) fn update_base(&mut self, id: Id, value: &Value, clear: bool) {
        if !self.is_acceptable(id, value) {
            return;
        }
        let spec = self.spec(id);
        let is_nothing = is_empty(value);
        if let Some(state) = self.state_mut(id) {
            state.updating = true;
        }
        if !is_nothing && spec.default_value_expression.is_some() {
            let default = self.default_value(id);
            let default = self.convert_default(id, default);
            let via_default = is_same(value, &default);
            self.update_core(id, value, via_default);
        } else {
            let via_default = self.form.item(id).owner.is_some();
            self.update_core(id, value, via_default);
            if clear
                && is_nothing
                && let Some(state) = self.state_mut(id)
            {
                state.changed_directly = false;
            }
        }
        if let Some(state) = self.state_mut(id) {
            state.updating = false;
        }
        self.update_dependents(id);
        self.update_answered(id);
    }

    fn update_core(&mut self, id: Id, value: &Value, via_default: bool) {
        if let Some(state) = self.state_mut(id) {
            state.setting_default = via_default;
        }
        let value = self.value_from_data(id, value.clone());
        let corrected = self.convert_to_correct(id, value.clone());
        let is_equal = self
            .state(id)
            .is_some_and(|state| is_same(&state.value, &corrected));
        self.set_own_value(id, value);
        if !is_equal {
            self.ask_again(id);
        }
        if !is_equal && self.running.setting_data && !self.all_errors(id).is_empty() {
            self.validate_question(id, true);
        }
        if let Some(state) = self.state_mut(id) {
            state.setting_default = false;
        }
    }

    pub(super) fn update_comment_from_data(&mut self, id: Id, words: Value) {
        if let Some(state) = self.state_mut(id) {
            state.comment = words;
        }
    }

    /// Gives a question words beside its value.
    pub(super) fn set_question_comment(&mut self, id: Id, words: Value) {
        let words = if is_blank(&words) {
            Value::text("")
        } else {
            words
        };
        if !is_same_words(&self.comment_of(id), &words) {
            self.set_new_comment(id, words);
        }
    }

    pub(super) fn set_new_comment(&mut self, id: Id, words: Value) {
        let Some(state) = self.state_mut(id) else {
            return;
        };
        if is_same_words(&state.comment, &words) {
            return;
        }
        state.comment = words.clone();
        self.record_comment(id, words);
    }

    pub(super) fn record_comment(&mut self, id: Id, words: Value) {
        let spec = self.spec(id);
        let name = value_name(&spec).clone();
        match self.form.item(id).owner {
            None => self.set_comment_value(&name, words),
            Some(owner) if self.is_dynamic(owner) => {
                let name: Rc<str> = format!("{name}{COMMENT_SUFFIX}").into();
                self.set_in_entry(owner, id, &name, words);
            }
            Some(_) => {}
        }
    }

    pub(super) fn keeps_comment(&self, id: Id) -> bool {
        let spec = self.spec(id);
        spec.has_comment || choice_of(&spec.kind).is_some_and(|choice| choice.other.is_some())
    }

    pub(super) fn clear_value(&mut self, id: Id, keep_comment: bool) {
        if !self.value_of(id).is_undefined() {
            self.give(id, Value::Undefined);
        }
        if is_truthy(&self.comment_of(id)) && !keep_comment {
            self.set_question_comment(id, Value::text(""));
        }
        if let Some(state) = self.state_mut(id) {
            state.changed_directly = false;
        }
        // The default is due again, when conditions are looked at next.
        if let Some(rule) = self.form.item(id).default_rule {
            self.form.rules.mark(rule);
        }
    }

    /// What a question starts with, as its author wrote it: one choice for a list is a list of one. What the fields of
    /// a `multipletext` start with is written at the whole.
    pub(super) fn written_default(&self, id: Id) -> Value {
        if let Some(owner) = self.form.item(id).owner
            && !self.is_dynamic(owner)
        {
            return Value::Undefined;
        }
        self.value_to_data(id, self.spec(id).default_value.clone())
    }

    pub(super) fn is_default_empty(&self, id: Id) -> bool {
        let spec = self.spec(id);
        let panel_default = match &spec.kind {
            Kind::PanelDynamic(kind) => !is_blank(&kind.default_panel_value),
            _ => false,
        };
        spec.default_value_expression.is_none()
            && is_blank(&self.written_default(id))
            && !panel_default
    }

    pub(super) fn update_with_default(&mut self, id: Id) {
        if self.is_default_empty(id)
            || !self.is_empty_question(id)
            || (self.clears_when_hidden(id) && !self.is_shown_itself(id))
        {
            return;
        }
        self.set_default(id);
    }

    pub(super) fn update_with_default_or_clear(&mut self, id: Id) {
        if self.is_default_empty(id) {
            self.clear_value(id, false);
        } else {
            self.set_default(id);
        }
    }

    fn set_default(&mut self, id: Id) {
        let spec = self.spec(id);
        match &spec.kind {
            Kind::Boolean(kind) => {
                let written = self.written_default(id);
                let says = |word: &str, value: &Value| {
                    is_loosely(&written, word) || super::equal::is_identical(&written, value)
                };
                if says("true", &kind.yes_value) {
                    self.give(id, kind.yes_value.clone());
                }
                if says("false", &kind.no_value) {
                    self.give(id, kind.no_value.clone());
                }
                if written.is_absent() || written.as_text() == Some("indeterminate") {
                    self.give(id, Value::Undefined);
                }
                return;
            }
            Kind::PanelDynamic(kind)
                if !is_blank(&kind.default_panel_value) && is_blank(&spec.default_value) =>
            {
                let count = self.panel_count(id);
                if self.is_empty_question(id) && count > 0 {
                    let entries = std::iter::repeat_n(kind.default_panel_value.clone(), count);
                    self.give(id, Value::list(entries));
                }
                return;
            }
            _ => {}
        }
        let is_expression = spec.default_value_expression.is_some();
        if is_expression && !self.begin_default(id) {
            return;
        }
        let value = self.default_value(id);
        let value = self.convert_default(id, value);
        if !is_same(&self.value_of(id), &value) {
            if choice_of(&spec.kind).is_some() {
                self.give_default_choice(id, value);
            } else {
                self.give(id, value);
            }
        }
        if is_expression {
            self.end_default(id);
        }
    }

    /// False while the same is under way: what follows from a default does not compute it once more.
    fn begin_default(&mut self, id: Id) -> bool {
        let Some(state) = self.state_mut(id) else {
            return false;
        };
        if state.computing_default {
            return false;
        }
        state.computing_default = true;
        state.setting_default = true;
        true
    }

    fn end_default(&mut self, id: Id) {
        if let Some(state) = self.state_mut(id) {
            state.computing_default = false;
            state.setting_default = false;
        }
    }

    /// What a question starts with at present.
    fn default_value(&self, id: Id) -> Value {
        let spec = self.spec(id);
        let value = match &spec.default_value_expression {
            Some(expression) => {
                let value = self.evaluate_for(Subject::Item(id), expression);
                if value.is_absent() {
                    self.written_default(id)
                } else {
                    value
                }
            }
            None => self.written_default(id),
        };
        self.to_question_value(id, value)
    }

    fn convert_default(&self, id: Id, value: Value) -> Value {
        self.convert_to_correct(id, value)
    }

    pub(super) fn run_default(&mut self, id: Id) {
        let spec = self.spec(id);
        if spec.default_value_expression.is_none()
            || self.state(id).is_none_or(|state| state.changed_directly)
            || (self.clears_when_hidden(id) && !self.is_visible_in_survey(id))
        {
            return;
        }
        if self.begin_default(id) {
            let value = self.default_value(id);
            self.give_from_expression(id, value);
            self.end_default(id);
        }
    }

    pub(super) fn give_from_expression(&mut self, id: Id, value: Value) {
        let value = self.to_question_value(id, value);
        if !is_same(&self.value_of(id), &value) {
            self.give(id, value);
        }
    }

    /// What an expression gives, as it is recorded: dates are texts.
    pub(super) fn to_question_value(&self, id: Id, value: Value) -> Value {
        let spec = self.spec(id);
        let (precision, mask) = match &spec.kind {
            Kind::Text(text) => (self.precision_of(text), text.mask.as_ref()),
            _ => (Precision::Days, None),
        };
        let value = self.date_as_text(value, precision);
        match mask {
            Some(mask) if mask.save_masked && matches!(value, Value::Text(_)) => {
                self.masked_value(mask, &value).unwrap_or(value)
            }
            _ => value,
        }
    }

    fn precision_of(&self, text: &Text) -> Precision {
        match &text.mask {
            Some(mask) => self.mask_precision(mask).unwrap_or(Precision::Days),
            None if text.input == InputType::DateTimeLocal => Precision::Minutes,
            None => Precision::Days,
        }
    }

    pub(super) fn date_as_text(&self, value: Value, precision: Precision) -> Value {
        let Value::Date(millis) = value else {
            return value;
        };
        let calendar = &self.setting.calendar;
        let local = millis + calendar.utc_offset_millis(millis);
        let Some(iso) = iso_date(local) else {
            return Value::text("NaN-NaN-NaN");
        };
        // Counted from the end, because distant years have more digits: seconds are 5 signs before it, minutes 8.
        let shown = match precision {
            Precision::Days => iso.split('T').next(),
            Precision::Minutes => iso.get(..iso.len().saturating_sub(8)),
            Precision::Seconds => iso.get(..iso.len().saturating_sub(5)),
        };
        Value::text(shown.unwrap_or_default())
    }

    pub(super) fn compute_value(&mut self, id: Id) {
        let spec = self.spec(id);
        let Kind::Expression(kind) = &spec.kind else {
            return;
        };
        let Some(expression) = &kind.expression else {
            return;
        };
        if self.is_read_only(id) {
            return;
        }
        let value = self.evaluate_for(Subject::Item(id), expression);
        let value = rounded(value, kind.precision);
        self.give(id, value);
    }

    pub(super) fn update_bounds(&mut self, id: Id) {
        let spec = self.spec(id);
        let Kind::Text(text) = &spec.kind else {
            return;
        };
        let bound = |expression: &Option<crate::definition::Condition>, written: &Value| {
            let value = match expression {
                Some(expression) => self.evaluate_for(Subject::Item(id), expression),
                None => written.clone(),
            };
            self.to_question_value(id, value)
        };
        let min = bound(&text.min_expression, &text.min);
        let mut max = bound(&text.max_expression, &text.max);
        if !crate::expression::is_truthy(&max)
            && matches!(text.input, InputType::Date | InputType::DateTimeLocal)
        {
            max = Value::text(LAST_DATE);
        }
        if let Some(bounds) = self.state_mut(id).and_then(|state| state.bounds.as_mut()) {
            **bounds = super::form::Bounds { min, max };
        }
    }
}

/// What becomes of a value that is set: a list can be emptied, but not made to no, nought or nothing.
pub(super) fn in_place_of(old: &Value, new: Value) -> Value {
    match old {
        Value::List(_) if !is_truthy(&new) => Value::list([]),
        _ => new,
    }
}

/// Years of five digits are typing mistakes.
const LAST_DATE: &str = "2999-12-31";

/// A rating's own value: 4 where `"4"` was said. Yes and no are no number.
fn rated(rating: &Rating, value: Value) -> Value {
    let of_written = rating
        .values
        .iter()
        .filter(|_| !matches!(value, Value::Bool(_)))
        .find(|rate| super::equal::is_same_choice(&rate.value, &value))
        .map(|rate| rate.value.clone());
    match (of_written, &value) {
        (Some(written), _) => written,
        (None, Value::Bool(_)) => Value::Undefined,
        (None, _) => number_of(&value).map_or(value, Value::Number),
    }
}

/// JavaScript's `value == "true"` for what documents hold.
fn is_loosely(value: &Value, word: &str) -> bool {
    match value {
        Value::Bool(flag) => (if *flag { "true" } else { "false" }) == word,
        Value::Text(text) => **text == *word,
        _ => false,
    }
}

pub(super) fn has_bounds(input: InputType) -> bool {
    matches!(
        input,
        InputType::Number
            | InputType::Range
            | InputType::Date
            | InputType::DateTimeLocal
            | InputType::Month
            | InputType::Time
            | InputType::Week
    )
}

/// Numbers are recorded as numbers and months as months; what is neither, is nothing.
fn corrected(input: InputType, value: Value, session: &Session) -> Value {
    if !crate::expression::is_truthy(&value) {
        return value;
    }
    match input {
        InputType::Number | InputType::Range => match number_of(&value) {
            Some(number) => Value::Number(number),
            None => Value::text(""),
        },
        InputType::Month => {
            let millis = crate::expression::date_of(&value, &*session.setting.calendar);
            let text = value.as_text().unwrap_or_default();
            match iso_date(millis) {
                Some(iso) if iso.starts_with(text) && !text.contains('T') => {
                    Value::text(iso.get(..7).unwrap_or_default())
                }
                _ => {
                    let local = millis + session.setting.calendar.utc_offset_millis(millis);
                    match iso_date(local) {
                        Some(iso) => Value::text(iso.get(..7).unwrap_or_default()),
                        None => value,
                    }
                }
            }
        }
        _ => value,
    }
}

/// A number, or a text that says one; with a decimal comma too.
pub(super) fn number_of(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => *number,
        Value::Text(text) => number_of_text(text),
        _ => return None,
    };
    number.is_finite().then_some(number)
}

fn rounded(value: Value, precision: i32) -> Value {
    if value == Value::Number(f64::INFINITY) {
        return Value::Undefined;
    }
    match (&value, precision) {
        (Value::Number(number), 0..) => Value::Number(crate::expression::round_decimals(
            *number,
            precision as usize,
        )),
        _ => value,
    }
}
