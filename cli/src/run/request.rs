use journey_survey::definition::with_priors;
use journey_survey::native::{Zone, ZonedCalendar};
use journey_survey::value::{Object, Value};

use super::lists::GivenLists;
use super::step::Step;
use crate::calendar;

/// What one line asks.
pub struct Request {
    pub document: Value,
    pub data: Value,
    pub context: Object,
    pub variables: Object,
    pub respondent: Option<String>,
    pub locale: Option<String>,
    pub calendar: ZonedCalendar,
    pub seed: Option<u64>,
    pub lists: GivenLists,
    pub steps: Vec<Step>,
    pub snaps: Snaps,
    pub timing: bool,
}

/// Which snapshots are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Snaps {
    All,
    Last,
    None,
}

impl Request {
    /// Errors: one sentence that says what is wrong with the line.
    pub fn read(line: &Value, zone_of_device: &Zone) -> Result<Self, String> {
        let Value::Object(members) = line else {
            return Err(format!(
                "The line needs an object such as {{\"json\": {{…}}, \"steps\": [[\"next\"]]}}, not {}.",
                line.kind()
            ));
        };
        let priors = members.get("priors").cloned().unwrap_or_default();
        let document = match members.get("json") {
            Some(document) => with_priors(document, &priors),
            None => return Err("\"json\" is missing: it needs the survey document.".to_owned()),
        };
        Ok(Self {
            document,
            data: members.get("data").cloned().unwrap_or_default(),
            context: object(members, "context")?,
            variables: object(members, "vars")?,
            respondent: text(members, "respondent")?,
            locale: text(members, "locale")?,
            calendar: calendar::read(members, zone_of_device)?,
            seed: seed(members)?,
            lists: GivenLists::new(object(members, "lists")?),
            steps: steps(members)?,
            snaps: snaps(members)?,
            timing: members.get("timing") == Some(&Value::Bool(true)),
        })
    }
}

fn object(members: &Object, name: &str) -> Result<Object, String> {
    match members.get(name) {
        None | Some(Value::Null) => Ok(Object::new()),
        Some(Value::Object(object)) => Ok((**object).clone()),
        Some(other) => Err(format!("\"{name}\" needs an object, not {}.", other.kind())),
    }
}

fn text(members: &Object, name: &str) -> Result<Option<String>, String> {
    match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Text(text)) => Ok(Some(text.to_string())),
        Some(other) => Err(format!("\"{name}\" needs a text, not {}.", other.kind())),
    }
}

fn seed(members: &Object) -> Result<Option<u64>, String> {
    match members.get("seed") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Number(number)) if *number >= 0.0 && number.fract() == 0.0 => {
            Ok(Some(*number as u64))
        }
        Some(_) => Err("\"seed\" needs a whole number that is not negative.".to_owned()),
    }
}

fn steps(members: &Object) -> Result<Vec<Step>, String> {
    match members.get("steps") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::List(steps)) => steps
            .iter()
            .enumerate()
            .map(|(place, step)| {
                Step::read(step).map_err(|error| format!("Step {}: {error}", place + 1))
            })
            .collect(),
        Some(other) => Err(format!(
            "\"steps\" needs a list such as [[\"set\", \"a\", 1], [\"next\"]], not {}.",
            other.kind()
        )),
    }
}

fn snaps(members: &Object) -> Result<Snaps, String> {
    match members.get("snaps").map(Value::as_text) {
        None => Ok(Snaps::All),
        Some(Some("all")) => Ok(Snaps::All),
        Some(Some("last")) => Ok(Snaps::Last),
        Some(Some("none")) => Ok(Snaps::None),
        Some(_) => Err("\"snaps\" needs \"all\", \"last\" or \"none\".".to_owned()),
    }
}
