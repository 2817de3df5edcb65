use crate::server::{Answer, Server, record, uuid};

fn preflight(server: &Server, origin: &str) -> Answer {
    let headers = [
        ("origin", origin),
        ("access-control-request-method", "POST"),
        (
            "access-control-request-headers",
            "content-type,idempotency-key",
        ),
    ];
    server.send("OPTIONS", "/v1/responses", &headers, "")
}

fn post(server: &Server, origin: &str) -> Answer {
    let headers = [("idempotency-key", &*uuid(1)), ("origin", origin)];
    server.send("POST", "/v1/responses", &headers, record(1).to_string())
}

#[track_caller]
fn check_allowed(server: &Server, origin: &str) {
    let answer = preflight(server, origin);
    assert_eq!(answer.status, 204, "{}", answer.text());
    assert_eq!(answer.header("access-control-allow-origin"), origin);
    assert_eq!(answer.header("access-control-max-age"), "600");
    assert!(
        answer
            .header("access-control-allow-methods")
            .contains("POST")
    );
    let headers = answer.header("access-control-allow-headers");
    for name in ["content-type", "idempotency-key", "authorization"] {
        assert!(headers.contains(name), "{headers}");
    }

    let answer = post(server, origin);
    assert!([200, 201].contains(&answer.status), "{}", answer.text());
    assert_eq!(answer.header("access-control-allow-origin"), origin);
    assert_eq!(
        answer.header("access-control-expose-headers"),
        "Retry-After"
    );
    assert_eq!(answer.header("vary"), "Origin");
}

#[track_caller]
fn check_refused(server: &Server, origin: &str) {
    for answer in [preflight(server, origin), post(server, origin)] {
        let message = answer.error(403);
        assert!(
            message.contains(origin) && message.contains("--allow-origin"),
            "{message}"
        );
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
    assert_eq!(server.rows(), 0);
}

#[test]
fn only_its_own_pages_by_default() {
    let server = Server::start(&[]);
    for origin in [
        "https://www.example.org",
        "null",
        "http://127.0.0.1:1",
        "nonsense",
    ] {
        check_refused(&server, origin);
    }
    check_allowed(&server, &format!("http://{}", server.address));
    // A proxy that ends TLS keeps the Host header.
    check_allowed(&server, &format!("https://{}", server.address));
}

#[test]
fn named_origins() {
    let server = Server::start(&[
        "--allow-origin",
        "https://www.example.org",
        "--allow-origin",
        "http://shop.example:8080/",
    ]);
    for origin in [
        "https://example.org",
        "http://www.example.org",
        "https://www.example.org.evil.example",
    ] {
        check_refused(&server, origin);
    }
    check_allowed(&server, "https://www.example.org");
    check_allowed(&server, "http://shop.example:8080");
}

#[test]
fn every_origin() {
    let server = Server::start(&["--allow-origin", "*"]);
    check_allowed(&server, "https://www.example.org");
    check_allowed(&server, "null");
}

#[test]
fn errors_can_be_read_by_allowed_pages() {
    let server = Server::start(&["--allow-origin", "*"]);
    let answer = server.send(
        "POST",
        "/v1/responses",
        &[("origin", "https://a.example")],
        "{}",
    );
    answer.error(400);
    assert_eq!(
        answer.header("access-control-allow-origin"),
        "https://a.example"
    );
}
