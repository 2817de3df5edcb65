use super::dates::{
    Calendar, DAY, Fields, HOUR, HOUR_MILLIS, MILLI, MINUTE, MINUTE_MILLIS, MONTH, SECOND, clip,
    from_local, millis_of,
};

/// The instant that a text names, in milliseconds since 1970, NaN for none. A day without a time begins by local time
/// if `is_day_local`, else by UTC.
pub(super) fn read_date(text: &str, is_day_local: bool, calendar: &dyn Calendar) -> f64 {
    let Some(read) = iso_fields(text).or_else(|| day_of_2001(text)) else {
        return f64::NAN;
    };
    let millis = millis_of(&read.fields);
    match read.zone {
        Zone::Offset(offset) => clip(millis - offset),
        Zone::Day if !is_day_local => clip(millis),
        Zone::Day | Zone::Local => from_local(millis, calendar),
    }
}

struct Read {
    fields: Fields,
    zone: Zone,
}

enum Zone {
    Local,
    /// A day without a time.
    Day,
    Offset(f64),
}

fn iso_fields(text: &str) -> Option<Read> {
    let mut reader = Digits(text.as_bytes());
    let year = match reader.sign() {
        Some(sign) => sign * reader.number(6)?,
        None => reader.number(4)?,
    };
    let mut fields = [year, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    let mut zone = Zone::Offset(0.0);
    if reader.eat(b'-') {
        fields[MONTH] = reader.number(2)? - 1.0;
        if reader.eat(b'-') {
            fields[DAY] = reader.number(2)?;
            zone = Zone::Day;
        }
    }
    if reader.eat(b'T') {
        zone = reader.time(&mut fields)?;
    }
    let is_in_range = (0.0..12.0).contains(&fields[MONTH])
        && (1.0..=31.0).contains(&fields[DAY])
        && fields[MINUTE] < 60.0
        && fields[SECOND] < 60.0
        && (fields[HOUR] < 24.0
            || (fields[HOUR] == 24.0 && fields[MINUTE] + fields[SECOND] + fields[MILLI] == 0.0));
    (reader.0.is_empty() && is_in_range).then_some(Read { fields, zone })
}

/// `1` to `12`, and with a day `2,1`: what lists of one or two numbers turn into.
fn day_of_2001(text: &str) -> Option<Read> {
    let mut reader = Digits(text.as_bytes());
    let month = reader.some_digits()?;
    let day = if reader.eat(b',') {
        reader.some_digits()?
    } else {
        1.0
    };
    let is_in_range = (1.0..=12.0).contains(&month) && (1.0..=31.0).contains(&day);
    (reader.0.is_empty() && is_in_range).then_some(Read {
        fields: [2001.0, month - 1.0, day, 0.0, 0.0, 0.0, 0.0],
        zone: Zone::Local,
    })
}

/// What is left to read.
struct Digits<'t>(&'t [u8]);

impl Digits<'_> {
    fn eat(&mut self, byte: u8) -> bool {
        let rest = self.0.strip_prefix(&[byte]);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn sign(&mut self) -> Option<f64> {
        if self.eat(b'+') {
            Some(1.0)
        } else {
            self.eat(b'-').then_some(-1.0)
        }
    }

    fn digit(&mut self) -> Option<f64> {
        let (first, rest) = self.0.split_first()?;
        let digit = char::from(*first).to_digit(10)?;
        self.0 = rest;
        Some(digit.into())
    }

    fn number(&mut self, length: usize) -> Option<f64> {
        (0..length).try_fold(0.0, |number, _| Some(number * 10.0 + self.digit()?))
    }

    /// One digit or two.
    fn some_digits(&mut self) -> Option<f64> {
        let first = self.digit()?;
        Some(self.digit().map_or(first, |second| first * 10.0 + second))
    }

    fn time(&mut self, fields: &mut Fields) -> Option<Zone> {
        fields[HOUR] = self.number(2)?;
        self.eat(b':').then_some(())?;
        fields[MINUTE] = self.number(2)?;
        if self.eat(b':') {
            fields[SECOND] = self.number(2)?;
            if self.eat(b'.') {
                // More decimals than milliseconds are read and dropped.
                let mut weight = 100.0;
                fields[MILLI] = self.digit()? * weight;
                while let Some(digit) = self.digit() {
                    weight = f64::floor(weight / 10.0);
                    fields[MILLI] += digit * weight;
                }
            }
        }
        if self.eat(b'Z') {
            return Some(Zone::Offset(0.0));
        }
        let Some(sign) = self.sign() else {
            return Some(Zone::Local);
        };
        let hours = self.number(2)?;
        self.eat(b':');
        let minutes = self.number(2)?;
        Some(Zone::Offset(
            sign * (hours * HOUR_MILLIS + minutes * MINUTE_MILLIS),
        ))
    }
}
