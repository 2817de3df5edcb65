use super::names::Known;
use super::walk::Walk;
use crate::definition::delivery::{PLACEHOLDERS, next_placeholder};
use crate::definition::findings::Findings;
use crate::definition::reader::escape;
use crate::definition::spelling::did_you_mean;
use crate::value::Value;

/// Names in the template for what is sent that stand for nothing: what they were to hold would be missing in each response.
pub(super) fn check(walk: &Walk, known: &Known, findings: &Findings) {
    for node in &walk.nodes {
        if node.class.name == "delivery"
            && let Some((pointer, body)) = node.member("body")
        {
            check_template(body, &pointer, known, findings);
        }
    }
}

fn check_template(template: &Value, pointer: &str, known: &Known, findings: &Findings) {
    match template {
        Value::Text(text) => check_text(text, pointer, known, findings),
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                check_template(item, &format!("{pointer}/{index}"), known, findings);
            }
        }
        Value::Object(members) => {
            for (name, value) in members.iter() {
                check_template(
                    value,
                    &format!("{pointer}/{}", escape(name)),
                    known,
                    findings,
                );
            }
        }
        _ => {}
    }
}

fn check_text(text: &str, pointer: &str, known: &Known, findings: &Findings) {
    let mut rest = text;
    while let Some((_, path, after)) = next_placeholder(rest) {
        rest = after;
        let (member, inner) = path.split_once('.').unwrap_or((path, ""));
        if !PLACEHOLDERS.contains(&member) {
            findings.warning("unknown-placeholder", pointer, || {
                let hint = did_you_mean(member, PLACEHOLDERS.into_iter());
                format!("No response has a `{member}`, so `{{{path}}}` is sent empty.{hint}")
            });
        } else if matches!(member, "answers" | "context")
            && !inner.is_empty()
            && !known.leads_somewhere(inner)
        {
            findings.warning("unknown-placeholder", pointer, || {
                format!(
                    "Nothing is called `{inner}`, so `{{{path}}}` is sent empty.{}",
                    known.hint(inner, findings)
                )
            });
        }
    }
}
