use std::net::TcpListener;

use rusqlite::Connection;
use tempfile::TempDir;

use crate::server::program;

/// Runs the program, which must fail with one sentence that holds each of the words.
#[track_caller]
fn check_fails(arguments: &[&str], words: &[&str]) {
    let output = program(arguments).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{message}");
    assert!(output.stdout.is_empty());
    for word in words {
        assert!(message.contains(word), "{word:?} is not in: {message}");
    }
}

#[test]
fn a_start_that_fails_says_why_and_what_to_do() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let store = path("responses.sqlite");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    check_fails(
        &["--store", &store, "--listen", &taken],
        &["already in use", "--listen"],
    );
    check_fails(&["--listen", "nonsense"], &["--listen", "127.0.0.1:8787"]);
    check_fails(
        &["--store", "postgres://%2Fnowhere/survey"],
        &["PostgreSQL database survey", "No such file"],
    );
    check_fails(
        &["--store", "postgres://a:s3cret@localhost:none/"],
        &["postgres://user:password@host/database"],
    );
    check_fails(&["--store", "mysql://localhost/survey"], &["mysql://"]);
    check_fails(
        &["--store", &path("missing/responses.sqlite")],
        &["missing/responses.sqlite", "there is no folder"],
    );
    check_fails(&["--store", ""], &["--store is empty"]);
    let folder = folder.path().to_str().unwrap();
    check_fails(&["--store", folder], &["is a folder"]);
    check_fails(
        &["--allow-origin", "example.org"],
        &["https://www.example.org"],
    );
    check_fails(&["--token", ""], &["--token"]);
    check_fails(&["--rate-limit", "many"], &["--rate-limit"]);

    std::fs::write(
        path("text"),
        "This is not a database, but it is long enough to look like one. ".repeat(99),
    )
    .unwrap();
    check_fails(&["--store", &path("text")], &["not a database"]);
    let foreign = Connection::open(path("foreign")).unwrap();
    foreign
        .execute_batch("CREATE TABLE responses (id)")
        .unwrap();
    check_fails(
        &["--store", &path("foreign")],
        &["belongs to another program"],
    );
    let newer = Connection::open(path("newer")).unwrap();
    newer
        .execute_batch("PRAGMA application_id = 0x4A537276; PRAGMA user_version = 2")
        .unwrap();
    check_fails(&["--store", &path("newer")], &["version 2", "version 1"]);
}

#[test]
fn help_names_every_option_and_hides_the_token() {
    let output = program(&["--help"])
        .env("JOURNEY_SURVEY_TOKEN", "s3cret")
        .output()
        .unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    for text in [
        "--listen",
        "127.0.0.1:8787",
        "--store",
        "responses.sqlite",
        "--web",
        "--allow-origin",
        "--token",
        "JOURNEY_SURVEY_TOKEN",
        "--rate-limit",
        "600",
        "POST /v1/responses",
    ] {
        assert!(help.contains(text), "{text} is not in: {help}");
    }
    assert!(!help.contains("s3cret"));
}
