use crate::definition::{Delivery, Format, next_placeholder};
use crate::value::{Object, Value, to_json};

/// A record as its endpoint wants it: the media type, and the text.
///
/// The document's `delivery.body` is a template: in its texts `{answers.name}` stands for that member of the record,
/// `{record}` for all of it and `{json}` for its JSON as a text. A text that is nothing but such a name becomes the value
/// itself, and is left out where the record has no such member.
pub fn encode(record: &Value, delivery: &Delivery) -> (&'static str, String) {
    let content = match &delivery.body {
        Value::Undefined => record.clone(),
        template => filled(template, record),
    };
    match delivery.format {
        Format::CloudEvents => (
            "application/cloudevents+json",
            to_json(&event(record, content)),
        ),
        Format::CloudEventsBatch => (
            "application/cloudevents-batch+json",
            to_json(&Value::list([event(record, content)])),
        ),
        Format::Ndjson => ("application/x-ndjson", to_json(&content) + "\n"),
        Format::Json => ("application/json", to_json(&content)),
    }
}

/// A structured event of CloudEvents 1.0.
fn event(record: &Value, data: Value) -> Value {
    let mut event = Object::new();
    event.set("specversion", "1.0");
    event.set("id", record.get("id").clone());
    event.set("source", "journey-survey");
    event.set("type", "journey-survey.response");
    event.set("subject", record.get("survey").get("id").clone());
    event.set("time", record.get("completedAt").clone());
    event.set("datacontenttype", "application/json");
    event.set("data", data);
    event.into()
}

fn filled(template: &Value, record: &Value) -> Value {
    match template {
        Value::Text(text) => filled_text(text, record),
        Value::List(items) => Value::list(items.iter().map(|item| filled(item, record))),
        Value::Object(members) => {
            let members = members.iter();
            let members = members.map(|(name, value)| (name.clone(), filled(value, record)));
            members.collect::<Object>().into()
        }
        other => other.clone(),
    }
}

fn filled_text(text: &str, record: &Value) -> Value {
    let mut whole = String::new();
    let mut rest = text;
    while let Some((before, name, after)) = next_placeholder(rest) {
        let value = member(record, name);
        if before.is_empty() && after.is_empty() && whole.is_empty() {
            return value;
        }
        whole.push_str(before);
        match value {
            Value::Undefined => {}
            Value::Text(text) => whole.push_str(&text),
            other => whole.push_str(&to_json(&other)),
        }
        rest = after;
    }
    whole.push_str(rest);
    Value::text(whole)
}

fn member(record: &Value, path: &str) -> Value {
    match path {
        "record" => record.clone(),
        "json" => Value::text(to_json(record)),
        path => at(record, path).clone(),
    }
}

/// Names of questions may have dots themselves.
fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    let ends = path.match_indices('.').map(|(end, _)| end);
    for end in ends {
        let inner = value.get(&path[..end]);
        if !inner.is_absent() {
            let found = at(inner, &path[end + 1..]);
            if !matches!(found, Value::Undefined) {
                return found;
            }
        }
    }
    value.get(path)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::definition::read;
    use crate::native::SerdeJson;
    use crate::value::Json;

    const RECORD: &str = r#"{"id":"018f","survey":{"id":"s"},"completedAt":"2026-01-15T12:00:00Z","answers":{"n":7,"t":"a \"b\"","größe":[1],"first.name":"Ada"}}"#;

    #[track_caller]
    fn check(delivery: &str, expected_type: &str, expected: &str) {
        let document =
            format!(r#"{{"elements":[{{"type":"text","name":"t"}}],"delivery":{delivery}}}"#);
        let reading = read(&SerdeJson.parse(&document).unwrap());
        let delivery = reading.survey.unwrap().delivery.clone();
        let record = SerdeJson.parse(RECORD).unwrap();
        let (media_type, text) = encode(&record, &delivery);
        assert_eq!((media_type, &*text), (expected_type, expected));
    }

    #[test]
    fn each_format_wraps_the_record() {
        let event = format!(
            r#"{{"specversion":"1.0","id":"018f","source":"journey-survey","type":"journey-survey.response","subject":"s","time":"2026-01-15T12:00:00Z","datacontenttype":"application/json","data":{RECORD}}}"#
        );
        check("{}", "application/json", RECORD);
        check(r#"{"format":"json"}"#, "application/json", RECORD);
        check(
            r#"{"format":"ndjson"}"#,
            "application/x-ndjson",
            &format!("{RECORD}\n"),
        );
        check(
            r#"{"format":"cloudevents"}"#,
            "application/cloudevents+json",
            &event,
        );
        check(
            r#"{"format":"cloudevents-batch"}"#,
            "application/cloudevents-batch+json",
            &format!("[{event}]"),
        );
    }

    #[test]
    fn a_template_takes_what_it_names_from_the_record() {
        let check_body = |body: &str, expected: &str| {
            check(
                &format!(r#"{{"body":{body}}}"#),
                "application/json",
                expected,
            );
        };
        check_body(r#""{record}""#, RECORD);
        check_body(
            r#"{"records":[{"key":"{id}","value":"{record}"}]}"#,
            &format!(r#"{{"records":[{{"key":"018f","value":{RECORD}}}]}}"#),
        );
        check_body(
            r#"[1, true, "{answers.n}", "{answers.größe}", "{answers.first.name}", "n = {answers.n}, {answers.t}.", "{ id } {} {", "{answers.missing}!"]"#,
            r#"[1,true,7,[1],"Ada","n = 7, a \"b\".","{ id } {} {","!"]"#,
        );
        check_body(
            r#"{"a":"{answers.missing}","b":"{survey.id}"}"#,
            r#"{"b":"s"}"#,
        );
        check_body(
            r#"{"text":"{json}"}"#,
            &to_json(
                &SerdeJson
                    .parse(&format!(
                        "{{\"text\":{}}}",
                        serde_json::to_string(RECORD).unwrap()
                    ))
                    .unwrap(),
            ),
        );
        check(
            r#"{"format":"ndjson","body":{"id":"{id}"}}"#,
            "application/x-ndjson",
            "{\"id\":\"018f\"}\n",
        );
    }
}
