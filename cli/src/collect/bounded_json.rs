use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Deepest nesting of arrays and objects that is read.
const MAX_DEPTH: usize = 64;

/// Why a text was not read as bounded JSON.
#[derive(Debug, PartialEq)]
pub enum BoundedJsonError {
    /// Not JSON at all; the reason names line and column.
    Syntax(String),
    /// JSON, but too deep or ambiguous at this JSON pointer.
    Refused { message: String, pointer: String },
}

/// Reads one JSON value that is at most 64 levels deep and names no member twice.
///
/// The limit is kept while reading, so that deep nesting costs neither stack nor memory. A member
/// given twice is refused because two readers could each see another value in it.
pub fn read(bytes: &[u8]) -> Result<Value, BoundedJsonError> {
    let mut trail = Trail::default();
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = BoundedValue(&mut trail)
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    value.map_err(|error| match trail.refusal.take() {
        Some(message) => BoundedJsonError::Refused {
            message,
            pointer: trail.pointer(),
        },
        None => BoundedJsonError::Syntax(error.to_string()),
    })
}

/// Escapes one member name for use in a JSON pointer.
pub fn pointer_step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Where the reader stands; after a failure, where it stopped.
#[derive(Default)]
struct Trail {
    steps: Vec<Step>,
    refusal: Option<String>,
}

enum Step {
    Member(String),
    Item(usize),
}

impl Trail {
    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.steps {
            pointer.push('/');
            match step {
                Step::Member(name) => pointer.push_str(&pointer_step(name)),
                Step::Item(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }

    fn refuse<E: Error>(&mut self, message: String) -> E {
        self.refusal = Some(message);
        E::custom("refused")
    }

    fn check_depth<E: Error>(&mut self) -> Result<(), E> {
        if self.steps.len() < MAX_DEPTH {
            return Ok(());
        }
        Err(self.refuse(format!(
            "The record is nested more than {MAX_DEPTH} levels deep here."
        )))
    }
}

struct BoundedValue<'trail>(&'trail mut Trail);

impl<'de> DeserializeSeed<'de> for BoundedValue<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for BoundedValue<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let trail = self.0;
        trail.check_depth()?;
        let mut values = Vec::new();
        trail.steps.push(Step::Item(0));
        while let Some(value) = items.next_element_seed(BoundedValue(&mut *trail))? {
            values.push(value);
            trail.steps.pop();
            trail.steps.push(Step::Item(values.len()));
        }
        trail.steps.pop();
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let trail = self.0;
        trail.check_depth()?;
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            trail.steps.push(Step::Member(name.clone()));
            if object.contains_key(&name) {
                return Err(trail.refuse("This member is given twice.".to_owned()));
            }
            let value = members.next_value_seed(BoundedValue(&mut *trail))?;
            object.insert(name, value);
            trail.steps.pop();
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    fn check_value(text: &str) {
        let expected: Value = serde_json::from_str(text).unwrap();
        assert_eq!(read(text.as_bytes()), Ok(expected), "{text}");
    }

    fn check_refused(text: &str, expected_pointer: &str) {
        match read(text.as_bytes()) {
            Err(BoundedJsonError::Refused { pointer, .. }) => {
                assert_eq!(pointer, expected_pointer, "{text}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    fn check_syntax(text: &[u8]) {
        match read(text) {
            Err(BoundedJsonError::Syntax(_)) => {}
            other => panic!("{}: {other:?}", String::from_utf8_lossy(text)),
        }
    }

    #[test]
    fn values_are_read_as_they_stand() {
        for text in [
            "null",
            "true",
            "-1",
            "18446744073709551615",
            "1.5e-3",
            r#""\u00e9\ud83d\ude00""#,
            "[]",
            r#"[1,[2,{"b":[],"a":{}}],"x"]"#,
            r#" {"z":1,"a":null} "#,
        ] {
            check_value(text);
        }
        check_value(&format!("{}{}", "[".repeat(64), "]".repeat(64)));
    }

    #[test]
    fn too_deep_or_ambiguous_is_refused_with_a_pointer() {
        check_refused(&"[".repeat(65), &"/0".repeat(64));
        check_refused(&"[".repeat(500_000), &"/0".repeat(64));
        check_refused(&r#"{"a/b":"#.repeat(65), &"/a~1b".repeat(64));
        check_refused(r#"{"a":[0,{"b":1,"b":2}]}"#, "/a/1/b");
    }

    #[test]
    fn what_is_not_json_is_a_syntax_error() {
        for text in [
            "",
            "nonsense",
            "{",
            "[1,]",
            "1 2",
            "{\"a\":1}x",
            "'a'",
            "1e999",
            "\u{feff}{}",
        ] {
            check_syntax(text.as_bytes());
        }
        check_syntax(b"\"\xff\"");
    }
}
