use std::rc::Rc;

use super::findings::Findings;
use super::reader::concat;
use crate::value::{self, sorted};

/// The names of elements, and where those are that have them.
#[derive(Default)]
pub(super) struct Names {
    claims: Vec<Claim>,
    /// Of the claims that are made now.
    scope: usize,
    last_scope: usize,
    questions: Numbers,
    panels: Numbers,
}

/// The numbers of names such as `question7`.
#[derive(Default)]
struct Numbers {
    /// Sorted.
    taken: Vec<u32>,
    /// All before it are taken.
    next: u32,
}

impl Numbers {
    fn take(&mut self, number: u32) {
        if let Err(place) = self.taken.binary_search(&number) {
            self.taken.insert(place, number);
        }
    }

    fn first_free(&mut self) -> u32 {
        self.next += 1;
        while self.taken.binary_search(&self.next).is_ok() {
            self.next += 1;
        }
        self.next
    }
}

#[derive(Clone)]
struct Claim {
    /// Names of different scopes do not meet: the template of a `paneldynamic` is one.
    scope: usize,
    name: Rc<str>,
    pointer: Rc<str>,
}

impl Names {
    /// Goes into a scope of its own; gives back the one outside, for [`Self::leave`].
    pub fn enter(&mut self) -> usize {
        let outside = self.scope;
        self.last_scope += 1;
        self.scope = self.last_scope;
        outside
    }

    pub fn leave(&mut self, outside: usize) {
        self.scope = outside;
    }

    /// The name of a question or panel; one without gets the first of `question1`, `question2` … that none before it
    /// has, as survey-core numbers them.
    pub fn given(&mut self, written: Rc<str>, base: &str, pointer: &Rc<str>) -> Rc<str> {
        let numbers = match base {
            "panel" => &mut self.panels,
            _ => &mut self.questions,
        };
        let name = if written.is_empty() {
            concat(&[base, &numbers.first_free().to_string()]).into()
        } else {
            if let Some(number) = number_of(&written, base) {
                numbers.take(number);
            }
            written
        };
        self.claim(&name, pointer);
        name
    }

    /// What records nothing may share its name.
    pub fn release(&mut self, name: &Rc<str>, pointer: &Rc<str>) {
        if let Some(place) = self
            .claims
            .iter()
            .rposition(|claim| claim.name == *name && claim.pointer == *pointer)
        {
            self.claims.remove(place);
        }
    }

    pub fn claim(&mut self, name: &Rc<str>, pointer: &Rc<str>) {
        if !name.is_empty() {
            self.claims.push(Claim {
                scope: self.scope,
                name: name.clone(),
                pointer: pointer.clone(),
            });
        }
    }

    /// Once, at the end: looking for each name among all others would take the square of the time.
    pub fn report_duplicates(&self, findings: &Findings) {
        let mut different = value::Names::default();
        for claim in &self.claims {
            different.add(&claim.name);
        }
        if different.len() == self.claims.len() {
            return;
        }
        let sorted = sorted(&self.claims, &|one, other| {
            (one.scope, &one.name) < (other.scope, &other.name)
        });
        for pair in sorted.windows(2) {
            if let [first, second] = pair
                && (first.scope, &first.name) == (second.scope, &second.name)
            {
                findings.error(
                    "duplicate-name",
                    &concat(&[&second.pointer, "/name"]),
                    || {
                        concat(&[
                            "Another element is called `",
                            &second.name,
                            "` too; their answers would overwrite each other.",
                        ])
                    },
                );
            }
        }
    }
}

/// 7 for `question7`.
fn number_of(name: &str, base: &str) -> Option<u32> {
    let digits = name.strip_prefix(base)?;
    let number: u32 = digits.parse().ok()?;
    (number > 0 && !digits.starts_with(['0', '+'])).then_some(number)
}

/// The name of a page or panel as survey-core keeps it: without blanks around it and without its first bar.
pub(super) fn valid_name(written: Rc<str>) -> Rc<str> {
    let trimmed = written.trim();
    if trimmed.len() == written.len() && !trimmed.as_bytes().contains(&b'|') {
        return written;
    }
    trimmed.replacen('|', "", 1).into()
}

/// The name of a question: that of a page without braces and without number signs before it.
pub(super) fn valid_question_name(written: Rc<str>) -> Rc<str> {
    let name = valid_name(written);
    let is_special = |byte| matches!(byte, b'{' | b'}' | b'#');
    if !name.bytes().any(is_special) {
        return name;
    }
    name.replace(['{', '}'], "").trim_start_matches('#').into()
}
