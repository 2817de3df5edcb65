use js_sys::{Array, Intl, JsString, Number, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::definition::{DisplayStyle, ExpressionKind};
use crate::session::{Numeral, Numerals};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Intl, js_name = getCanonicalLocales)]
    fn canonical(tag: &str) -> Result<Array, JsValue>;

    type Figure;

    #[wasm_bindgen(catch, method, js_name = toLocaleString)]
    fn written(this: &Figure, language: &str, options: &Object) -> Result<JsString, JsValue>;
}

/// How the browser knows languages to write numbers.
pub const NUMERALS: Numerals = Numerals {
    count: numeral,
    styled,
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
    let options = Object::new();
    for (name, value) in [
        ("style", word.into()),
        ("currency", (&*style.currency).into()),
        ("useGrouping", style.use_grouping.into()),
        ("minimumFractionDigits", digits(style.min_fraction_digits)),
        ("maximumFractionDigits", digits(style.max_fraction_digits)),
    ] {
        Reflect::set(&options, &name.into(), &value).ok()?;
    }
    let figure: Figure = JsValue::from_f64(number).into();
    let written = figure.written(&language_tag(locale)?, &options).ok()?;
    Some(written.into())
}

/// `fr-CA` of `fr_ca`; `None` if it is no language tag.
pub fn language_tag(locale: &str) -> Option<String> {
    canonical(&locale.replace('_', "-"))
        .ok()?
        .get(0)
        .as_string()
}
