//! Numbers of panels that are bound to an answer (`bindings`): each follows the other.

use std::rc::Rc;

use super::Session;
use super::equal::is_same;
use super::form::{Id, value_name};
use super::values::number_of;
use crate::definition::Kind;
use crate::expression::{is_empty, to_number};
use crate::value::Value;

impl Session {
    /// After the answer of that name changed.
    #[inline(never)]
    pub(super) fn follow_bindings(&mut self, name: &str, value: &Value) {
        self.running.bindings = true;
        for id in self.form.with_bindings.clone() {
            if self.form.item(id).owner.is_none() {
                self.follow_binding(id, name, value);
            }
        }
        self.running.bindings = false;
    }

    /// The same for a single question, which may be one within a panel.
    pub(super) fn follow_binding(&mut self, id: Id, name: &str, value: &Value) {
        if self.bound_to(id).is_some_and(|source| *source == *name) {
            self.set_bound_count(id, value);
        }
    }

    /// Once its own answer was taken away, as many panels as the answer says that they are bound to.
    #[inline(never)]
    pub(super) fn bind_anew(&mut self, id: Id) {
        if let Some(source) = self.bound_to(id) {
            let value = self.data_beside(id, &source);
            if !is_empty(&value) {
                self.set_bound_count(id, &value);
            }
        }
    }

    /// After panels came or went: the answer that they are bound to says how many there are.
    #[inline(never)]
    pub(super) fn tell_binding(&mut self, id: Id, said: Value) {
        if self.state(id).is_none_or(|state| state.updating) {
            return;
        }
        let Some(source) = self.bound_to(id) else {
            return;
        };
        if is_same(&said, &self.data_beside(id, &source)) {
            return;
        }
        match self.form.item(id).owner {
            None => self.set_value(&source, said, true, None),
            Some(owner) => self.set_in_entry(owner, id, &source, said),
        }
    }

    /// How many panels there are to be once they are made. It is compared and told as it is said, be it a text or a fraction.
    pub(super) fn say_count(&mut self, id: Id, said: Value) {
        let spec = self.spec(id);
        let Kind::PanelDynamic(kind) = &spec.kind else {
            return;
        };
        let number = to_number(&said);
        if number < 0.0 {
            return;
        }
        let said = match number {
            number if number < kind.min as f64 => Value::Number(kind.min as f64),
            number if number > kind.max as f64 => Value::Number(kind.max as f64),
            _ => said,
        };
        let Some(panels) = self.panels_mut(id) else {
            return;
        };
        let kept = match is_empty(&said) {
            true => Value::Number(0.0),
            false => said.clone(),
        };
        let before = std::mem::replace(&mut panels.said_count, kept);
        if !is_same(&before, &said) {
            self.tell_binding(id, said);
        }
    }

    /// As many panels are to be made as the bounds allow. Until then a document's own number stands.
    #[inline(never)]
    pub(super) fn bound_count(&mut self, id: Id) {
        if let Some(panels) = self.panels(id) {
            let said = panels.said_count.clone();
            self.say_count(id, said);
        }
    }

    /// The name of the answer that the number of panels is bound to.
    fn bound_to(&self, id: Id) -> Option<Rc<str>> {
        let question = self.form.question(id)?;
        let Kind::PanelDynamic(kind) = &question.kind else {
            return None;
        };
        if kind.panel_count_expression.is_some() {
            return None;
        }
        let mut bindings = question.bindings.iter();
        let (_, source) = bindings.find(|(property, _)| **property == *"panelCount")?;
        // Bound to its own list it has as many panels as that is long anyway.
        (source != value_name(question)).then(|| source.clone())
    }

    /// The answer of that name where this question's own is.
    fn data_beside(&self, id: Id, name: &str) -> Value {
        match self.form.item(id).owner {
            None => self.answers.get(name).clone(),
            Some(owner) => self.entry_data(owner, id).get(name).clone(),
        }
    }

    /// What is no number of panels adds and takes away none, but those that there are are recorded.
    fn set_bound_count(&mut self, id: Id, value: &Value) {
        let Some(panels) = self.panels(id) else {
            return;
        };
        let is_number = panels.is_built || number_of(&panels.said_count).is_some();
        let said = match is_empty(value) && is_number {
            true => Value::Number(0.0),
            false => value.clone(),
        };
        if !panels.is_built {
            return self.say_count(id, said);
        }
        let count = to_number(&said);
        if count >= 0.0 {
            self.set_panel_count(id, said);
        } else if count.is_nan() {
            self.match_value_to_count(id);
            self.run_own_conditions(id);
        }
    }
}
