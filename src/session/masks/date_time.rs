//! Masks of dates and times: `mm/dd/yyyy`, `HH:MM`.

use std::iter::Peekable;
use std::str::Chars;

use super::formats::Format;
use crate::definition::{DateMask, DatePreset};
use crate::expression::{Calendar, date_of};
use crate::value::{Value, civil_from_days};

/// A run of one letter of a pattern, or a sign between.
struct Part {
    kind: Kind,
    letter: char,
    count: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Day,
    Month,
    Year,
    Hour,
    Minute,
    Second,
    /// am or pm.
    Half,
    Separator,
}

/// Years of two digits up to this one are of this century.
const LAST_YEAR_OF_THIS_CENTURY: u32 = 68;
const NOON: u32 = 12;
const MAX_PATTERN_CHARS: usize = 100;

/// The pattern of a mask; where none is written, that of the language.
pub(super) fn pattern(mask: &DateMask, format: &Format) -> String {
    if !mask.pattern.is_empty() {
        return mask.pattern.chars().take(MAX_PATTERN_CHARS).collect();
    }
    match mask.preset {
        DatePreset::Date => format.date.to_string(),
        DatePreset::Time => format.time.to_string(),
        DatePreset::DateTime => format!("{} {}", format.date, format.time),
    }
}

/// Whether a pattern asks for a part of a day.
pub(super) fn is_date(pattern: &str) -> bool {
    has_date(&parts(pattern))
}

/// Whether a pattern asks for a time of day and nothing else, and for its half in the end.
pub(super) fn is_time(pattern: &str) -> bool {
    let parts = parts(pattern);
    let has = |kind: Kind| parts.iter().any(|part| part.kind == kind);
    let half = parts.iter().position(|part| part.kind == Kind::Half);
    let last = parts
        .iter()
        .rposition(|part| matches!(part.kind, Kind::Hour | Kind::Minute | Kind::Second));
    !has_date(&parts)
        && has(Kind::Hour)
        && has(Kind::Minute)
        && half.is_none_or(|half| Some(half) > last)
}

/// Whether a pattern asks for a time of day, and whether to the second.
pub(super) fn time_in(pattern: &str) -> (bool, bool) {
    let parts = parts(pattern);
    (
        has_time(&parts),
        parts.iter().any(|part| part.kind == Kind::Second),
    )
}

/// A date as ISO 8601 writes it, in the signs of the pattern; the pattern itself where there is none.
pub(super) fn masked(pattern: &str, iso: &Value, calendar: &dyn Calendar) -> String {
    let parts = parts(pattern);
    let fields = Fields::read(&parts, iso, calendar);
    let mut out = String::new();
    let mut separator = String::new();
    for part in &parts {
        if part.kind == Kind::Separator {
            separator.push(part.letter);
            continue;
        }
        // Signs after the last letter are never shown.
        out.push_str(&separator);
        separator.clear();
        let shown = match &fields {
            Some(fields) => fields.shown(part, &parts),
            None => String::new(),
        };
        let filling = if part.kind == Kind::Half || fields.is_none() {
            part.letter
        } else {
            '0'
        };
        let missing = part.count.saturating_sub(shown.chars().count());
        if part.kind == Kind::Half {
            out.push_str(&shown);
            out.extend(std::iter::repeat_n(filling, missing));
        } else {
            out.extend(std::iter::repeat_n(filling, missing));
            out.push_str(&shown);
        }
    }
    out
}

/// What is typed as a date or a time, as far as it goes: a digit that no such day or hour begins with gets its nought,
/// and separators come with the digit after them.
pub(super) fn typing(pattern: &str, text: &str) -> String {
    let parts = parts(pattern);
    let mut typed = text.chars().peekable();
    let mut out = String::new();
    let mut between = String::new();
    for part in &parts {
        if part.kind == Kind::Separator {
            between.push(part.letter);
            typed.next_if_eq(&part.letter);
            continue;
        }
        let entered = match part.kind {
            Kind::Half => {
                let half = typed
                    .by_ref()
                    .find(|sign| matches!(sign, 'a' | 'A' | 'p' | 'P'));
                half.map_or(String::new(), |half| half.to_string())
            }
            _ => part.digits_typed(&mut typed),
        };
        if entered.is_empty() {
            break;
        }
        out.push_str(&between);
        between.clear();
        out.push_str(&entered);
        if entered.len() < part.count && part.kind != Kind::Half {
            break;
        }
    }
    out
}

