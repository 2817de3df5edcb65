use std::fs;

use tempfile::TempDir;

use crate::server::{Server, program, record};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
                      style-src 'self'; img-src 'self' data:; frame-src 'self'; \
                      require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; frame-ancestors 'self'";

fn serve_files() -> (TempDir, Server) {
    let outer = TempDir::new().unwrap();
    fs::write(outer.path().join("secret.txt"), "secret").unwrap();
    let web = outer.path().join("web");
    fs::create_dir_all(web.join("demo")).unwrap();
    for (name, content) in [
        ("index.html", "<p>start</p>"),
        ("demo/index.html", "<p>demo</p>"),
        ("journey-survey.js", "plain"),
        ("journey-survey.js.br", "brotli"),
        ("journey-survey.js.gz", "gzip"),
        ("journey-survey.mjs", "module"),
        ("widget-1a2b.js", "glue"),
        ("widget-1a2b.wasm", "\0asm"),
        ("widget-1a2b.wasm.br", "brotli wasm"),
        ("manifest.json", "{}"),
        ("style.css", "p {}"),
    ] {
        fs::write(web.join(name), content).unwrap();
    }
    let server = Server::start(&["--web", web.to_str().unwrap()]);
    (outer, server)
}

#[test]
fn files_have_their_type_and_lifetime() {
    let (_folder, server) = serve_files();
    let for_ever = "public, max-age=31536000, immutable";
    for (path, content_type, cache, content) in [
        ("/", "text/html", "no-cache", "<p>start</p>"),
        ("/?lang=fr", "text/html", "no-cache", "<p>start</p>"),
        ("/index.html", "text/html", "no-cache", "<p>start</p>"),
        ("/demo/", "text/html", "no-cache", "<p>demo</p>"),
        ("/journey-survey.js", "text/javascript", "no-cache", "plain"),
        (
            "/journey-survey.mjs",
            "application/javascript",
            "no-cache",
            "module",
        ),
        ("/widget-1a2b.js", "text/javascript", for_ever, "glue"),
        ("/widget-1a2b.wasm", "application/wasm", for_ever, "\0asm"),
        ("/manifest.json", "application/json", "no-cache", "{}"),
        ("/style.css", "text/css", "no-cache", "p {}"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.text()), (200, content), "{path}");
        assert_eq!(answer.header("content-type"), content_type, "{path}");
        assert_eq!(answer.header("cache-control"), cache, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        let policy = if content_type == "text/html" {
            POLICY
        } else {
            ""
        };
        assert_eq!(answer.header("content-security-policy"), policy, "{path}");
    }
    assert_eq!(server.get("/demo").header("location"), "/demo/");
    assert_eq!(server.submit(&record(1)).status, 201);
    assert!(server.get("/responses").text().contains("1 response"));
}

#[test]
fn compressed_files_are_preferred_where_they_are() {
    let (_folder, server) = serve_files();
    for (path, accepted, encoding, content) in [
        (
            "/journey-survey.js",
            "gzip, deflate, br, zstd",
            "br",
            "brotli",
        ),
        ("/journey-survey.js", "gzip", "gzip", "gzip"),
        ("/journey-survey.js", "identity", "", "plain"),
        ("/widget-1a2b.wasm", "gzip, br", "br", "brotli wasm"),
        ("/widget-1a2b.js", "gzip, br", "", "glue"),
    ] {
        let answer = server.send("GET", path, &[("accept-encoding", accepted)], "");
        assert_eq!(
            (answer.status, answer.text()),
            (200, content),
            "{path} {accepted}"
        );
        assert_eq!(
            answer.header("content-encoding"),
            encoding,
            "{path} {accepted}"
        );
        assert_ne!(
            answer.header("content-type"),
            "application/octet-stream",
            "{path} {accepted}"
        );
    }
}

#[test]
fn an_unchanged_file_is_not_sent_again() {
    let (_folder, server) = serve_files();
    let modified = server.get("/style.css").header("last-modified").to_owned();
    let answer = server.send("GET", "/style.css", &[("if-modified-since", &modified)], "");
    assert_eq!((answer.status, answer.text()), (304, ""));
    assert_eq!(answer.header("cache-control"), "no-cache");
}

#[test]
fn nothing_outside_the_folder_is_served() {
    let (_folder, server) = serve_files();
    for path in [
        "/../secret.txt",
        "/demo/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/demo/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "//secret.txt",
        "/%00",
        "/missing.js",
        "/widget-missing.js",
    ] {
        let answer = server.get(path);
        answer.error(404);
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
    }
    server.send("POST", "/index.html", &[], "x").error(405);
}

#[test]
fn a_folder_that_cannot_be_served_is_named() {
    let folder = TempDir::new().unwrap();
    let missing = folder.path().join("missing");
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let store = folder.path().join("store");
    for path in [missing, file] {
        let arguments = [
            "--web",
            path.to_str().unwrap(),
            "--store",
            store.to_str().unwrap(),
        ];
        let output = program(&[&arguments[..], &["--listen", "127.0.0.1:0"]].concat())
            .output()
            .unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(message.contains(path.to_str().unwrap()), "{message}");
        assert!(!store.exists());
    }
}
