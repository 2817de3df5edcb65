//! Dynamic panels: the same questions over and over, each panel an object in the list that is the answer.

use std::rc::Rc;

use super::equal::{is_blank, is_same_choice};
use super::form::{Id, Item, Panels, Spec, value_name};
use super::scope::Subject;
use super::values::number_of;
use super::{COMMENT_SUFFIX, Session};
use crate::definition::{Kind, NewPanelPosition, Question};
use crate::expression::{is_empty, to_number};
use crate::value::{Object, Value};

/// How often an answer within a panel may set itself while it is just being set.
const MAX_SETTINGS: u32 = 10;

impl Session {
    pub(super) fn panels(&self, id: Id) -> Option<&Panels> {
        self.state(id)?.panels.as_deref()
    }

    pub(super) fn panels_mut(&mut self, id: Id) -> Option<&mut Panels> {
        self.state_mut(id)?.panels.as_deref_mut()
    }

    pub(super) fn is_dynamic(&self, id: Id) -> bool {
        self.panels(id).is_some()
    }

    /// The panels in their order.
    pub(super) fn entries(&self, id: Id) -> &[Id] {
        &self.form.item(id).children
    }

    pub(super) fn visible_entries(&self, id: Id) -> Vec<Id> {
        self.entries(id)
            .iter()
            .copied()
            .filter(|&entry| self.form.item(entry).visible)
            .collect()
    }

    /// The panel of a dynamic panel that a question is in.
    pub(super) fn entry_of(&self, owner: Id, id: Id) -> Option<Id> {
        let mut at = id;
        loop {
            let item = self.form.item(at);
            if matches!(item.spec, Spec::Entry) && item.owner == Some(owner) {
                return Some(at);
            }
            at = item.parent?;
        }
    }

    pub(super) fn questions_named_in_entry(&self, entry: Id, lower_name: &str) -> Option<Id> {
        self.first_in_entry(entry, &|question| {
            crate::expression::lowercase(value_name(question)) == lower_name
        })
    }

    /// The question that gives the answer of that name, capitals and all.
    pub(super) fn question_answering_in_entry(&self, entry: Id, name: &str) -> Option<Id> {
        self.first_in_entry(entry, &|question| **value_name(question) == *name)
    }

    pub(super) fn question_in_entry(&self, entry: Id, name: &str) -> Option<Id> {
        self.first_in_entry(entry, &|question| *question.name == *name)
    }

    fn first_in_entry(&self, entry: Id, is_it: &dyn Fn(&Question) -> bool) -> Option<Id> {
        let mut found = None;
        self.form.each_question_in(entry, &mut |id| {
            if found.is_none() && is_it(&self.spec(id)) {
                found = Some(id);
            }
        });
        found
    }

    /// The answers of the panel that a question is in.
    pub(super) fn entry_data(&self, owner: Id, id: Id) -> Value {
        let place = self
            .entry_of(owner, id)
            .and_then(|entry| self.entries(owner).iter().position(|&other| other == entry));
        self.entry_data_at(owner, place)
    }

    pub(super) fn entry_data_at(&self, owner: Id, place: Option<usize>) -> Value {
        let value = self.value_of(owner);
        let items = value.as_list().unwrap_or_default();
        let count = self.entries(owner).len();
        let place = place.or_else(|| (items.len() > count).then_some(count));
        place
            .and_then(|place| items.get(place))
            .cloned()
            .unwrap_or_default()
    }

    pub(super) fn panel_count(&self, id: Id) -> usize {
        self.panels(id).map_or(0, |panels| {
            if panels.is_built {
                self.entries(id).len()
            } else {
                panels.count()
            }
        })
    }