/// The ISO text of what is written in the signs of the pattern; empty while something is missing.
pub(super) fn unmasked(mask: &DateMask, pattern: &str, text: &str) -> String {
    let parts = parts(pattern);
    let pieces = pieces(&parts, text);
    let mut pieces = pieces.iter();
    let mut half = None;
    let mut read: Vec<(&Part, String)> = Vec::new();
    for part in parts.iter().filter(|part| part.kind != Kind::Separator) {
        let piece = pieces.next().map(String::as_str).unwrap_or_default();
        if part.kind == Kind::Half {
            half = half.or_else(|| {
                piece
                    .chars()
                    .map(|sign| sign.to_ascii_lowercase())
                    .find(|sign| matches!(sign, 'a' | 'p'))
            });
            continue;
        }
        let max = if part.kind == Kind::Year {
            part.count
        } else {
            2
        };
        let digits: String = piece
            .chars()
            .filter(char::is_ascii_digit)
            .take(max)
            .collect();
        if digits.is_empty() || digits.len() < part.count {
            return String::new();
        }
        read.push((part, digits));
    }
    let number = |kind: Kind| {
        let (part, digits) = read.iter().rev().find(|(part, _)| part.kind == kind)?;
        let digits = if kind == Kind::Year && part.count <= 2 {
            [century(mask, digits), digits].concat()
        } else {
            digits.clone()
        };
        let number: u64 = digits.parse().ok()?;
        Some(match (kind, half) {
            (Kind::Hour, Some('p')) if number != u64::from(NOON) => number + u64::from(NOON),
            (Kind::Hour, Some('a')) if number == u64::from(NOON) => 0,
            _ => number,
        })
    };
    let known = |kinds: [Kind; 3]| -> Vec<String> {
        kinds
            .into_iter()
            .map_while(|kind| {
                let width = if kind == Kind::Year { 4 } else { 2 };
                number(kind).map(|number| format!("{number:0width$}"))
            })
            .collect()
    };
    let date = known([Kind::Year, Kind::Month, Kind::Day]).join("-");
    let time = known([Kind::Hour, Kind::Minute, Kind::Second]);
    // An hour alone is no time.
    let time = if time.len() > 1 {
        time.join(":")
    } else {
        String::new()
    };
    match (date.is_empty(), time.is_empty()) {
        (false, false) => format!("{date}T{time}"),
        _ => date + &time,
    }
}

impl Part {
    /// The digits that are typed for it.
    fn digits_typed(&self, typed: &mut Peekable<Chars<'_>>) -> String {
        let (least, most) = match self.kind {
            Kind::Day => (1, 31),
            Kind::Month => (1, 12),
            Kind::Hour if self.letter == 'h' => (1, 12),
            Kind::Hour => (0, 23),
            Kind::Year => (0, u32::MAX),
            _ => (0, 59),
        };
        let length = match self.kind {
            Kind::Year => self.count.clamp(2, 4),
            _ => 2,
        };
        let mut digits = String::new();
        while digits.len() < length
            && let Some(&sign) = typed.peek()
        {
            let Some(digit) = sign.to_digit(10) else {
                // A separator ends what may be one digit long.
                if !digits.is_empty() && self.kind != Kind::Year {
                    if self.count > 1 {
                        digits.insert(0, '0');
                    }
                    break;
                }
                typed.next();
                continue;
            };
            typed.next();
            let number = digits.parse().unwrap_or(0) * 10 + digit;
            let is_full = digits.len() + 1 == length;
            if is_full && !(least..=most).contains(&number) {
                continue;
            }
            if digits.is_empty() && number * 10 > most && self.count > 1 {
                digits.push('0');
            }
            digits.push(sign);
        }
        digits
    }
}

fn century(mask: &DateMask, year: &str) -> &'static str {
    let last = mask
        .max
        .as_deref()
        .and_then(|max| max.get(2..4)?.parse().ok())
        .unwrap_or(LAST_YEAR_OF_THIS_CENTURY);
    match year.parse::<u32>() {
        Ok(year) if year > last => "19",
        _ => "20",
    }
}

fn parts(pattern: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for letter in pattern.chars() {
        let kind = match letter {
            'd' => Kind::Day,
            'm' => Kind::Month,
            'y' => Kind::Year,
            'h' | 'H' => Kind::Hour,
            'M' => Kind::Minute,
            's' => Kind::Second,
            't' | 'T' => Kind::Half,
            _ => Kind::Separator,
        };
        match parts.last_mut() {
            Some(last) if last.kind == kind && kind != Kind::Separator => last.count += 1,
            _ => parts.push(Part {
                kind,
                letter,
                count: 1,
            }),
        }
    }
    parts
}

fn has_date(parts: &[Part]) -> bool {
    parts
        .iter()
        .any(|part| matches!(part.kind, Kind::Day | Kind::Month | Kind::Year))
}

fn has_time(parts: &[Part]) -> bool {
    parts
        .iter()
        .any(|part| matches!(part.kind, Kind::Hour | Kind::Minute | Kind::Second))
}

/// A date and a time as clocks on the wall show them.
struct Fields {
    year: i64,
    month: i64,
    day: i64,
    hour: u32,
    minute: u32,
    second: u32,
}

