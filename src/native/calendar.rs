use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::TimeZone;

use super::zone_name::zone_name;
use crate::expression::Calendar;

/// A clock that stands still, in a time zone with its history and its summer time.
///
/// It stands still so that one evaluation sees one instant; see [`clock_millis`] for the real time.
#[derive(Clone, Debug, PartialEq)]
pub struct ZonedCalendar {
    /// In milliseconds since 1970-01-01T00:00Z.
    pub now_millis: f64,
    pub zone: Zone,
}

impl Calendar for ZonedCalendar {
    fn now_millis(&self) -> f64 {
        self.now_millis
    }

    fn utc_offset_millis(&self, at_millis: f64) -> f64 {
        let offset = self.zone.0.to_offset(timestamp(at_millis));
        f64::from(offset.seconds()) * 1000.0
    }

    fn zone_name(&self, at_millis: f64) -> Option<String> {
        let info = self.zone.0.to_offset_info(timestamp(at_millis));
        zone_name(info.abbreviation(), info.offset().seconds()).map(str::to_owned)
    }
}

/// A time zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone(TimeZone);

impl Zone {
    /// By its name in the IANA database, such as `Europe/Berlin` (case does not count), or by an offset such as
    /// `+02:00`; `None` if there is no such zone.
    pub fn named(name: &str) -> Option<Self> {
        let zone = DateTimeParser::new().parse_time_zone(name).ok()?;
        // The parser also takes POSIX rules, which a misspelt name may look like.
        let is_named_or_fixed = zone.iana_name().is_some() || zone.to_fixed_offset().is_ok();
        (is_named_or_fixed && !zone.is_unknown()).then_some(Self(zone))
    }

    /// The zone of this device, UTC if it does not tell.
    pub fn of_device() -> Self {
        Self(TimeZone::try_system().unwrap_or(TimeZone::UTC))
    }
}

/// The time by the clock of this device, in milliseconds since 1970-01-01T00:00Z.
pub fn clock_millis() -> f64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => since.as_millis() as f64,
        Err(before) => -(before.duration().as_millis() as f64),
    }
}

/// After as many years the days of the week, and with them the changes to summer time, come again.
const CYCLE_MILLIS: f64 = 400.0 * 365.2425 * 86_400_000.0;

/// JavaScript's dates go on beyond the years that `jiff` knows: there the clock is what it is whole cycles before, and
/// in the distant past what it was before all changes.
fn timestamp(at_millis: f64) -> Timestamp {
    let last_millis = Timestamp::MAX.as_millisecond() as f64;
    let cycles_beyond = ((at_millis - last_millis) / CYCLE_MILLIS).ceil().max(0.0);
    let known_millis = at_millis - cycles_beyond * CYCLE_MILLIS;
    Timestamp::from_millisecond(known_millis.floor() as i64).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::expression::{Expression, Values};
    use crate::native::SerdeJson;
    use crate::value::Value;

    /// What JavaScript makes of a date in a zone when it is turned into text.
    fn check(zone: &str, millis: f64, expected: &str) {
        let calendar = ZonedCalendar {
            now_millis: 0.0,
            zone: Zone::named(zone).unwrap(),
        };
        let scope = Values {
            values: Value::object([("d".into(), Value::Date(millis))]),
            calendar: &calendar,
            json: &SerdeJson,
        };
        let text = Expression::parse("'' + {d}").unwrap().evaluate(&scope);
        assert_eq!(text.as_text(), Some(expected), "{millis} in {zone}");
    }

    #[test]
    fn dates_as_the_clocks_of_a_zone_show_them() {
        let (winter, summer) = (1_768_478_400_000.0, 1_752_000_000_000.0);
        let cases = [
            (
                "UTC",
                winter,
                "Thu Jan 15 2026 12:00:00 GMT+0000 (Coordinated Universal Time)",
            ),
            (
                "America/New_York",
                winter,
                "Thu Jan 15 2026 07:00:00 GMT-0500 (Eastern Standard Time)",
            ),
            (
                "America/New_York",
                summer,
                "Tue Jul 08 2025 14:40:00 GMT-0400 (Eastern Daylight Time)",
            ),
            (
                "europe/berlin",
                winter,
                "Thu Jan 15 2026 13:00:00 GMT+0100 (Central European Standard Time)",
            ),
            (
                "Europe/Berlin",
                summer,
                "Tue Jul 08 2025 20:40:00 GMT+0200 (Central European Summer Time)",
            ),
            (
                "Asia/Kolkata",
                winter,
                "Thu Jan 15 2026 17:30:00 GMT+0530 (India Standard Time)",
            ),
            (
                "Asia/Shanghai",
                winter,
                "Thu Jan 15 2026 20:00:00 GMT+0800 (China Standard Time)",
            ),
            // No name is better than a wrong one.
            ("Asia/Dubai", winter, "Thu Jan 15 2026 16:00:00 GMT+0400"),
            ("-03:30", winter, "Thu Jan 15 2026 08:30:00 GMT-0330"),
            // Local time of the sun, before there were zones.
            ("Europe/Berlin", -5e12, "Tue Jul 23 1811 16:00:08 GMT+0053"),
            // The ends of JavaScript's dates.
            (
                "UTC",
                8.64e15,
                "Sat Sep 13 275760 00:00:00 GMT+0000 (Coordinated Universal Time)",
            ),
            (
                "Europe/Berlin",
                8.64e15,
                "Sat Sep 13 275760 02:00:00 GMT+0200 (Central European Summer Time)",
            ),
            (
                "Europe/Berlin",
                -8.64e15,
                "Tue Apr 20 -271821 00:53:28 GMT+0053",
            ),
            ("Europe/Berlin", f64::NAN, "Invalid Date"),
        ];
        for (zone, millis, expected) in cases {
            check(zone, millis, expected);
        }
    }

    #[test]
    fn what_is_no_zone_is_not_taken_for_one() {
        for name in [
            "",
            " ",
            "Mars/Base",
            "Etc/Unknown",
            "../../etc/passwd",
            "Europe",
            "+26:00",
            "Zone1",
            "EST5EDT4,M3.2.0,M11.1.0",
        ] {
            assert_eq!(Zone::named(name), None, "{name}");
        }
    }
}
