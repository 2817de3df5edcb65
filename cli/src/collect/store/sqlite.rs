use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use tokio::sync::mpsc;

use super::threads::{Answer, MAX_WAITING_JOBS, Threads};
use super::{Outcome, StoreError, StoredPage, StoredResponse};
use crate::collect::record::Submission;

/// A store in one SQLite file.
///
/// One thread writes, on its own connection, and commits what is waiting in one transaction: a
/// commit waits for the disk, and clients that send at the same time share that wait. Readers have
/// another connection, which the write-ahead log keeps apart from the writer.
pub struct Sqlite {
    path: PathBuf,
    writer: Threads<Job>,
    reader: Arc<Mutex<Connection>>,
}

enum Job {
    Submit(Box<Submission>, Answer<Outcome>),
    Check(Answer<()>),
}

/// Marks the file as one of ours ("JSrv"), so that no foreign database is ever written to.
const APPLICATION_ID: i32 = 0x4A53_7276;
const SCHEMA_VERSION: i32 = 1;
const SCHEMA: &str = "
    CREATE TABLE responses (
        id             TEXT PRIMARY KEY NOT NULL,
        survey_id      TEXT NOT NULL,
        survey_version TEXT,
        audience       TEXT,
        status         TEXT NOT NULL,
        started_at     TEXT,
        completed_at   TEXT,
        locale         TEXT,
        received_at    TEXT NOT NULL,
        body           TEXT NOT NULL
    ) STRICT;
    CREATE INDEX responses_by_time ON responses (received_at);
";

/// How long one process waits for another that is writing to the same file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);
const MAX_JOBS_PER_COMMIT: usize = 64;

impl Sqlite {
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let explain =
            |reason: String| StoreError(format!("the store {}: {reason}", path.display()));
        check_place(path)?;
        let connect = || connect(path).map_err(|error| explain(error.to_string()));
        let mut writing = connect()?;
        prepare(&mut writing).map_err(explain)?;
        let reading = connect()?;
        let (jobs, mut waiting) = mpsc::channel(MAX_WAITING_JOBS);
        let log_path = path.to_owned();
        let writer = std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || write_until_closed(&log_path, &mut writing, &mut waiting))
            .map_err(|error| explain(error.to_string()))?;
        Ok(Self {
            path: path.to_owned(),
            writer: Threads::new(jobs, vec![writer]),
            reader: Arc::new(Mutex::new(reading)),
        })
    }

    pub async fn submit(&self, submission: Submission) -> Result<Outcome, StoreError> {
        self.ask(|answer| Job::Submit(Box::new(submission), answer))
            .await
    }

    pub async fn check(&self) -> Result<(), StoreError> {
        self.ask(Job::Check).await
    }

    pub async fn newest(&self, offset: u64, limit: u32) -> Result<StoredPage, StoreError> {
        let reader = Arc::clone(&self.reader);
        let read = move || {
            let mut connection = reader.lock().unwrap_or_else(PoisonError::into_inner);
            read_newest(&mut connection, offset, limit)
        };
        match tokio::task::spawn_blocking(read).await {
            Ok(page) => page.map_err(|error| failure(&self.path, &error)),
            Err(error) => Err(failure(&self.path, &error)),
        }
    }

    async fn ask<T>(&self, job: impl FnOnce(Answer<T>) -> Job) -> Result<T, StoreError> {
        let closed = || failure(&self.path, &"it is closed");
        self.writer.ask(closed, job).await
    }
}

fn failure(path: &Path, reason: &dyn std::fmt::Display) -> StoreError {
    StoreError(format!("the store {} failed: {reason}", path.display()))
}

/// What SQLite itself only calls "unable to open database file".
fn check_place(path: &Path) -> Result<(), StoreError> {
    let file = path.display();
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let wrong = if path.as_os_str().is_empty() {
        "--store is empty: it needs a file or an address of PostgreSQL".to_owned()
    } else if path.is_dir() {
        format!("the store {file} is a folder: it needs the name of a file")
    } else if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        format!("the store {file}: there is no folder {}", folder.display())
    } else {
        return Ok(());
    };
    Err(StoreError(wrong))
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    // FULL: each commit of the write-ahead log reaches the disk before it returns. NORMAL would
    // lose the last commits when the power fails.
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(connection)
}

/// Makes sure that the file is a store of this version.
fn prepare(connection: &mut Connection) -> Result<(), String> {
    let text = |error: rusqlite::Error| error.to_string();
    check_ownership(connection)?;
    let journal: String = connection
        .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
        .map_err(text)?;
    if journal != "wal" {
        return Err(
            "this file system cannot hold a write-ahead log; choose a local disk".to_owned(),
        );
    }
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(text)?;
    // Looked at again under the lock: two processes may be starting on a new file.
    if check_ownership(&transaction)? == Ownership::Empty {
        transaction.execute_batch(SCHEMA).map_err(text)?;
        transaction
            .pragma_update(None, "application_id", APPLICATION_ID)
            .map_err(text)?;
        transaction
            .pragma_update(None, "user_version", SCHEMA_VERSION)
            .map_err(text)?;
    }
    transaction.commit().map_err(text)
}

