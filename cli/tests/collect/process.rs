use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tempfile::TempDir;

use crate::server::{Server, program, record, run};

#[test]
fn rows_survive_a_kill_right_after_they_were_acknowledged() {
    let mut folder = Arc::new(TempDir::new().unwrap());
    for number in 1..=5 {
        let server = Server::start_in(folder, &[]);
        assert_eq!(server.submit(&record(number)).status, 201);
        folder = server.kill();
    }
    let server = Server::start_in(folder, &[]);
    assert_eq!(server.rows(), 5);
    for number in 1..=5 {
        assert_eq!(server.submit(&record(number)).status, 200);
    }
    let database = server.database();
    let intact: String = database
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(intact, "ok");
}

#[cfg(unix)]
fn signal(server: &Server, name: &str) {
    let pid = server.child.id().to_string();
    assert!(
        Command::new("kill")
            .args([name, &pid])
            .status()
            .unwrap()
            .success()
    );
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_cleanly() {
    for name in ["-TERM", "-INT"] {
        let mut server = Server::start(&[]);
        assert_eq!(server.submit(&record(1)).status, 201);
        // Connections that say nothing must not hold it up.
        let _silent = TcpStream::connect(&server.address).unwrap();
        let mut idle = TcpStream::connect(&server.address).unwrap();
        write!(idle, "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
        idle.read_exact(&mut [0; 12]).unwrap();

        let start = Instant::now();
        signal(&server, name);
        let status = server.child.wait().unwrap();
        assert!(status.success(), "{name}: {status}");
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "{name}: {:?}",
            start.elapsed()
        );
        // Closed in order: the log has been written back into the file.
        let log = server.store().with_extension("sqlite-wal");
        assert!(!log.exists(), "{name}");
        assert_eq!(server.rows(), 1);
    }
}

#[cfg(unix)]
#[test]
fn a_request_under_way_is_finished_before_it_ends() {
    let mut server = Server::start(&[]);
    let body = record(1).to_string();
    let key = record(1)["id"].as_str().unwrap().to_owned();
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let length = body.len();
    let (first, rest) = body.split_at(10);
    write!(
        stream,
        "POST /v1/responses HTTP/1.1\r\nhost: a\r\nidempotency-key: {key}\r\ncontent-length: {length}\r\n\r\n{first}"
    )
    .unwrap();
    // Another request shows that the server has had time to read the first half.
    assert_eq!(server.get("/healthz").status, 200);
    signal(&server, "-TERM");
    std::thread::sleep(Duration::from_millis(200));
    stream.write_all(rest.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    assert!(server.child.wait().unwrap().success());
    assert_eq!(server.rows(), 1);
}

#[test]
fn two_processes_share_one_store() {
    let one = Server::start(&[]);
    let two = Server::start_beside(&one);
    std::thread::scope(|scope| {
        for server in [&one, &two] {
            scope.spawn(|| {
                (1..=20).for_each(|number| assert!(server.submit(&record(number)).status < 300))
            });
        }
    });
    assert_eq!(one.rows(), 20);
    assert_eq!(two.rows(), 20);
}

/// Runs the program, which must fail with one sentence that holds each of the words.
#[track_caller]
fn check_fails(arguments: &[&str], words: &[&str]) {
    let output = run(arguments);
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
        &["--store", "postgres://localhost/survey"],
        &["PostgreSQL", "not supported yet"],
    );
    check_fails(&["--store", "mysql://localhost/survey"], &["mysql://"]);
    check_fails(
        &["--store", &path("missing/responses.sqlite")],
        &["missing/responses.sqlite"],
    );
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
