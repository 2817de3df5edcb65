//! How many panels there are, and how they are made.

use crate::definition::Kind;
use crate::expression::{is_empty, to_number};
use crate::session::Session;
use crate::session::form::{Id, Item, Spec, value_name};
use crate::session::scope::Subject;
use crate::session::values::number_of;
use crate::value::{Object, Value};

impl Session {
    /// Makes the panels once their page is shown.
    #[inline(never)]
    pub(in crate::session) fn build_panels(&mut self, id: Id) {
        let Some(panels) = self.panels_mut(id) else {
            return;
        };
        if panels.is_built {
            return;
        }
        panels.is_built = true;
        panels.is_building = true;
        let said = panels.said_count.clone();
        if panels.count() > 0 {
            self.set_panel_count(id, said);
        }
        for entry in self.entries(id).to_vec() {
            self.build_panels_in(entry);
        }
        self.take_in_panels(id);
        let has_missed = self
            .panels_mut(id)
            .is_some_and(|panels| std::mem::take(&mut panels.has_missed_change));
        if has_missed {
            for entry in self.visible_entries(id) {
                self.run_triggers_of_new(id, entry);
            }
        }
        if let Some(panels) = self.panels_mut(id) {
            panels.is_building = false;
        }
    }

    /// The same for the dynamic panels within one of the panels.
    fn build_panels_in(&mut self, entry: Id) {
        for question in self.form.questions_in(entry) {
            self.build_panels(question);
        }
    }

    /// As many panels as is said, be it as a text or a fraction.
    #[inline(never)]
    pub(in crate::session) fn set_panel_count(&mut self, id: Id, said: Value) {
        const MAX_PANELS: f64 = 1_000.0;
        let number = to_number(&said);
        let (said, number) = match number > MAX_PANELS {
            true => (Value::Number(MAX_PANELS), MAX_PANELS),
            false => (said, number),
        };
        if self.panels(id).is_some_and(|panels| !panels.is_built) {
            self.say_count(id, said);
            return;
        }
        if number == self.entries(id).len() as f64 {
            return;
        }
        self.tell_binding(id, said);
        let count = number.ceil() as usize;
        // What it is bound to may have made the panels meanwhile.
        let present = self.entries(id).len();
        let before = self.value_of(id);
        let Some(panels) = self.panels_mut(id) else {
            return;
        };
        panels.is_adding = true;
        panels.value_while_adding = Some(before.clone());
        panels.changed_while_adding = false;
        for _ in present..count {
            self.add_entry(id);
        }
        if count == present + 1 {
            self.ask_new_panel(id);
        }
        if count < present {
            self.form.item_mut(id).children.truncate(count);
        }
        let mut changed = None;
        if let Some(panels) = self.panels_mut(id) {
            panels.is_adding = false;
            let value = panels.value_while_adding.take();
            if panels.changed_while_adding {
                changed = value;
            }
        }
        if let Some(value) = changed {
            let value = with_missing(value, &before, &self.value_of(id));
            self.while_internal(id, |session| session.give(id, value));
        }
        self.match_value_to_count(id);
        self.run_own_conditions(id);
    }

    pub(super) fn while_internal(&mut self, id: Id, act: impl FnOnce(&mut Self)) {
        if let Some(panels) = self.panels_mut(id) {
            panels.changing_internally = true;
        }
        act(self);
        if let Some(panels) = self.panels_mut(id) {
            panels.changing_internally = false;
        }
    }

    /// As many objects as panels.
    pub(in crate::session) fn match_value_to_count(&mut self, id: Id) {
        let count = self.panel_count(id);
        let value = self.value_of(id);
        let mut items: Vec<Value> = value.as_list().map(<[Value]>::to_vec).unwrap_or_default();
        if items.len() == count {
            return;
        }
        for place in items.len()..count {
            items.push(self.collected(id, place));
        }
        items.truncate(count);
        let items = Value::list(items);
        // A list is changed where it is, so it is there even while the count follows from it.
        if matches!(value, Value::List(_))
            && let Some(state) = self.state_mut(id)
        {
            state.value = items.clone();
        }
        self.while_internal(id, |session| session.set_core(id, items));
    }