#[derive(PartialEq)]
enum Ownership {
    Empty,
    Ours,
}

fn check_ownership(connection: &Connection) -> Result<Ownership, String> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let read = || -> rusqlite::Result<(i32, i32, i64)> {
        let tables =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        Ok((pragma("application_id")?, pragma("user_version")?, tables))
    };
    match read().map_err(|error| error.to_string())? {
        (0, 0, 0) => Ok(Ownership::Empty),
        (APPLICATION_ID, SCHEMA_VERSION, _) => Ok(Ownership::Ours),
        (APPLICATION_ID, version, _) => Err(format!(
            "its schema has version {version}, and this program knows version {SCHEMA_VERSION}; \
             use the program that made it"
        )),
        _ => Err("this database belongs to another program; choose another file".to_owned()),
    }
}

fn write_until_closed(path: &Path, connection: &mut Connection, waiting: &mut mpsc::Receiver<Job>) {
    while let Some(first) = waiting.blocking_recv() {
        let mut jobs = vec![first];
        while jobs.len() < MAX_JOBS_PER_COMMIT
            && let Ok(job) = waiting.try_recv()
        {
            jobs.push(job);
        }
        // Answers only after the commit: an outcome told is an outcome kept. A client that has gone
        // away meanwhile does not read its answer, which is no error.
        match commit(connection, &jobs) {
            Ok(outcomes) => {
                for (job, outcome) in jobs.into_iter().zip(outcomes) {
                    match job {
                        Job::Submit(_, answer) => drop(answer.send(Ok(outcome))),
                        Job::Check(answer) => drop(answer.send(Ok(()))),
                    }
                }
            }
            Err(error) => {
                let failure = failure(path, &error);
                for job in jobs {
                    match job {
                        Job::Submit(_, answer) => drop(answer.send(Err(failure.clone()))),
                        Job::Check(answer) => drop(answer.send(Err(failure.clone()))),
                    }
                }
            }
        }
    }
}

/// Does all jobs in one transaction, or none of them.
fn commit(connection: &mut Connection, jobs: &[Job]) -> rusqlite::Result<Vec<Outcome>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut outcomes = Vec::with_capacity(jobs.len());
    for job in jobs {
        outcomes.push(match job {
            Job::Submit(submission, _) => insert(&transaction, submission)?,
            // That the transaction began and will end is the check.
            Job::Check(_) => Outcome::Replayed,
        });
    }
    transaction.commit()?;
    Ok(outcomes)
}

fn insert(connection: &Connection, submission: &Submission) -> rusqlite::Result<Outcome> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO responses (id, survey_id, survey_version, audience, status, started_at, \
         completed_at, locale, received_at, body) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?9) \
         ON CONFLICT (id) DO NOTHING",
    )?;
    let inserted_rows = insert.execute(params![
        submission.id,
        submission.survey_id,
        submission.survey_version,
        submission.audience,
        submission.status,
        submission.started_at,
        submission.completed_at,
        submission.locale,
        submission.body,
    ])?;
    if inserted_rows == 1 {
        return Ok(Outcome::Created);
    }
    let stored: Option<String> = connection
        .prepare_cached("SELECT body FROM responses WHERE id = ?1")?
        .query_row([&submission.id], |row| row.get(0))
        .optional()?;
    if stored.as_ref() == Some(&submission.body) {
        Ok(Outcome::Replayed)
    } else {
        Ok(Outcome::Conflict)
    }
}

fn read_newest(
    connection: &mut Connection,
    offset: u64,
    limit: u32,
) -> rusqlite::Result<StoredPage> {
    // One transaction, so that the total fits the rows.
    let transaction = connection.transaction()?;
    let total: i64 =
        transaction.query_row("SELECT count(*) FROM responses", [], |row| row.get(0))?;
    let mut select = transaction.prepare_cached(
        "SELECT received_at, body FROM responses \
         ORDER BY received_at DESC, rowid DESC LIMIT ?1 OFFSET ?2",
    )?;
    let offset = i64::try_from(offset).unwrap_or(i64::MAX);
    let responses = select
        .query_map(params![limit, offset], |row| {
            Ok(StoredResponse {
                received_at: row.get(0)?,
                body: row.get(1)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(StoredPage {
        responses,
        total: total.unsigned_abs(),
    })
}
