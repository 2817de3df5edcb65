use js_sys::{Array, Date, Intl, JsString, Number, Object, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::definition::{DisplayStyle, ExpressionKind};
use crate::session::{Numeral, Numerals};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Intl, js_name = getCanonicalLocales)]
    fn canonical(tag: &str) -> Result<Array, JsValue>;

    /// A number or a date.
    type Figure;

    #[wasm_bindgen(catch, method, js_name = toLocaleString)]
    fn written(this: &Figure, language: &str, options: &Object) -> Result<JsString, JsValue>;
}

/// How the browser knows languages to write numbers.
pub const NUMERALS: Numerals = Numerals {
    count: numeral,
    styled,
    bare,
    moment,
};

/// The browser throws at what is no language tag, so `language` has to be one.
fn numeral(language: &str, number: usize) -> Numeral {
    let languages = Array::of1(&JsValue::from_str(language));
    let number = number as f64;
    Numeral {
        digits: Number::from(number).to_locale_string(language).into(),
        form: Intl::PluralRules::new(&languages, &Object::new())
            .select(number)
            .into(),
    }
}

#[inline(never)]
fn styled(locale: &str, number: f64, style: &ExpressionKind) -> Option<String> {
    let word = match style.display_style {
        DisplayStyle::Currency => "currency",
        DisplayStyle::Percent => "percent",
        _ => "decimal",
    };
    let digits = |digits: i32| match digits {
        0.. => digits.into(),
        _ => JsValue::UNDEFINED,
    };
    let options = options(&[
        ("style", word.into()),
        ("currency", (&*style.currency).into()),
        ("useGrouping", style.use_grouping.into()),
        ("minimumFractionDigits", digits(style.min_fraction_digits)),
        ("maximumFractionDigits", digits(style.max_fraction_digits)),
    ]);
    written(&JsValue::from_f64(number), &language_tag(locale)?, &options)
}

fn bare(language: &str, number: f64) -> Option<String> {
    let options = options(&[
        ("useGrouping", JsValue::FALSE),
        ("maximumFractionDigits", 20.into()),
    ]);
    written(&JsValue::from_f64(number), language, &options)
}

/// A day and a month are the same in all time zones; a time of day is one of the device.
fn moment(language: &str, moment: &str) -> Option<String> {
    let at = |iso: &str, parts: &[(&str, JsValue)]| {
        written(&Date::new(&iso.into()), language, &options(parts))
    };
    let everywhere = ("timeZone", "UTC".into());
    let style = || "medium".into();
    let time = ("timeStyle", "short".into());
    match moment.len() {
        5 => at(&["1970-01-01T", moment].concat(), &[time]),
        7 => at(
            moment,
            &[
                ("month", "long".into()),
                ("year", "numeric".into()),
                everywhere,
            ],
        ),
        10 => at(moment, &[("dateStyle", style()), everywhere]),
        16 => at(moment, &[("dateStyle", style()), time]),
        _ => None,
    }
}

fn options(parts: &[(&str, JsValue)]) -> Object {
    let options = Object::new();
    for (name, value) in parts {
        // A plain object takes everything.
        let _ = Reflect::set(&options, &JsValue::from_str(name), value);
    }
    options
}

fn written(value: &JsValue, language: &str, options: &Object) -> Option<String> {
    let figure: &Figure = value.unchecked_ref();
    figure.written(language, options).ok().map(String::from)
}

/// `fr-CA` of `fr_ca`; `None` if it is no language tag.
pub fn language_tag(locale: &str) -> Option<String> {
    canonical(&locale.replace('_', "-"))
        .ok()?
        .get(0)
        .as_string()
}
