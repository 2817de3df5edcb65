use std::rc::Rc;

use super::Condition;
use super::limits::MAX_TRIGGERS;
use super::reader::Reader;
use super::spelling::did_you_mean;
use crate::value::{Value, to_json};

/// What happens once a condition has come true.
#[derive(Clone, Debug)]
pub struct Trigger {
    pub name: Rc<str>,
    pub action: TriggerAction,
    /// `None` for a trigger that was given none: only [`TriggerAction::CopyValue`] acts without.
    pub condition: Option<Condition>,
    pub pointer: Rc<str>,
}

#[derive(Clone, Debug)]
pub enum TriggerAction {
    /// Shows these while the condition holds, and hides them while it does not.
    Visible {
        pages: Vec<Rc<str>>,
        questions: Vec<Rc<str>>,
    },
    /// Ends the survey when its page is left.
    Complete,
    SetValue {
        to: Rc<str>,
        value: Value,
        /// A variable of expressions, not an answer.
        is_variable: bool,
    },
    CopyValue {
        from: Rc<str>,
        to: Rc<str>,
        /// What the answer reads as, not what is recorded.
        display: bool,
    },
    /// Goes on at this question.
    Skip { to: Rc<str> },
    RunExpression {
        /// Where the result goes.
        to: Option<Rc<str>>,
        expression: Option<Condition>,
    },
}

const TYPES: [&str; 6] = [
    "visible",
    "complete",
    "setvalue",
    "copyvalue",
    "skip",
    "runexpression",
];

/// The operators that old documents write beside a name and a value.
const OPERATORS: [&str; 10] = [
    "equal",
    "notequal",
    "empty",
    "notempty",
    "contains",
    "notcontains",
    "greater",
    "less",
    "greaterorequal",
    "lessorequal",
];

impl Trigger {
    pub(super) fn read_list(reader: &Reader) -> Vec<Self> {
        reader
            .objects("triggers", MAX_TRIGGERS)
            .into_iter()
            .filter_map(Self::read)
            .collect()
    }

    fn read(reader: Reader) -> Option<Self> {
        let kind = reader.text("type").unwrap_or_default();
        let text = |names| reader.text(names).unwrap_or_default();
        let action = match kind.trim_end_matches("trigger") {
            "visible" => TriggerAction::Visible {
                pages: reader.texts("pages", 1000),
                questions: reader.texts("questions", 1000),
            },
            "complete" => TriggerAction::Complete,
            "setvalue" => TriggerAction::SetValue {
                to: text("setToName"),
                value: reader.value("setValue").clone(),
                is_variable: reader.flag("isVariable", false),
            },
            "copyvalue" => TriggerAction::CopyValue {
                from: text("fromName"),
                to: text("setToName"),
                display: reader.flag("copyDisplayValue", false),
            },
            "skip" => TriggerAction::Skip {
                to: text("gotoName"),
            },
            "runexpression" => TriggerAction::RunExpression {
                to: reader.text("setToName").filter(|name| !name.is_empty()),
                expression: reader.condition("runExpression"),
            },
            other => {
                let hint = did_you_mean(other, TYPES.into_iter());
                reader.error(
                    "type",
                    "unknown-type",
                    format!("`{other}` is not a type of trigger, so this one is skipped.{hint}"),
                );
                return None;
            }
        };
        let name = reader.text("name").unwrap_or_default();
        let condition = match reader.condition("expression") {
            Some(condition) => Some(condition),
            None => {
                old_expression(&reader, &name).and_then(|text| Condition::parse(&text.into()).ok())
            }
        };
        let trigger = Self {
            name,
            action,
            condition,
            pointer: reader.pointer.clone(),
        };
        reader.finish();
        Some(trigger)
    }
}

/// Old documents write `name`, `operator` and `value` instead of an expression.
fn old_expression(reader: &Reader, name: &str) -> Option<String> {
    if name.is_empty() {
        return None;
    }
    let written = reader.text("operator").unwrap_or_default();
    let operator = OPERATORS
        .iter()
        .find(|operator| operator.eq_ignore_ascii_case(&written))
        .unwrap_or(&"equal");
    let value = reader.value("value");
    let needs_value = !operator.ends_with("empty");
    if needs_value && value.is_unanswered() {
        return None;
    }
    Some(format!("{{{name}}} {operator} {}", operand(value)))
}

fn operand(value: &Value) -> String {
    match value {
        Value::Undefined | Value::Null => String::new(),
        Value::Text(text) => format!("'{text}'"),
        other => to_json(other),
    }
}
