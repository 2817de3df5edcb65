use std::rc::Rc;

use crate::value::{Names, Object, Value, sorted};

/// Answers by name, in the order in which they were given. Looking one up takes the same time however many there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    names: Names,
    /// By the number of the name; when it was given, counted in answers, and the answer.
    slots: Vec<(u32, Value)>,
    given: u32,
}

impl Answers {
    pub fn get(&self, name: &str) -> &Value {
        self.names
            .number(name)
            .and_then(|number| self.slots.get(number))
            .map_or(&Value::Undefined, |(_, value)| value)
    }

    /// Undefined takes an answer away.
    pub fn set(&mut self, name: &Rc<str>, value: Value) {
        let number = self.names.add(name);
        if self.slots.len() <= number {
            self.slots.resize(number + 1, (0, Value::Undefined));
        }
        if let Some((since, slot)) = self.slots.get_mut(number) {
            if slot.is_undefined() {
                self.given += 1;
                *since = self.given;
            }
            *slot = value;
        }
    }

    pub fn to_object(&self) -> Object {
        let given: Vec<(u32, usize)> = self
            .slots
            .iter()
            .enumerate()
            .filter(|(_, (_, value))| !value.is_undefined())
            .map(|(number, (since, _))| (*since, number))
            .collect();
        sorted(&given, &|a, b| a.0 < b.0)
            .into_iter()
            .filter_map(|(_, number)| {
                let (_, value) = self.slots.get(number)?;
                Some((self.names.name(number)?.clone(), value.clone()))
            })
            .collect()
    }

    /// The first answer whose name is written alike but for case.
    pub fn find(&self, lowercase_name: &str, lowercase: &dyn Fn(&str) -> String) -> Option<&Value> {
        let exact = self.get(lowercase_name);
        if !exact.is_undefined() {
            return Some(exact);
        }
        (0..self.names.len()).find_map(|number| {
            let (_, value) = self.slots.get(number)?;
            let name = self.names.name(number)?;
            (!value.is_undefined() && lowercase(name) == lowercase_name).then_some(value)
        })
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
