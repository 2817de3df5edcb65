//! The functions that expressions may call.

mod dates;
mod numbers;
mod rows;
mod survey;

use super::ast::{Call, Node};
use super::evaluate::{Evaluation, Thrown};
use super::scope::Scope;
use crate::value::Value;

/// What a function is called with.
pub(super) struct Arguments<'a> {
    values: &'a [Value],
    nodes: &'a [Node],
    evaluation: &'a Evaluation<'a>,
}

impl<'a> Arguments<'a> {
    /// The argument at a position, undefined if there is none.
    fn get(&self, index: usize) -> &'a Value {
        self.values.get(index).unwrap_or(&Value::Undefined)
    }

    fn scope(&self) -> &'a dyn Scope {
        self.evaluation.scope
    }
}

type Function = fn(&Arguments<'_>) -> Result<Value, Thrown>;

/// What a function depends on beyond its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reads {
    Nothing,
    /// The clock, when called with fewer arguments than this.
    ClockBelow(usize),
    /// The element whose name is the first argument.
    Element,
    /// The state of the whole survey.
    Survey,
    /// The rows of the first argument, by the conditions that follow.
    Rows,
}

const ALWAYS_CLOCK: Reads = Reads::ClockBelow(usize::MAX);

const FUNCTIONS: &[(&str, Function, Reads)] = &[
    ("iif", survey::iif, Reads::Nothing),
    ("sum", numbers::sum, Reads::Nothing),
    ("min", numbers::min, Reads::Nothing),
    ("max", numbers::max, Reads::Nothing),
    ("avg", numbers::avg, Reads::Nothing),
    ("count", numbers::count, Reads::Nothing),
    ("round", numbers::round, Reads::Nothing),
    ("trunc", numbers::trunc, Reads::Nothing),
    ("substring", survey::substring, Reads::Nothing),
    ("sumInArray", rows::sum, Reads::Rows),
    ("avgInArray", rows::avg, Reads::Rows),
    ("minInArray", rows::min, Reads::Rows),
    ("maxInArray", rows::max, Reads::Rows),
    ("countInArray", rows::count, Reads::Rows),
    ("age", dates::age, ALWAYS_CLOCK),
    ("today", dates::today, ALWAYS_CLOCK),
    ("currentDate", dates::current_date, ALWAYS_CLOCK),
    ("currentYear", dates::current_year, ALWAYS_CLOCK),
    ("getYear", dates::get_year, Reads::Nothing),
    ("year", dates::year, Reads::ClockBelow(1)),
    ("month", dates::month, Reads::ClockBelow(1)),
    ("day", dates::day, Reads::ClockBelow(1)),
    ("weekday", dates::weekday, Reads::ClockBelow(1)),
    ("getDate", dates::get_date, Reads::Nothing),
    ("dateAdd", dates::date_add, Reads::Nothing),
    ("dateDiff", dates::date_diff, Reads::Nothing),
    ("diffDays", dates::diff_days, Reads::Nothing),
    (DISPLAY_VALUE, survey::display_value, Reads::Element),
    ("propertyValue", survey::property_value, Reads::Element),
    ("getComment", survey::get_comment, Reads::Element),
    (
        "isContainerReady",
        survey::is_container_ready,
        Reads::Survey,
    ),
    ("isDisplayMode", survey::is_display_mode, Reads::Survey),
];

const DISPLAY_VALUE: &str = "displayValue";

/// Whether expressions may call a function of this name; its case counts. Calls of others give null.
pub fn is_function(name: &str) -> bool {
    find(name).is_some()
}

pub(super) fn find(name: &str) -> Option<u8> {
    let position = FUNCTIONS.iter().position(|(known, ..)| *known == name)?;
    u8::try_from(position).ok()
}

pub(super) fn reads(function: Option<u8>) -> Reads {
    entry(function).map_or(Reads::Nothing, |(_, _, reads)| *reads)
}

pub(super) fn is_over_rows(function: Option<u8>) -> bool {
    reads(function) == Reads::Rows
}

pub(super) fn run(
    call: &Call,
    values: &[Value],
    evaluation: &Evaluation<'_>,
) -> Result<Value, Thrown> {
    entry(call.function).map_or(Ok(Value::Null), |(_, function, _)| {
        function(&Arguments {
            values,
            nodes: &call.arguments,
            evaluation,
        })
    })
}

fn entry(function: Option<u8>) -> Option<&'static (&'static str, Function, Reads)> {
    FUNCTIONS.get(usize::from(function?))
}
