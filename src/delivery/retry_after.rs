/// How long a `Retry-After` header asks to wait, in milliseconds from `now_millis`: seconds or an HTTP date (all three
/// forms of RFC 9110, 5.6.7). A date in the past means now; garbage means that nothing was asked.
///
/// Never more than [`MAX_RETRY_AFTER_MILLIS`]: a date is compared with a device clock that may be wrong by years, and
/// coming back once an hour is no burden to an endpoint that asked for a day.
pub fn retry_after_millis(text: &str, now_millis: u64) -> Option<u64> {
    let text = text.trim();
    let millis = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a u64 holds is still a number, and a huge one.
        text.parse::<u64>()
            .map_or(u64::MAX, |seconds| seconds.saturating_mul(1000))
    } else {
        http_date_millis(text)?.saturating_sub(now_millis)
    };
    Some(millis.min(MAX_RETRY_AFTER_MILLIS))
}

pub const MAX_RETRY_AFTER_MILLIS: u64 = 3_600_000;

const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";

/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
/// The name of the day is not compared with the date, and a date before 1970 is 1970.
fn http_date_millis(text: &str) -> Option<u64> {
    let mut words = text
        .split([' ', ',', '-', ':'])
        .filter(|word| !word.is_empty());
    let mut next = || words.next();
    next()?;
    let first = next()?;
    let day_first = first.as_bytes().first()?.is_ascii_digit();
    let (day, month) = if day_first {
        (first, next()?)
    } else {
        (next()?, first)
    };
    let year = if day_first { next() } else { None };
    let (hour, minute, second) = (number(next()?)?, number(next()?)?, number(next()?)?);
    let year = number(match year {
        Some(year) => year,
        None => next()?,
    })?;
    // Two digits of a year: the obsolete form, which ends with the last century but may be written in this one.
    let year = match year {
        0..70 => year + 2000,
        70..100 => year + 1900,
        _ => year,
    };
    let mut months = MONTHS.as_bytes().chunks(3);
    let month = months.position(|name| name == month.as_bytes())? as u64 + 1;
    let day = number(day)?;
    if !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let days = days_from_civil(year, month, day);
    Some((((days * 24 + hour) * 60 + minute) * 60 + second) * 1000)
}

/// At most four digits.
fn number(word: &str) -> Option<u64> {
    word.parse::<u64>().ok().filter(|number| *number < 10_000)
}

/// Days since 1970-01-01. Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
fn days_from_civil(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year / 400, year % 400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era).saturating_sub(719_468)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 2026-01-15T12:00:00Z
    const NOW: u64 = 1_768_478_400_000;

    #[test]
    fn retry_after_is_read_in_every_form() {
        let cases = [
            ("0", Some(0)),
            ("120", Some(120_000)),
            (" 7 ", Some(7_000)),
            ("3600", Some(MAX_RETRY_AFTER_MILLIS)),
            ("1000000000", Some(MAX_RETRY_AFTER_MILLIS)),
            ("99999999999999999999999999", Some(MAX_RETRY_AFTER_MILLIS)),
            ("Thu, 15 Jan 2026 12:01:30 GMT", Some(90_000)),
            ("Thursday, 15-Jan-26 12:01:30 GMT", Some(90_000)),
            ("Thu Jan 15 12:01:30 2026", Some(90_000)),
            ("Thu Jan  5 12:01:30 2026", Some(0)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", Some(0)),
            (
                "Fri, 15 Jan 2027 12:00:00 GMT",
                Some(MAX_RETRY_AFTER_MILLIS),
            ),
            ("Thu, 15 Jan 0000 12:00:00 GMT", Some(0)),
            ("", None),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("12 parsecs", None),
            ("Thu, 15 Jan 2026", None),
            ("Thu, 15 Foo 2026 12:00:00 GMT", None),
            ("Thu, 15 anF 2026 12:00:00 GMT", None),
            ("Thu, 45 Jan 2026 12:00:00 GMT", None),
            ("Thu, 15 Jan 2026 25:00:00 GMT", None),
            ("Thu, 15 Jan 99999999999 12:00:00 GMT", None),
            ("١٢", None),
        ];
        for (text, expected) in cases {
            assert_eq!(retry_after_millis(text, NOW), expected, "{text:?}");
        }
    }

    #[test]
    fn dates_agree_with_the_calendar() {
        let cases = [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Tue, 29 Feb 2000 00:00:00 GMT", 951_782_400_000),
            ("Thu, 15 Jan 2026 12:00:00 GMT", NOW),
            ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799_000),
        ];
        for (text, expected) in cases {
            assert_eq!(http_date_millis(text), Some(expected), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_header_makes_a_wait_longer_than_the_longest(text in "[A-Za-z0-9 ,:.-]{0,40}", now: u64) {
            prop_assert!(retry_after_millis(&text, now).unwrap_or(0) <= MAX_RETRY_AFTER_MILLIS);
        }
    }
}
