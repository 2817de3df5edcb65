use std::collections::HashSet;

use super::walk::Walk;
use crate::definition::class::Shape;
use crate::definition::findings::Findings;
use crate::value::{Value, to_json};

/// Of each list; who sees these sees the others.
const MAX_FOUND: usize = 5;

/// Values that stand twice in a list of choices, rows or rates: which of them was chosen, nobody could tell.
pub(super) fn check(walk: &Walk, findings: &Findings) {
    for node in &walk.nodes {
        for (property, name, value) in &node.members {
            if let (Shape::Items(_, limit), Value::List(items)) = (&property.1, value) {
                check_list(items, *limit, &format!("{}/{name}", node.pointer), findings);
            }
        }
    }
}

fn check_list(items: &[Value], limit: usize, pointer: &str, findings: &Findings) {
    let mut values = HashSet::new();
    let mut found = 0;
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
            found += 1;
            if found > MAX_FOUND {
                return;
            }
            findings.warning(
                "duplicate-value",
                &format!("{pointer}/{index}"),
                || format!("The value {written} stands here twice; nobody can tell which of them was chosen."),
            );
        }
    }
}
