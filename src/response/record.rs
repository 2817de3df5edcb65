use std::rc::Rc;

use crate::expression::lowercase;
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

/// Names of facts ignore case, as in expressions: markup makes attributes lower case.
fn fact<'f>(facts: &'f Object, name: &str) -> Option<&'f Value> {
    facts.get(name).or_else(|| {
        let lower = lowercase(name);
        let mut facts = facts.iter();
        facts
            .find(|(other, _)| lowercase(other) == lower)
            .map(|(_, value)| value)
    })
}

/// Of the host's facts those that the document lists: expressions may read more than is recorded.
fn listed_context(session: &Session) -> Object {
    session
        .survey()
        .context
        .iter()
        .filter_map(|name| Some((name.clone(), fact(session.context(), name)?.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_found_whatever_the_case_of_their_names() {
        let facts: Object = [("visitcount", 3.0), ("Plan", 1.0), ("plan", 2.0)]
            .map(|(name, value)| (name.into(), Value::from(value)))
            .into_iter()
            .collect();
        for (name, expected) in [
            ("visitCount", Some(3.0)),
            ("plan", Some(2.0)),
            ("PLAN", Some(1.0)),
            ("price", None),
        ] {
            assert_eq!(
                fact(&facts, name),
                expected.map(Value::from).as_ref(),
                "{name}"
            );
        }
    }
}