impl Fields {
    fn read(parts: &[Part], iso: &Value, calendar: &dyn Calendar) -> Option<Self> {
        let millis = match (iso, has_date(parts), has_time(parts)) {
            (Value::Number(millis), true, true) => *millis,
            (Value::Text(iso), date, time) => {
                let iso = match (date, time) {
                    (false, _) => format!("1970-01-01T{iso}"),
                    (true, false) => format!("{iso}T00:00:00"),
                    // A day without a time begins by the clock of Greenwich.
                    (true, true) if !iso.contains(['T', ' ']) => format!("{iso}T00:00Z"),
                    (true, true) => iso.replacen(' ', "T", 1),
                };
                date_of(&iso.into(), calendar)
            }
            _ => return None,
        };
        if !millis.is_finite() {
            return None;
        }
        let seconds = ((millis + calendar.utc_offset_millis(millis)) / 1000.0).floor();
        let days = (seconds / 86_400.0).floor();
        let of_day = (seconds - days * 86_400.0) as u32;
        let (year, month, day) = civil_from_days(days as i64);
        Some(Self {
            year,
            month,
            day,
            hour: of_day / 3600,
            minute: of_day / 60 % 60,
            second: of_day % 60,
        })
    }

    fn shown(&self, part: &Part, parts: &[Part]) -> String {
        match part.kind {
            Kind::Day => self.day.to_string(),
            Kind::Month => self.month.to_string(),
            Kind::Year if part.count == 2 => (self.year % 100).to_string(),
            Kind::Year => self.year.to_string(),
            Kind::Hour if parts.iter().any(|part| part.letter == 'h') => {
                ((self.hour + NOON - 1) % NOON + 1).to_string()
            }
            Kind::Hour => self.hour.to_string(),
            Kind::Minute => self.minute.to_string(),
            Kind::Second => self.second.to_string(),
            Kind::Half => {
                let half = if self.hour < NOON { "am" } else { "pm" };
                if part.letter == 'T' {
                    half.to_ascii_uppercase()
                } else {
                    half.into()
                }
            }
            Kind::Separator => String::new(),
        }
    }
}

/// A text cut where the pattern has its separators; any other strange sign cuts too.
fn pieces(parts: &[Part], text: &str) -> Vec<String> {
    let wanted: Vec<&Part> = parts
        .iter()
        .filter(|part| part.kind != Kind::Separator)
        .collect();
    let is_separator = |sign: char| {
        parts
            .iter()
            .any(|part| part.kind == Kind::Separator && part.letter == sign)
    };
    let mut pieces: Vec<String> = Vec::new();
    let mut piece = String::new();
    let (mut after_separator, mut after_strange) = (false, false);
    let mut separators_left = 0;
    for sign in text.chars() {
        let Some(part) = wanted.get(pieces.len()) else {
            break;
        };
        if sign.is_ascii_digit() || sign == part.letter || part.kind == Kind::Half {
            (after_separator, after_strange) = (false, false);
            piece.push(sign);
        } else if is_separator(sign) {
            if after_strange {
                continue;
            }
            if after_separator && separators_left > 0 {
                separators_left -= 1;
            } else {
                after_separator = true;
                separators_left = separators_after(parts, pieces.len()).saturating_sub(1);
                pieces.push(std::mem::take(&mut piece));
            }
        } else if !after_separator {
            after_strange = true;
            pieces.push(std::mem::take(&mut piece));
        }
        if pieces.len() >= wanted.len() {
            after_separator = false;
            break;
        }
    }
    if !piece.is_empty() || after_separator {
        pieces.push(piece);
    }
    pieces
}

/// How many separators follow the letters at a place.
fn separators_after(parts: &[Part], place: usize) -> usize {
    let mut letters = parts
        .iter()
        .enumerate()
        .filter(|(_, part)| part.kind != Kind::Separator)
        .map(|(place, _)| place);
    let Some(start) = letters.nth(place) else {
        return 0;
    };
    let end = letters.next().unwrap_or(parts.len());
    end - start - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_guide_typing() {
        let cases = [
            ("dd/mm/yyyy", "3", "3"),
            ("dd/mm/yyyy", "31", "31"),
            ("dd/mm/yyyy", "5", "05"),
            ("dd/mm/yyyy", "0", "0"),
            ("dd/mm/yyyy", "00", "0"),
            ("dd/mm/yyyy", "1/2/2024", "01/02/2024"),
            ("dd/mm/yyyy", "15/13/2024", "15/01/2024"),
            ("dd/mm/yyyy", "31012024", "31/01/2024"),
            ("dd/mm/yyyy", "31/01/20245", "31/01/2024"),
            ("dd/mm/yyyy", "31/", "31"),
            ("HH:MM", "0930", "09:30"),
            ("HH:MM", "29", "2"),
            ("HH:MM", "9:5", "09:5"),
            ("hh:MM TT", "0930p", "09:30 p"),
            ("d/m/yyyy", "1/2/2024", "1/2/2024"),
            ("mm/yy", "1224", "12/24"),
            ("dd/mm/yyyy", "hello", ""),
        ];
        for (pattern, text, shown) in cases {
            assert_eq!(typing(pattern, text), shown, "{pattern}: {text}");
        }
    }
}
