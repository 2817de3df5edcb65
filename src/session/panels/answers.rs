//! Answers within panels, and the list that they are in.

use std::rc::Rc;

use crate::expression::is_empty;
use crate::session::changes::watches;
use crate::session::equal::{is_blank, is_same_choice};
use crate::session::form::{Id, choice_of, value_name, watched_by_validators};
use crate::session::values::words_or_none;
use crate::session::{COMMENT_SUFFIX, Session};
use crate::value::{Object, Value};

/// How often an answer within a panel may set itself while it is just being set.
const MAX_SETTINGS: u32 = 10;

impl Session {
    /// An answer within a panel.
    #[inline(never)]
    pub(in crate::session) fn set_in_entry(
        &mut self,
        owner: Id,
        id: Id,
        name: &Rc<str>,
        value: Value,
    ) {
        let Some(entry) = self.entry_of(owner, id) else {
            return;
        };
        let place = self
            .entries(owner)
            .iter()
            .position(|&other| other == entry)
            .unwrap_or(self.entries(owner).len());
        let old = self.entry_data_at(owner, Some(place)).get(name).clone();
        if is_same_choice(&value, &old) && is_empty(&value) == is_empty(&old) {
            return;
        }
        if !self.begin_setting(owner, name) {
            return;
        }
        let own = self.value_of(owner);
        let mut items: Vec<Value> = own.as_list().map(<[Value]>::to_vec).unwrap_or_default();
        while items.len() < (place + 1).max(self.entries(owner).len()) {
            items.push(Object::new().into());
        }
        let mut object = match items.get(place) {
            Some(Value::Object(object)) => (**object).clone(),
            _ => Object::new(),
        };
        if is_blank(&value) {
            object.remove(name);
        } else {
            object.set(name.clone(), value.clone());
        }
        if let Some(item) = items.get_mut(place) {
            *item = object.into();
        }
        let question_name = name.strip_suffix(COMMENT_SUFFIX).unwrap_or(name);
        let changing =
            self.questions_named_in_entry(entry, &crate::expression::lowercase(question_name));
        if let Some(panels) = self.panels_mut(owner)
            && let Some(changing) = changing
        {
            panels
                .changing_questions
                .get_or_insert_default()
                .push(changing);
        }
        self.give(owner, Value::list(items));
        if let Some(panels) = self.panels_mut(owner) {
            panels.changing_questions = None;
        }
        self.end_setting(owner, name);
        self.run_entry_triggers(entry, question_name, &value);
    }

    /// Puts right an answer within a panel, which nobody is told of.
    #[inline(never)]
    pub(in crate::session) fn correct_in_entry(
        &mut self,
        owner: Id,
        id: Id,
        name: &Rc<str>,
        value: &Value,
    ) {
        let Some(entry) = self.entry_of(owner, id) else {
            return;
        };
        let place = self.entries(owner).iter().position(|&other| other == entry);
        if let Some(place) = place
            && let Some(state) = self.state_mut(owner)
            && let Value::List(panels) = &mut state.value
            && let Some(Value::Object(answers)) = Rc::make_mut(panels).get_mut(place)
        {
            Rc::make_mut(answers).set(name.clone(), value.clone());
        }
    }

    /// Whether a question is in a panel that is just being made.
    pub(in crate::session) fn is_in_new_panel(&self, id: Id) -> bool {
        let owner = self.form.item(id).owner;
        owner
            .and_then(|owner| self.panels(owner))
            .is_some_and(|panels| panels.is_adding)
    }

    fn begin_setting(&mut self, owner: Id, name: &Rc<str>) -> bool {
        let Some(panels) = self.panels_mut(owner) else {
            return false;
        };
        match panels
            .setting_items
            .iter_mut()
            .find(|(known, _)| known == name)
        {
            Some((_, count)) if *count > MAX_SETTINGS => return false,
            Some((_, count)) => *count += 1,
            None => panels.setting_items.push((name.clone(), 1)),
        }
        true
    }

    fn end_setting(&mut self, owner: Id, name: &Rc<str>) {
        if let Some(panels) = self.panels_mut(owner) {
            if let Some((_, count)) = panels
                .setting_items
                .iter_mut()
                .find(|(known, _)| known == name)
            {
                *count -= 1;
            }
            panels.setting_items.retain(|(_, count)| *count > 0);
        }
    }

    fn is_setting_item(&self, id: Id) -> bool {
        self.panels(id)
            .is_some_and(|panels| !panels.setting_items.is_empty())
    }

    #[inline(never)]
    pub(in crate::session) fn set_panels_value(&mut self, id: Id, value: Value) {
        if self
            .panels(id)
            .is_some_and(|panels| panels.setting_count_from_value)
        {
            return;
        }
        // What was a list once is an empty one when it is taken away.
        let value = match self.value_of(id) {
            Value::List(_) if value.is_absent() => Value::list([]),
            _ => value,
        };
        self.store_value(id, value);
        self.set_count_from_value(id);
        if !self.is_setting_item(id) {
            for (place, entry) in self.entries(id).to_vec().into_iter().enumerate() {
                // What one question makes of its value is not yet there for those after it.
                let answers = self.entry_data_at(id, Some(place));
                for question in self.form.questions_in(entry) {
                    let name = value_name(&self.spec(question)).clone();
                    self.update_from_data(question, answers.get(&name), false);
                    let words = answers.get(&[&*name, COMMENT_SUFFIX].concat());
                    self.update_comment_from_data(question, words_or_none(words));
                }
            }
        }
        self.update_answered(id);
    }

    /// After the answers of a dynamic panel changed from outside.
    #[inline(never)]
    pub(in crate::session) fn on_panels_data_changed(&mut self, id: Id, value: &Value) {
        let entries = self.entries(id).to_vec();
        let all_empty = (0..entries.len()).all(|place| is_blank(&self.collected(id, place)));
        if value.is_undefined() && all_empty {
            return;
        }
        for entry in entries {
            for question in self.form.questions_in(entry) {
                let value = self.data_of(question);
                self.on_data_changed(question, &value);
            }
        }
        if value.is_undefined() {
            self.match_value_to_count(id);
        }
    }

    #[inline(never)]
    pub(in crate::session) fn tell_panels_of_any(&mut self, id: Id, name: &str, by: &str) {
        let is_own = *name == **value_name(&self.spec(id));
        if is_own
            && let Some(panels) = self.panels_mut(id)
            && !panels.is_built
        {
            panels.has_missed_change = true;
        }
        for entry in self.entries(id).to_vec() {
            for question in self.form.questions_in(entry) {
                let spec = self.spec(question);
                if !spec.validators.is_empty() {
                    let watched = watched_by_validators(&spec);
                    if watches(&watched, name) {
                        self.validate_because_of(question, by);
                    }
                    // Whatever changed, it may have been something in the panel.
                    if watches(&watched, "panel") {
                        self.validate_because_of(question, "");
                    }
                }
                if self.is_dynamic(question) {
                    self.tell_panels_of_any(question, name, by);
                }
                let Some(choice) = choice_of(&spec.kind) else {
                    continue;
                };
                if choice.by_url.is_some() && *name != **value_name(&spec) {
                    self.run_list(question);
                }
                if let Some(from) = &choice.choices_from
                    && !name.is_empty()
                    && (**from == *name || **from == *by || from.starts_with("panel."))
                {
                    self.refresh_choices(question);
                    self.clear_incorrect(question);
                }
            }
        }
    }
}
