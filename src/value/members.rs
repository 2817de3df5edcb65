use std::rc::Rc;

use super::names::Names;
use super::{Object, Value};

/// The members of an object while it is read: of those with the same name the last one counts, as in `JSON.parse`, at
/// the place of the first.
#[derive(Default)]
pub struct Members {
    entries: Vec<(Rc<str>, Value)>,
    /// Where there are many: comparing each with all before it would take the square of the time.
    places: Names,
}

impl Members {
    pub fn set(&mut self, name: Rc<str>, value: Value) {
        const MANY: usize = 64;
        let place = if self.entries.len() < MANY {
            self.entries.iter().position(|(other, _)| *other == name)
        } else {
            if self.places.is_empty() {
                for (name, _) in &self.entries {
                    self.places.add(name);
                }
            }
            Some(self.places.add(&name))
        };
        match place.and_then(|place| self.entries.get_mut(place)) {
            Some((_, old)) => *old = value,
            None => self.entries.push((name, value)),
        }
    }
}

impl From<Members> for Value {
    fn from(members: Members) -> Self {
        members.entries.into_iter().collect::<Object>().into()
    }
}
