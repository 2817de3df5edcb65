use serde_json::{Value, json};

use crate::server::{Server, record, uuid};

fn list(server: &Server, path: &str) -> Value {
    let answer = server.send("GET", path, &[("accept", "application/json")], "");
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.json()
}

#[test]
fn json_lists_the_newest_first_in_pages() {
    let server = Server::start(&[]);
    assert_eq!(
        list(&server, "/responses"),
        json!({ "responses": [], "total": 0, "page": 1 })
    );
    for number in 1..=51 {
        server.submit(&record(number));
    }
    let first = list(&server, "/responses");
    let numbers = |page: &Value| -> Vec<Value> {
        let responses = page["responses"].as_array().unwrap();
        responses
            .iter()
            .map(|response| response["record"]["id"].clone())
            .collect()
    };
    assert_eq!(first["total"], 51);
    assert_eq!(
        numbers(&first),
        (2..=51).rev().map(uuid).collect::<Vec<_>>()
    );
    assert_eq!(first["responses"][0]["record"], record(51));
    assert!(
        first["responses"][0]["receivedAt"]
            .as_str()
            .unwrap()
            .ends_with('Z')
    );
    let second = list(&server, "/responses?page=2");
    assert_eq!(
        (&second["page"], numbers(&second)),
        (&json!(2), vec![uuid(1).into()])
    );
    assert_eq!(list(&server, "/responses?page=3")["responses"], json!([]));

    let text = server.get("/responses").text().to_owned();
    assert!(
        text.contains("51 responses, newest first. Page 1 of 2."),
        "{text}"
    );
    assert!(text.contains(r#"<a rel="next" href="/responses?page=2">Older</a>"#));
    assert!(!text.contains("Newer"));
    let text = server.get("/responses?page=2").text().to_owned();
    assert!(
        text.contains(r#"<a rel="prev" href="/responses?page=1">Newer</a>"#),
        "{text}"
    );
    assert!(
        server
            .get("/responses?page=3")
            .text()
            .contains("There is no page 3: 51 responses fill 2 pages.")
    );
}

#[test]
fn numbers_are_listed_as_they_were_sent() {
    let server = Server::start(&[]);
    let body = record(1)
        .to_string()
        .replace("\"Très bien\"", "1.10000000000000000000000001e+2");
    server.send(
        "POST",
        "/v1/responses",
        &[("idempotency-key", &uuid(1))],
        &body,
    );
    assert!(server.get("/responses?format=json").text().contains(&body));
}

#[test]
fn the_form_of_the_list_is_negotiated() {
    let server = Server::start(&[]);
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for (path, accept, expected) in [
        ("/responses", "", "text/html; charset=utf-8"),
        ("/responses", "*/*", "text/html; charset=utf-8"),
        ("/responses", browser, "text/html; charset=utf-8"),
        ("/responses", "application/json", "application/json"),
        (
            "/responses",
            "application/json, text/plain, */*",
            "application/json",
        ),
        ("/responses?format=json", browser, "application/json"),
        (
            "/responses?format=html",
            "application/json",
            "text/html; charset=utf-8",
        ),
    ] {
        let answer = server.send("GET", path, &[("accept", accept)], "");
        assert_eq!(answer.header("content-type"), expected, "{path} {accept}");
        assert!(
            answer
                .headers
                .get_all("vary")
                .iter()
                .any(|value| value.as_bytes().starts_with(b"Accept"))
        );
    }
    for path in [
        "?format=xml",
        "?page=0",
        "?page=-1",
        "?page=x",
        "?page=99999999999",
        "?page=1&page=2",
    ] {
        server.get(&format!("/responses{path}")).error(400);
    }
}

#[test]
fn the_page_shows_and_escapes_what_was_received() {
    let server = Server::start(&[]);
    let empty = server.get("/responses");
    assert!(
        empty.text().contains("Nothing has been received yet."),
        "{}",
        empty.text()
    );
    assert!(!empty.text().contains("<table"));

    server.submit(&record(1));
    let mark = "<script>alert(1)</script>\"'&";
    let mut hostile = record(2);
    hostile["survey"] = json!({ "id": mark, "version": mark });
    hostile["locale"] = mark.into();
    hostile["answers"] = json!({ mark: mark });
    hostile["journey"] =
        json!({ mark: { "touchpoints": { mark: { "rating": 1, "causes": [[mark], mark] } } } });
    server.submit(&hostile);

    let answer = server.get("/responses");
    let page = answer.text();
    assert!(
        !page.contains("<script") && !page.contains("style="),
        "{page}"
    );
    assert_eq!(page.matches("&lt;script&gt;").count(), 15, "{page}");
    assert!(page.contains("<td>installation (version 3)</td>"), "{page}");
    assert!(page.contains(
        "<li>installer: <strong>2</strong><ul><li>wrong-parts › wrong-order</li></ul></li>"
    ));
    assert!(!page.contains("<li>billing"));
    assert!(page.contains(&format!("<summary>{}</summary>", uuid(1))));

    let policy = answer.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'self'"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"));
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("referrer-policy"), "same-origin");
    let style = server.get("/responses.css");
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(style.text().contains("color-scheme: light dark"));
}

