use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Barrier;

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::server::{Server, record, uuid};

#[test]
fn a_record_is_stored_field_by_field() {
    let server = Server::start(&[]);
    let answer = server.submit(&record(1));
    assert_eq!(
        (answer.status, answer.json()),
        (201, json!({ "id": uuid(1) }))
    );
    let minimal =
        json!({ "id": uuid(2), "survey": { "id": "s" }, "status": "partial", "answers": {} });
    assert_eq!(server.submit(&minimal).status, 201);

    let columns =
        "id, survey_id, survey_version, audience, status, started_at, completed_at, locale, body";
    let read_row = |id: &str| {
        let select = format!("SELECT {columns} FROM responses WHERE id = '{id}'");
        server.place.query(&select).remove(0)
    };
    let row = |values: [&str; 9]| values.map(str::to_owned).to_vec();
    let started = "2026-01-01T10:00:00.000Z";
    let completed = "2026-01-01T10:01:00.000Z";
    let body = record(1).to_string();
    assert_eq!(
        read_row(&uuid(1)),
        row([
            &uuid(1),
            "installation",
            "3",
            "customer",
            "complete",
            started,
            completed,
            "fr",
            &body
        ])
    );
    let body = minimal.to_string();
    assert_eq!(
        read_row(&uuid(2)),
        row([&uuid(2), "s", "", "", "partial", "", "", "", &body])
    );

    let received =
        server.get("/responses?format=json").json()["responses"][0]["receivedAt"].clone();
    let received = received.as_str().unwrap();
    let is_recent: bool = Connection::open_in_memory()
        .unwrap()
        .query_row(
            "SELECT ?1 GLOB '20??-??-??T??:??:??.???Z' \
             AND abs(julianday(?1) - julianday('now')) < 0.01",
            [received],
            |row| row.get(0),
        )
        .unwrap();
    assert!(is_recent, "{received}");
}

#[test]
fn a_replay_is_acknowledged_and_a_conflict_changes_nothing() {
    let server = Server::start(&[]);
    assert_eq!(server.submit(&record(1)).status, 201);
    let replay = server.submit(&record(1));
    assert_eq!(
        (replay.status, replay.json()),
        (200, json!({ "id": uuid(1) }))
    );

    let mut changed = record(1);
    changed["status"] = "partial".into();
    let conflict = server.submit(&changed);
    conflict.error(409);
    assert_eq!(conflict.json()["error"]["pointer"], "/id");
    // One space more is other bytes, too.
    let key = uuid(1);
    let spaced = format!("{} ", record(1));
    let headers = [("idempotency-key", key.as_str())];
    server
        .send("POST", "/v1/responses", &headers, spaced)
        .error(409);

    let bodies = server.place.query("SELECT body FROM responses");
    assert_eq!(bodies, [[record(1).to_string()]]);
    assert_eq!(server.submit(&record(1)).status, 200);
}

#[test]
fn fifty_posts_at_once_make_one_row() {
    let server = Server::start(&[]);
    let start = Barrier::new(50);
    let mut statuses = BTreeMap::<u16, u32>::new();
    std::thread::scope(|scope| {
        let senders: Vec<_> = (0..50)
            .map(|_| {
                scope.spawn(|| {
                    start.wait();
                    server.submit(&record(1)).status
                })
            })
            .collect();
        for sender in senders {
            *statuses.entry(sender.join().unwrap()).or_default() += 1;
        }
    });
    assert_eq!(statuses, BTreeMap::from([(200, 49), (201, 1)]));
    assert_eq!(server.rows(), 1);
}

/// Sends bytes with a key (none: no header), and expects a refusal that stores nothing.
#[track_caller]
fn check_refused(
    server: &Server,
    key: Option<&str>,
    body: &[u8],
    status: u16,
    pointer: Option<&str>,
) {
    let mut headers = vec![("content-type", "application/json")];
    headers.extend(key.map(|key| ("idempotency-key", key)));
    let answer = server.send("POST", "/v1/responses", &headers, body);
    answer.error(status);
    let expected = pointer.map_or(Value::Null, Value::from);
    assert_eq!(
        answer.json()["error"]
            .get("pointer")
            .unwrap_or(&Value::Null),
        &expected
    );
}

