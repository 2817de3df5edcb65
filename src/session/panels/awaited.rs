//! Panels that an expression asks for by their place before they are made.

use std::cell::RefCell;

use super::super::Session;
use super::super::form::Id;
use crate::expression::Found;

/// What was asked for while something was looked at, which cannot make it itself.
#[derive(Clone, Debug, Default)]
pub(in crate::session) struct Awaited {
    panels: RefCell<Vec<Id>>,
    before: RefCell<Option<Before>>,
}

/// What names stood for until the first panels were asked for: making them may change that, and an expression reads
/// from left to right.
#[derive(Clone, Debug, Default)]
struct Before {
    found: Vec<Option<Found>>,
    next: usize,
}

impl Awaited {
    /// What a name stands for, or stood for before panels were made.
    pub(in crate::session) fn read(&self, find: impl FnOnce() -> Option<Found>) -> Option<Found> {
        let known = self.before.borrow_mut().as_mut().and_then(|before| {
            before.next += 1;
            before.found.get(before.next - 1).cloned()
        });
        if let Some(known) = known {
            return known;
        }
        let found = find();
        if let Some(before) = self.before.borrow_mut().as_mut()
            && self.panels.borrow().is_empty()
        {
            before.found.push(found.clone());
        }
        found
    }

    fn read_again(&self) {
        self.panels.take();
        self.before.borrow_mut().get_or_insert_default().next = 0;
    }
}

impl Session {
    /// Remembers that one of the panels was asked for, where they are not made yet.
    pub(in crate::session) fn await_panels(&self, id: Id) {
        let mut awaited = self.awaited.panels.borrow_mut();
        let is_built = self.panels(id).is_none_or(|panels| panels.is_built);
        if !is_built && !awaited.contains(&id) {
            awaited.push(id);
        }
    }

    /// Makes panels that were asked for; whether there were any.
    pub(in crate::session) fn make_awaited(&mut self) -> bool {
        let awaited = self.awaited.panels.take();
        for &id in &awaited {
            self.build_panels(id);
        }
        !awaited.is_empty()
    }

    /// What is seen once the panels that it reads by their place are made. What it reads before them is as it was
    /// before they were made.
    pub(in crate::session) fn with_panels<T>(&mut self, look: impl Fn(&Self) -> T) -> T {
        let awaited_by_others = std::mem::take(&mut self.awaited);
        let mut seen = look(self);
        while let Some(&first) = self.awaited.panels.get_mut().first() {
            self.awaited.read_again();
            look(self);
            let before = std::mem::take(&mut self.awaited.before);
            self.build_panels(first);
            self.awaited = Awaited {
                before,
                ..Awaited::default()
            };
            self.awaited.read_again();
            seen = look(self);
        }
        self.awaited = awaited_by_others;
        seen
    }
}
