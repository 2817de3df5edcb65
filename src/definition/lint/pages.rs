use std::collections::HashSet;

use super::walk::{Node, Walk};
use crate::definition::findings::Findings;
use crate::expression::{Expression, FixedCalendar, Values};
use crate::value::{Json, JsonError, Value};

/// Pages that nobody will ever see, and elements on the others that nobody will.
pub(super) fn check(walk: &Walk, findings: &Findings) {
    let triggered = names_shown_by_triggers(walk);
    let filled: HashSet<&str> = walk
        .nodes
        .iter()
        .filter_map(|node| node.text("setToName"))
        .collect();
    let is_hidden: Vec<bool> = walk
        .nodes
        .iter()
        .map(|node| is_hidden(node, &triggered))
        .collect();
    // Whether there is anything to see, from the innermost outwards: children come after their parents.
    let mut shows_something = vec![false; walk.nodes.len()];
    for (index, node) in walk.nodes.iter().enumerate().rev() {
        let own = match node.class.name {
            "panel" | "page" => shows_something.get(index) == Some(&true),
            _ => true,
        };
        let shows = own && is_hidden.get(index) != Some(&true);
        if shows
            && is_element(node)
            && let Some(parent) = shows_something.get_mut(node.parent)
        {
            *parent = true;
        }
        let is_page = node.class.name == "page";
        if is_page && !shows && !lacks_what_was_skipped(walk, node) {
            findings.error(
                "unreachable-page",
                &node.pointer,
                || "Nobody ever sees this page: it is never visible, or nothing on it is.",
            );
        } else if is_element(node)
            && is_hidden.get(index) == Some(&true)
            && !holds_a_value(node, &filled)
        {
            findings.warning(
                "never-visible",
                &node.pointer,
                || "Nobody ever sees this: it is never visible.",
            );
        }
    }
}

/// Whether the page has no elements, or some that were not understood, which was said of those.
fn lacks_what_was_skipped(walk: &Walk, page: &Node) -> bool {
    let written = page.member("elements").and_then(|(_, list)| list.as_list());
    written.is_none_or(|written| walk.below(page, "elements").count() < written.len())
}

/// Questions that nobody sees are a common place for values that are computed or set.
fn holds_a_value(node: &Node, filled: &HashSet<&str>) -> bool {
    let is_computed = [
        "defaultValue",
        "defaultValueExpression",
        "setValueExpression",
    ];
    node.kind == "expression"
        || filled.contains(&*node.name)
        || is_computed.iter().any(|name| node.member(name).is_some())
}

fn is_element(node: &Node) -> bool {
    node.property == "elements"
}

fn is_hidden(node: &Node, triggered: &HashSet<&str>) -> bool {
    if let Some(condition) = node.text("visibleIf") {
        return is_never_true(condition);
    }
    let hides = matches!(node.member("visible"), Some((_, Value::Bool(false))));
    hides && !triggered.contains(&*node.name)
}

fn names_shown_by_triggers<'d>(walk: &Walk<'d>) -> HashSet<&'d str> {
    let mut names = HashSet::new();
    for node in walk.of_kind("visible") {
        for list in ["pages", "questions"] {
            let items = node.member(list).and_then(|(_, value)| value.as_list());
            names.extend(items.into_iter().flatten().filter_map(Value::as_text));
        }
    }
    names
}

/// An expression that reads nothing says the same for everybody.
fn is_never_true(text: &str) -> bool {
    let Ok(expression) = Expression::parse(text) else {
        return false;
    };
    let dependencies = expression.dependencies();
    let is_constant = dependencies.names.is_empty()
        && dependencies.elements.is_empty()
        && !dependencies.clock
        && !dependencies.anything;
    is_constant
        && !expression.is_true(&Values {
            values: Value::Undefined,
            calendar: &FixedCalendar::UTC,
            json: &NoJson,
        })
}

struct NoJson;

impl Json for NoJson {
    fn parse(&self, _text: &str) -> Result<Value, JsonError> {
        Err(JsonError {
            message: String::new(),
        })
    }
}
