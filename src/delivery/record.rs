use std::fmt;

use super::Request;
use crate::definition::is_header;
use crate::value::{Object, Value, to_json};

/// One finished response on its way: where it goes, and the exact bytes.
///
/// All of it is written to the device and appears in exports, so `headers` is no place for secrets: a token belongs
/// to the network, which may add it when the request leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The response's id, and the idempotency key: up to 128 letters, digits, `-`, `_` and `.`.
    pub id: String,
    /// An absolute http(s) address.
    pub endpoint: String,
    /// Beside `Content-Type: application/json` and `Idempotency-Key`, unless they are given here. One that is empty is
    /// not sent: some endpoints refuse headers that they do not know, and find the id in the body.
    pub headers: Vec<(String, String)>,
    /// The statuses that acknowledge; `None` for any 2xx.
    pub ack: Option<Vec<u16>>,
    pub body: String,
}

/// What the endpoint takes at most, and so the most that is accepted here. A few photographs have to fit, and all of it
/// into an empty `localStorage`.
pub const MAX_BODY_BYTES: usize = 4 << 20;
const MAX_ID_CHARS: usize = 128;
const MAX_ENDPOINT_BYTES: usize = 2048;
const MAX_HEADERS: usize = 32;
const MAX_HEADER_BYTES: usize = 4096;
const MAX_ACK: usize = 32;

/// Why a record was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SubmitError {
    Id,
    Endpoint,
    Headers,
    Ack,
    TooLarge,
    /// The same id was submitted before with another content, which is what counts.
    AlreadySubmitted,
}

impl fmt::Display for SubmitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Id => "the record's id must be 1 to 128 letters, digits, '-', '_' or '.'",
            Self::Endpoint => {
                "the record's endpoint must be an address of at most 2048 bytes that begins with http:// or https://"
            }
            Self::Headers => {
                "the record's headers must be at most 32, with plain names, values without line breaks, and 4096 bytes each"
            }
            Self::Ack => "the record's ack must list 1 to 32 statuses from 200 to 299",
            Self::TooLarge => "the record's body is larger than 4 MiB",
            Self::AlreadySubmitted => {
                "a record with this id was submitted before with another content; the first one is kept"
            }
        })
    }
}

impl std::error::Error for SubmitError {}

impl Record {
    pub(super) fn check(&self) -> Result<(), SubmitError> {
        if !is_id(&self.id) {
            return Err(SubmitError::Id);
        }
        let is_http = self.endpoint.starts_with("https://") || self.endpoint.starts_with("http://");
        if !is_http || self.endpoint.len() > MAX_ENDPOINT_BYTES {
            return Err(SubmitError::Endpoint);
        }
        if self.headers.len() > MAX_HEADERS || !self.headers.iter().all(is_sendable) {
            return Err(SubmitError::Headers);
        }
        if let Some(ack) = &self.ack
            && (ack.is_empty()
                || ack.len() > MAX_ACK
                || !ack.iter().all(|status| (200..300).contains(status)))
        {
            return Err(SubmitError::Ack);
        }
        if self.body.len() > MAX_BODY_BYTES {
            return Err(SubmitError::TooLarge);
        }
        Ok(())
    }

    pub(super) fn to_json(&self) -> String {
        to_json(&self.to_object().into())
    }

    pub(super) fn to_object(&self) -> Object {
        let mut object = Object::new();
        object.set("id", self.id.as_str());
        object.set("endpoint", self.endpoint.as_str());
        if !self.headers.is_empty() {
            let headers = self.headers.iter();
            let pairs =
                headers.map(|(name, value)| Value::list([Value::text(name), Value::text(value)]));
            object.set("headers", Value::list(pairs));
        }
        if let Some(ack) = &self.ack {
            let statuses = ack.iter().map(|status| Value::from(f64::from(*status)));
            object.set("ack", Value::list(statuses));
        }
        object.set("body", self.body.as_str());
        object
    }

    /// `None` for anything that [`Record::to_json`] would not have written.
    pub(super) fn from_value(value: &Value) -> Option<Self> {
        let text = |name: &str| value.get(name).as_text().map(String::from);
        let headers = value.get("headers").as_list().unwrap_or_default();
        let headers = headers.iter().map(|pair| match pair.as_list()? {
            [name, value] => Some((name.as_text()?.into(), value.as_text()?.into())),
            _ => None,
        });
        let ack = match value.get("ack") {
            Value::List(statuses) => Some(
                statuses
                    .iter()
                    .map(|status| Some(status.as_number()? as u16))
                    .collect::<Option<Vec<_>>>()?,
            ),
            _ => None,
        };
        let record = Self {
            id: text("id")?,
            endpoint: text("endpoint")?,
            headers: headers.collect::<Option<Vec<_>>>()?,
            ack,
            body: text("body")?,
        };
        record.check().is_ok().then_some(record)
    }

