//! How languages write dates, numbers and money, as survey-core has it.

/// A language's way of writing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::session) struct Format {
    pub date: &'static str,
    pub time: &'static str,
    pub decimal: &'static str,
    pub thousands: &'static str,
    pub currency: &'static str,
    /// `#` stands for the number, `@` for the currency.
    pub money: &'static str,
}

const ENGLISH: Format = Format {
    date: "mm/dd/yyyy",
    time: "hh:MM TT",
    decimal: ".",
    thousands: ",",
    currency: "$",
    money: "@#",
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
}

fn find(locale: &str) -> Option<Format> {
    FORMATS.lines().find_map(|line| {
        let mut fields = line.split('|');
        fields
            .next()?
            .split(' ')
            .any(|known| known.eq_ignore_ascii_case(locale))
            .then_some(())?;
        Some(Format {
            date: fields.next()?,
            time: fields.next()?,
            decimal: fields.next()?,
            thousands: fields.next()?,
            currency: fields.next()?,
            money: fields.next()?,
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
