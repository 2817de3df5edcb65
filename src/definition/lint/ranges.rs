use super::walk::{Node, Walk};
use crate::definition::findings::Findings;
use crate::value::{Value, number_to_text, read_number};

/// The properties that stand for the ends of a range, and whether 0 means that there is no upper end.
const RANGES: [(&str, &str, bool); 9] = [
    ("min", "max", false),
    ("minValue", "maxValue", false),
    ("minLength", "maxLength", true),
    ("minCount", "maxCount", true),
    ("minSelectedChoices", "maxSelectedChoices", true),
    ("minPanelCount", "maxPanelCount", false),
    ("choicesMin", "choicesMax", true),
    ("penMinWidth", "penMaxWidth", false),
    ("minimumFractionDigits", "maximumFractionDigits", false),
];

/// Ranges that nothing lies in, and demands that cannot be met.
pub(super) fn check(walk: &Walk, findings: &Findings) {
    for node in &walk.nodes {
        for (low, high, zero_is_open) in RANGES {
            check_range(node, low, high, zero_is_open, findings);
        }
        check_selection(node, findings);
    }
}

fn check_range(node: &Node, low: &str, high: &str, zero_is_open: bool, findings: &Findings) {
    let (Some((pointer, least)), Some((_, most))) = (node.member(low), node.member(high)) else {
        return;
    };
    let is_open = match most.as_number() {
        Some(most) => (zero_is_open && most == 0.0) || (most < 0.0 && high.contains("Digits")),
        None => false,
    };
    if !is_open && is_above(least, most) {
        findings.error("bad-range", &pointer, || {
            format!(
                "`{low}` is {} and `{high}` is {}, so nothing lies between them.",
                shown(least),
                shown(most)
            )
        });
    }
}

/// Numbers as numbers, dates and times in ISO's way as texts; what cannot be compared is in order.
fn is_above(least: &Value, most: &Value) -> bool {
    let number = |value: &Value| match value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => read_number(text),
        _ => None,
    };
    if let (Some(least), Some(most)) = (number(least), number(most)) {
        return least > most;
    }
    let is_iso = |text: &str| {
        text.bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_digit())
    };
    match (least.as_text(), most.as_text()) {
        (Some(least), Some(most)) if is_iso(least) && is_iso(most) => {
            // A day and a minute are told apart by the part that both have.
            let common = least.len().min(most.len());
            least.get(..common) > most.get(..common)
        }
        _ => false,
    }
}

fn check_selection(node: &Node, findings: &Findings) {
    let (Some(least), Some((_, Value::List(choices)))) =
        (node.number("minSelectedChoices"), node.member("choices"))
    else {
        return;
    };
    let special = [
        "showOtherItem",
        "showNoneItem",
        "showRefuseItem",
        "showDontKnowItem",
    ];
    let shown = special
        .iter()
        .filter(|name| node.member(name).is_some())
        .count();
    let is_open = ["choicesByUrl", "choicesFromQuestion", "allowCustomChoices"]
        .iter()
        .any(|name| node.member(name).is_some());
    if !is_open && !choices.is_empty() && least > (choices.len() + shown) as f64 {
        findings.error(
            "bad-range",
            &format!("{}/minSelectedChoices", node.pointer),
            || {
                format!(
                    "At least {} of {} choices cannot be chosen.",
                    number_to_text(least),
                    choices.len()
                )
            },
        );
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Number(number) => number_to_text(*number),
        _ => value.kind().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_ranges_are_compared_as_what_they_are() {
        let cases = [
            (Value::from(2), Value::from(1), true),
            (Value::from(1), Value::from(1), false),
            (Value::from("10"), Value::from(9), true),
            (Value::from("2026-02-01"), Value::from("2026-01-31"), true),
            (Value::from("2026-01-31"), Value::from("2026-02-01"), false),
            (
                Value::from("2026-01-31T10:00"),
                Value::from("2026-01-31"),
                false,
            ),
            (Value::from("10:30"), Value::from("09:00"), true),
            (Value::from("today"), Value::from("2020-01-01"), false),
            (Value::Null, Value::from(1), false),
        ];
        for (least, most, expected) in cases {
            assert_eq!(is_above(&least, &most), expected, "{least:?} {most:?}");
        }
    }
}
