use crate::value::{Object, Value};

/// Answers by question name, in the order in which they were first given.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    object: Object,
}

impl Answers {
    pub fn get(&self, name: &str) -> &Value {
        self.object.get(name).unwrap_or(&Value::Undefined)
    }

    pub fn set(&mut self, name: &str, value: Value) {
        if value.is_undefined() {
            self.object.remove(name);
        } else {
            self.object.set(name, value);
        }
    }

    pub fn as_object(&self) -> &Object {
        &self.object
    }
}
