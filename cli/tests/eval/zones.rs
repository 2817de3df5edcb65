//! What time it is, and where.

use crate::program::{answers, check};

#[test]
fn now_and_the_zone_of_a_line() {
    check(&[
        (
            r#"{"expr":"currentDate()","now":"2026-01-15T12:00:00Z"}"#,
            r#"{"value":{"$date":"2026-01-15T12:00:00.000Z"},"condition":false}"#,
        ),
        (
            r#"{"expr":"currentDate()","now":1768478400000.9}"#,
            r#"{"value":{"$date":"2026-01-15T12:00:00.000Z"},"condition":false}"#,
        ),
        (
            r#"{"expr":"currentDate()","now":0}"#,
            r#"{"value":{"$date":"1970-01-01T00:00:00.000Z"},"condition":false}"#,
        ),
        // Without an offset by the clocks of the zone.
        (
            r#"{"expr":"currentDate()","now":"2026-01-15T12:00:00","tz":"Europe/Berlin"}"#,
            r#"{"value":{"$date":"2026-01-15T11:00:00.000Z"},"condition":false}"#,
        ),
        // The day begins when it does in the zone.
        (
            r#"{"expr":"today()","now":"2026-01-15T12:00:00Z","tz":"UTC"}"#,
            r#"{"value":{"$date":"2026-01-15T00:00:00.000Z"},"condition":false}"#,
        ),
        (
            r#"{"expr":"today()","now":"2026-01-15T12:00:00Z","tz":"asia/tokyo"}"#,
            r#"{"value":{"$date":"2026-01-14T15:00:00.000Z"},"condition":false}"#,
        ),
        (
            r#"{"expr":"today()","now":"2026-07-15T12:00:00Z","tz":"Europe/Berlin"}"#,
            r#"{"value":{"$date":"2026-07-14T22:00:00.000Z"},"condition":false}"#,
        ),
        (
            r#"{"expr":"today()","now":"2026-01-15T12:00:00Z","tz":"-03:30"}"#,
            r#"{"value":{"$date":"2026-01-15T03:30:00.000Z"},"condition":false}"#,
        ),
        (
            r#"{"expr":"day({d})","values":{"d":{"$date":"2026-01-01T03:00:00Z"}},"tz":"UTC"}"#,
            r#"{"value":1,"condition":true}"#,
        ),
        // Without a zone, that of the device: New York.
        (
            r#"{"expr":"day({d})","values":{"d":{"$date":"2026-01-01T03:00:00Z"}}}"#,
            r#"{"value":31,"condition":false}"#,
        ),
        (
            r#"{"expr":"'' + {d}","values":{"d":{"$date":"2026-07-01T03:00:00Z"}},"tz":null,"now":null}"#,
            r#"{"value":"Tue Jun 30 2026 23:00:00 GMT-0400 (Eastern Daylight Time)","condition":false}"#,
        ),
    ]);
}

#[test]
fn without_now_the_clock_of_the_device_tells_the_time() {
    let clock_millis = journey_survey::native::clock_millis();
    let line = format!(
        r#"{{"expr":"currentDate() >= {{start}} and dateDiff({{start}}, currentDate(), 'minutes') < 5","values":{{"start":{{"$date":"{}"}}}}}}"#,
        journey_survey::value::iso_date(clock_millis).unwrap()
    );
    assert_eq!(answers(line), [r#"{"value":true,"condition":true}"#]);
}