    /// The answers of a panel's own questions.
    pub(super) fn collected(&self, id: Id, place: usize) -> Value {
        let mut object = Object::new();
        if let Some(&entry) = self.entries(id).get(place) {
            self.form.each_question_in(entry, &mut |question| {
                if !self.is_empty_question(question) {
                    let name = value_name(&self.spec(question)).clone();
                    object.set(name, self.value_of(question));
                }
            });
        }
        object.into()
    }

    fn add_entry(&mut self, id: Id) {
        let spec = self.spec(id);
        let Kind::PanelDynamic(kind) = &spec.kind else {
            return;
        };
        let mut item = Item::new(Spec::Entry, None);
        item.owner = Some(id);
        let entry = self.form.add(item);
        self.form.item_mut(id).children.push(entry);
        self.form
            .add_elements(entry, &kind.elements, Some(id), false);
        for question in self.form.questions_in(entry) {
            self.start_question(question);
            self.start_with_written_default(question);
        }
        self.recount(entry);
        // What is new takes over what is recorded for it, and starts with its default where there is nothing.
        for question in self.form.questions_in(entry) {
            self.set_arriving(id, Some(entry));
            let value = self.data_of(question);
            if !is_empty(&value) {
                self.update_from_data(question, &value, false);
            }
            let words = self.comment_in_data(question);
            if crate::expression::is_truthy(&words) && self.keeps_comment(question) {
                self.update_comment_from_data(question, words);
            }
            self.set_starting(id, Some(question));
            self.update_with_default(question);
            self.set_arriving(id, None);
            self.run_own_conditions(question);
            for field in self.form.item(question).children.clone() {
                self.update_with_default(field);
            }
            self.set_starting(id, None);
            // Where the address is not known yet, what was taken over is not offered.
            self.run_list(question);
        }
        self.build_panels_in(entry);
        self.run_container(entry);
    }

    fn set_starting(&mut self, id: Id, question: Option<Id>) {
        if let Some(panels) = self.panels_mut(id) {
            panels.starting = question;
        }
    }

    fn set_arriving(&mut self, id: Id, entry: Option<Id>) {
        if let Some(panels) = self.panels_mut(id) {
            panels.arriving = entry;
        }
    }

    pub(super) fn set_count_from_value(&mut self, id: Id) {
        let value = self.value_of(id);
        let Some(panels) = self.panels_mut(id) else {
            return;
        };
        if panels.changing_internally {
            return;
        }
        let mut said = counted(value.as_list().map_or(0, <[Value]>::len));
        if said == counted(0) && panels.count() > 0 {
            if !panels.is_built {
                return;
            }
            said = panels.said_count.clone();
        }
        panels.setting_count_from_value = true;
        self.set_panel_count(id, said);
        if let Some(panels) = self.panels_mut(id) {
            panels.setting_count_from_value = false;
        }
    }

    #[inline(never)]
    pub(in crate::session) fn count_panels(&mut self, id: Id) {
        let spec = self.spec(id);
        let Kind::PanelDynamic(kind) = &spec.kind else {
            return;
        };
        let Some(expression) = &kind.panel_count_expression else {
            return;
        };
        let value = self.evaluate_for(Subject::Item(id), expression);
        let count = number_of(&value).map_or(0.0, f64::floor).max(0.0) as usize;
        self.set_panel_count(id, counted(kind.within_bounds(count)));
    }
}

pub(super) fn counted(panels: usize) -> Value {
    Value::Number(panels as f64)
}

/// The list with what others that ask for the same list have put into its panels meanwhile.
fn with_missing(list: Value, before: &Value, recorded: &Value) -> Value {
    let items = list.items().iter().enumerate();
    let completed = items.map(|(place, item)| match (item, recorded.items().get(place)) {
        (Value::Object(own), Some(Value::Object(others))) => {
            let mut own = (**own).clone();
            let known = before.items().get(place).unwrap_or(&Value::Undefined);
            for (name, value) in others.iter() {
                if own.get(name).is_none() && known.get(name).is_undefined() {
                    own.set(name.clone(), value.clone());
                }
            }
            own.into()
        }
        _ => item.clone(),
    });
    Value::list(completed)
}
