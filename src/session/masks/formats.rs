//! How languages write dates, numbers and money, as survey-core has it.

use std::borrow::Cow;
use std::rc::Rc;

use super::currency::is_pattern;
use super::date_time;
use crate::definition::RegionalFormat;

/// A language's way of writing.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::session) struct Format {
    pub date: Cow<'static, str>,
    pub time: Cow<'static, str>,
    pub decimal: Cow<'static, str>,
    pub thousands: Cow<'static, str>,
    pub currency: Cow<'static, str>,
    /// `#` stands for the number, `@` for the currency.
    pub money: Cow<'static, str>,
}

const ENGLISH: Format = Format {
    date: Cow::Borrowed("mm/dd/yyyy"),
    time: Cow::Borrowed("hh:MM TT"),
    decimal: Cow::Borrowed("."),
    thousands: Cow::Borrowed(","),
    currency: Cow::Borrowed("$"),
    money: Cow::Borrowed("@#"),
};

impl Format {
    /// That of the language and its region, else of the language, else of English.
    pub(in crate::session) fn of(locale: &str) -> Self {
        let language = locale.split_once('-').map(|(language, _)| language);
        [Some(locale), language]
            .into_iter()
            .flatten()
            .find_map(find)
            .unwrap_or(ENGLISH)
    }

    /// With what a document says otherwise, where it makes sense.
    pub(super) fn with(mut self, own: &RegionalFormat) -> Self {
        let mut take = |place: fn(&mut Self) -> &mut Cow<'static, str>,
                        written: &Option<Rc<str>>,
                        makes_sense: fn(&str) -> bool| {
            if let Some(written) = written.as_deref().filter(|text| makes_sense(text)) {
                *place(&mut self) = Cow::Owned(written.to_owned());
            }
        };
        take(
            |format| &mut format.date,
            &own.date_pattern,
            date_time::is_date,
        );
        take(
            |format| &mut format.time,
            &own.time_pattern,
            date_time::is_time,
        );
        take(
            |format| &mut format.decimal,
            &own.decimal_separator,
            is_separator,
        );
        take(
            |format| &mut format.thousands,
            &own.thousands_separator,
            |text| text.is_empty() || is_separator(text),
        );
        take(
            |format| &mut format.currency,
            &own.currency_symbol,
            |text| {
                !text.is_empty()
                    && !text.contains(|sign: char| sign.is_ascii_digit() || sign.is_control())
            },
        );
        take(
            |format| &mut format.money,
            &own.currency_pattern,
            is_pattern,
        );
        self
    }
}

/// One sign that is no part of a number.
fn is_separator(text: &str) -> bool {
    let mut signs = text.chars();
    signs
        .next()
        .is_some_and(|sign| sign != '-' && !sign.is_ascii_digit())
        && signs.next().is_none()
}

fn find(locale: &str) -> Option<Format> {
    FORMATS.lines().find_map(|line| {
        let mut fields = line.split('|');
        fields
            .next()?
            .split(' ')
            .any(|known| known.eq_ignore_ascii_case(locale))
            .then_some(())?;
        let mut next = || fields.next().map(Cow::Borrowed);
        Some(Format {
            date: next()?,
            time: next()?,
            decimal: next()?,
            thousands: next()?,
            currency: next()?,
            money: next()?,
        })
    })
}

