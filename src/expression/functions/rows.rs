//! Functions over rows: `sumInArray({rows}, 'column')`, `sumInArray({rows}, 'column', '{other} > 1')`,
//! `minInArray({rows}, 'column', 'column returned', {other} > 1)`.

use std::cmp::Ordering;

use super::super::Expression;
use super::super::arithmetic::add_corrected;
use super::super::ast::{Node, level};
use super::super::coercion::{is_empty, is_loosely_true, is_truthy, number_of, to_number};
use super::super::dates::Calendar;
use super::super::evaluate::{Evaluation, Thrown};
use super::super::operators::compare;
use super::super::path::{Path, position};
use super::super::scope::{Found, Scope};
use super::{Arguments, DISPLAY_VALUE};
use crate::value::{Json, Value};

pub(super) fn sum(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let calendar = arguments.scope().calendar();
    let mut sum = Value::from(0);
    each_row(arguments, &mut |row| {
        let number = number_or_undefined(row.value);
        if !number.is_absent() {
            sum = add_corrected(&sum, &number, calendar)?;
        }
        Ok(())
    })?;
    Ok(sum)
}

pub(super) fn count(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let mut count = 0.0;
    each_row(arguments, &mut |_| {
        count += 1.0;
        Ok(())
    })?;
    Ok(count.into())
}

pub(super) fn avg(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let count = to_number(&count(arguments)?);
    Ok(if count == 0.0 {
        0.0
    } else {
        to_number(&sum(arguments)?) / count
    }
    .into())
}

pub(super) fn min(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    extreme(arguments, Ordering::Less)
}

pub(super) fn max(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    extreme(arguments, Ordering::Greater)
}

fn extreme(arguments: &Arguments<'_>, better: Ordering) -> Result<Value, Thrown> {
    let calendar = arguments.scope().calendar();
    let mut best: Option<Value> = None;
    let mut returned = Value::Undefined;
    each_row(arguments, &mut |row| {
        let number = number_or_undefined(row.value);
        let is_better = |best: &Value| compare(&number, best, calendar) == Some(better);
        if !number.is_absent() && best.as_ref().is_none_or(is_better) {
            returned = row
                .returned
                .map_or(number.clone(), |name| member(row.all, name));
            best = Some(number);
        }
        Ok(())
    })?;
    Ok(returned)
}

fn number_or_undefined(value: Value) -> Value {
    match &value {
        Value::Text(_) => {
            let number = number_of(&value);
            if number.is_nan() {
                Value::Undefined
            } else {
                number.into()
            }
        }
        _ => value,
    }
}

struct Row<'r> {
    all: &'r Value,
    /// What stands in the column; not empty.
    value: Value,
    /// The column to return, if it is another one.
    returned: Option<&'r str>,
}

