use std::rc::Rc;

use super::ast::{Call, Node};
use super::functions::{self, Reads};
use super::{Expression, Path};

/// What the value of an expression depends on: the edges of a dependency graph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dependencies {
    /// Names in braces, those in the conditions of functions over rows included, be they names of a row or of the
    /// survey.
    pub names: Vec<Path>,
    /// Elements that functions ask for more than their value: how it is displayed, a property, a comment.
    pub elements: Vec<Rc<str>>,
    /// Whether the clock is read.
    pub clock: bool,
    /// Whether anything else in the survey may matter: its state, or a name that only an evaluation brings to light.
    pub anything: bool,
}

impl Dependencies {
    pub(super) fn of(root: &Node) -> Self {
        let mut dependencies = Self::default();
        dependencies.add(root, 0);
        dependencies
    }

    fn add(&mut self, root: &Node, depth: usize) {
        root.visit(&mut |node| match node {
            Node::Name(path) if self.names.iter().all(|known| known.text() != path.text()) => {
                self.names.push(path.clone());
            }
            Node::Call(call) => self.add_call(call, depth),
            _ => {}
        });
    }

    fn add_call(&mut self, call: &Call, depth: usize) {
        match functions::reads(call.function) {
            Reads::Nothing => {}
            Reads::ClockBelow(count) => self.clock |= call.arguments.len() < count,
            Reads::Survey => self.anything = true,
            Reads::Element => match call.arguments.first().and_then(Node::as_text) {
                Some(name) => {
                    if !self.elements.iter().any(|known| **known == *name) {
                        self.elements.push(name.into());
                    }
                }
                None => self.anything = true,
            },
            Reads::Rows => {
                for condition in call.arguments.iter().skip(2) {
                    self.add_condition(condition, depth);
                }
            }
        }
    }

    /// The names within a condition that is not a text are found without further ado.
    fn add_condition(&mut self, condition: &Node, depth: usize) {
        const MAX_DEPTH: usize = 4;
        match condition {
            Node::Text(text) => match Expression::parse(text) {
                Ok(expression) if depth < MAX_DEPTH => self.add(&expression.root, depth + 1),
                Ok(_) => self.anything = true,
                Err(_) => {}
            },
            Node::Bool(_) | Node::Number(_) | Node::Word(_) | Node::Nothing => {}
            Node::Not(_) | Node::Empty(_) | Node::NotEmpty(_) | Node::List(_) => {}
            Node::Chain(chain) if chain.rest.last().is_some_and(|(last, _)| last.is_test()) => {}
            // What gives a text gives a condition with names of its own.
            Node::Name(_) | Node::Call(_) | Node::Chain(_) => self.anything = true,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn everything_that_is_read_is_found() {
        // Expression, names, elements, clock, anything.
        type Texts = &'static [&'static str];
        let cases: [(&str, Texts, Texts, bool, bool); 14] = [
            ("{b} + {a.x} + {#b}", &["a.x", "b"], &[], false, false),
            ("today() > {d}", &["d"], &[], true, false),
            ("age({d})", &["d"], &[], true, false),
            ("year({d})", &["d"], &[], false, false),
            ("year()", &[], &[], true, false),
            ("displayValue('q')", &[], &["q"], false, false),
            (
                "propertyValue({which}, 'title')",
                &["which"],
                &[],
                false,
                true,
            ),
            ("isContainerReady('p')", &[], &[], false, true),
            (
                "sumInArray({m}, 'x', '{y} > {min} and today() > {z}')",
                &["m", "min", "y", "z"],
                &[],
                true,
                false,
            ),
            (
                "sumInArray({m}, 'x', {y} > {min})",
                &["m", "min", "y"],
                &[],
                false,
                false,
            ),
            (
                "sumInArray({m}, 'x', {condition})",
                &["condition", "m"],
                &[],
                false,
                true,
            ),
            (
                "minInArray({m}, 'x', 'name', {y} empty)",
                &["m", "y"],
                &[],
                false,
                false,
            ),
            (
                "sumInArray({m}, 'x', 'broken {')",
                &["m"],
                &[],
                false,
                false,
            ),
            ("unknown({a})", &["a"], &[], false, false),
        ];
        for (text, names, elements, clock, anything) in cases {
            let found = Expression::parse(text).unwrap().dependencies();
            let mut found_names: Vec<_> = found.names.iter().map(Path::text).collect();
            found_names.sort();
            assert_eq!(found_names, names, "{text}");
            let found_elements: Vec<_> = found.elements.iter().map(|name| &**name).collect();
            assert_eq!(found_elements, elements, "{text}");
            assert_eq!((found.clock, found.anything), (clock, anything), "{text}");
        }
    }
}
