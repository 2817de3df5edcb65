use journey_survey::expression::{Calendar, date_of};
use journey_survey::native::{Zone, ZonedCalendar, clock_millis};
use journey_survey::value::{Object, Value};

/// The clock and zone that a line asks for with `now` and `tz`; those of this device where it does not.
///
/// Errors: one sentence that says what is wrong with them.
pub fn read(members: &Object, zone_of_device: &Zone) -> Result<ZonedCalendar, String> {
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
