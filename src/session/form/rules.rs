use std::rc::Rc;

use super::Id;
use crate::expression::{Expression, Path};
use crate::value::Names;

/// An expression of the document that is evaluated again when what it reads changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    pub item: Id,
    pub kind: RuleKind,
}

/// In the order in which the rules of one item are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    Calculated(usize),
    VisibleIf,
    EnableIf,
    RequiredIf,
    /// The value of a question of type `expression`.
    Value,
    PanelCount,
    /// Which choices, rows, columns or rating values are offered.
    Choices,
    Bounds,
    /// Everything within a dynamic panel or a `multipletext`.
    Parts,
    Default,
    /// Whether a page or panel has anything to show.
    Content,
}

impl RuleKind {
    /// Whether it is looked at only if what it reads was said to have changed.
    fn is_patient(self) -> bool {
        matches!(
            self,
            Self::VisibleIf | Self::EnableIf | Self::RequiredIf | Self::Value
        )
    }
}

/// All rules in the order of the document, and who is to be looked at when a name gets another value: the dependency
/// graph, built once.
#[derive(Clone, Default)]
pub struct Rules {
    rules: Vec<Rule>,
    names: Names,
    readers: Vec<Vec<u32>>,
    /// Rules that may read anything.
    always: Vec<u32>,
    /// Rules to be looked at, in order.
    dirty: Vec<u32>,
}

/// Names of numbers that change without word of it.
const MOVING: [&str; 2] = ["pageno", "pagecount"];

impl Rules {
    pub fn add(&mut self, rule: Rule, reads: &Reads) -> u32 {
        let number = self.rules.len() as u32;
        self.rules.push(rule);
        let follows = |name: &Rc<str>| !rule.kind.is_patient() && MOVING.contains(&&**name);
        if reads.anything || reads.names.iter().any(follows) {
            self.always.push(number);
        }
        for name in &reads.names {
            let name = self.names.add(name);
            if self.readers.len() <= name {
                self.readers.push(Vec::new());
            }
            if let Some(readers) = self.readers.get_mut(name)
                && readers.last() != Some(&number)
            {
                readers.push(number);
            }
        }
        number
    }

    pub fn rule(&self, number: u32) -> Option<Rule> {
        self.rules.get(number as usize).copied()
    }

    pub fn mark_all(&mut self) {
        self.dirty = (0..self.rules.len() as u32).collect();
    }

    /// Unmarks all but defaults.
    pub fn forget_all_but_defaults(&mut self) {
        let rules = &self.rules;
        let is_default = |rule: &Rule| rule.kind == RuleKind::Default;
        self.dirty
            .retain(|&number| rules.get(number as usize).is_some_and(is_default));
    }

    /// Marks those that are looked at whenever anything changed.
    pub fn mark_all_impatient(&mut self) {
        for (number, rule) in self.rules.iter().enumerate() {
            if !rule.kind.is_patient() && rule.kind != RuleKind::Content {
                mark(&mut self.dirty, number as u32);
            }
        }
    }

    /// Marks what reads a name, in lower case, and all that may read anything.
    pub fn mark_readers(&mut self, lower: &str) {
        let readers = self
            .names
            .number(lower)
            .and_then(|name| self.readers.get(name));
        for list in [readers, Some(&self.always)].into_iter().flatten() {
            for &number in list {
                mark(&mut self.dirty, number);
            }
        }
    }

    /// Marks those that read a name, in lower case, and are looked at whenever anything changed.
    pub fn mark_impatient_readers(&mut self, lower: &str, is_meant: fn(RuleKind) -> bool) {
        let readers = self
            .names
            .number(lower)
            .and_then(|name| self.readers.get(name));
        for &number in readers.into_iter().flatten() {
            if let Some(rule) = self.rules.get(number as usize)
                && !rule.kind.is_patient()
                && is_meant(rule.kind)
            {
                mark(&mut self.dirty, number);
            }
        }
    }

    pub fn mark(&mut self, number: u32) {
        mark(&mut self.dirty, number);
    }

    /// The next rule to look at from a place on; it is then no longer marked.
    pub fn take_from(&mut self, from: u32) -> Option<u32> {
        let place = self.dirty.partition_point(|&number| number < from);
        (place < self.dirty.len()).then(|| self.dirty.remove(place))
    }

    /// Whether a rule was marked; it is then no longer marked.
    pub fn take_exactly(&mut self, number: u32) -> bool {
        match self.dirty.binary_search(&number) {
            Ok(place) => {
                self.dirty.remove(place);
                true
            }
            Err(_) => false,
        }
    }
}

fn mark(dirty: &mut Vec<u32>, number: u32) {
    if let Err(place) = dirty.binary_search(&number) {
        dirty.insert(place, number);
    }
}

/// What an expression reads: every name that a path in it may stand for, in lower case.
#[derive(Clone, Debug, Default)]
pub struct Reads {
    pub names: Vec<Rc<str>>,
    pub anything: bool,
}

impl Reads {
    pub fn add(&mut self, expression: &Expression) {
        let dependencies = expression.dependencies();
        for path in &dependencies.names {
            self.add_path(path);
        }
        for name in &dependencies.elements {
            self.add_name(name);
        }
        // Nobody tells when the clock moves on, or when the texts of an element do.
        self.anything |=
            dependencies.anything || dependencies.clock || !dependencies.elements.is_empty();
    }

    pub fn add_name(&mut self, written: &str) {
        self.add_path(&Path::parse(written));
    }

    fn add_path(&mut self, path: &Path) {
        self.anything |= path.is_property();
        // A name may have dots of its own, so every beginning of the path may be one.
        for last in 0..=path.last_to_join(0) {
            let name = path.lowercase_name(0, last);
            self.add_lowercase(name);
            if let Some(whole) = name.strip_suffix("-unwrapped") {
                self.add_lowercase(whole);
            }
        }
    }

    pub fn add_lowercase(&mut self, name: &str) {
        if !self.names.iter().any(|known| **known == *name) {
            self.names.push(name.into());
        }
    }
}
