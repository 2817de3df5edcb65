use std::rc::Rc;

use super::Value;

/// Named members in the order in which they were first set.
///
/// Look-up is linear: the objects of documents and answers have few members. Where there are thousands of names
/// (the questions of a survey), the reader builds an index of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    entries: Vec<(Rc<str>, Value)>,
}

impl Object {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        self.entries
            .iter()
            .find(|(key, _)| &**key == name)
            .map(|(_, value)| value)
    }

    /// Sets a member; a member of that name keeps its place.
    pub fn set(&mut self, name: impl Into<Rc<str>>, value: impl Into<Value>) {
        self.set_value(name.into(), value.into());
    }

    /// On its own so that there is one copy of it, whatever the types of names and values.
    fn set_value(&mut self, name: Rc<str>, value: Value) {
        match self.entries.iter_mut().find(|(key, _)| *key == name) {
            Some((_, old)) => *old = value,
            None => self.entries.push((name, value)),
        }
    }

    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let index = self.entries.iter().position(|(key, _)| &**key == name)?;
        Some(self.entries.remove(index).1)
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Rc<str>, &Value)> {
        self.entries.iter().map(|(name, value)| (name, value))
    }

    pub fn names(&self) -> impl DoubleEndedIterator<Item = &Rc<str>> {
        self.entries.iter().map(|(name, _)| name)
    }
}

/// Values within values are dropped one by one: each level on the stack would let a deep one exhaust it.
impl Drop for Object {
    fn drop(&mut self) {
        let mut nested = Vec::new();
        let mut entries = std::mem::take(&mut self.entries);
        loop {
            nested.extend(
                entries
                    .drain(..)
                    .map(|(_, value)| value)
                    .filter(Value::is_nested),
            );
            match nested.pop() {
                None => return,
                Some(Value::List(items)) => {
                    if let Ok(items) = Rc::try_unwrap(items) {
                        nested.extend(items.into_iter().filter(Value::is_nested));
                    }
                }
                Some(Value::Object(object)) => {
                    if let Ok(mut object) = Rc::try_unwrap(object) {
                        entries = std::mem::take(&mut object.entries);
                    }
                }
                Some(_) => {}
            }
        }
    }
}

/// The entries must have different names: JSON readers see to that, and checking a hostile million of them one by one
/// would take for ever.
impl FromIterator<(Rc<str>, Value)> for Object {
    fn from_iter<I: IntoIterator<Item = (Rc<str>, Value)>>(entries: I) -> Self {
        Self {
            entries: entries.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropping_a_deep_value_costs_no_stack() {
        let mut value = Value::Null;
        for _ in 0..100_000 {
            let mut object = Object::new();
            object.set("name", "a");
            object.set("inner", Value::list([Value::from(1), value]));
            value = object.into();
        }
        let shared = value.clone();
        drop(value);
        assert_eq!(shared.get("name").as_text(), Some("a"));
    }
}
