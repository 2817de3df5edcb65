use std::rc::Rc;

use super::reader::{Reader, escape};
use crate::value::Value;

/// Where and how records are sent, as the document says it; the embedding page may say otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delivery {
    pub endpoint: Option<Rc<str>>,
    pub headers: Vec<(Rc<str>, Rc<str>)>,
    /// The statuses that acknowledge a record; empty for any 2xx.
    pub ack: Vec<u16>,
}

impl Delivery {
    pub(super) fn read(reader: Reader) -> Self {
        let delivery = Self {
            endpoint: reader
                .text("endpoint")
                .filter(|endpoint| is_http(endpoint, &reader)),
            headers: reader
                .object("headers")
                .map(|headers| read_headers(&headers))
                .unwrap_or_default(),
            ack: reader
                .list("ack", 20)
                .into_iter()
                .filter_map(|(item, pointer)| match item {
                    Value::Number(status) if (200.0..300.0).contains(status) => {
                        Some(*status as u16)
                    }
                    _ => {
                        reader.findings.error(
                            "bad-status",
                            &pointer,
                            "A status that acknowledges is a number from 200 to 299.",
                        );
                        None
                    }
                })
                .collect(),
        };
        if reader.one_of("format", &[("json", true)], true) {
            reader.finish();
        }
        delivery
    }
}

fn is_http(endpoint: &str, reader: &Reader) -> bool {
    let scheme_length = endpoint.find(':').unwrap_or(0);
    let has_scheme = scheme_length > 0 && !endpoint[..scheme_length].contains('/');
    let scheme = endpoint[..scheme_length].to_ascii_lowercase();
    let is_http = !has_scheme || scheme == "http" || scheme == "https";
    if !is_http {
        reader.error(
            "endpoint",
            "bad-endpoint",
            format!("Records can be sent to http(s) addresses only, not to `{endpoint}`."),
        );
    }
    is_http
}

fn read_headers(headers: &Reader) -> Vec<(Rc<str>, Rc<str>)> {
    headers
        .members()
        .filter_map(|(name, value)| match value.as_text() {
            Some(text) => Some((name.clone(), text.into())),
            None => {
                headers.error(
                    &escape(name),
                    "wrong-shape",
                    format!("The header `{name}` must be a text."),
                );
                None
            }
        })
        .collect()
}
