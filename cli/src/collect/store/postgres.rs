use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use postgres::error::SqlState;
use postgres::{Client, Config, NoTls};
use tokio::sync::mpsc;

use super::threads::{Answer, MAX_WAITING_JOBS, Threads};
use super::{Outcome, StoreError, StoredPage, StoredResponse};
use crate::collect::record::Submission;

/// A store in a PostgreSQL database, which any number of processes may share.
///
/// Each of a few threads has a connection of its own and makes it anew when it broke. An outcome is told after a commit
/// that the database's write-ahead log holds on disk; commits of several threads share that wait.
pub struct Postgres {
    /// Where it is, without the password.
    name: Arc<str>,
    workers: Threads<Job>,
}

enum Job {
    Submit(Box<Submission>, Answer<Outcome>),
    Newest(i64, i64, Answer<StoredPage>),
    Check(Answer<()>),
}

type Jobs = Arc<Mutex<mpsc::Receiver<Job>>>;

const WORKERS: usize = 4;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// A database that hangs must not hang those who send.
const SESSION: &str = "SET synchronous_commit = on; SET statement_timeout = '15s'; \
                       SET idle_in_transaction_session_timeout = '15s'";

/// Two processes that start at once make the table once.
const SCHEMA_LOCK: i64 = 0x4A53_7276;
const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS responses (
        number         BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
        id             TEXT PRIMARY KEY,
        survey_id      TEXT NOT NULL,
        survey_version TEXT,
        audience       TEXT,
        status         TEXT NOT NULL,
        started_at     TEXT,
        completed_at   TEXT,
        locale         TEXT,
        received_at    TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
        body           TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS responses_by_time ON responses (received_at);
    COMMENT ON TABLE responses IS 'Journey Survey, schema 1';
";
const SCHEMA_NAME: &str = "Journey Survey, schema 1";

impl Postgres {
    pub fn open(location: &str) -> Result<Self, StoreError> {
        let mut config: Config = location.parse().map_err(|error| {
            StoreError(format!(
                "the address of the PostgreSQL store cannot be read: {error}; \
                 write it as postgres://user:password@host/database"
            ))
        })?;
        config.connect_timeout(CONNECT_TIMEOUT);
        config.application_name("journey-survey");
        let name: Arc<str> = format!(
            "PostgreSQL database {}",
            config
                .get_dbname()
                .or(config.get_user())
                .unwrap_or_default()
        )
        .into();
        let explain = |reason: String| StoreError(format!("the store ({name}): {reason}"));
        let mut first = connect(&config).map_err(|error| explain(words(&error)))?;
        prepare(&mut first).map_err(explain)?;
        let mut first = Some(first);
        let (jobs, waiting) = mpsc::channel(MAX_WAITING_JOBS);
        let waiting = Arc::new(Mutex::new(waiting));
        let mut workers = Vec::new();
        for _ in 0..WORKERS {
            let mut worker = Worker {
                name: Arc::clone(&name),
                config: config.clone(),
                client: first.take(),
            };
            let waiting = Arc::clone(&waiting);
            let started = std::thread::Builder::new()
                .name("store".to_owned())
                .spawn(move || worker.run(&waiting));
            workers.push(started.map_err(|error| explain(error.to_string()))?);
        }
        Ok(Self {
            name,
            workers: Threads::new(jobs, workers),
        })
    }

    pub async fn submit(&self, submission: Submission) -> Result<Outcome, StoreError> {
        self.ask(|answer| Job::Submit(Box::new(submission), answer))
            .await
    }

    pub async fn newest(&self, offset: u64, limit: u32) -> Result<StoredPage, StoreError> {
        let offset = i64::try_from(offset).unwrap_or(i64::MAX);
        self.ask(|answer| Job::Newest(offset, limit.into(), answer))
            .await
    }

    pub async fn check(&self) -> Result<(), StoreError> {
        self.ask(Job::Check).await
    }

    async fn ask<T>(&self, job: impl FnOnce(Answer<T>) -> Job) -> Result<T, StoreError> {
        let closed = || failure(&self.name, &"it is closed");
        self.workers.ask(closed, job).await
    }
}

struct Worker {
    name: Arc<str>,
    config: Config,
    client: Option<Client>,
}

impl Worker {
    fn run(&mut self, waiting: &Jobs) {
        loop {
            let job = {
                let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
                waiting.blocking_recv()
            };
            // A client that has gone away meanwhile does not read its answer, which is no error.
            match job {
                Some(Job::Submit(submission, answer)) => {
                    drop(answer.send(self.perform(|client| insert(client, &submission))));
                }
                Some(Job::Newest(offset, limit, answer)) => {
                    drop(answer.send(self.perform(|client| read_newest(client, offset, limit))));
                }
                Some(Job::Check(answer)) => drop(answer.send(self.perform(check))),
                None => return,
            }
        }
    }

    /// A connection that broke while nobody used it is made anew, once. Whatever is done may be done twice.
    fn perform<T>(
        &mut self,
        mut work: impl FnMut(&mut Client) -> Result<T, postgres::Error>,
    ) -> Result<T, StoreError> {
        let was_connected = self.client.is_some();
        let mut result = self.attempt(&mut work);
        if result.is_err() && self.client.is_none() && was_connected {
            result = self.attempt(&mut work);
        }
        result.map_err(|error| failure(&self.name, &words(&error)))
    }

    fn attempt<T>(
        &mut self,
        work: &mut impl FnMut(&mut Client) -> Result<T, postgres::Error>,
    ) -> Result<T, postgres::Error> {
        let mut client = match self.client.take() {
            Some(client) => client,
            None => connect(&self.config)?,
        };
        let result = work(&mut client);
        let is_over = client.is_closed()
            || matches!(&result, Err(error) if error.code() == Some(&SqlState::ADMIN_SHUTDOWN));
        if !is_over {
            self.client = Some(client);
        }
        result
    }
}

fn failure(name: &str, reason: &dyn Display) -> StoreError {
    StoreError(format!("the store ({name}) failed: {reason}"))
}

/// The error with what the database said, which it does not show by itself.
fn words(error: &postgres::Error) -> String {
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

fn connect(config: &Config) -> Result<Client, postgres::Error> {
    let mut client = config.connect(NoTls)?;
    client.batch_execute(SESSION)?;
    Ok(client)
}

/// Makes sure that the database has our table, and that it is ours.
fn prepare(client: &mut Client) -> Result<(), String> {
    let text = |error: postgres::Error| words(&error);
    let mut transaction = client.transaction().map_err(text)?;
    transaction
        .execute("SELECT pg_advisory_xact_lock($1)", &[&SCHEMA_LOCK])
        .map_err(text)?;
    let found = transaction
        .query_one(
            "SELECT to_regclass('responses') IS NOT NULL, \
             obj_description(to_regclass('responses'), 'pg_class')",
            &[],
        )
        .map_err(text)?;
    let (is_there, name): (bool, Option<String>) = (found.get(0), found.get(1));
    if is_there && name.as_deref() != Some(SCHEMA_NAME) {
        return Err(
            "its table `responses` belongs to another program, or to another version of this one; \
             choose another database"
                .to_owned(),
        );
    }
    if !is_there {
        transaction.batch_execute(SCHEMA).map_err(text)?;
    }
    transaction.commit().map_err(text)
}

fn check(client: &mut Client) -> Result<(), postgres::Error> {
    // Whether it can write: a standby or a full disk could not.
    client.batch_execute(
        "BEGIN; LOCK TABLE responses IN ROW EXCLUSIVE MODE; SELECT txid_current(); ROLLBACK",
    )
}

fn insert(client: &mut Client, submission: &Submission) -> Result<Outcome, postgres::Error> {
    // Whoever inserts the same id meanwhile is waited for.
    let inserted_rows = client.execute(
        "INSERT INTO responses (id, survey_id, survey_version, audience, status, started_at, \
         completed_at, locale, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (id) DO NOTHING",
        &[
            &submission.id,
            &submission.survey_id,
            &submission.survey_version,
            &submission.audience,
            &submission.status,
            &submission.started_at,
            &submission.completed_at,
            &submission.locale,
            &submission.body,
        ],
    )?;
    if inserted_rows == 1 {
        return Ok(Outcome::Created);
    }
    let is_same = client.query_opt(
        "SELECT body = $2 FROM responses WHERE id = $1",
        &[&submission.id, &submission.body],
    )?;
    match is_same.map(|row| row.get(0)) {
        Some(true) => Ok(Outcome::Replayed),
        _ => Ok(Outcome::Conflict),
    }
}

fn read_newest(
    client: &mut Client,
    offset: i64,
    limit: i64,
) -> Result<StoredPage, postgres::Error> {
    // One snapshot, so that the total fits the rows.
    let mut transaction = client
        .build_transaction()
        .isolation_level(postgres::IsolationLevel::RepeatableRead)
        .read_only(true)
        .start()?;
    let total: i64 = transaction
        .query_one("SELECT count(*) FROM responses", &[])?
        .get(0);
    let rows = transaction.query(
        "SELECT to_char(received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'), body \
         FROM responses ORDER BY received_at DESC, number DESC LIMIT $1 OFFSET $2",
        &[&limit, &offset],
    )?;
    Ok(StoredPage {
        responses: rows
            .iter()
            .map(|row| StoredResponse {
                received_at: row.get(0),
                body: row.get(1),
            })
            .collect(),
        total: total.unsigned_abs(),
    })
}