#[test]
fn what_is_not_a_record_is_refused() {
    let server = Server::start(&[]);
    let key = uuid(1);
    let key = Some(key.as_str());
    let good = record(1).to_string();
    let good = good.as_bytes();
    let other = uuid(2);

    check_refused(&server, None, good, 400, None);
    check_refused(&server, Some(""), good, 400, None);
    check_refused(&server, Some("\"\""), good, 400, None);
    check_refused(&server, Some(&other), good, 422, Some("/id"));
    check_refused(&server, Some("nonsense"), good, 422, Some("/id"));

    check_refused(&server, key, b"", 400, None);
    check_refused(&server, key, b"nonsense", 400, None);
    check_refused(&server, key, &good[..good.len() - 1], 400, None);
    check_refused(&server, key, b"{\"id\":\"\xff\"}", 400, None);
    check_refused(&server, key, b"[]", 422, Some(""));
    check_refused(&server, key, b"{}", 422, Some("/survey"));

    let mut deep = record(1).to_string();
    deep.truncate(deep.len() - 1);
    deep.push_str(&format!(",\"deep\":{}{}}}", "[".repeat(64), "]".repeat(64)));
    let pointer = format!("/deep{}", "/0".repeat(63));
    check_refused(&server, key, deep.as_bytes(), 422, Some(&pointer));
    let mut wrong = record(1);
    wrong["answers"] = json!([]);
    check_refused(
        &server,
        key,
        wrong.to_string().as_bytes(),
        422,
        Some("/answers"),
    );

    assert_eq!(server.rows(), 0);
    let headers = [("idempotency-key", uuid(1)), ("idempotency-key", uuid(1))];
    let headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    server
        .send("POST", "/v1/responses", &headers, good)
        .error(400);
}

#[test]
fn keys_are_taken_with_and_without_quotes_and_in_either_case() {
    let server = Server::start(&[]);
    let body = record(0xabc).to_string();
    for (key, status) in [
        (format!("\"{}\"", uuid(0xabc)), 201),
        (uuid(0xabc), 200),
        (uuid(0xabc).to_uppercase(), 200),
    ] {
        let answer = server.send("POST", "/v1/responses", &[("idempotency-key", &key)], &body);
        assert_eq!(answer.status, status, "{key}");
    }
    // The same UUID in capitals is the same record, not a second one.
    let capitals = body.replace(&uuid(0xabc), &uuid(0xabc).to_uppercase());
    let headers = [("idempotency-key", &*uuid(0xabc))];
    server
        .send("POST", "/v1/responses", &headers, capitals)
        .error(409);
}

/// A record of exactly this many bytes.
fn record_of(size_bytes: usize) -> String {
    let mut record = record(1);
    record["answers"]["remark"] = "".into();
    let padding = size_bytes - record.to_string().len();
    record["answers"]["remark"] = "x".repeat(padding).into();
    record.to_string()
}

#[test]
fn four_mebibytes_are_taken_and_more_is_refused_readably() {
    let server = Server::start(&[]);
    let headers = [("idempotency-key", &*uuid(1))];
    let mebibyte = 1024 * 1024;
    let send = |size| server.send("POST", "/v1/responses", &headers, record_of(size));
    send(4 * mebibyte + 1).error(413);
    // The answer must arrive although the client is still sending.
    send(10 * mebibyte).error(413);
    assert_eq!(server.rows(), 0);
    assert_eq!(send(4 * mebibyte).status, 201);
}

#[test]
fn an_endless_body_is_not_read_for_ever() {
    let server = Server::start(&[]);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(
        stream,
        "POST /v1/responses HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999\r\n\r\n"
    )
    .unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");

    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(
        stream,
        "POST /v1/responses HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n"
    )
    .unwrap();
    let chunk = format!("100000\r\n{}\r\n", "x".repeat(0x10_0000));
    let sent = (0..64)
        .take_while(|_| stream.write_all(chunk.as_bytes()).is_ok())
        .count();
    assert!(sent < 64, "the server read {sent} MiB");
}

