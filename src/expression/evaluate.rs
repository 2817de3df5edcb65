use std::cell::Cell;

use super::ast::{Call, Chain, Node};
use super::coercion::{correct_value, is_empty, is_truthy};
use super::path::Path;
use super::scope::Scope;
use super::{functions, operators};
use crate::value::Value;

/// The most nodes that one evaluation visits, the conditions of functions over rows included; beyond it the value is
/// null.
pub const MAX_STEPS: u32 = 4_000_000;

/// How deep conditions given as text may contain conditions given as text.
const MAX_CONDITION_DEPTH: u32 = 4;

/// The place where `survey-core` throws an exception: the value of the whole expression is null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Thrown;

pub(super) fn evaluate(root: &Node, scope: &dyn Scope) -> Value {
    let steps = Cell::new(MAX_STEPS);
    let evaluation = Evaluation {
        scope,
        steps: &steps,
        condition_depth: 0,
    };
    evaluation.value(root).unwrap_or(Value::Null)
}

/// One run of an expression.
#[derive(Clone, Copy)]
pub(super) struct Evaluation<'e> {
    pub scope: &'e dyn Scope,
    steps: &'e Cell<u32>,
    condition_depth: u32,
}

impl<'e> Evaluation<'e> {
    pub fn value(&self, node: &Node) -> Result<Value, Thrown> {
        let steps = self.steps.get().checked_sub(1).ok_or(Thrown)?;
        self.steps.set(steps);
        Ok(match node {
            Node::Nothing => Value::Null,
            Node::Bool(flag) => Value::Bool(*flag),
            Node::Number(number) => Value::Number(*number),
            Node::Text(text) | Node::Word(text) => Value::Text(text.clone()),
            Node::Name(path) => self.name(path).0,
            Node::List(items) => self.values(items)?.into(),
            Node::Call(call) => return self.call(call),
            Node::Not(inner) => Value::Bool(!is_truthy(&self.operand(inner)?)),
            Node::Empty(inner) => Value::Bool(is_empty(&self.operand(inner)?)),
            Node::NotEmpty(inner) => Value::Bool(!is_empty(&self.operand(inner)?)),
            Node::Chain(chain) => return self.chain(chain),
        })
    }

