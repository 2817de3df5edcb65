use std::rc::Rc;

use crate::value::{Object, Value};

/// Files and pictures within answers: contents that `localStorage` has no room for are kept apart from the draft, which
/// refers to them by an object with this one member. No respondent can write an object.
const REFERENCE: &str = "kept-apart";

const MIN_CHARS: usize = 2048;

/// A value with references in the place of its contents. `keep` gives the name under which a content is kept.
pub fn without_contents(value: &Value, keep: &mut dyn FnMut(&Rc<str>) -> String) -> Value {
    match value {
        Value::Text(text) if text.len() >= MIN_CHARS && text.starts_with("data:") => {
            Value::object([(REFERENCE.into(), keep(text).into())])
        }
        Value::List(items) => Value::list(items.iter().map(|item| without_contents(item, keep))),
        Value::Object(object) => {
            let members = object.iter();
            Value::object(
                members.map(|(name, value)| (name.clone(), without_contents(value, keep))),
            )
        }
        value => value.clone(),
    }
}

/// The value as it was. `None` if it is a content that `find` does not find, or a file without its content; within
/// something larger it is left out.
pub fn with_contents(
    value: &Value,
    find: &mut dyn FnMut(&str) -> Option<Rc<str>>,
) -> Option<Value> {
    Some(match value {
        Value::List(items) => {
            Value::list(items.iter().filter_map(|item| with_contents(item, find)))
        }
        Value::Object(object) => {
            if let Some(name) = object.get(REFERENCE).and_then(Value::as_text) {
                return find(name).map(Value::Text);
            }
            let mut whole = Object::new();
            for (name, value) in object.iter() {
                match with_contents(value, find) {
                    Some(value) => whole.set(name.clone(), value),
                    None if &**name == "content" => return None,
                    None => {}
                }
            }
            whole.into()
        }
        value => value.clone(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::native::SerdeJson;
    use crate::value::{Json, to_json};

    fn answers(content: &str) -> Value {
        let text = r#"{"q": 1, "sign": "CONTENT", "files": [{"name": "a", "content": "CONTENT"}, {"name": "b", "content": "data:,b"}], "panels": [{"sign": "CONTENT", "t": "x"}]}"#;
        SerdeJson.parse(&text.replace("CONTENT", content)).unwrap()
    }

    #[test]
    fn contents_leave_a_draft_and_come_back() {
        let content = ["data:image/png;base64,", &"A".repeat(MIN_CHARS)].concat();
        let whole = answers(&content);
        let mut kept = Vec::new();
        let draft = without_contents(&whole, &mut |content| {
            kept.push(content.clone());
            (kept.len() - 1).to_string()
        });
        assert!(to_json(&draft).len() < 400, "{draft:?}");
        assert_eq!(kept.len(), 3);
        let mut find = |name: &str| kept.get(name.parse::<usize>().ok()?).cloned();
        assert_eq!(with_contents(&draft, &mut find), Some(whole));
    }

    #[test]
    fn what_was_lost_is_left_out_and_nothing_else() {
        let content = ["data:image/png;base64,", &"A".repeat(MIN_CHARS)].concat();
        let draft = without_contents(&answers(&content), &mut |_| "0".into());
        let left = with_contents(&draft, &mut |_| None).unwrap();
        let expected = r#"{"q":1,"files":[{"name":"b","content":"data:,b"}],"panels":[{"t":"x"}]}"#;
        assert_eq!(to_json(&left), expected);
    }

    #[test]
    fn long_texts_that_are_no_contents_stay() {
        let long = Value::from("x".repeat(MIN_CHARS));
        let draft = without_contents(&long, &mut |_| unreachable!());
        assert_eq!(draft, long);
    }
}
