use serde_json::{Map, Value};

use super::bounded_json::{self, BoundedJsonError};

/// A response record as it arrived, with the members that the store keeps in columns of their own.
#[derive(Debug, PartialEq)]
pub struct Submission {
    /// A UUID in lower case; the key under which the record is stored once.
    pub id: String,
    pub survey_id: String,
    pub survey_version: Option<String>,
    pub audience: Option<String>,
    /// `complete`, `partial` or `screened-out`.
    pub status: String,
    pub started_at: Option<String>,
    pub completed_at: Option<String>,
    pub locale: Option<String>,
    /// The record, byte for byte as it was sent.
    pub body: String,
}

/// Why bytes are not a response record.
#[derive(Debug, PartialEq)]
pub enum RecordError {
    NotJson(String),
    Invalid { message: String, pointer: String },
}

impl Submission {
    /// Reads and checks the shape of a record. What the survey asked is not known here, so
    /// `answers` and everything else inside is taken as it is.
    pub fn read(bytes: &[u8]) -> Result<Self, RecordError> {
        let value = bounded_json::read(bytes).map_err(|error| match error {
            BoundedJsonError::Syntax(reason) => {
                RecordError::NotJson(format!("The body is not JSON: {reason}."))
            }
            BoundedJsonError::Refused { message, pointer } => {
                RecordError::Invalid { message, pointer }
            }
        })?;
        let Value::Object(record) = value else {
            return Err(invalid("", "The record is not a JSON object."));
        };
        let survey = object(&record, "survey", "/survey")?;
        object(&record, "answers", "/answers")?;
        let body = std::str::from_utf8(bytes)
            .map_err(|error| RecordError::NotJson(format!("The body is not UTF-8: {error}.")))?;
        Ok(Self {
            id: uuid(&record)?,
            survey_id: text(survey, "id", "/survey/id")?,
            survey_version: optional_text(survey, "version", "/survey/version")?,
            audience: optional_text(&record, "audience", "/audience")?,
            status: status(&record)?,
            started_at: optional_text(&record, "startedAt", "/startedAt")?,
            completed_at: optional_text(&record, "completedAt", "/completedAt")?,
            locale: optional_text(&record, "locale", "/locale")?,
            body: body.to_owned(),
        })
    }
}

fn invalid(pointer: &str, message: impl Into<String>) -> RecordError {
    RecordError::Invalid {
        message: message.into(),
        pointer: pointer.to_owned(),
    }
}

fn object<'a>(
    parent: &'a Map<String, Value>,
    name: &str,
    pointer: &str,
) -> Result<&'a Map<String, Value>, RecordError> {
    parent
        .get(name)
        .and_then(Value::as_object)
        .ok_or_else(|| invalid(pointer, format!("`{name}` must be an object.")))
}

fn text(parent: &Map<String, Value>, name: &str, pointer: &str) -> Result<String, RecordError> {
    optional_text(parent, name, pointer)?
        .ok_or_else(|| invalid(pointer, format!("`{name}` must be a text.")))
}

fn optional_text(
    parent: &Map<String, Value>,
    name: &str,
    pointer: &str,
) -> Result<Option<String>, RecordError> {
    match parent.get(name) {
        None | Some(Value::Null) => Ok(None),
        // A database text may end at a NUL, and no survey needs one.
        Some(Value::String(text)) if text.contains('\0') => Err(invalid(
            pointer,
            format!("`{name}` must not contain a NUL character."),
        )),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(invalid(pointer, format!("`{name}` must be a text."))),
    }
}

fn uuid(record: &Map<String, Value>) -> Result<String, RecordError> {
    let id = text(record, "id", "/id")?;
    let is_uuid = id.len() == 36
        && id.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
    if !is_uuid {
        return Err(invalid(
            "/id",
            "`id` must be a UUID, such as 018f2b7e-6c1d-7a3b-9f00-0123456789ab.",
        ));
    }
    Ok(id.to_ascii_lowercase())
}

fn status(record: &Map<String, Value>) -> Result<String, RecordError> {
    let status = text(record, "status", "/status")?;
    match status.as_str() {
        "complete" | "partial" | "screened-out" => Ok(status),
        _ => Err(invalid(
            "/status",
            "`status` must be complete, partial or screened-out.",
        )),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use serde_json::json;

    fn example() -> Value {
        json!({
            "id": "018F2b7e-6c1d-7a3b-9f00-0123456789ab",
            "survey": { "id": "installation", "version": "3" }, "audience": "customer",
            "status": "complete", "startedAt": "2026-01-01T10:00:00Z",
            "completedAt": "2026-01-01T10:01:00Z", "locale": "fr", "answers": { "q": [1, "\u{0}"] },
        })
    }

    /// Puts `value` at `pointer` into the example (null removes it), and expects a refusal there.
    fn check_invalid(pointer: &str, value: Value) {
        let mut record = example();
        *record.pointer_mut(pointer).unwrap() = value;
        match Submission::read(record.to_string().as_bytes()) {
            Err(RecordError::Invalid { pointer: at, .. }) => assert_eq!(at, pointer, "{record}"),
            other => panic!("{record}: {other:?}"),
        }
    }

    #[test]
    fn a_record_gives_its_columns_and_keeps_its_bytes() {
        let body = example().to_string();
        let expected = Submission {
            id: "018f2b7e-6c1d-7a3b-9f00-0123456789ab".into(),
            survey_id: "installation".into(),
            survey_version: Some("3".into()),
            audience: Some("customer".into()),
            status: "complete".into(),
            started_at: Some("2026-01-01T10:00:00Z".into()),
            completed_at: Some("2026-01-01T10:01:00Z".into()),
            locale: Some("fr".into()),
            body: body.clone(),
        };
        assert_eq!(Submission::read(body.as_bytes()), Ok(expected));
    }

    #[test]
    fn only_id_survey_status_and_answers_are_needed() {
        let body = r#"{"id":"018f2b7e-6c1d-7a3b-9f00-0123456789ab","survey":{"id":""},
                       "status":"screened-out","completedAt":null,"answers":{}}"#;
        let submission = Submission::read(body.as_bytes()).unwrap();
        assert_eq!(submission.completed_at, None);
        assert_eq!(submission.survey_version, None);
    }

    #[test]
    fn wrong_members_are_named() {
        for (pointer, value) in [
            ("", json!([])),
            ("", json!("text")),
            ("/id", Value::Null),
            ("/id", json!(7)),
            ("/id", json!("")),
            ("/id", json!("018f2b7e06c1d-7a3b-9f00-0123456789ab")),
            ("/id", json!("018f2b7e-6c1d-7a3b-9f00-0123456789ag")),
            ("/id", json!("{018f2b7e-6c1d-7a3b-9f00-0123456789}")),
            ("/survey", Value::Null),
            ("/survey", json!("installation")),
            ("/survey/id", Value::Null),
            ("/survey/id", json!(1)),
            ("/survey/id", json!("a\u{0}b")),
            ("/survey/version", json!(3)),
            ("/audience", json!([])),
            ("/status", Value::Null),
            ("/status", json!("done")),
            ("/startedAt", json!(0)),
            ("/completedAt", json!({})),
            ("/locale", json!(true)),
            ("/answers", Value::Null),
            ("/answers", json!([])),
        ] {
            check_invalid(pointer, value);
        }
    }
}
