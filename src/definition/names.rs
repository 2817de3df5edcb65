use std::rc::Rc;

use super::findings::Findings;
use super::reader::concat;
use crate::value::sorted;

/// The names of elements, and where those are that have them.
#[derive(Default)]
pub(super) struct Names {
    claims: Vec<Claim>,
    /// Of the claims that are made now.
    scope: usize,
    last_scope: usize,
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
