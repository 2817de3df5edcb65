use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;

use super::origin::AllowedOrigin;

/// Run the endpoint that receives survey responses and stores each of them exactly once.
///
/// Addresses: POST /v1/responses takes a response or many (a JSON array, NDJSON, CloudEvents), GET /responses shows what was received (as a
/// page, or as JSON with "Accept: application/json" or ?format=json), GET /healthz says whether the
/// store works. Once ready, one line on standard output says "listening on http://…".
#[derive(clap::Args)]
pub struct Arguments {
    /// Address and port to listen on; port 0 takes a free one and prints it
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8787", value_parser = listen_address)]
    pub listen: SocketAddr,

    /// SQLite file that keeps the responses, created when missing; or postgres://USER:PASSWORD@HOST/DATABASE, which
    /// several processes on several machines may share
    #[arg(
        long,
        value_name = "FILE|ADDRESS",
        default_value = "responses.sqlite",
        env = "JOURNEY_SURVEY_STORE",
        hide_env_values = true
    )]
    pub store: String,

    /// Also serve the files of this folder, such as the widget and its demo page
    #[arg(long, value_name = "DIR")]
    pub web: Option<PathBuf>,

    /// Website that may send responses, such as https://www.example.org; may be repeated, and * allows
    /// all. Pages that this server serves itself are always allowed
    #[arg(long, value_name = "ORIGIN")]
    pub allow_origin: Vec<AllowedOrigin>,

    /// Secret needed to read /responses, as "Authorization: Bearer TOKEN", or as the password when a
    /// browser asks for one. Sending responses needs no token
    #[arg(long, value_name = "TOKEN", env = "JOURNEY_SURVEY_TOKEN", hide_env_values = true, value_parser = token)]
    pub token: Option<String>,

    /// Requests to /v1/responses and /responses that one client address may make in a minute; 0 is no
    /// limit. Behind a proxy all clients share the proxy's address: set 0 and let the proxy limit
    #[arg(long, value_name = "N", default_value_t = 600, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub rate_limit: u32,
}

fn listen_address(text: &str) -> Result<SocketAddr, String> {
    let advice = "write an address and a port, such as 127.0.0.1:8787 or [::1]:8787";
    text.to_socket_addrs()
        .map_err(|error| format!("{error}; {advice}"))?
        .next()
        .ok_or_else(|| advice.to_owned())
}

fn token(text: &str) -> Result<String, String> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("a token is one or more visible ASCII characters without spaces".to_owned());
    }
    Ok(text.to_owned())
}
