use std::io::{self, Write};

use maud::{DOCTYPE, Markup, html};
use serde_json::Value;

use super::listing::RESPONSES_PER_PAGE;
use super::store::{StoredPage, StoredResponse};

/// Longest indented record that the page shows: indenting can make a text sixty times longer.
const MAX_RECORD_BYTES: usize = 64 * 1024;
/// Most touchpoints, and most causes of each, that one row of the table shows.
const MAX_LISTED: usize = 40;

/// The page for people at `/responses`. Everything in it that came from outside is escaped.
pub fn render(stored: &StoredPage, page: u32) -> Markup {
    let last_page = stored.total.div_ceil(u64::from(RESPONSES_PER_PAGE)).max(1);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Responses" }
                // An empty icon keeps the browser from asking for one that is not there.
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/responses.css";
            }
            body {
                main {
                    h1 { "Responses" }
                    @if stored.total == 0 {
                        p { "Nothing has been received yet. Responses appear here as soon as a survey sends them." }
                    } @else if stored.responses.is_empty() {
                        p { "There is no page " (page) ": " (count(stored.total)) " fill " (pages(last_page)) "." }
                        p { a href="/responses" { "To the newest" } }
                    } @else {
                        p { (count(stored.total)) ", newest first. Page " (page) " of " (last_page) ". "
                            a href={ "/responses?format=json&page=" (page) } { "This page as JSON" } }
                        (table(&stored.responses))
                        (paging(page, last_page))
                    }
                }
            }
        }
    }
}

fn count(total: u64) -> String {
    if total == 1 {
        "1 response".to_owned()
    } else {
        format!("{total} responses")
    }
}

fn pages(number: u64) -> String {
    if number == 1 {
        "1 page".to_owned()
    } else {
        format!("{number} pages")
    }
}

fn paging(page: u32, last_page: u64) -> Markup {
    html! {
        @if last_page > 1 {
            nav aria-label="Pages" {
                @if page > 1 { a rel="prev" href={ "/responses?page=" (page - 1) } { "Newer" } }
                @if u64::from(page) < last_page {
                    a rel="next" href={ "/responses?page=" (u64::from(page) + 1) } { "Older" }
                }
            }
        }
    }
}

fn table(responses: &[StoredResponse]) -> Markup {
    html! {
        // Focusable, so that a wide table can be scrolled with the keyboard.
        div.scroll role="region" aria-label="Received responses" tabindex="0" {
            table {
                thead {
                    tr {
                        th scope="col" { "Received" }
                        th scope="col" { "Survey" }
                        th scope="col" { "Status" }
                        th scope="col" { "Language" }
                        th scope="col" { "Journey" }
                        th scope="col" { "Record" }
                    }
                }
                tbody { @for response in responses { (row(response)) } }
            }
        }
    }
}

fn row(response: &StoredResponse) -> Markup {
    let record: Value = serde_json::from_str(&response.body).unwrap_or_default();
    html! {
        tr {
            td { time datetime=(response.received_at) { (readable_time(&response.received_at)) } }
            td {
                (text(&record["survey"]["id"]))
                @if let Some(version) = record["survey"]["version"].as_str() { " (version " (version) ")" }
            }
            td { (text(&record["status"])) }
            td { (text(&record["locale"])) }
            td { (touchpoints(&record["journey"])) }
            td {
                details {
                    summary { (text(&record["id"])) }
                    pre { code { (indented(&record)) } }
                }
            }
        }
    }
}