/// Shows each row that counts to `see`; none if the arguments make no sense.
fn each_row(
    arguments: &Arguments<'_>,
    see: &mut dyn FnMut(Row<'_>) -> Result<(), Thrown>,
) -> Result<(), Thrown> {
    let (rows, column) = (arguments.get(0), arguments.get(1).as_text());
    let (Some(column), true, ..=4) = (column, is_truthy(rows), arguments.values.len()) else {
        return Ok(());
    };
    // A third argument that looks like no condition names the column to return.
    let named = arguments
        .nodes
        .get(2)
        .and_then(Node::as_text)
        .filter(|text| !text.contains(['{', '}', '>', '<', '=', '!']));
    let place = if named.is_some() { 3 } else { 2 };
    let condition = Condition::of(arguments.get(place), arguments.nodes.get(place));
    let members: Vec<Value>;
    let rows: &[Value] = match rows {
        Value::List(items) => items,
        Value::Object(object) => {
            members = object.iter().map(|(_, row)| row.clone()).collect();
            &members
        }
        _ => &[],
    };
    for all in rows {
        let value = member(all, column);
        if is_truthy(all) && !is_empty(&value) && condition.holds(all, arguments.evaluation)? {
            let returned = named.filter(|named| *named != column);
            see(Row {
                all,
                value,
                returned,
            })?;
        }
    }
    Ok(())
}

enum Condition<'a> {
    None,
    Own(&'a Node),
    Read(Expression),
    /// A condition that cannot be read holds for no row.
    Never,
}

impl<'a> Condition<'a> {
    fn of(value: &Value, node: Option<&'a Node>) -> Self {
        let Some(node) = node else {
            return Self::None;
        };
        let own = match value.as_text() {
            Some(text) if !text.is_empty() => {
                return match Expression::parse(text) {
                    Ok(expression) if !shows_values(&expression.root) => Self::Read(expression),
                    Ok(_) => Self::None,
                    Err(_) => Self::Never,
                };
            }
            _ => node,
        };
        if !reads_back(own) {
            Self::Never
        } else if shows_values(own) {
            Self::None
        } else {
            Self::Own(own)
        }
    }

    fn holds(&self, row: &Value, evaluation: &Evaluation<'_>) -> Result<bool, Thrown> {
        let node = match self {
            Self::None => return Ok(true),
            Self::Never => return Ok(false),
            Self::Own(node) => node,
            Self::Read(expression) => &expression.root,
        };
        let scope = RowScope {
            row,
            outside: evaluation.scope,
        };
        let within = evaluation.within(&scope).ok_or(Thrown)?;
        Ok(is_loosely_true(&within.value(node)?))
    }
}

/// `survey-core` cannot wait for display values while it looks at rows, and leaves such a condition out.
fn shows_values(node: &Node) -> bool {
    let mut shows = false;
    node.visit(&mut |node| {
        shows |= matches!(node, Node::Call(call) if &*call.name == DISPLAY_VALUE);
    });
    shows
}

/// `survey-core` writes a condition that is no text as text and reads it again, which fails where its canonical form
/// is not a form it can read: at quotes within texts, at exponents, at comparisons with nothing.
fn reads_back(node: &Node) -> bool {
    match node {
        Node::Nothing => false,
        Node::Text(text) => !text.contains(['\'', '"']),
        Node::Number(number) => !crate::value::number_to_text(*number).contains('e'),
        Node::List(items) => items.iter().all(reads_back),
        Node::Call(call) => call.arguments.iter().all(reads_back),
        Node::Not(inner) | Node::Empty(inner) | Node::NotEmpty(inner) => reads_back(inner),
        Node::Chain(chain) => {
            reads_back(&chain.first)
                && chain.rest.iter().all(|(operator, operand)| {
                    let may_lack = operator.level() == level::CONTAINS;
                    reads_back(operand) || (may_lack && *operand == Node::Nothing)
                })
        }
        Node::Bool(_) | Node::Word(_) | Node::Name(_) => true,
    }
}

/// A member by its exact name.
fn member(value: &Value, name: &str) -> Value {
    match value {
        Value::Object(object) => object.get(name).cloned().unwrap_or_default(),
        Value::List(items) if name == "length" => (items.len() as f64).into(),
        Value::List(items) => position(name)
            .and_then(|index| items.get(index))
            .cloned()
            .unwrap_or_default(),
        Value::Text(text) if name == "length" => (text.encode_utf16().count() as f64).into(),
        _ => Value::Undefined,
    }
}

/// The names of a row, then those of the survey.
struct RowScope<'r> {
    row: &'r Value,
    outside: &'r dyn Scope,
}

impl Scope for RowScope<'_> {
    fn find(&self, path: &Path) -> Option<Found> {
        match path.find_in(self.row, 0) {
            Some(value) => Some(value.into()),
            None => self.outside.survey()?.find(path),
        }
    }

    fn calendar(&self) -> &dyn Calendar {
        self.outside.calendar()
    }

    fn json(&self) -> &dyn Json {
        self.outside.json()
    }

    fn survey(&self) -> Option<&dyn Scope> {
        self.outside.survey()
    }

    fn display_value(&self, question: &Value, value: &Value) -> Value {
        self.outside.display_value(question, value)
    }

    fn property_value(&self, question: &Value, property: &Value) -> Value {
        self.outside.property_value(question, property)
    }

    fn comment(&self, question: &Value, choice: &Value) -> Value {
        self.outside.comment(question, choice)
    }

    fn is_container_ready(&self, name: &Value, index: &Value) -> bool {
        self.outside.is_container_ready(name, index)
    }

    fn is_display_mode(&self) -> Value {
        self.outside.is_display_mode()
    }
}
