//! Giving a question a value.

use std::rc::Rc;

use crate::definition::Kind;
use crate::expression::{is_truthy, lowercase};
use crate::session::Session;
use crate::session::equal::{is_blank, is_same};
use crate::session::form::{Id, RuleKind, choice_of, value_name};
use crate::session::scope::Subject;
use crate::session::values::conversion::corrected;
use crate::session::values::conversion::rated;
use crate::session::values::conversion::rounded;
use crate::value::{Object, Value};

impl Session {
    /// Gives a question a value, as a respondent, a trigger or an expression does.
    pub(in crate::session) fn give(&mut self, id: Id, value: Value) {
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
    pub(super) fn is_acceptable(&self, id: Id, value: &Value) -> bool {
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

    pub(in crate::session) fn set_core(&mut self, id: Id, value: Value) {
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
            // The answers may say so already, where the question said meanwhile what may be no answer.
            if is_same(&self.data_of(id), &value) {
                self.mark_impatient_readers(id);
            }
            self.record(id, value);
        } else {
            // No answer yet, and no news, but what is read when it is looked at again.
            self.mark_impatient_readers(id);
        }
        self.empty_comment_if_due(id);
    }

    /// A value changed of which nobody is told: what is looked at with every change reads it all the same.
    pub(in crate::session) fn mark_impatient_readers(&mut self, id: Id) {
        let name = lowercase(value_name(&self.spec(id)));
        self.form.rules.mark_impatient_readers(&name, |_| true);
    }

    /// Records a question's value where it belongs.
    pub(in crate::session) fn record(&mut self, id: Id, value: Value) {
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

    pub(in crate::session) fn store_value(&mut self, id: Id, value: Value) {
        let value = self.convert_to_correct(id, value);
        if let Some(state) = self.state_mut(id) {
            let is_equal = is_same(&state.value, &value);
            if !is_equal && !state.setting_default {
                state.changed_directly = true;
            }
            state.value = in_place_of(&state.value, value);
        }
        self.update_answered(id);
    }

    pub(in crate::session) fn value_to_data(&self, id: Id, value: Value) -> Value {
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
        if !text.input.has_bounds() {
            return true;
        }
        let is_within = !self.is_below(id, text) && !self.is_above(id, text);
        let has_errors = !self.form.item(id).errors.is_empty();
        if (!is_within || has_errors) && self.checks_on_change() {
            self.validate_question(id, false);
        }
        is_within
    }

    pub(in crate::session) fn clear_value(&mut self, id: Id, keep_comment: bool) {
        if !self.value_of(id).is_undefined() {
            self.give(id, Value::Undefined);
        }
        if is_truthy(&self.comment_of(id)) && !keep_comment {
            self.set_question_comment(id, Value::text(""));
        }
        if let Some(state) = self.state_mut(id) {
            state.changed_directly = false;
        }
        self.make_default_due(id);
    }

    /// The default is due again, when conditions are looked at next.
    pub(in crate::session) fn make_default_due(&mut self, id: Id) {
        if let Some(rule) = self.form.item(id).default_rule {
            self.form.rules.mark(rule);
        } else if self.spec(id).default_value_expression.is_some()
            || !self.form.item(id).children.is_empty()
        {
            let name = lowercase(value_name(&self.spec(self.outermost(id))));
            let is_parts = |kind| kind == RuleKind::Parts;
            self.form.rules.mark_impatient_readers(&name, is_parts);
        }
    }

    pub(in crate::session) fn give_from_expression(&mut self, id: Id, value: Value) {
        let value = self.to_question_value(id, value);
        if !is_same(&self.value_of(id), &value) {
            self.give(id, value);
        }
    }

    pub(in crate::session) fn compute_value(&mut self, id: Id) {
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
}

/// What becomes of a value that is set: a list can be emptied, but not made to no, nought or nothing.
pub(in crate::session) fn in_place_of(old: &Value, new: Value) -> Value {
    match old {
        Value::List(_) if !is_truthy(&new) => Value::list([]),
        _ => new,
    }
}
