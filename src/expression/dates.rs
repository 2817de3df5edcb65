use super::coercion::{is_truthy, text_in_utc};
use super::read_date::read_date;
use crate::value::{Value, civil_from_days, modulo, remainder};

/// The clock and the time zone of an evaluation. The core has neither of its own.
pub trait Calendar {
    /// Now, in milliseconds since 1970-01-01T00:00Z.
    fn now_millis(&self) -> f64;

    /// How far local time is ahead of UTC (east of Greenwich) at an instant, in milliseconds.
    fn utc_offset_millis(&self, at_millis: f64) -> f64;

    /// The day of an instant as a language writes it; as English does where nobody knows better.
    fn day_text(&self, at_millis: f64, _locale: &str) -> String {
        let local = at_millis + self.utc_offset_millis(at_millis);
        let (year, month, day) = civil_from_days((local / DAY_MILLIS).floor() as i64);
        let [month, day, year] = [month, day, year].map(|part| part.to_string());
        [&*month, "/", &*day, "/", &*year].concat()
    }

    /// The long name of the zone at an instant, which JavaScript writes after a date turned into text.
    fn zone_name(&self, _at_millis: f64) -> Option<String> {
        None
    }
}

/// A clock that stands still, in a zone without summer time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FixedCalendar {
    pub now_millis: f64,
    pub utc_offset_millis: f64,
}

impl FixedCalendar {
    /// 1970-01-01T00:00Z.
    pub const UTC: Self = Self {
        now_millis: 0.0,
        utc_offset_millis: 0.0,
    };
}

impl Calendar for FixedCalendar {
    fn now_millis(&self) -> f64 {
        self.now_millis
    }

    fn utc_offset_millis(&self, _at_millis: f64) -> f64 {
        self.utc_offset_millis
    }

    fn zone_name(&self, _at_millis: f64) -> Option<String> {
        (self.utc_offset_millis == 0.0).then(|| "Coordinated Universal Time".into())
    }
}

const SECOND_MILLIS: f64 = 1000.0;
pub(super) const MINUTE_MILLIS: f64 = 60_000.0;
pub(super) const HOUR_MILLIS: f64 = 3_600_000.0;
pub(super) const DAY_MILLIS: f64 = 86_400_000.0;
/// The furthest instant from 1970 that JavaScript's dates know.
const MAX_MILLIS: f64 = 8.64e15;

/// Year, month (0 to 11), day (1 to 31), hour, minute, second, millisecond. As numbers, because JavaScript computes
/// with them beyond their ranges.
pub(super) type Fields = [f64; 7];
pub(super) const YEAR: usize = 0;
pub(super) const MONTH: usize = 1;
pub(super) const DAY: usize = 2;
pub(super) const HOUR: usize = 3;
pub(super) const MINUTE: usize = 4;
pub(super) const SECOND: usize = 5;
pub(super) const MILLI: usize = 6;

/// The instant that a value stands for when a date is wanted, in milliseconds since 1970, NaN for none: a date itself,
/// a number of milliseconds, a text. Without a value it is now.
///
/// Texts are ISO 8601: `2024`, `2024-01`, `2024-01-15`, `2024-01-15T10:00`, with seconds, decimals of a second, `Z` or
/// an offset; without one in local time, though years and months alone are UTC.
pub fn date_of(value: &Value, calendar: &dyn Calendar) -> f64 {
    if !is_truthy(value) {
        return calendar.now_millis();
    }
    match value {
        Value::Bool(_) => 1.0,
        Value::Number(number) => clip(number.trunc()),
        Value::Date(millis) => *millis,
        Value::Text(text) => read_date(text, true, calendar),
        // A list of a month, or of a month and a day, reads as text that names a day of 2001.
        Value::List(_) => read_date(&text_in_utc(value), false, calendar),
        _ => f64::NAN,
    }
}

/// A date as local time shows it; `None` for an invalid one.
pub(super) fn local_fields(millis: f64, calendar: &dyn Calendar) -> Option<Fields> {
    millis
        .is_finite()
        .then(|| fields(millis + calendar.utc_offset_millis(millis)))
}

/// 0 for Sunday to 6; NaN for an invalid date.
pub(super) fn weekday(millis: f64, calendar: &dyn Calendar) -> f64 {
    let local = millis + calendar.utc_offset_millis(millis);
    modulo((local / DAY_MILLIS).floor() + 4.0, 7.0)
}

