use std::collections::BTreeMap;

use journey_survey::delivery::{Reply, Request};

/// The simulated endpoints: one table of rows, and how each endpoint behaves at present.
#[derive(Default)]
pub struct Endpoints {
    /// Body by idempotency key.
    pub rows: BTreeMap<String, String>,
    pub moods: BTreeMap<String, Mood>,
    pub contradictions: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Mood {
    #[default]
    Healthy,
    /// Answers this status without looking.
    Status(u16, Option<String>),
    /// Stores, and then answers this status.
    StoresButSays(u16),
    Redirects,
    /// An HTML page with status 200 from somebody in between.
    CaptivePortal,
    /// The connection breaks before the request arrives.
    Unreachable,
    /// Stores, and the answer is lost.
    LosesReplies,
    /// Stores, and never answers.
    Hangs,
    /// Refuses bodies that contain this, and takes the rest.
    RefusesBodiesWith(&'static str, u16),
}

impl Endpoints {
    /// `None` if no answer ever comes.
    pub fn answer(&mut self, request: &Request) -> Option<Reply> {
        let reply = |status: u16, retry_after: Option<String>, kind: &str| {
            Some(Reply::Status {
                status,
                retry_after,
                content_type: Some(kind.into()),
            })
        };
        let mood = self.moods.get(&request.url).cloned().unwrap_or_default();
        match mood {
            Mood::Healthy => reply(self.store(request), None, "application/json"),
            Mood::Status(status, retry_after) => reply(status, retry_after, "application/json"),
            Mood::StoresButSays(status) => {
                self.store(request);
                reply(status, None, "application/json")
            }
            Mood::Redirects => Some(Reply::Redirect),
            Mood::CaptivePortal => reply(200, None, "text/html; charset=utf-8"),
            Mood::Unreachable => Some(Reply::NetworkError),
            Mood::LosesReplies => {
                self.store(request);
                Some(Reply::NetworkError)
            }
            Mood::Hangs => {
                self.store(request);
                None
            }
            Mood::RefusesBodiesWith(word, status) if request.body.contains(word) => {
                reply(status, None, "application/json")
            }
            Mood::RefusesBodiesWith(..) => reply(self.store(request), None, "application/json"),
        }
    }

    fn store(&mut self, request: &Request) -> u16 {
        let key = key_of(request);
        match self.rows.get(&key) {
            None => {
                self.rows.insert(key, request.body.clone());
                201
            }
            Some(body) if *body == request.body => 200,
            Some(_) => {
                self.contradictions.push(key);
                409
            }
        }
    }
}

pub fn key_of(request: &Request) -> String {
    let mut headers = request.headers.iter();
    let (_, value) = headers
        .find(|(name, _)| name == "Idempotency-Key")
        .expect("every request has its key");
    value.trim_matches('"').into()
}
