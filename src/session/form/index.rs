use std::rc::Rc;

use super::Id;
use crate::expression::in_lowercase;
use crate::value::Names;

/// Items by name: as written, and regardless of case.
#[derive(Clone, Default)]
pub struct Index {
    exact: Names,
    exact_lists: Vec<Vec<Id>>,
    /// In lower case, the names that have capitals.
    lower: Names,
    lower_lists: Vec<Vec<Id>>,
}

impl Index {
    pub fn add(&mut self, name: &Rc<str>, id: Id) {
        push(&mut self.exact, &mut self.exact_lists, name, id);
        let lower = in_lowercase(name);
        if lower != *name {
            push(&mut self.lower, &mut self.lower_lists, &lower, id);
        }
    }

    /// All of that very name, in the order of the document.
    pub fn all(&self, name: &str) -> &[Id] {
        list(&self.exact, &self.exact_lists, name)
    }

    pub fn first(&self, name: &str) -> Option<Id> {
        self.all(name).first().copied()
    }

    /// The first that is written alike but for case, for a name in lower case; one that is written the same goes first.
    pub fn first_in_lowercase(&self, lower: &str) -> Option<Id> {
        self.first(lower)
            .or_else(|| list(&self.lower, &self.lower_lists, lower).first().copied())
    }
}

fn push(names: &mut Names, lists: &mut Vec<Vec<Id>>, name: &Rc<str>, id: Id) {
    let number = names.add(name);
    if lists.len() <= number {
        lists.push(Vec::new());
    }
    if let Some(list) = lists.get_mut(number) {
        list.push(id);
    }
}

fn list<'l>(names: &Names, lists: &'l [Vec<Id>], name: &str) -> &'l [Id] {
    names
        .number(name)
        .and_then(|number| lists.get(number))
        .map_or(&[], Vec::as_slice)
}
