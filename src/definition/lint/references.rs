use super::names::Known;
use super::walk::{Node, Walk};
use crate::definition::findings::Findings;
use crate::value::Value;

/// Properties that name something else in the document, and name nothing.
pub(super) fn check(walk: &Walk, known: &Known, findings: &Findings) {
    for node in &walk.nodes {
        if node.is_a("surveytrigger") {
            check_trigger(node, known, findings);
        }
        if let Some(name) = node.text("choicesFromQuestion")
            && !known.is_element(name)
        {
            report(node, "choicesFromQuestion", name, known, findings);
        }
        if let Some(key) = node.text("keyName")
            && !walk.inside(node).any(|inner| *inner.name == *key)
        {
            report(node, "keyName", key, known, findings);
        }
    }
}

fn check_trigger(node: &Node, known: &Known, findings: &Findings) {
    let is_variable = matches!(node.member("isVariable"), Some((_, Value::Bool(true))));
    let sets_answer = node.kind != "runexpression" && !is_variable;
    if let Some(name) = node.text("setToName")
        && sets_answer
        && !known.is_question(name)
    {
        report(node, "setToName", name, known, findings);
    }
    for property in ["gotoName", "fromName"] {
        if let Some(name) = node.text(property)
            && !known.is_element(name)
            && !(property == "fromName" && known.is_value(name))
        {
            report(node, property, name, known, findings);
        }
    }
    for property in ["pages", "questions"] {
        let Some((pointer, Value::List(items))) = node.member(property) else {
            continue;
        };
        for (index, item) in items.iter().enumerate() {
            if let Some(name) = item.as_text()
                && !known.is_element(name)
            {
                findings.warning("unknown-element", &format!("{pointer}/{index}"), || {
                    message(name, known, findings)
                });
            }
        }
    }
}

fn report(node: &Node, property: &str, name: &str, known: &Known, findings: &Findings) {
    findings.warning(
        "unknown-element",
        &format!("{}/{property}", node.pointer),
        || message(name, known, findings),
    );
}

fn message(name: &str, known: &Known, findings: &Findings) -> String {
    format!(
        "Nothing in this document is called `{name}`.{}",
        known.hint(name, findings)
    )
}
