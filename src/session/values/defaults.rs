//! What a question starts with.

use crate::definition::{Boolean, Kind};
use crate::session::Session;
use crate::session::equal::{is_blank, is_identical, is_same};
use crate::session::form::{Id, choice_of};
use crate::session::scope::Subject;
use crate::session::values::conversion::is_loosely;
use crate::value::Value;

impl Session {
    /// What a question starts with, as its author wrote it: one choice for a list is a list of one. What the fields of
    /// a `multipletext` start with is written at the whole.
    pub(in crate::session) fn written_default(&self, id: Id) -> Value {
        if let Some(owner) = self.form.item(id).owner
            && !self.is_dynamic(owner)
        {
            return Value::Undefined;
        }
        self.value_to_data(id, self.spec(id).default_value.clone())
    }

    fn is_default_empty(&self, id: Id) -> bool {
        let spec = self.spec(id);
        let panel_default = match &spec.kind {
            Kind::PanelDynamic(kind) => !is_blank(&kind.default_panel_value),
            _ => false,
        };
        spec.default_value_expression.is_none()
            && is_blank(&self.written_default(id))
            && !panel_default
    }

    pub(in crate::session) fn update_with_default(&mut self, id: Id) {
        if self.is_default_empty(id)
            || !self.is_empty_question(id)
            || (self.clears_when_hidden(id) && !self.is_shown_itself(id))
        {
            return;
        }
        self.set_default(id);
    }

    pub(in crate::session) fn update_with_default_or_clear(&mut self, id: Id) {
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
                if let Some(value) = said_by(&written, kind) {
                    self.give(id, value);
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

    /// A question of a new panel starts before it belongs to the panel, when nothing can be computed yet: what is written
    /// counts, and from then on as the respondent's own.
    pub(in crate::session) fn start_with_written_default(&mut self, id: Id) {
        let spec = self.spec(id);
        if self.clears_when_hidden(id) && !self.is_shown_itself(id) {
            return;
        }
        for field in self.form.item(id).children.clone() {
            if !is_blank(spec.default_value.get(&self.spec(field).name))
                && let Some(state) = self.state_mut(field)
            {
                state.changed_directly = true;
            }
        }
        if spec.default_value_expression.is_none() {
            return;
        }
        let written = self.written_default(id);
        let has_default = match &spec.kind {
            Kind::Boolean(kind) => said_by(&written, kind).is_some(),
            _ => !is_blank(&written),
        };
        if has_default && let Some(state) = self.state_mut(id) {
            state.changed_directly = true;
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
    pub(super) fn default_value(&self, id: Id) -> Value {
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

    pub(super) fn convert_default(&self, id: Id, value: Value) -> Value {
        self.convert_to_correct(id, value)
    }

    /// A field of a `multipletext` is seen where that is.
    fn is_in_sight(&self, id: Id) -> bool {
        let owner = self.form.item(id).owner;
        let is_with = |owner| self.is_dynamic(owner) || self.is_visible_in_survey(owner);
        self.is_visible_in_survey(id) && owner.is_none_or(is_with)
    }

    pub(in crate::session) fn run_default(&mut self, id: Id) {
        let spec = self.spec(id);
        if spec.default_value_expression.is_none()
            || self.state(id).is_none_or(|state| state.changed_directly)
            || (self.clears_when_hidden(id) && !self.is_in_sight(id))
        {
            return;
        }
        if self.begin_default(id) {
            let value = self.default_value(id);
            // What is no number equals nothing, not even itself: survey-core takes it for the respondent's own.
            let is_no_number = matches!(&spec.kind, Kind::Rating(rating) if rating.counts)
                && matches!(value, Value::Bool(_));
            self.give_from_expression(id, value);
            self.end_default(id);
            if is_no_number && let Some(state) = self.state_mut(id) {
                state.changed_directly = true;
            }
        }
    }
}

/// Which of its two values a default says.
fn said_by(written: &Value, kind: &Boolean) -> Option<Value> {
    let says =
        |word: &str, value: &Value| is_loosely(written, word) || is_identical(written, value);
    if says("false", &kind.no_value) {
        return Some(kind.no_value.clone());
    }
    says("true", &kind.yes_value).then(|| kind.yes_value.clone())
}
