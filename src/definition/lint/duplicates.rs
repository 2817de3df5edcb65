use std::collections::HashSet;

use super::walk::Walk;
use crate::definition::class::Shape;
use crate::definition::findings::Findings;
use crate::value::{Value, to_json};

/// Values that stand twice in a list of choices, rows or rates: which of them was chosen, nobody could tell.
pub(super) fn check(walk: &Walk, findings: &Findings) {
    for node in &walk.nodes {
        for (name, value) in node.object.iter() {
            let Some(property) = node.class.find(name) else {
                continue;
            };
            if let (Shape::Items(_, limit), Value::List(items)) = (&property.1, value) {
                check_list(items, *limit, &format!("{}/{name}", node.pointer), findings);
            }
        }
    }
}

fn check_list(items: &[Value], limit: usize, pointer: &str, findings: &Findings) {
    let mut values = HashSet::new();
    for (index, item) in items.iter().take(limit).enumerate() {
        let value = match item {
            Value::Object(object) => object.get("value").unwrap_or(&Value::Undefined),
            plain => plain,
        };
        if value.is_absent() {
            continue;
        }
        let written = to_json(value);
        if !values.insert(written.clone()) {
            findings.warning(
                "duplicate-value",
                &format!("{pointer}/{index}"),
                format!("The value {written} stands here twice; nobody can tell which of them was chosen."),
            );
        }
    }
}
