use journey_survey::expression::{Calendar, date_of};
use journey_survey::native::{SerdeJson, Zone, ZonedCalendar, clock_millis, coded};
use journey_survey::value::{Json, Object, Value};

use super::lines::{Line, MAX_LINE_BYTES};

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
        let request = parse(line)?;
        let Value::Object(members) = &request else {
            return Err(format!(
                "The line needs an object such as {{\"expr\": \"{{a}} + 1\", \"values\": {{\"a\": 2}}}}, not {}.",
                request.kind()
            ));
        };
        Ok(Self {
            expression: expression(members)?,
            values: values(members)?,
            calendar: calendar(members, zone_of_device)?,
        })
    }
}

fn parse(line: Line) -> Result<Value, String> {
    let Line::Whole(bytes) = line else {
        return Err(format!(
            "The line is longer than {} MiB; shorten it.",
            MAX_LINE_BYTES >> 20
        ));
    };
    let text = std::str::from_utf8(bytes).map_err(|error| {
        format!(
            "The line is not UTF-8 from its byte {} on.",
            error.valid_up_to() + 1
        )
    })?;
    SerdeJson
        .parse(text)
        .map_err(|error| format!("The line is not JSON that can be read: {}.", error.message))
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

fn calendar(members: &Object, zone_of_device: &Zone) -> Result<ZonedCalendar, String> {
    let zone = match members.get("tz") {
        None | Some(Value::Null) => zone_of_device.clone(),
        Some(tz) => tz.as_text().and_then(Zone::named).ok_or(
            "\"tz\" needs a time zone such as \"Europe/Berlin\", \"UTC\" or \"+02:00\"; there is none of this name.",
        )?,
    };
    let mut calendar = ZonedCalendar {
        now_millis: clock_millis(),
        zone,
    };
    if let Some(now) = members.get("now").filter(|now| !now.is_absent()) {
        calendar.now_millis = instant(now, &calendar).ok_or(
            "\"now\" needs an instant such as \"2026-01-15T12:00:00Z\", or milliseconds since 1970.",
        )?;
    }
    Ok(calendar)
}

fn instant(now: &Value, calendar: &dyn Calendar) -> Option<f64> {
    let millis = match now {
        // Not by `date_of`, for which 0 is no date, but now.
        Value::Number(number) if *number == 0.0 => 0.0,
        Value::Number(_) => date_of(now, calendar),
        Value::Text(text) if !text.is_empty() => date_of(now, calendar),
        _ => f64::NAN,
    };
    millis.is_finite().then_some(millis)
}
