use std::rc::Rc;

use super::Condition;
use super::class::{Class, Property, Shape, Types};
use super::limits::MAX_ITEMS;
use super::reader::{Reader, concat};
use crate::value::{Value, number_to_text, read_number};

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

/// The operators that old documents write beside a name and a value.
const OPERATORS: &[&str] = &[
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

static TRIGGER: Class = Class {
    name: "surveytrigger",
    parent: None,
    properties: &[
        Property("type", Shape::Text),
        Property("name", Shape::Text),
        Property("expression", Shape::Expression),
        Property("operator", Shape::OneOf(OPERATORS)),
        Property("value", Shape::Value),
    ],
};

pub(super) static TRIGGERS: Types = Types {
    noun: "trigger",
    suffix: "trigger",
    classes: &[
        ("visible", &VISIBLE),
        ("complete", &COMPLETE),
        ("setvalue", &SET_VALUE),
        ("copyvalue", &COPY_VALUE),
        ("skip", &SKIP),
        ("runexpression", &RUN_EXPRESSION),
    ],
    not_yet: &[],
};

static VISIBLE: Class = Class {
    name: "visibletrigger",
    parent: Some(&TRIGGER),
    properties: &[
        Property("pages", Shape::Texts(MAX_ITEMS)),
        Property("questions", Shape::Texts(MAX_ITEMS)),
    ],
};

static COMPLETE: Class = Class {
    name: "completetrigger",
    parent: Some(&TRIGGER),
    properties: &[],
};

static SET_VALUE: Class = Class {
    name: "setvaluetrigger",
    parent: Some(&TRIGGER),
    properties: &[
        Property("setToName", Shape::Text),
        Property("setValue", Shape::Value),
        Property("isVariable", Shape::Flag),
    ],
};

static COPY_VALUE: Class = Class {
    name: "copyvaluetrigger",
    parent: Some(&TRIGGER),
    properties: &[
        Property("fromName", Shape::Text),
        Property("setToName", Shape::Text),
        Property("copyDisplayValue", Shape::Flag),
    ],
};

static SKIP: Class = Class {
    name: "skiptrigger",
    parent: Some(&TRIGGER),
    properties: &[Property("gotoName", Shape::Text)],
};

static RUN_EXPRESSION: Class = Class {
    name: "runexpressiontrigger",
    parent: Some(&TRIGGER),
    properties: &[
        Property("setToName", Shape::Text),
        Property("runExpression", Shape::Expression),
    ],
};

impl Trigger {
    pub(super) fn read_list(reader: &Reader) -> Vec<Self> {
        let items = reader.list("triggers").iter().enumerate();
        items
            .filter_map(|(index, item)| reader.typed("triggers", index, item))
            .map(|(kind, reader)| Self::read(kind, reader))
            .collect()
    }

    #[inline(never)]
    fn read(kind: &str, reader: Reader) -> Self {
        let text = |name| reader.text_or(name, "");
        let action = match kind {
            "visible" => TriggerAction::Visible {
                pages: reader.texts("pages"),
                questions: reader.texts("questions"),
            },
            "complete" => TriggerAction::Complete,
            "setvalue" => TriggerAction::SetValue {
                to: text("setToName"),
                value: reader.value("setValue"),
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
            _ => TriggerAction::RunExpression {
                to: reader.text("setToName"),
                expression: reader.condition("runExpression"),
            },
        };
        let condition = if reader.has("expression") {
            reader.condition("expression")
        } else {
            old_condition(&reader)
        };
        Self {
            name: text("name"),
            action,
            condition,
            pointer: reader.pointer,
        }
    }
}

/// Old documents write `name`, `operator` and `value` instead of an expression.
fn old_condition(reader: &Reader) -> Option<Condition> {
    let text = old_expression(
        &reader.text("name")?,
        OPERATORS.get(reader.word("operator"))?,
        &reader.value("value"),
    )?;
    let condition = Condition::parse(&text.into());
    if let Err(error) = &condition {
        reader.error("value", "bad-expression", || {
            concat(&["This makes no condition: ", &error.to_string()])
        });
    }
    condition.ok()
}

fn old_expression(name: &str, operator: &str, value: &Value) -> Option<String> {
    let needs_value = !operator.ends_with("empty");
    if needs_value && value.is_unanswered() {
        return None;
    }
    Some(concat(&["{", name, "} ", operator, " ", &operand(value)]))
}

/// As `survey-core` writes it: what reads as a number or as true or false stands without quotes.
fn operand(value: &Value) -> String {
    let plain = plain_text(value);
    let is_bare = match value {
        Value::Undefined | Value::Null | Value::Bool(_) | Value::Number(_) => true,
        Value::Text(text) => {
            text.eq_ignore_ascii_case("true")
                || text.eq_ignore_ascii_case("false")
                || read_number(text).is_some()
        }
        _ => false,
    };
    if is_bare {
        plain
    } else {
        concat(&["'", &plain, "'"])
    }
}

fn plain_text(value: &Value) -> String {
    match value {
        Value::Bool(flag) => if *flag { "true" } else { "false" }.into(),
        Value::Number(number) => number_to_text(*number),
        Value::Text(text) => text.to_string(),
        Value::List(items) => items.iter().map(plain_text).collect::<Vec<_>>().join(","),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_conditions_are_written_as_survey_core_writes_them() {
        let cases = [
            ("equal", Value::from("yes"), Some("{q} equal 'yes'")),
            ("equal", Value::from("5"), Some("{q} equal 5")),
            ("greater", Value::from(0), Some("{q} greater 0")),
            ("notequal", Value::from(false), Some("{q} notequal false")),
            ("equal", Value::from("True"), Some("{q} equal True")),
            ("notempty", Value::Undefined, Some("{q} notempty ")),
            ("equal", Value::Undefined, None),
            ("equal", Value::from("  "), None),
            (
                "contains",
                Value::list(["a".into(), 2.into()]),
                Some("{q} contains 'a,2'"),
            ),
        ];
        for (operator, value, expected) in cases {
            let found = old_expression("q", operator, &value);
            assert_eq!(found.as_deref(), expected);
            if let Some(text) = found {
                assert!(Condition::parse(&text.as_str().into()).is_ok(), "{text}");
            }
        }
    }
}