/// Languages, date, time, decimal separator, thousands separator, currency, money. One text, because a table of texts
/// weighs twice as much in the widget.
const FORMATS: &str = "\
ar|dd/mm/yyyy|HH:MM|.|,|ج.م.|# @\n\
bg|dd.mm.yyyy|HH:MM|,|\u{a0}|лв.|# @\n\
ca el es it pt|dd/mm/yyyy|HH:MM|,|.|€|# @\n\
cs|dd. mm. yyyy|HH:MM|,|\u{a0}|Kč|# @\n\
cy en-GB|dd/mm/yyyy|HH:MM|.|,|£|@#\n\
da is|dd.mm.yyyy|HH:MM|,|.|kr.|# @\n\
de|dd.mm.yyyy|HH:MM|,|.|€|# @\n\
en-AU en-NZ|dd/mm/yyyy|hh:MM TT|.|,|$|@#\n\
en-CA|yyyy-mm-dd|hh:MM TT|.|,|$|@#\n\
en-IE|dd/mm/yyyy|HH:MM|.|,|€|@#\n\
en-IN|dd/mm/yyyy|hh:MM TT|.|,|₹|@#\n\
en-ZA|yyyy/mm/dd|HH:MM|,|\u{a0}|R|@#\n\
et fi lv|dd.mm.yyyy|HH:MM|,|\u{a0}|€|# @\n\
eu|yyyy/mm/dd|HH:MM|,|.|€|# @\n\
fa|yyyy/mm/dd|HH:MM|.|,|ریال|@#\n\
fil|mm/dd/yyyy|hh:MM TT|.|,|₱|@#\n\
fr|dd/mm/yyyy|HH:MM|,|\u{202f}|€|# @\n\
fr-CA|yyyy-mm-dd|HH:MM|,|\u{a0}|$|# @\n\
fr-CH|dd.mm.yyyy|HH:MM|,|\u{202f}|CHF|# @\n\
he|dd.mm.yyyy|HH:MM|.|,|₪|# @\n\
hi|dd/mm/yyyy|HH:MM|.|,|₹|@#\n\
hr sl|dd. mm. yyyy|HH:MM|,|.|€|# @\n\
ht|dd/mm/yyyy|HH:MM|,|\u{a0}|G|# @\n\
hu|yyyy. mm. dd|HH:MM|,|\u{a0}|Ft|# @\n\
id|dd/mm/yyyy|HH:MM|,|.|Rp|@#\n\
ja zh zh-CN|yyyy/mm/dd|HH:MM|.|,|¥|@#\n\
ka|dd.mm.yyyy|HH:MM|,|\u{a0}|₾|# @\n\
kk|dd.mm.yyyy|HH:MM|,|\u{a0}|₸|# @\n\
ko|yyyy. mm. dd|HH:MM|.|,|₩|@#\n\
lt|yyyy-mm-dd|HH:MM|,|\u{a0}|€|# @\n\
mk|dd.mm.yyyy|HH:MM|,|.|ден|# @\n\
mm|dd/mm/yyyy|HH:MM|.|,|K|# @\n\
ms|dd/mm/yyyy|HH:MM|.|,|RM|@#\n\
nl|dd-mm-yyyy|HH:MM|,|.|€|@ -#\n\
nl-BE|dd/mm/yyyy|HH:MM|,|.|€|@ -#\n\
no|dd.mm.yyyy|HH:MM|,|\u{a0}|kr|# @\n\
pl|dd.mm.yyyy|HH:MM|,|\u{a0}|zł|# @\n\
pt-BR|dd/mm/yyyy|HH:MM|,|.|R$|@ #\n\
ro|dd.mm.yyyy|HH:MM|,|.|RON|# @\n\
ru|dd.mm.yyyy|HH:MM|,|\u{a0}|₽|# @\n\
sk|dd. mm. yyyy|HH:MM|,|\u{a0}|€|# @\n\
sr|dd.mm.yyyy|HH:MM|,|.|RSD|# @\n\
sv|yyyy-mm-dd|HH:MM|,|\u{a0}|kr|# @\n\
sw|dd/mm/yyyy|HH:MM|.|,|TSh|@ #\n\
tel|dd-mm-yyyy|HH:MM|.|,|₹|@#\n\
tg|dd/mm/yyyy|HH:MM|,|\u{a0}|сом|# @\n\
th|dd/mm/yyyy|HH:MM|.|,|฿|@#\n\
tr|dd.mm.yyyy|HH:MM|,|.|₺|@#\n\
uk|dd.mm.yyyy|HH:MM|,|\u{a0}|₴|# @\n\
ur|dd/mm/yyyy|HH:MM|.|,|Rs|@#\n\
vi|dd/mm/yyyy|HH:MM|,|.|₫|# @\n\
zh-TW|yyyy/mm/dd|HH:MM|.|,|NT$|@#\n\
en|mm/dd/yyyy|hh:MM TT|.|,|$|@#";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn formats_are_found_by_region_language_and_english() {
        let cases = [
            ("de", "dd.mm.yyyy"),
            ("de-CH", "dd.mm.yyyy"),
            ("fr-CA", "yyyy-mm-dd"),
            ("FR-ca", "yyyy-mm-dd"),
            ("en", "mm/dd/yyyy"),
            ("en-US", "mm/dd/yyyy"),
            ("en-GB", "dd/mm/yyyy"),
            ("xx", "mm/dd/yyyy"),
            ("", "mm/dd/yyyy"),
        ];
        for (locale, date) in cases {
            assert_eq!(Format::of(locale).date, date, "{locale}");
        }
    }

    #[test]
    fn every_line_is_complete() {
        for line in FORMATS.lines() {
            let locale = line.split(['|', ' ']).next().unwrap();
            let format = find(locale).expect(line);
            assert!(format.money.contains('#'), "{line}");
            assert_eq!(format.decimal.chars().count(), 1, "{line}");
            assert_eq!(format.thousands.chars().count(), 1, "{line}");
        }
    }
}
