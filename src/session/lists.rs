use std::rc::Rc;

use crate::value::{Json, Value};

/// Where lists of choices come from that a document only names by their address.
pub trait Lists {
    /// What is known of an address. The first time it is asked for, an implementation begins to fetch it; when that
    /// ends, in whichever way, it tells [`super::Session::list_arrived`].
    fn get(&self, url: &str) -> Fetched;
}

/// How far the fetching of a list has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Fetched {
    Waiting,
    Loaded(Value),
    /// With what went wrong in a few words, as `Not Found`.
    Failed(Rc<str>),
}

/// Where nothing is fetched.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLists;

impl Lists for NoLists {
    fn get(&self, _: &str) -> Fetched {
        Fetched::Waiting
    }
}

/// A response's body: JSON, else a choice in each line.
pub fn read_list(body: &str, json: &dyn Json) -> Value {
    json.parse(body).unwrap_or_else(|_| {
        let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
        Value::list(lines.map(Value::text))
    })
}
