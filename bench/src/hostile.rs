/// A document made to exhaust whoever reads it.
pub struct Hostile {
    /// In words; with hyphens for spaces the name of its file.
    pub name: &'static str,
    pub document: String,
    /// Whether the harm is done while somebody answers: it is walked through as well.
    pub harms_when_answered: bool,
}

const DEPTH: usize = 100_000;
const EXPRESSION_BYTES: usize = 1 << 20;
const CHOICES: usize = 1_000_000;

/// Each of them tries exponentially many ways to fit [`hostile_answer`].
const REGEX: &str = r#"{"elements":[{"type":"text","name":"a","validators":[{"type":"regex","regex":"^(a+)+$"}]},
    {"type":"text","name":"b","validators":[{"type":"expression","expression":"{b} notempty"},
        {"type":"regex","regex":"^(([a-z])+)+$"}]}]}"#;

/// What questions of a hostile document are answered with.
pub fn hostile_answer() -> String {
    "a".repeat(100) + "!"
}

/// Values that set each other, by every way there is.
const CYCLES: &str = r#"{
    "calculatedValues":[{"name":"x","expression":"{y} + 1"},{"name":"y","expression":"{x} + {a} + {b}"}],
    "triggers":[{"type":"setvalue","expression":"{a} notempty","setToName":"b","setValue":1},
        {"type":"runexpression","expression":"{b} notempty","setToName":"a","runExpression":"{b} + 1"},
        {"type":"copyvalue","expression":"{c} notempty","setToName":"d","fromName":"c"},
        {"type":"copyvalue","expression":"{d} notempty","setToName":"c","fromName":"d"}],
    "elements":[
        {"type":"text","name":"a","setValueExpression":"{b} + 1","visibleIf":"{b} != 3"},
        {"type":"text","name":"b","setValueExpression":"{a} + {a}","visibleIf":"{a} != 3"},
        {"type":"text","name":"c","defaultValueExpression":"{d} + 1","resetValueIf":"{d} > 5"},
        {"type":"text","name":"d","defaultValueExpression":"{c} + 1","setValueIf":"{c} > 1","setValueExpression":"{c} + 1"},
        {"type":"expression","name":"e","expression":"{e} + {f} + 1"},
        {"type":"expression","name":"f","expression":"{e} * 2"}]}"#;

/// All of them.
pub fn documents() -> Vec<Hostile> {
    let reads = |name, document| Hostile {
        name,
        document,
        harms_when_answered: false,
    };
    let answered = |name, document: &str| Hostile {
        name,
        document: document.to_owned(),
        harms_when_answered: true,
    };
    let fill = |start: &str, part: &str, end: &str| {
        let count = (EXPRESSION_BYTES - start.len() - end.len()) / part.len();
        expression(&[start, &part.repeat(count), end].concat())
    };
    let half = EXPRESSION_BYTES / 2;
    // Within the limit on an expression's length, where all of it is read.
    let short = |part: &str| expression(&part.repeat((60 << 10) / part.len()));
    vec![
        reads("100 000 nested panels", elements(&nested(PANEL, "", "]}"))),
        reads("100 000 nested lists", nested("[", "", "]")),
        reads("100 000 open lists", nested("[", "", "")),
        reads("100 000 nested objects", nested(r#"{"a":"#, "1", "}")),
        reads(
            "1 MB expression, parentheses",
            expression(&["(".repeat(half), "1".into(), ")".repeat(half)].concat()),
        ),
        reads("1 MB expression, sum", fill("1", " + 1", "")),
        reads("1 MB expression, not not not", fill("", "negate ", "{a}")),
        reads("1 MB expression, long text", fill("{a} = '", "a", "'")),
        reads("60 KB expression, parentheses", short("(")),
        reads("60 KB expression, open lists", short("[f(a=")),
        reads("60 KB expression, not not not", short("!")),
        reads("60 KB expression, sum", short("1+")),
        reads("1 000 000 choices", choices()),
        reads("300 000 unknown properties", properties()),
        answered("values in cycles", CYCLES),
        answered("catastrophic regex", REGEX),
    ]
}

const PANEL: &str = r#"{"type":"panel","elements":["#;

fn nested(open: &str, inner: &str, close: &str) -> String {
    [&open.repeat(DEPTH), inner, &close.repeat(DEPTH)].concat()
}

fn elements(list: &str) -> String {
    format!(r#"{{"elements":[{list}]}}"#)
}

fn expression(text: &str) -> String {
    elements(&format!(
        r#"{{"type":"text","name":"a","visibleIf":"{text}"}}"#
    ))
}

fn choices() -> String {
    let choices = "1,".repeat(CHOICES - 1);
    elements(&format!(
        r#"{{"type":"checkbox","name":"a","choices":[{choices}1]}}"#
    ))
}

fn properties() -> String {
    let members: Vec<_> = (0..300_000)
        .map(|number| format!("\"m{number}\":1"))
        .collect();
    format!("{{{}}}", members.join(","))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use journey_survey::definition::MAX_DOCUMENT_BYTES;

    use super::*;

    #[test]
    fn none_is_refused_for_its_size_alone() {
        let documents = documents();
        for hostile in &documents {
            let size = hostile.document.len();
            assert!(size <= MAX_DOCUMENT_BYTES, "{}: {size} bytes", hostile.name);
        }
        let names: BTreeSet<_> = documents.iter().map(|hostile| hostile.name).collect();
        assert_eq!(names.len(), documents.len());
    }
}
