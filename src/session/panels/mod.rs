//! Dynamic panels: the same questions over and over, each panel an object in the list that is the answer.

mod adding;
mod answers;
mod awaited;
mod count;

pub(super) use awaited::Awaited;

use super::Session;
use super::form::{Id, Panels, Spec, value_name};
use crate::definition::Question;
use crate::value::Value;

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
}
