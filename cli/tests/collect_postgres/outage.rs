use crate::place::Place;
use crate::server::{Server, program, record, uuid};

#[test]
fn a_database_that_goes_away_is_reported_and_comes_back() {
    let server = Server::start(&[]);
    assert_eq!(server.submit(&record(1)).status, 201);
    server.place.stop();
    let refused = server.submit(&record(2));
    refused.error(503);
    assert_eq!(refused.header("retry-after"), "5");
    server.get("/healthz").error(503);
    server.place.start();
    assert_eq!(server.get("/healthz").status, 200);
    assert_eq!(server.submit(&record(2)).status, 201);
    assert_eq!(server.submit(&record(1)).status, 200);
    assert_eq!(server.rows(), 2);
}

#[test]
fn several_processes_keep_each_record_once() {
    let first = Server::start(&[]);
    let servers = [
        Server::start_beside(&first),
        Server::start_beside(&first),
        first,
    ];
    // A balancer may send the same record to any of them, at the same time.
    let created: usize = std::thread::scope(|scope| {
        let senders: Vec<_> = servers
            .iter()
            .map(|server| {
                scope.spawn(|| {
                    let statuses = (1..=40).map(|number| server.submit(&record(number)).status);
                    statuses.filter(|status| *status == 201).count()
                })
            })
            .collect();
        senders
            .into_iter()
            .map(|sender| sender.join().unwrap())
            .sum()
    });
    assert_eq!(created, 40);
    assert_eq!(servers[0].rows(), 40);
    let first = format!("SELECT count(*) FROM responses WHERE id = '{}'", uuid(1));
    assert_eq!(servers[0].place.query(&first), [["1"]]);
}

#[test]
fn a_table_of_another_program_is_left_alone() {
    let place = Place::fresh();
    place.query("CREATE TABLE responses (id TEXT)");
    let output = program(&["--listen", "127.0.0.1:0", "--store", &place.location()])
        .output()
        .unwrap();
    assert!(!output.status.success());
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("belongs to another program"), "{message}");
}
