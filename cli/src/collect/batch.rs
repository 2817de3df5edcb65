use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::error::ApiError;

/// The records of a request, each byte for byte as it was sent.
pub enum Batch<'a> {
    One(&'a [u8]),
    Many(Vec<&'a [u8]>),
}

/// Most records in one request.
const MAX_RECORDS: usize = 10_000;

/// Of a CloudEvent only what it carries; its other members say the same once more.
#[derive(Deserialize)]
struct Event<'a> {
    #[serde(borrow)]
    data: &'a RawValue,
}

impl<'a> Batch<'a> {
    /// What the body is says its type; plain JSON may be one record or an array of them.
    pub fn read(headers: &HeaderMap, bytes: &'a [u8]) -> Result<Self, ApiError> {
        let media_type = headers.get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        let media_type = media_type.and_then(|text| text.split(';').next());
        let batch = match media_type
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
            .as_str()
        {
            "application/x-ndjson" | "application/ndjson" | "application/jsonl" => {
                let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
                Self::Many(lines.filter(|line| !line.is_empty()).collect())
            }
            "application/cloudevents+json" => {
                let event: Event = parsed(bytes)?;
                Self::One(event.data.get().as_bytes())
            }
            "application/cloudevents-batch+json" => {
                let events: Vec<Event> = parsed(bytes)?;
                let records = events.iter().map(|event| event.data.get().as_bytes());
                Self::Many(records.collect())
            }
            _ if bytes.trim_ascii_start().starts_with(b"[") => {
                let records: Vec<&RawValue> = parsed(bytes)?;
                Self::Many(
                    records
                        .iter()
                        .map(|record| record.get().as_bytes())
                        .collect(),
                )
            }
            _ => Self::One(bytes),
        };
        match &batch {
            Self::Many(records) if records.is_empty() => {
                let message = "There is no record in the body.";
                Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, message).at(""))
            }
            Self::Many(records) if records.len() > MAX_RECORDS => {
                let message = format!("Send at most {MAX_RECORDS} records in one request.");
                Err(ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, message))
            }
            _ => Ok(batch),
        }
    }

    pub fn into_records(self) -> Vec<&'a [u8]> {
        match self {
            Self::One(record) => vec![record],
            Self::Many(records) => records,
        }
    }
}

fn parsed<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, ApiError> {
    serde_json::from_slice(bytes).map_err(|error| {
        let message = format!("The body is not what its type says: {error}.");
        ApiError::new(StatusCode::BAD_REQUEST, message)
    })
}
