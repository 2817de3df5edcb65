use std::path::PathBuf;
use std::sync::Arc;

use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

/// Where a test's responses are kept: an SQLite file.
pub struct Place(TempDir);

impl Place {
    pub fn fresh() -> Arc<Self> {
        Arc::new(Self(TempDir::new().unwrap()))
    }

    pub fn location(&self) -> String {
        self.file().to_str().unwrap().to_owned()
    }

    pub fn file(&self) -> PathBuf {
        self.0.path().join("responses.sqlite")
    }

    pub fn database(&self) -> Connection {
        Connection::open(self.file()).unwrap()
    }

    /// The rows of a query as texts; nothing is the empty text.
    pub fn query(&self, select: &str) -> Vec<Vec<String>> {
        let database = self.database();
        let mut statement = database.prepare(select).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| {
            (0..columns)
                .map(|column| {
                    Ok(match row.get(column)? {
                        Value::Text(text) => text,
                        Value::Integer(number) => number.to_string(),
                        _ => String::new(),
                    })
                })
                .collect()
        });
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    }
}
