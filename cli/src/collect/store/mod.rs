mod postgres;
mod sqlite;
mod threads;

use std::fmt;

use super::record::Submission;
use postgres::Postgres;
use sqlite::Sqlite;

/// Where responses are kept. The only part of the endpoint that knows which database it is.
///
/// Whatever the database: a record is on durable storage before its outcome is told, and the
/// database itself keeps ids unique, so several processes may share one store.
pub enum Store {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// What became of a submitted record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    Created,
    /// The same bytes were stored before.
    Replayed,
    /// Other bytes are stored under this id; they were left as they are.
    Conflict,
}

/// A record as it was received.
#[derive(Debug, PartialEq)]
pub struct StoredResponse {
    /// RFC 3339 in UTC, with milliseconds.
    pub received_at: String,
    /// The record, byte for byte.
    pub body: String,
}

/// Some of the stored responses, newest first.
#[derive(Debug, PartialEq)]
pub struct StoredPage {
    pub responses: Vec<StoredResponse>,
    /// How many there are in the whole store.
    pub total: u64,
}

/// Why the store cannot be opened, or did not do what it was asked.
#[derive(Clone, Debug)]
pub struct StoreError(String);

impl Store {
    /// Opens the store at a location as given on the command line, and creates it when missing.
    pub fn open(location: &str) -> Result<Self, StoreError> {
        match location.split_once("://") {
            None => Sqlite::open(location.as_ref()).map(Self::Sqlite),
            Some(("postgres" | "postgresql", _)) => Postgres::open(location).map(Self::Postgres),
            Some((scheme, _)) => Err(StoreError(format!(
                "there is no store of the kind {scheme}://; give --store the path of an SQLite file, \
                 or postgres://…"
            ))),
        }
    }

    /// Stores a record under its id unless the id is taken.
    pub async fn submit(&self, submission: Submission) -> Result<Outcome, StoreError> {
        match self {
            Self::Sqlite(store) => store.submit(submission).await,
            Self::Postgres(store) => store.submit(submission).await,
        }
    }

    /// Reads at most `limit` responses after skipping the `offset` newest.
    pub async fn newest(&self, offset: u64, limit: u32) -> Result<StoredPage, StoreError> {
        match self {
            Self::Sqlite(store) => store.newest(offset, limit).await,
            Self::Postgres(store) => store.newest(offset, limit).await,
        }
    }

    /// Whether the store could take a record now.
    pub async fn check(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(store) => store.check().await,
            Self::Postgres(store) => store.check().await,
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
