use super::envelope::{Opened, hexadecimal, open, seal};
use super::keys::Kind;
use super::record::is_id;
use super::{MAX_BODY_BYTES, Platform, Record, Saved, crc32, outbox::Outbox};
use crate::value::{Json as _, Object, Value, to_json};

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub added: usize,
    /// Already here, or already sent.
    pub known: usize,
    /// Numbers of the lines that were refused, from 1: damaged, not ours, no room; at most [`MAX_REFUSALS`].
    pub refused: Vec<usize>,
}

/// Escaping may double a body, or in the worst case make six bytes of one.
const MAX_LINE_BYTES: usize = 6 * MAX_BODY_BYTES + (1 << 16);
const MAX_LINES: usize = 100_000;
const MAX_REFUSALS: usize = 1_000;

impl<P: Platform> Outbox<P> {
    /// Everything that is not delivered, as NDJSON: one record a line, `{"crc32", "id", "endpoint", "body", …}`.
    /// What this version cannot read goes along as it is: `{"crc32", "key", "raw"}`.
    ///
    /// The sum is that of the line without its `crc32`, written as [`to_json`] writes it.
    pub fn export(&self) -> String {
        let mut lines = String::new();
        for key in self.shelf.keys(self.keys.prefix()) {
            let Some(value) = self.shelf.get(&key) else {
                continue;
            };
            let content = match self.keys.kind(&key) {
                Kind::Record(id) if self.has_receipt(id) => continue,
                Kind::Record(id) => match self.read(id, &value) {
                    Ok(record) => record.to_object(),
                    Err(_) => raw(&key, &value),
                },
                Kind::Quarantine => raw(&key, &value),
                _ => continue,
            };
            let text = to_json(&content.into());
            lines.push_str("{\"crc32\":\"");
            lines.push_str(&hexadecimal(crc32(text.as_bytes())));
            lines.push_str("\",");
            lines.extend(text.chars().skip(1));
            lines.push('\n');
        }
        lines
    }

    /// Takes records from an export, of this device or another. Each is written as a submitted one is. Quarantined
    /// values are refused: nothing can be done with them here either.
    pub async fn import(&self, text: &str) -> Imported {
        let mut imported = Imported::default();
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let found = if number < MAX_LINES {
                self.import_line(line).await
            } else {
                None
            };
            match found {
                Some(true) => imported.added += 1,
                Some(false) => imported.known += 1,
                None if imported.refused.len() < MAX_REFUSALS => imported.refused.push(number + 1),
                None => {}
            }
        }
        // Only now: looking for what is due after each of thousands would take longer than keeping them.
        self.bell.ring();
        imported
    }

    /// True if it was added, false if it was known, `None` if it was refused.
    async fn import_line(&self, line: &str) -> Option<bool> {
        if line.len() > MAX_LINE_BYTES {
            return None;
        }
        let content = checked(self.json.parse(line).ok()?)?;
        let Some(record) = Record::from_value(&content) else {
            return self.import_newer(&content);
        };
        let key = self.keys.record(&record.id);
        if self.has_receipt(&record.id) || self.shelf.get(&key) == Some(seal(&record.to_json())) {
            return Some(false);
        }
        match self.keep(&record, None).await.ok()? {
            Saved::AlreadySent => Some(false),
            Saved::Durable | Saved::NotDurable(_) => Some(true),
        }
    }

    /// Stores a record of a later version, for that version to find.
    fn import_newer(&self, content: &Value) -> Option<bool> {
        let key = content.get("key").as_text()?;
        let value = content.get("raw").as_text()?;
        // The exporting device may have had another namespace.
        let (place, id) = key.rsplit_once(':')?;
        if !place.ends_with(":r") || !is_id(id) {
            return None;
        }
        if open(value) != Opened::Newer {
            return None;
        }
        let key = self.keys.record(id);
        match self.shelf.get(&key) {
            Some(here) if here == value => Some(false),
            Some(_) => None,
            None => self.store_record(&key, value).ok().map(|()| true),
        }
    }
}

/// The content of a line whose checksum is right.
fn checked(line: Value) -> Option<Value> {
    let mut content = line.as_object()?.clone();
    let sum = content.remove("crc32")?;
    let content = Value::from(content);
    let expected = hexadecimal(crc32(to_json(&content).as_bytes()));
    (sum.as_text()? == expected).then_some(content)
}

fn raw(key: &str, value: &str) -> Object {
    let mut object = Object::new();
    object.set("key", key);
    object.set("raw", value);
    object
}
