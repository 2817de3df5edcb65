use std::process::Command;

use crate::server::{Server, record};

#[test]
fn a_store_that_refuses_is_reported_and_heals() {
    let server = Server::start(&[]);
    assert_eq!(server.submit(&record(1)).status, 201);
    let other = server.place.database();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let refused = server.submit(&record(2));
    refused.error(503);
    assert_eq!(refused.header("retry-after"), "5");
    server.get("/healthz").error(503);
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(server.get("/healthz").status, 200);
    assert_eq!(server.submit(&record(2)).status, 201);
    assert_eq!(server.rows(), 2);
}

#[test]
fn the_file_is_whole_after_a_kill_and_alone_after_a_proper_end() {
    let server = Server::start(&[]);
    assert_eq!(server.submit(&record(1)).status, 201);
    let mut server = Server::start_in(server.kill(), &[]);
    let database = server.place.database();
    let intact: String = database
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(intact, "ok");
    drop(database);
    assert_eq!(server.submit(&record(1)).status, 200);
    let pid = server.child.id().to_string();
    Command::new("kill").arg(&pid).status().unwrap();
    assert!(server.child.wait().unwrap().success());
    // Closed in order: the log has been written back into the file.
    assert!(!server.place.file().with_extension("sqlite-wal").exists());
}
