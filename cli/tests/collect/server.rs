use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use ureq::http::{HeaderMap, Request};

use crate::place::Place;

/// A running endpoint; killed when dropped.
pub struct Server {
    pub child: Child,
    /// `127.0.0.1:PORT`
    pub address: String,
    pub place: Arc<Place>,
    _stdout: BufReader<ChildStdout>,
}

impl Server {
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_in(Place::fresh(), arguments)
    }

    /// Starts a second process on the store of another.
    pub fn start_beside(other: &Self) -> Self {
        Self::start_in(Arc::clone(&other.place), &[])
    }

    /// Starts on the store of that place.
    pub fn start_in(place: Arc<Place>, arguments: &[&str]) -> Self {
        let mut child = program(&["--listen", "127.0.0.1:0", "--store"])
            .arg(place.location())
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line
            .strip_prefix("listening on http://")
            .unwrap_or_else(|| panic!("unexpected first line: {line:?}"))
            .trim_end()
            .to_owned();
        Self {
            child,
            address,
            place,
            _stdout: stdout,
        }
    }

    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl AsRef<[u8]>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into();
        let response = if body.as_ref().is_empty() && method != "POST" {
            agent.run(request.body(()).unwrap())
        } else {
            agent.run(request.body(body.as_ref()).unwrap())
        };
        let (parts, body) = response.unwrap().into_parts();
        let mut bytes = Vec::new();
        body.into_reader().read_to_end(&mut bytes).unwrap();
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: bytes,
        }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], "")
    }

    /// Posts a record under its own id.
    pub fn submit(&self, record: &Value) -> Answer {
        let key = format!("\"{}\"", record["id"].as_str().unwrap());
        let headers = [
            ("content-type", "application/json"),
            ("idempotency-key", key.as_str()),
        ];
        self.send("POST", "/v1/responses", &headers, record.to_string())
    }

    /// How many rows the store holds.
    pub fn rows(&self) -> u64 {
        self.place.query("SELECT count(*) FROM responses")[0][0]
            .parse()
            .unwrap()
    }

    /// Ends the process at once, as a power cut would, and gives its store back.
    pub fn kill(mut self) -> Arc<Place> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        Arc::clone(&self.place)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }

    /// Checks status and shape of an error, and gives its message.
    #[track_caller]
    pub fn error(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/json");
        let message = self.json()["error"]["message"].as_str().unwrap().to_owned();
        assert!(message.ends_with('.'), "not a sentence: {message}");
        message
    }
}

/// The program with the subcommand under test.
pub fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_journey-survey"));
    command
        .arg("collect")
        .args(arguments)
        .env_remove("JOURNEY_SURVEY_TOKEN");
    command
}

/// The UUID number `number`.
pub fn uuid(number: u32) -> String {
    format!("018f2b7e-6c1d-7a3b-9f00-{number:012x}")
}

/// A complete record with every member that the store has a column for.
pub fn record(number: u32) -> Value {
    json!({
        "id": uuid(number),
        "survey": { "id": "installation", "version": "3" },
        "audience": "customer",
        "status": "complete",
        "startedAt": "2026-01-01T10:00:00.000Z",
        "completedAt": "2026-01-01T10:01:00.000Z",
        "locale": "fr",
        "context": { "ticket": "4711" },
        "answers": { "remark": "Très bien" },
        "journey": { "journey": { "touchpoints": {
            "installer": { "reached": true, "rating": 2, "causes": [["wrong-parts", "wrong-order"]] },
            "billing": { "reached": false },
        } } },
    })
}