    /// Makes the panels once their page is shown.
    #[inline(never)]
    pub(super) fn build_panels(&mut self, id: Id) {
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

    /// As many panels as is said, be it as a text or a fraction.
    #[inline(never)]
    pub(super) fn set_panel_count(&mut self, id: Id, said: Value) {
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

    fn while_internal(&mut self, id: Id, act: impl FnOnce(&mut Self)) {
        if let Some(panels) = self.panels_mut(id) {
            panels.changing_internally = true;
        }
        act(self);
        if let Some(panels) = self.panels_mut(id) {
            panels.changing_internally = false;
        }
    }

    /// As many objects as panels.
    pub(super) fn match_value_to_count(&mut self, id: Id) {
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
    fn collected(&self, id: Id, place: usize) -> Value {
        let mut object = Object::new();
        if let Some(&entry) = self.entries(id).get(place) {
            self.form.each_question_in(entry, &mut |question| {
                let value = self.value_of(question);
                if !is_blank(&value) {
                    object.set(value_name(&self.spec(question)).clone(), value);
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
        }
        self.recount(entry);
        if self.is_page_in_view(id) || self.is_being_asked(id) {
            for question in self.form.questions_in(entry) {
                self.build_panels(question);
            }
        }
        // What is new takes over what is recorded for it, and starts with its default where there is nothing.
        for question in self.form.questions_in(entry) {
            let value = self.data_of(question);
            if !is_empty(&value) {
                self.update_from_data(question, &value, false);
            }
            let words = self.comment_in_data(question);
            if crate::expression::is_truthy(&words) && self.keeps_comment(question) {
                self.update_comment_from_data(question, words);
            }
            self.update_with_default(question);
            // Where the address is not known yet, what was taken over is not offered.
            self.run_list(question);
        }
        self.run_container(entry);
    }

    /// An answer within a panel.
    #[inline(never)]
    pub(super) fn set_in_entry(&mut self, owner: Id, id: Id, name: &Rc<str>, value: Value) {
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
    pub(super) fn correct_in_entry(&mut self, owner: Id, id: Id, name: &Rc<str>, value: &Value) {
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
    pub(super) fn is_in_new_panel(&self, id: Id) -> bool {
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
    pub(super) fn set_panels_value(&mut self, id: Id, value: Value) {
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
            for entry in self.entries(id).to_vec() {
                for question in self.form.questions_in(entry) {
                    let value = self.data_of(question);
                    self.update_from_data(question, &value, false);
                    let words = self.comment_in_data(question);
                    self.update_comment_from_data(question, words);
                }
            }
        }
        self.update_answered(id);
    }

    fn set_count_from_value(&mut self, id: Id) {
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
    pub(super) fn count_panels(&mut self, id: Id) {
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

    /// After the answers of a dynamic panel changed from outside.
    #[inline(never)]
    pub(super) fn on_panels_data_changed(&mut self, id: Id, value: &Value) {
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
    pub(super) fn tell_panels_of_any(&mut self, id: Id, name: &str, by: &str) {
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
                let Some(choice) = super::form::choice_of(&spec.kind) else {
                    continue;
                };
                if choice.by_url.is_some() && *name != **super::form::value_name(&spec) {
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

    /// Adds a panel, as a respondent does; false if there may be no more.
    pub fn add_panel(&mut self, name: &str) -> bool {
        self.form
            .names
            .first(name)
            .is_some_and(|id| self.add_panel_to(id, None))
    }

    /// Whether a respondent may add a panel.
    pub fn may_add_panel(&self, id: Id) -> bool {
        match &self.spec(id).kind {
            Kind::PanelDynamic(kind) => {
                kind.allow_add
                    && kind.panel_count_expression.is_none()
                    && !self.is_read_only(id)
                    && self.panel_count(id) < kind.max
            }
            _ => false,
        }
    }

    /// Whether a respondent may take a panel away.
    pub fn may_remove_panel(&self, id: Id) -> bool {
        match &self.spec(id).kind {
            Kind::PanelDynamic(kind) => {
                kind.allow_remove
                    && kind.panel_count_expression.is_none()
                    && !self.is_read_only(id)
                    && self.panel_count(id) > kind.min
            }
            _ => false,
        }
    }

    /// A respondent who is shown one panel at a time may get the new one after it.
    #[inline(never)]
    pub(super) fn add_panel_to(&mut self, id: Id, shown: Option<Id>) -> bool {
        let spec = self.spec(id);
        let Kind::PanelDynamic(kind) = &spec.kind else {
            return false;
        };
        self.build_panels(id);
        if !self.may_add_panel(id) {
            return false;
        }
        let count = self.panel_count(id);
        let shown = shown.filter(|_| kind.new_panel_position == NewPanelPosition::Next);
        let shown =
            shown.and_then(|shown| self.entries(id).iter().position(|&entry| entry == shown));
        let place = shown.map_or(count, |shown| shown + 1);
        self.set_panel_count(id, counted(count + 1));
        let value = self.value_of(id);
        let mut items: Vec<Value> = value.as_list().map(<[Value]>::to_vec).unwrap_or_default();
        // What follows from it may have taken it back already.
        if self.entries(id).len() == count + 1 {
            self.form.item_mut(id).children[place..].rotate_right(1);
        }
        if items.len() == count + 1 {
            items[place..].rotate_right(1);
            let mut fill = Vec::new();
            if let Value::Object(object) = &kind.default_panel_value {
                fill.push(object.clone());
            }
            if kind.copy_last
                && count > 0
                && let Some(Value::Object(last)) = items.get(place - 1)
            {
                fill.push(last.clone());
            }
            if (!fill.is_empty() || place < count)
                && let Some(item) = items.get_mut(place)
            {
                let mut object = match item {
                    Value::Object(object) => (**object).clone(),
                    _ => Object::new(),
                };
                for source in fill {
                    for (name, value) in source.iter() {
                        object.set(name.clone(), value.clone());
                    }
                }
                *item = object.into();
                self.give(id, Value::list(items));
            }
        }
        self.after_change();
        true
    }

    /// Takes a panel away, as a respondent does.
    pub fn remove_panel(&mut self, name: &str, place: usize) -> bool {
        self.form
            .names
            .first(name)
            .is_some_and(|id| self.remove_panel_of(id, place))
    }

    #[inline(never)]
    pub(super) fn remove_panel_of(&mut self, id: Id, place: usize) -> bool {
        if !self.may_remove_panel(id) || place >= self.entries(id).len() {
            return false;
        }
        let visible_place = self
            .visible_entries(id)
            .iter()
            .position(|entry| Some(entry) == self.entries(id).get(place));
        self.form.item_mut(id).children.remove(place);
        let count = counted(self.entries(id).len());
        if let Some(panels) = self.panels_mut(id) {
            panels.said_count = count.clone();
        }
        self.tell_binding(id, count);
        if let Some(removed) = visible_place {
            self.ask_after_removal(id, removed);
        }
        let value = self.value_of(id);
        let mut items: Vec<Value> = value.as_list().map(<[Value]>::to_vec).unwrap_or_default();
        if place < items.len() {
            items.remove(place);
            self.while_internal(id, |session| session.give(id, Value::list(items)));
        }
        self.after_change();
        true
    }
}

fn counted(panels: usize) -> Value {
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