/// The date with its local fields changed, beyond their ranges too: day 0 is the last of the month before.
pub(super) fn change(millis: f64, calendar: &dyn Calendar, edit: impl FnOnce(&mut Fields)) -> f64 {
    local_fields(millis, calendar).map_or(f64::NAN, |mut fields| {
        edit(&mut fields);
        from_local(millis_of(&fields), calendar)
    })
}

/// Milliseconds from 1970-01-01T00:00 to the fields, both of the same zone; NaN if they are not all finite.
pub(super) fn millis_of(fields: &Fields) -> f64 {
    let [year, month, day, hour, minute, second, milli] = fields.map(f64::trunc);
    let of_day = hour * HOUR_MILLIS + minute * MINUTE_MILLIS + second * SECOND_MILLIS + milli;
    let year = year + (month / 12.0).floor();
    let month = modulo(month, 12.0);
    // Beyond the range of dates, and of what can be counted exactly.
    if !(year.abs() <= 400_000.0 && month.is_finite()) {
        return f64::NAN;
    }
    let days = days_from_civil(year as i64, month as i64 + 1) as f64 + day - 1.0;
    days * DAY_MILLIS + of_day
}

/// A date turned into text by JavaScript: `Mon Jan 15 2024 00:00:00 GMT+0000 (Coordinated Universal Time)`.
pub(super) fn date_text(millis: f64, calendar: &dyn Calendar) -> String {
    const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let Some([year, month, day, hour, minute, second, _]) = local_fields(millis, calendar) else {
        return "Invalid Date".into();
    };
    let mut out = String::new();
    let name =
        |names: &[&'static str], index: f64| names.get(index as usize).copied().unwrap_or("");
    out.push_str(name(&WEEKDAYS, weekday(millis, calendar)));
    out.push(' ');
    out.push_str(name(&MONTHS, month));
    let offset = (calendar.utc_offset_millis(millis) / MINUTE_MILLIS).trunc();
    let (year_sign, offset_sign) = (
        if year < 0.0 { " -" } else { " " },
        if offset < 0.0 { " GMT-" } else { " GMT+" },
    );
    for (separator, number, width) in [
        (" ", day, 2),
        (year_sign, year.abs(), 4),
        (" ", hour, 2),
        (":", minute, 2),
        (":", second, 2),
        (offset_sign, (offset.abs() / 60.0).floor(), 2),
        ("", remainder(offset.abs(), 60.0), 2),
    ] {
        out.push_str(separator);
        let digits = crate::value::number_to_text(number);
        for _ in digits.len()..width {
            out.push('0');
        }
        out.push_str(&digits);
    }
    if let Some(zone) = calendar.zone_name(millis) {
        out.push_str(" (");
        out.push_str(&zone);
        out.push(')');
    }
    out
}

fn fields(local_millis: f64) -> Fields {
    let days = (local_millis / DAY_MILLIS).floor();
    let of_day = local_millis - days * DAY_MILLIS;
    let (year, month, day) = civil_from_days(days as i64);
    [
        year as f64,
        month as f64 - 1.0,
        day as f64,
        (of_day / HOUR_MILLIS).floor(),
        remainder((of_day / MINUTE_MILLIS).floor(), 60.0),
        remainder((of_day / SECOND_MILLIS).floor(), 60.0),
        remainder(of_day, SECOND_MILLIS),
    ]
}

/// Local time that a change of the clock skips or repeats is read with the offset from before the change.
pub(super) fn from_local(local_millis: f64, calendar: &dyn Calendar) -> f64 {
    let before = calendar.utc_offset_millis(local_millis - DAY_MILLIS);
    let after = calendar.utc_offset_millis(local_millis + DAY_MILLIS);
    let late = local_millis - after;
    let early_is_wrong = calendar.utc_offset_millis(local_millis - before) != before;
    if early_is_wrong && calendar.utc_offset_millis(late) == after {
        clip(late)
    } else {
        clip(local_millis - before)
    }
}

pub(super) fn clip(millis: f64) -> f64 {
    if millis.abs() <= MAX_MILLIS {
        millis
    } else {
        f64::NAN
    }
}

/// Days from 1970-01-01 to the first of a month (1 to 12).
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"; so is the way back, [`civil_from_days`].
fn days_from_civil(year: i64, month: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Central Europe in 2026: an hour ahead, in summer (29 March 01:00Z to 25 October 01:00Z) two.
    struct Berlin;

    const SUMMER: std::ops::Range<f64> = 1_774_746_000_000.0..1_792_890_000_000.0;

    impl Calendar for Berlin {
        fn now_millis(&self) -> f64 {
            SUMMER.start
        }

        fn utc_offset_millis(&self, at_millis: f64) -> f64 {
            if SUMMER.contains(&at_millis) {
                2.0 * HOUR_MILLIS
            } else {
                HOUR_MILLIS
            }
        }

        fn zone_name(&self, _at_millis: f64) -> Option<String> {
            Some("Berlin".into())
        }
    }

    fn iso(millis: f64) -> String {
        let json = crate::value::to_json(&Value::Date(millis));
        json.trim_matches('"').into()
    }

    #[test]
    fn texts_are_dates_in_their_zone() {
        let cases = [
            ("2026-01-15", "2026-01-14T23:00:00.000Z"),
            ("2026-07-01T10:00", "2026-07-01T08:00:00.000Z"),
            ("2026-07-01T10:00:30.1239Z", "2026-07-01T10:00:30.123Z"),
            ("2026-07-01T10:00-0330", "2026-07-01T13:30:00.000Z"),
            ("2026-07-01T24:00Z", "2026-07-02T00:00:00.000Z"),
            ("+002026-07", "2026-07-01T00:00:00.000Z"),
            // Skipped by the clock, and told twice.
            ("2026-03-29T02:30", "2026-03-29T01:30:00.000Z"),
            ("2026-10-25T02:30", "2026-10-25T00:30:00.000Z"),
            ("2026-07-01T24:01Z", "null"),
            ("2026-07-01T10", "null"),
            ("2026-07-01 10:00", "null"),
            ("2026-7-1", "null"),
            ("2026-07-32", "null"),
            ("26-07-01", "null"),
            ("next week", "null"),
        ];
        for (text, expected) in cases {
            assert_eq!(iso(date_of(&text.into(), &Berlin)), expected, "{text}");
        }
    }

    #[test]
    fn lists_are_dates_where_their_text_is() {
        let cases = [
            (Value::list([2.into()]), "2001-01-31T23:00:00.000Z"),
            (
                Value::list([12.into(), 31.into()]),
                "2001-12-30T23:00:00.000Z",
            ),
            (
                Value::list(["2026-01-15".into()]),
                "2026-01-15T00:00:00.000Z",
            ),
            (Value::list([13.into()]), "null"),
        ];
        for (list, expected) in cases {
            assert_eq!(iso(date_of(&list, &Berlin)), expected, "{list:?}");
        }
    }

    #[test]
    fn dates_are_told_as_javascript_tells_them() {
        let cases = [
            (
                SUMMER.start - 1.0,
                "Sun Mar 29 2026 01:59:59 GMT+0100 (Berlin)",
            ),
            (SUMMER.start, "Sun Mar 29 2026 03:00:00 GMT+0200 (Berlin)"),
            (
                -62_198_755_200_000.0,
                "Fri Jan 01 -0001 01:00:00 GMT+0100 (Berlin)",
            ),
            (f64::NAN, "Invalid Date"),
        ];
        for (millis, expected) in cases {
            assert_eq!(date_text(millis, &Berlin), expected);
        }
    }

    #[test]
    fn fields_beyond_their_ranges_carry_over() {
        let cases = [
            (
                [2026.0, 12.0, 1.0, 0.0, 0.0, 0.0, 0.0],
                "2027-01-01T00:00:00.000Z",
            ),
            (
                [2026.0, -1.0, 31.0, 0.0, 0.0, 0.0, 0.0],
                "2025-12-31T00:00:00.000Z",
            ),
            (
                [2026.0, 2.0, 0.0, 25.0, -1.0, 0.0, 0.0],
                "2026-03-01T00:59:00.000Z",
            ),
            ([2026.0, f64::NAN, 0.0, 0.0, 0.0, 0.0, 0.0], "null"),
            ([f64::INFINITY, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], "null"),
        ];
        for (fields, expected) in cases {
            assert_eq!(iso(millis_of(&fields)), expected, "{fields:?}");
        }
    }

    #[test]
    fn days_and_dates_agree_over_many_years() {
        for days in (-800_000..800_000).step_by(97) {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month) + day - 1, days);
        }
    }
}
