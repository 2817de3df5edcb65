use std::collections::HashMap;

use journey_survey::definition::{Diagnostic, Severity};
use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;

use super::Placed;

/// A document that has more of them is not written by hand.
const MAX_FOUND: usize = 100;

/// Members that are not read, because their object has another one of the same name further down.
pub fn find(root: &Value) -> Vec<Placed> {
    let mut search = Search {
        path: Vec::new(),
        found: Vec::new(),
    };
    search.value(root);
    search.found
}

struct Search<'v> {
    path: Vec<Step<'v>>,
    found: Vec<Placed>,
}

enum Step<'v> {
    Member(&'v str),
    Item(usize),
}

impl<'v> Search<'v> {
    fn value(&mut self, value: &'v Value) {
        match value {
            Value::Object(object) => self.object(object),
            Value::Array(array) => {
                for (index, item) in array.elements.iter().enumerate() {
                    self.path.push(Step::Item(index));
                    self.value(item);
                    self.path.pop();
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, object: &'v Object) {
        let mut last = HashMap::new();
        for member in &object.properties {
            let name = member.name.as_str();
            self.path.push(Step::Member(name));
            if let Some(earlier) = last.insert(name, member.start()) {
                self.report(name, earlier);
            }
            self.value(&member.value);
            self.path.pop();
        }
    }

    fn report(&mut self, name: &str, offset: usize) {
        if self.found.len() >= MAX_FOUND {
            return;
        }
        let diagnostic = Diagnostic {
            severity: Severity::Warning,
            code: "repeated-property",
            message: format!(
                "This `{name}` is not read, because this object has another `{name}` further down; remove one."
            ),
            pointer: self.pointer().into(),
        };
        self.found.push((diagnostic, Some(offset)));
    }

    fn pointer(&self) -> String {
        self.path
            .iter()
            .map(|step| match step {
                Step::Member(name) => format!("/{}", name.replace('~', "~0").replace('/', "~1")),
                Step::Item(index) => format!("/{index}"),
            })
            .collect()
    }
}