#[test]
fn too_many_requests_are_told_when_to_come_back() {
    let server = Server::start(&["--rate-limit", "3"]);
    for number in 1..=3 {
        assert_eq!(server.submit(&record(number)).status, 201);
    }
    let origin = format!("http://{}", server.address);
    let headers = [("idempotency-key", &*uuid(4)), ("origin", origin.as_str())];
    let refused = server.send("POST", "/v1/responses", &headers, record(4).to_string());
    refused.error(429);
    let seconds: u32 = refused.header("retry-after").parse().unwrap();
    assert!((1..=20).contains(&seconds), "{seconds}");
    assert_eq!(
        refused.header("access-control-expose-headers"),
        "Retry-After"
    );
    assert_eq!(server.rows(), 3);
    assert_eq!(server.get("/healthz").status, 200);

    let unlimited = Server::start(&["--rate-limit", "0"]);
    for _ in 0..20 {
        unlimited.get("/responses");
    }
    assert_eq!(unlimited.submit(&record(1)).status, 201);
}

/// Sends several records under a type, and gives the status of the answer and those of its results.
#[track_caller]
fn send_many(server: &Server, media_type: &str, body: &str) -> (u16, Vec<u64>) {
    let headers = [("content-type", media_type)];
    let answer = server.send("POST", "/v1/responses", &headers, body);
    let results = answer.json()["results"].clone();
    let results = results
        .as_array()
        .unwrap_or_else(|| panic!("{}", answer.text()));
    let statuses = results
        .iter()
        .map(|result| result["status"].as_u64().unwrap());
    (answer.status, statuses.collect())
}

#[test]
fn many_records_at_once_are_answered_one_by_one() {
    let server = Server::start(&[]);
    let line = |number| record(number).to_string();
    let event = |number| {
        json!({ "specversion": "1.0", "id": uuid(number), "source": "s", "type": "t", "data": record(number) })
            .to_string()
    };
    let mut changed = record(1);
    changed["status"] = "partial".into();
    let ndjson = "application/x-ndjson";
    for (media_type, body, expected) in [
        (
            ndjson,
            format!("{}\n\n{}\r\n", line(1), line(2)),
            (201, vec![201, 201]),
        ),
        (
            ndjson,
            format!("{}\n{}\n", line(2), line(1)),
            (200, vec![200, 200]),
        ),
        (
            ndjson,
            format!("{}\n{}\n{{}}\nnonsense\n{changed}", line(1), line(3)),
            (207, vec![200, 201, 422, 400, 409]),
        ),
        // What a client sends alone it learns from the status alone.
        (ndjson, changed.to_string(), (409, vec![409])),
        (
            "application/json",
            format!(" [{}, {}]", line(3), line(4)),
            (207, vec![200, 201]),
        ),
        (
            "application/cloudevents-batch+json",
            format!("[{},{}]", event(4), event(5)),
            (207, vec![200, 201]),
        ),
        (
            "application/cloudevents-batch+json; charset=utf-8",
            format!("[{}]", event(5)),
            (200, vec![200]),
        ),
    ] {
        assert_eq!(send_many(&server, media_type, &body), expected, "{body}");
    }
    assert_eq!(server.rows(), 5);
    let stored = server.place.query(&format!(
        "SELECT body FROM responses WHERE id = '{}'",
        uuid(5)
    ));
    assert_eq!(stored, [[line(5)]]);

    let lines: String = (100..400).map(|number| line(number) + "\n").collect();
    assert_eq!(send_many(&server, ndjson, &lines), (201, vec![201; 300]));
    for (media_type, body, status) in [
        ("application/json", "[1", 400),
        ("application/cloudevents-batch+json", "{}", 400),
        ("application/cloudevents-batch+json", "[]", 422),
        (ndjson, "\n", 422),
    ] {
        let headers = [("content-type", media_type)];
        server
            .send("POST", "/v1/responses", &headers, body)
            .error(status);
    }
}

#[test]
fn a_cloud_event_is_stored_as_the_record_it_carries() {
    let server = Server::start(&[]);
    let event = json!({ "specversion": "1.0", "id": uuid(1), "source": "s", "type": "t", "data": record(1) });
    let send = |key: &str| {
        let headers = [
            ("content-type", "application/cloudevents+json"),
            ("idempotency-key", key),
        ];
        server.send("POST", "/v1/responses", &headers, event.to_string())
    };
    send(&uuid(2)).error(422);
    assert_eq!(send(&uuid(1)).status, 201);
    assert_eq!(server.submit(&record(1)).status, 200);
    assert_eq!(server.rows(), 1);
}
