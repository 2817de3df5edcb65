use std::rc::Rc;

use crate::session::{Position, Session};
use crate::value::{Object, Value, iso_date};

use super::{journey, metrics, quality};

/// What the embedding side knows and a session does not. Nothing in it identifies a person.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// An IANA name such as `Europe/Paris`.
    pub timezone: Rc<str>,
    /// How the widget was shown: `inline`, `popup` …
    pub display: Rc<str>,
    /// Width and height of the viewport, kind of pointer.
    pub device: Object,
}

/// The response record of a run. Its members and their order are the contract with every endpoint.
pub fn record(session: &Session, surroundings: &Surroundings) -> Value {
    let survey = session.survey();
    let paradata = session.paradata();
    let mut record = Object::new();
    record.set("id", session.id().clone());
    let mut identity = Object::new();
    identity.set("id", survey.id.clone());
    identity.set("version", survey.version.clone());
    record.set("survey", identity);
    record.set("audience", survey.audience.name());
    let is_complete = session.position() == Position::Completed;
    record.set("status", if is_complete { "complete" } else { "partial" });
    record.set("startedAt", time(Some(paradata.started_at_millis)));
    record.set("completedAt", time(paradata.completed_at_millis));
    record.set("timezone", surroundings.timezone.clone());
    record.set("locale", session.locale());
    record.set("context", listed_context(session));
    record.set("answers", session.answers().clone());
    record.set("journey", journey::of(session));
    record.set("metrics", metrics::of(session));
    let mut how = Object::new();
    how.set("durations", paradata.durations.clone());
    how.set("changes", paradata.changes());
    how.set("device", surroundings.device.clone());
    how.set("display", surroundings.display.clone());
    record.set("paradata", how);
    record.set("quality", quality::of(session));
    record.into()
}

fn time(millis: Option<f64>) -> Value {
    millis
        .and_then(iso_date)
        .map_or(Value::Undefined, Value::from)
}

/// Of the host's facts those that the document lists: expressions may read more than is recorded.
fn listed_context(session: &Session) -> Object {
    session
        .survey()
        .context
        .iter()
        .filter_map(|name| Some((name.clone(), session.context().get(name)?.clone())))
        .collect()
}
