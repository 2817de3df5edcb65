use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::place::Place;
use crate::server::{Server, record};

#[test]
fn rows_survive_a_kill_right_after_they_were_acknowledged() {
    let mut place = Place::fresh();
    for number in 1..=5 {
        let server = Server::start_in(place, &[]);
        assert_eq!(server.submit(&record(number)).status, 201);
        place = server.kill();
    }
    let server = Server::start_in(place, &[]);
    assert_eq!(server.rows(), 5);
    for number in 1..=5 {
        assert_eq!(server.submit(&record(number)).status, 200);
    }
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
