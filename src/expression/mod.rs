//! SurveyJS's expression language: text to syntax tree to value.
//!
//! An expression is parsed once and evaluated many times against a [`Scope`], which knows what the names stand for.
//! The semantics, coercions and oddities included, are those of the npm package `survey-core`, because surveys in the
//! field depend on them; what differs on purpose is listed in `tests/expression/divergences.json`. Nothing here panics,
//! and every recursion and loop is bounded by [`MAX_LENGTH_BYTES`], [`MAX_NESTING`] and [`MAX_STEPS`].

mod arithmetic;
mod ast;
mod coercion;
mod dates;
mod dependencies;
mod equality;
mod evaluate;
mod functions;
mod lowercase;
mod operators;
mod parser;
mod path;
mod print;
mod read_date;
mod reader;
mod scope;

use std::fmt;

use crate::value::Value;
use ast::{Chain, Node, Operator};

pub use arithmetic::round_decimals;
pub use coercion::{is_empty, is_truthy, number_of_text, to_number, to_text};
pub use dates::{Calendar, FixedCalendar, date_of};
pub use dependencies::Dependencies;
pub use equality::Equality;
pub use evaluate::MAX_STEPS;
pub use functions::is_function;
pub use lowercase::{in_lowercase, lowercase};
pub use parser::{MAX_LENGTH_BYTES, MAX_NESTING, ParseError};
pub use path::Path;
pub use scope::{Found, Scope, Values};

/// A parsed expression.
///
/// Its `Display` is the canonical form: every operation in parentheses, one spelling for each operator. It parses back
/// to the same expression, unless its parentheses, one for each operator, are nested deeper than [`MAX_NESTING`].
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    root: Node,
}

impl Expression {
    /// Errors: text that is not an expression (an empty one is not), is longer than [`MAX_LENGTH_BYTES`] or nested
    /// deeper than [`MAX_NESTING`].
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parser::parse(text).map(|root| Self { root })
    }

    /// Whether the value of a name is that text, number or truth, or holds it where it is a list. `None` for other values.
    #[inline(never)]
    pub fn is_answered(name: &str, is_list: bool, value: &Value) -> Option<Self> {
        let operator = match is_list {
            true => Operator::Contains,
            false => Operator::Equal,
        };
        let value = match value {
            Value::Text(text) => Node::Text(text.clone()),
            Value::Number(number) => Node::Number(*number),
            Value::Bool(truth) => Node::Bool(*truth),
            _ => return None,
        };
        let root = Node::Chain(Box::new(Chain {
            first: Node::Name(Path::parse(name)),
            rest: vec![(operator, value)],
        }));
        Some(Self { root })
    }

    /// The value; null where `survey-core` throws.
    pub fn evaluate(&self, scope: &dyn Scope) -> Value {
        evaluate::evaluate(&self.root, scope)
    }

    /// Whether a condition holds: `true`, and what JavaScript's `==` takes for it (1, `"1"`).
    pub fn is_true(&self, scope: &dyn Scope) -> bool {
        coercion::is_loosely_true(&self.evaluate(scope))
    }

    /// The names in braces, as written (without `#`), each once, in order.
    pub fn names(&self) -> Vec<&str> {
        self.distinct(|node| match node {
            Node::Name(path) => Some(path.text()),
            _ => None,
        })
    }

    /// The functions called, known or not (see [`is_function`]), each once, in order.
    pub fn functions(&self) -> Vec<&str> {
        self.distinct(|node| match node {
            Node::Call(call) => Some(&*call.name),
            _ => None,
        })
    }

    /// Whether anything is raised to a power.
    pub fn takes_powers(&self) -> bool {
        let mut found = false;
        self.root.visit(&mut |node| {
            found |= matches!(node, Node::Chain(chain)
                if chain.rest.iter().any(|(operator, _)| *operator == Operator::Power));
        });
        found
    }

    /// Whether a function is called with nothing that has a name, such as `today()`: what it gives depends on none. Calls
    /// within the arguments of others do not count.
    pub fn calls_without_names(&self) -> bool {
        self.root.calls_without_names()
    }

    fn distinct(&self, pick: fn(&Node) -> Option<&str>) -> Vec<&str> {
        let mut picked = Vec::new();
        self.root.visit(&mut |node| {
            if let Some(text) = pick(node)
                && !picked.contains(&text)
            {
                picked.push(text);
            }
        });
        picked
    }

    /// Everything that a change of can change the value.
    pub fn dependencies(&self) -> Dependencies {
        Dependencies::of(&self.root)
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&print::canonical(&self.root))
    }
}
