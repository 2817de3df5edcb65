use js_sys::{Array, Intl, Number, Object};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::session::Numeral;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Intl, js_name = getCanonicalLocales)]
    fn canonical(tag: &str) -> Result<Array, JsValue>;
}

/// A number as a language writes it. The browser throws at what is no language tag, so `language` has to be one.
pub fn numeral(language: &str, number: usize) -> Numeral {
    let languages = Array::of1(&JsValue::from_str(language));
    let number = number as f64;
    Numeral {
        digits: Number::from(number).to_locale_string(language).into(),
        form: Intl::PluralRules::new(&languages, &Object::new())
            .select(number)
            .into(),
    }
}

/// `fr-CA` of `fr_ca`; `None` if it is no language tag.
pub fn language_tag(locale: &str) -> Option<String> {
    canonical(&locale.replace('_', "-"))
        .ok()?
        .get(0)
        .as_string()
}