    pub(super) fn request(&self) -> Request {
        let mut headers = self.headers.clone();
        // A structured-field string (RFC 8941), hence the quotes.
        let key = ["\"", &self.id, "\""].concat();
        for (name, value) in [
            ("Content-Type", "application/json"),
            ("Idempotency-Key", &key),
        ] {
            if !headers
                .iter()
                .any(|(given, _)| given.eq_ignore_ascii_case(name))
            {
                headers.push((name.into(), value.into()));
            }
        }
        headers.retain(|(_, value)| !value.is_empty());
        Request {
            url: self.endpoint.clone(),
            headers,
            body: self.body.clone(),
        }
    }
}

/// The id stands in storage keys and in a header: nothing that either could read otherwise.
pub(super) fn is_id(id: &str) -> bool {
    (1..=MAX_ID_CHARS).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

fn is_sendable((name, value): &(String, String)) -> bool {
    name.len() + value.len() <= MAX_HEADER_BYTES && is_header(name, value)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::native::SerdeJson;
    use crate::value::Json;

    fn sample() -> Record {
        Record {
            id: "018f-a".into(),
            endpoint: "https://collect.example/v1".into(),
            headers: vec![("X-Team".into(), "a b".into())],
            ack: Some(vec![200, 201]),
            body: "{\"text\":\"é\u{1}\\n\"}".into(),
        }
    }

    #[test]
    fn a_record_reads_back_as_written() {
        for record in [
            sample(),
            Record {
                headers: vec![],
                ack: None,
                ..sample()
            },
        ] {
            let value = SerdeJson.parse(&record.to_json()).unwrap();
            assert_eq!(Record::from_value(&value), Some(record));
        }
    }

    #[test]
    fn records_with_impossible_parts_are_refused() {
        use SubmitError::*;
        let header = |name: &str, value: &str| vec![(name.to_string(), value.to_string())];
        type Change = Box<dyn Fn(&mut Record)>;
        let cases: Vec<(Result<(), SubmitError>, Change)> = vec![
            (Ok(()), Box::new(|_| {})),
            (Err(Id), Box::new(|record| record.id.clear())),
            (Err(Id), Box::new(|record| record.id = "a:b".into())),
            (Err(Id), Box::new(|record| record.id = "a\"".into())),
            (Ok(()), Box::new(|record| record.id = "a".repeat(128))),
            (Err(Id), Box::new(|record| record.id = "a".repeat(129))),
            (
                Err(Endpoint),
                Box::new(|record| record.endpoint = "/v1".into()),
            ),
            (
                Err(Endpoint),
                Box::new(|record| record.endpoint = "javascript:alert(1)".into()),
            ),
            (
                Err(Headers),
                Box::new(move |record| record.headers = header("A", "b\r\nC: d")),
            ),
            (
                Err(Headers),
                Box::new(move |record| record.headers = header("A b", "c")),
            ),
            (Err(Ack), Box::new(|record| record.ack = Some(vec![]))),
            (Err(Ack), Box::new(|record| record.ack = Some(vec![302]))),
            (
                Ok(()),
                Box::new(|record| record.body = "a".repeat(MAX_BODY_BYTES)),
            ),
            (
                Err(TooLarge),
                Box::new(|record| record.body = "a".repeat(MAX_BODY_BYTES + 1)),
            ),
        ];
        for (number, (expected, change)) in cases.into_iter().enumerate() {
            let mut record = sample();
            change(&mut record);
            assert_eq!(record.check(), expected, "case {number}");
        }
    }

    #[test]
    fn the_request_carries_the_type_and_the_quoted_key() {
        let request = sample().request();
        let expected = [
            ("X-Team", "a b"),
            ("Content-Type", "application/json"),
            ("Idempotency-Key", "\"018f-a\""),
        ];
        let expected = expected.map(|(name, value)| (name.to_string(), value.to_string()));
        assert_eq!(request.headers, expected);
        assert_eq!(request.body, sample().body);

        let typed = Record {
            headers: vec![("content-type".into(), "application/x-ndjson".into())],
            ..sample()
        };
        assert_eq!(typed.request().headers.len(), 2);
        let bare = Record {
            headers: vec![
                ("content-type".into(), "text/plain".into()),
                ("idempotency-key".into(), String::new()),
            ],
            ..sample()
        };
        assert_eq!(bare.request().headers, bare.headers[..1]);
    }
}
