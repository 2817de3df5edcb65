use journey_survey::native::{Zone, ZonedCalendar, coded};
use journey_survey::value::{Object, Value};

use crate::calendar;
use crate::lines::Line;

/// What one line asks.
pub struct Request {
    pub expression: String,
    /// An object.
    pub values: Value,
    pub calendar: ZonedCalendar,
}

impl Request {
    /// Errors: one sentence that says what is wrong with the line.
    pub fn read(line: Line, zone_of_device: &Zone) -> Result<Self, String> {
        let request = line.parse()?;
        let Value::Object(members) = &request else {
            return Err(format!(
                "The line needs an object such as {{\"expr\": \"{{a}} + 1\", \"values\": {{\"a\": 2}}}}, not {}.",
                request.kind()
            ));
        };
        Ok(Self {
            expression: expression(members)?,
            values: values(members)?,
            calendar: calendar::read(members, zone_of_device)?,
        })
    }
}

fn expression(members: &Object) -> Result<String, String> {
    match members.get("expr") {
        Some(Value::Text(text)) => Ok(text.to_string()),
        Some(other) => Err(format!("\"expr\" needs a text, not {}.", other.kind())),
        None => Err("\"expr\" is missing: it needs the expression, a text.".to_owned()),
    }
}

fn values(members: &Object) -> Result<Value, String> {
    match members.get("values") {
        None | Some(Value::Null) => Ok(Object::new().into()),
        Some(Value::Object(values)) => coded::decode_members(values)
            .map(Value::from)
            .map_err(|error| format!("In \"values\", {error}")),
        Some(other) => Err(format!("\"values\" needs an object, not {}.", other.kind())),
    }
}