/// `2026-01-01T10:00:00.000Z` as `2026-01-01 10:00:00 UTC`.
fn readable_time(rfc3339: &str) -> String {
    match rfc3339.get(..19) {
        Some(seconds) => format!("{} UTC", seconds.replacen('T', " ", 1)),
        None => rfc3339.to_owned(),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("–")
}

/// The touchpoints that were rated or explained, in the order of the record.
fn touchpoints(journeys: &Value) -> Markup {
    let told: Vec<(&String, &Value)> = journeys
        .as_object()
        .into_iter()
        .flat_map(|journeys| journeys.values())
        .filter_map(|journey| journey["touchpoints"].as_object())
        .flatten()
        .filter(|(_, touchpoint)| {
            touchpoint["rating"].is_number()
                || touchpoint["causes"]
                    .as_array()
                    .is_some_and(|causes| !causes.is_empty())
        })
        .collect();
    html! {
        @if told.is_empty() {
            "–"
        } @else {
            ul {
                @for (name, touchpoint) in told.iter().take(MAX_LISTED) { li { (told_of(name, touchpoint)) } }
                @if told.len() > MAX_LISTED { li { "and " (told.len() - MAX_LISTED) " more" } }
            }
        }
    }
}

fn told_of(name: &str, touchpoint: &Value) -> Markup {
    let causes = touchpoint["causes"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    html! {
        (name) ": "
        @if touchpoint["rating"].is_number() {
            strong { (touchpoint["rating"].to_string()) }
        } @else {
            "not rated"
        }
        @if !causes.is_empty() {
            ul { @for cause in causes.iter().take(MAX_LISTED) { li { (cause_path(cause)) } } }
        }
    }
}

/// `["wrong-parts", "wrong-order"]` as `wrong-parts › wrong-order`.
fn cause_path(cause: &Value) -> String {
    let step = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    match cause {
        Value::Array(steps) => steps.iter().map(step).collect::<Vec<_>>().join(" › "),
        other => step(other),
    }
}

/// The record with line breaks, cut where it becomes too long.
fn indented(record: &Value) -> String {
    let mut text = Bounded(Vec::new());
    let is_whole = serde_json::to_writer_pretty(&mut text, record).is_ok();
    let mut shown = String::from_utf8_lossy(&text.0).into_owned();
    if !is_whole {
        shown.push_str("\n… cut here; the JSON has the whole record");
    }
    shown
}

struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = MAX_RECORD_BYTES - self.0.len();
        let taken = bytes.len().min(room);
        self.0.extend_from_slice(&bytes[..taken]);
        // Zero ends the writing: `write_all` makes an error of it.
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check_touchpoints(journeys: Value, expected: &str) {
        assert_eq!(touchpoints(&journeys).into_string(), expected, "{journeys}");
    }

    #[test]
    fn touchpoints_show_ratings_and_causes() {
        check_touchpoints(
            json!({ "journey": { "touchpoints": {
                "installer": { "rating": 2, "causes": [["wrong-parts", "wrong-order"], ["late"]] },
                "billing": { "reached": true },
                "<b>": { "causes": [[{ "other": "<i>" }]] },
            } } }),
            "<ul><li>installer: <strong>2</strong>\
             <ul><li>wrong-parts › wrong-order</li><li>late</li></ul></li>\
             <li>&lt;b&gt;: not rated<ul><li>{&quot;other&quot;:&quot;&lt;i&gt;&quot;}</li></ul></li></ul>",
        );
    }

    #[test]
    fn records_of_another_shape_show_a_dash() {
        for journeys in [
            json!(null),
            json!("x"),
            json!([1]),
            json!({ "a": 1 }),
            json!({ "a": { "touchpoints": [] } }),
            json!({ "a": { "touchpoints": { "b": 7, "c": { "causes": "x", "rating": "2" } } } }),
        ] {
            check_touchpoints(journeys, "–");
        }
    }

    #[test]
    fn long_lists_and_long_records_are_cut() {
        let many: serde_json::Map<_, _> = (0..41)
            .map(|number| (number.to_string(), json!({ "rating": 1 })))
            .collect();
        let shown = touchpoints(&json!({ "a": { "touchpoints": many } })).into_string();
        assert!(shown.ends_with("<li>and 1 more</li></ul>"), "{shown}");

        let shown = indented(&json!({ "a": "é".repeat(MAX_RECORD_BYTES) }));
        assert!(shown.len() < MAX_RECORD_BYTES + 100);
        assert!(shown.ends_with("the JSON has the whole record"));
        assert_eq!(
            indented(&json!({ "b": 1, "a": [] })),
            "{\n  \"b\": 1,\n  \"a\": []\n}"
        );
    }
}
