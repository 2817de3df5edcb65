//! Panels that respondents add and take away.

use super::count::counted;
use crate::definition::{Kind, NewPanelPosition};
use crate::session::Session;
use crate::session::form::Id;
use crate::value::{Object, Value};

impl Session {
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
    pub(in crate::session) fn add_panel_to(&mut self, id: Id, shown: Option<Id>) -> bool {
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
    pub(in crate::session) fn remove_panel_of(&mut self, id: Id, place: usize) -> bool {
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
