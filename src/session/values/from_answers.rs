//! Taking a value over from the answers, which may have been set under the question's name.

use crate::definition::Kind;
use crate::expression::is_empty;
use crate::session::Session;
use crate::session::equal::is_same;
use crate::session::form::{Id, choice_of, value_name};
use crate::value::Value;

impl Session {
    /// Takes over what the answers say.
    pub(in crate::session) fn update_from_data(&mut self, id: Id, value: &Value, clear: bool) {
        let spec = self.spec(id);
        match &spec.kind {
            kind if choice_of(kind).is_some() => self.update_choice_from_data(id, value, clear),
            _ => self.update_base(id, value, clear),
        }
        // Cells in the shape of the other `cellType` are put right where they are recorded.
        if matches!(spec.kind, Kind::Matrix(_))
            && self.running.setting_data
            && self.form.item(id).owner.is_none()
            && matches!(value, Value::Object(_))
        {
            let own = self.value_of(id);
            self.answers.set(value_name(&spec), own);
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

    pub(in crate::session) fn update_base(&mut self, id: Id, value: &Value, clear: bool) {
        if !self.is_acceptable(id, value) {
            return;
        }
        let spec = self.spec(id);
        let is_nothing = is_empty(value);
        if let Some(state) = self.state_mut(id) {
            state.updating = true;
        }
        if !is_nothing && spec.default_value_expression.is_some() {
            // What others make of a default while it is being given stays theirs: it would be given again and again.
            if self.state(id).is_some_and(|state| !state.computing_default) {
                let default = self.default_value(id);
                let default = self.convert_default(id, default);
                self.update_core(id, value, is_same(value, &default));
            }
        } else {
            let via_default = self.form.item(id).owner.is_some();
            self.update_core(id, value, via_default);
            if clear
                && is_nothing
                && let Some(state) = self.state_mut(id)
            {
                state.changed_directly = false;
            }
            if is_nothing && !spec.bindings.is_empty() {
                self.bind_anew(id);
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
        if self.running.setting_data {
            self.offer_added(id, value.items());
        }
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
}
