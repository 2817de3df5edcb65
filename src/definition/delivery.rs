use std::rc::Rc;

use super::class::{Class, Property, Shape};
use super::reader::{Reader, concat, escape, meaning};
use crate::value::{Object, Value};

const MAX_STATUSES: usize = 20;

/// Where and how records are sent, as the document says it; the embedding page may say otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delivery {
    pub endpoint: Option<Rc<str>>,
    pub format: Format,
    /// What is sent in the place of the record; see `response::encode`.
    pub body: Value,
    pub headers: Vec<(Rc<str>, Rc<str>)>,
    /// The statuses that acknowledge a record; empty for any 2xx.
    pub ack: Vec<u16>,
}

/// How the record is wrapped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    Json,
    /// One structured event.
    CloudEvents,
    CloudEventsBatch,
    Ndjson,
}

impl Format {
    const ALL: [Self; 4] = [
        Self::Json,
        Self::CloudEvents,
        Self::CloudEventsBatch,
        Self::Ndjson,
    ];
}

/// In the order of [`Format::ALL`].
const FORMATS: &[&str] = &["json", "cloudevents", "cloudevents-batch", "ndjson"];

/// What a name in a `body` may begin with: the members of a record, and two names for the whole.
pub const PLACEHOLDERS: [&str; 16] = [
    "id",
    "survey",
    "audience",
    "status",
    "startedAt",
    "completedAt",
    "timezone",
    "locale",
    "context",
    "answers",
    "journey",
    "metrics",
    "paradata",
    "quality",
    "record",
    "json",
];

pub(super) static DELIVERY: Class = Class {
    name: "delivery",
    parent: None,
    properties: &[
        Property("endpoint", Shape::Text),
        Property("format", Shape::OneOf(FORMATS)),
        Property("body", Shape::Value),
        Property("headers", Shape::Open),
        Property("ack", Shape::Value),
    ],
};

impl Delivery {
    pub(super) fn read(reader: &Reader) -> Self {
        Self {
            endpoint: reader
                .text("endpoint")
                .filter(|endpoint| is_http(endpoint, reader)),
            format: meaning(&Format::ALL, reader.word("format")),
            body: reader.value("body"),
            headers: read_headers(reader),
            ack: read_statuses(reader),
        }
    }
}

fn is_http(endpoint: &str, reader: &Reader) -> bool {
    let scheme_length = endpoint.find(':').unwrap_or(0);
    let has_scheme = scheme_length > 0 && !endpoint[..scheme_length].contains('/');
    let scheme = endpoint[..scheme_length].to_ascii_lowercase();
    let is_http = !has_scheme || scheme == "http" || scheme == "https";
    if !is_http {
        reader.error("endpoint", "bad-endpoint", || {
            concat(&[
                "Records can be sent to http(s) addresses only, not to `",
                endpoint,
                "`.",
            ])
        });
    }
    is_http
}

fn read_headers(reader: &Reader) -> Vec<(Rc<str>, Rc<str>)> {
    let mut headers = Vec::new();
    for (name, value) in reader
        .open_members("headers")
        .into_iter()
        .flat_map(Object::iter)
    {
        match value {
            Value::Text(text) if is_header(name, text) => {
                headers.push((name.clone(), text.clone()));
            }
            Value::Text(_) => reader.error(&concat(&["headers/", &escape(name)]), "bad-header", || {
                concat(&[
                    "No request can have the header `",
                    name,
                    "`: a name has letters, digits and hyphens only, and a value no line breaks and no signs beyond `ÿ`.",
                ])
            }),
            _ => reader.error(&concat(&["headers/", &escape(name)]), "wrong-shape", || {
                concat(&["The header `", name, "` must be a text."])
            }),
        }
    }
    headers
}

/// Whether browsers send it: others are refused before anything is sent at all.
pub fn is_header(name: &str, value: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let is_plain = |sign: char| sign == '\t' || (' '..='\u{ff}').contains(&sign);
    !name.is_empty() && name.bytes().all(is_token) && value.chars().all(is_plain)
}

/// In a text of `body`: what stands before the next name in braces, the name, and what stands after it. Other braces are text.
pub fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find('{')?;
        let name = text[start + 1..].split(|letter: char| !is_of_name(letter));
        let name = name.into_iter().next().unwrap_or_default();
        let end = start + 1 + name.len();
        if !name.is_empty() && text[end..].starts_with('}') {
            return Some((&text[..start], name, &text[end + 1..]));
        }
        from = start + 1;
    }
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-')
}

fn read_statuses(reader: &Reader) -> Vec<u16> {
    let written = reader.value("ack");
    let items = written.as_list().unwrap_or(std::slice::from_ref(&written));
    let mut statuses = Vec::new();
    for (index, item) in items.iter().take(MAX_STATUSES).enumerate() {
        match item {
            Value::Number(status) if (200.0..300.0).contains(status) => {
                statuses.push(*status as u16);
            }
            Value::Undefined => {}
            _ => reader.findings.error(
                "bad-status",
                &reader.at_item("ack", index),
                || "A status that acknowledges is a number from 200 to 299.",
            ),
        }
    }
    statuses
}
