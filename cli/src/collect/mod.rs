//! `journey-survey collect`: the reference endpoint that receives responses, keeps each of them
//! exactly once, and shows them.
//!
//! `arguments` is what the user typed; `server` owns sockets and signals; `routes` is the map of
//! addresses; `store` is the only part that knows the database.

mod access;
mod arguments;
mod batch;
mod body;
mod bounded_json;
mod error;
mod listing;
mod origin;
mod page;
mod rate_limit;
mod record;
mod routes;
mod server;
mod store;
mod submit;
mod web;

use std::io::Write;
use std::sync::Arc;

pub use arguments::Arguments;

/// Runs the endpoint until it is told to stop by SIGINT or SIGTERM.
///
/// The error is one sentence for the person who started it.
pub fn run(arguments: Arguments) -> Result<(), String> {
    if let Some(directory) = &arguments.web {
        web::check_directory(directory)?;
    }
    let store = store::Store::open(&arguments.store).map_err(|error| error.to_string())?;
    let application = routes::Application {
        store: Arc::new(store),
        read_access: access::ReadAccess::new(arguments.token),
        origins: arguments.allow_origin,
        rate_limit: rate_limit::RateLimit::per_minute(arguments.rate_limit),
        web: arguments.web,
    };
    if !arguments.listen.ip().is_loopback() && application.read_access.is_open() {
        note(
            "anyone who can reach this address can read the responses; set --token to prevent that",
        );
    }
    server::serve(arguments.listen, routes::router(application))
}

/// Writes a line for the operator. A closed standard error is no reason to stop collecting.
fn note(sentence: &str) {
    let _ = writeln!(std::io::stderr(), "journey-survey: {sentence}");
}
