use crate::expression::{Expression, is_function};
use crate::value::Value;

/// Types, properties and words that few documents use.
const RARE: &[&str] = &[
    "dropdown",
    "tagbox",
    "ranking",
    "imagepicker",
    "image",
    "matrix",
    "multipletext",
    "paneldynamic",
    "bindings",
    "file",
    "signaturepad",
    "maskType",
    "choicesByUrl",
    "triggers",
    "setValueIf",
    "setValueExpression",
    "resetValueIf",
    "inputPerPage",
    "showTimer",
    "showTimerPanel",
    "showPreviewBeforeComplete",
    "showQuestionNumbers",
    "displayStyle",
    "logo",
    "collapsed",
    "expanded",
    "questionOrder",
    "questionsOrder",
    "random",
    "regionalFormat",
];

/// The same for what may stand anywhere in a text, here in small letters: names of facts about right answers.
const RARE_WITHIN: &[&str] = &[
    "questioncount",
    "correctanswer",
    "correctedanswer",
    "correctquestion",
];

/// The one function that many expressions call.
const COMMON_FUNCTION: &str = "iif";

/// Whether a document may use what few do. The widget does not come with what is for these alone; so it is better said of
/// one document too many than of one too few: a text of the author may be taken for something else.
pub fn uses_rare(document: &Value) -> bool {
    match document {
        Value::Text(text) => {
            let lower = text.to_ascii_lowercase();
            is_rare(text) || holds_rare(&lower) || calls_function(text) || takes_powers(&lower)
        }
        Value::List(items) => items.iter().any(uses_rare),
        Value::Object(members) => {
            // A choice that asks more.
            (members.get("value").is_some() && members.get("elements").is_some())
                || members
                    .iter()
                    .any(|(name, value)| is_rare(name) || uses_rare(value))
        }
        _ => false,
    }
}

fn is_rare(word: &str) -> bool {
    RARE.iter().any(|rare| rare.eq_ignore_ascii_case(word))
}

fn holds_rare(lower: &str) -> bool {
    RARE_WITHIN.iter().any(|rare| lower.contains(rare))
}

fn calls_function(text: &str) -> bool {
    text.match_indices('(').any(|(place, _)| {
        let before = text[..place].trim_end();
        let name = before
            .rsplit(|letter: char| !letter.is_ascii_alphanumeric())
            .next();
        name.is_some_and(|name| name != COMMON_FUNCTION && is_function(name))
    })
}

/// Patterns of text hold the same sign, and sentences the same word.
fn takes_powers(lower: &str) -> bool {
    (lower.contains('^') || lower.contains("power"))
        && Expression::parse(lower).is_ok_and(|expression| expression.takes_powers())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::native::SerdeJson;
    use crate::value::Json;

    #[test]
    fn what_few_documents_use_is_noticed_wherever_it_stands() {
        for (document, expected) in [
            (r#"{"elements": [{"type": "text", "name": "a"}]}"#, false),
            (
                r#"{"elements": [{"type": "panel", "elements": [{"type": "file"}]}]}"#,
                true,
            ),
            (r#"{"elements": [{"type": "Ranking"}]}"#, true),
            (
                r#"{"elements": [{"type": "rating", "displayMode": "dropdown"}]}"#,
                true,
            ),
            (r#"{"triggers": []}"#, true),
            (r#"{"title": "File a complaint (optional)"}"#, false),
            (r#"{"visibleIf": "{a} = 1 and ({b} = 2)"}"#, false),
            (r#"{"visibleIf": "iif({a} > 1, 'x', 'y') = 'x'"}"#, false),
            (
                r#"{"visibleIf": "iif(age ({born}) > 17, 'x', 'y') = 'x'"}"#,
                true,
            ),
            (r#"{"expression": "isContainerReady('p')"}"#, true),
            (
                r#"{"title": {"de": "Bild", "en": "{x}"}, "maskType": "pattern"}"#,
                true,
            ),
            (
                r#"{"elements": [{"choices": [{"value": "a", "elements": []}]}]}"#,
                true,
            ),
            (r#"{"title": "{questionCount} questions"}"#, true),
            (r#"{"title": "Was it correct?"}"#, false),
            (r#"{"expression": "{width} ^ 2"}"#, true),
            (r#"{"expression": "iif({a} > 1, {a} POWER 2, 1)"}"#, true),
            (r#"{"regex": "^[^a-z]+$"}"#, false),
            (r#"{"title": "Was the power tool there?"}"#, false),
            (r#"{"value": "power"}"#, false),
            ("null", false),
        ] {
            let found = uses_rare(&SerdeJson.parse(document).unwrap());
            assert_eq!(found, expected, "{document}");
        }
    }
}