    /// The same run within another scope: a row of a list.
    pub fn within<'i>(&self, scope: &'i dyn Scope) -> Option<Evaluation<'i>>
    where
        'e: 'i,
    {
        (self.condition_depth < MAX_CONDITION_DEPTH).then(|| Evaluation {
            scope,
            steps: self.steps,
            condition_depth: self.condition_depth + 1,
        })
    }

    /// A literal `null` has no value that could be passed on.
    fn operand(&self, node: &Node) -> Result<Value, Thrown> {
        match node {
            Node::Nothing => Err(Thrown),
            other => self.value(other),
        }
    }

    fn values(&self, nodes: &[Node]) -> Result<Vec<Value>, Thrown> {
        nodes.iter().map(|node| self.operand(node)).collect()
    }

    fn call(&self, call: &Call) -> Result<Value, Thrown> {
        let values = self.values(&call.arguments)?;
        functions::run(call, &values, self)
    }

    fn chain(&self, chain: &Chain) -> Result<Value, Thrown> {
        let (mut left, mut order_counts) = self.side(&chain.first)?;
        for (operator, node) in &chain.rest {
            let (right, right_order_counts) = self.side(node)?;
            left = operators::apply(
                *operator,
                left,
                right,
                order_counts || right_order_counts,
                self.scope.calendar(),
            )?;
            order_counts = false;
        }
        Ok(left)
    }

    /// A value beside an operator, and whether its order counts.
    fn side(&self, node: &Node) -> Result<(Value, bool), Thrown> {
        match node {
            Node::Name(path) => Ok(self.name(path)),
            other => Ok((self.value(other)?, false)),
        }
    }

    fn name(&self, path: &Path) -> (Value, bool) {
        if let Some(found) = self.scope.find(path) {
            let value = if path.is_raw() {
                found.value
            } else {
                correct_value(found.value)
            };
            return (value, found.order_counts);
        }
        let name = path.text();
        let unknown = if name.ends_with(".length") {
            0.into()
        } else if name.find(':').is_some_and(|at| at > 0) {
            let json = ["{", name, "}"].concat();
            self.scope.json().parse(&json).unwrap_or(Value::Null)
        } else {
            Value::Null
        };
        (unknown, false)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::{Calendar, Expression, FixedCalendar, Found};
    use super::*;
    use crate::value::{Json, JsonError};

    struct NoJson;

    impl Json for NoJson {
        fn parse(&self, _text: &str) -> Result<Value, JsonError> {
            Err(JsonError {
                message: String::new(),
            })
        }
    }

    /// A survey whose answers are `values`, whose ranking is `ranked`, and in which rows find the other answers.
    struct Survey {
        values: Value,
    }

    impl Scope for Survey {
        fn find(&self, path: &Path) -> Option<Found> {
            Some(Found {
                value: path.find_in(&self.values, 0)?,
                order_counts: path.text() == "ranked",
            })
        }

        fn calendar(&self) -> &dyn Calendar {
            &FixedCalendar::UTC
        }

        fn json(&self) -> &dyn Json {
            &NoJson
        }

        fn survey(&self) -> Option<&dyn Scope> {
            Some(self)
        }

        fn display_value(&self, question: &Value, value: &Value) -> Value {
            Value::list([question.clone(), value.clone()])
        }

        fn property_value(&self, question: &Value, property: &Value) -> Value {
            Value::list([question.clone(), property.clone()])
        }

        fn comment(&self, question: &Value, choice: &Value) -> Value {
            Value::list([question.clone(), choice.clone()])
        }

        fn is_container_ready(&self, name: &Value, _index: &Value) -> bool {
            name.as_text() == Some("page")
        }

        fn is_display_mode(&self) -> Value {
            true.into()
        }
    }

    fn survey() -> Survey {
        let object = |entries: Vec<(&str, Value)>| {
            Value::object(
                entries
                    .into_iter()
                    .map(|(name, value)| (name.into(), value)),
            )
        };
        let row = |number: i32| object(vec![("n", number.into())]);
        let hundred = || Value::list((0..100).map(row));
        let nested = "countInArray({rows}, 'n', {nested}) > 0";
        Survey {
            values: object(vec![
                ("ranked", Value::list(["a".into(), "b".into()])),
                ("rows", hundred()),
                ("least", 98.into()),
                ("nested", nested.into()),
            ]),
        }
    }

    #[test]
    fn the_scope_is_asked() {
        let list = |items: [&str; 2]| Value::list(items.map(Value::from));
        let cases = [
            ("{ranked} = ['b', 'a']", false.into()),
            ("{ranked} = ['a', 'b']", true.into()),
            ("{ranked} contains ['b', 'a']", true.into()),
            ("['b', 'a'] != {ranked}", true.into()),
            ("displayValue('q', 'v')", list(["q", "v"])),
            ("propertyValue('q', 'title')", list(["q", "title"])),
            ("getComment('q', 'other')", list(["q", "other"])),
            ("isContainerReady('page')", true.into()),
            ("isContainerReady('')", false.into()),
            ("isDisplayMode()", true.into()),
            ("countInArray({rows}, 'n', '{n} >= {least}')", 2.into()),
            ("countInArray({rows}, 'n', {n} >= {least})", 2.into()),
            ("countInArray({rows}, 'n', isDisplayMode())", 100.into()),
            // A display value is not waited for, so the condition is left out.
            (
                "countInArray({rows}, 'n', displayValue('q') = 'x')",
                100.into(),
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(
                Expression::parse(text).unwrap().evaluate(&survey()),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn a_condition_that_names_itself_ends() {
        let expression = Expression::parse("countInArray({rows}, 'n', {nested})").unwrap();
        assert_eq!(expression.evaluate(&survey()), Value::Null);
    }

    #[test]
    fn conditions_within_conditions_run_out_of_steps() {
        let mut text = String::from("{n} >= 0");
        for _ in 0..4 {
            text = format!("countInArray({{rows}}, 'n', {text}) > 0");
        }
        let expression = Expression::parse(&text).unwrap();
        assert_eq!(expression.evaluate(&survey()), Value::Null);
    }
}