#[test]
fn deep_records_cannot_swell_the_page() {
    let server = Server::start(&[]);
    let mut body = record(1).to_string();
    body.truncate(body.len() - 1);
    let numbers = vec!["1"; 500_000].join(",");
    body.push_str(&format!(
        ",\"deep\":{}{numbers}{}}}",
        "[".repeat(63),
        "]".repeat(63)
    ));
    let answer = server.send(
        "POST",
        "/v1/responses",
        &[("idempotency-key", &uuid(1))],
        &body,
    );
    assert_eq!(answer.status, 201, "{}", answer.text());
    let page = server.get("/responses").body.len();
    assert!(page < 100_000, "{page}");
}

#[test]
fn the_token_protects_reading_only() {
    let server = Server::start(&["--token", "s3cret"]);
    assert_eq!(server.submit(&record(1)).status, 201);
    assert_eq!(server.get("/healthz").status, 200);
    for (authorization, status) in [
        ("Bearer s3cret", 200),
        ("bearer  s3cret", 200),
        ("Basic YW55b25lOnMzY3JldA==", 200), // anyone:s3cret
        ("Basic OnMzY3JldA==", 200),         // :s3cret
        ("", 401),
        ("s3cret", 401),
        ("Bearer", 401),
        ("Bearer ", 401),
        ("Bearer s3cre", 401),
        ("Bearer s3creT", 401),
        ("Bearer s3cret2", 401),
        ("Basic czNjcmV0", 401), // s3cret
        ("Basic !", 401),
        ("Digest s3cret", 401),
    ] {
        let answer = server.send("GET", "/responses", &[("authorization", authorization)], "");
        assert_eq!(answer.status, status, "{authorization}");
        if status == 401 {
            answer.error(401);
            let schemes: Vec<_> = answer.headers.get_all("www-authenticate").iter().collect();
            assert_eq!(schemes.len(), 2, "{schemes:?}");
            assert!(!answer.text().contains("installation"));
        }
    }
    server.get("/responses").error(401);
}

#[test]
fn health_names_the_version() {
    let server = Server::start(&[]);
    let answer = server.get("/healthz");
    assert_eq!(
        (answer.status, answer.json()),
        (
            200,
            json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") })
        )
    );
}

#[test]
fn unknown_addresses_and_methods_are_explained() {
    let server = Server::start(&[]);
    server.get("/nothing").error(404);
    server.get("/v1/responses/x").error(404);
    let answer = server.get("/v1/responses");
    assert!(answer.error(405).contains("GET"));
    assert_eq!(answer.header("allow"), "POST");
    server.send("DELETE", "/responses", &[], "").error(405);
    server.send("POST", "/healthz", &[], "").error(405);
    let root = server.get("/");
    assert_eq!((root.status, root.header("location")), (303, "/responses"));
    assert_eq!(server.send("HEAD", "/responses", &[], "").status, 200);
}
