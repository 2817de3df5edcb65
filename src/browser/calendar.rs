use js_sys::Date;
use wasm_bindgen::JsValue;

use super::numerals::language_tag;
use crate::expression::Calendar;

/// The device's clock and time zone.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserCalendar;

impl Calendar for BrowserCalendar {
    fn now_millis(&self) -> f64 {
        Date::now()
    }

    fn utc_offset_millis(&self, at_millis: f64) -> f64 {
        // JavaScript counts minutes, west of Greenwich.
        -date(at_millis).get_timezone_offset() * 60_000.0
    }

    #[inline(never)]
    fn day_text(&self, at_millis: f64, locale: &str) -> String {
        let language = language_tag(locale).unwrap_or_else(|| "en".to_owned());
        let day = date(at_millis).to_locale_date_string(&language, &JsValue::UNDEFINED);
        day.into()
    }

    fn zone_name(&self, at_millis: f64) -> Option<String> {
        let written = String::from(date(at_millis).to_string());
        let (_, name) = written.split_once('(')?;
        Some(name.trim_end_matches(')').to_owned())
    }
}

/// A clock that stands still, in the device's time zone.
#[derive(Clone, Copy, Debug)]
pub struct FixedClock {
    pub now_millis: f64,
}

impl Calendar for FixedClock {
    fn now_millis(&self) -> f64 {
        self.now_millis
    }

    fn utc_offset_millis(&self, at_millis: f64) -> f64 {
        BrowserCalendar.utc_offset_millis(at_millis)
    }

    fn day_text(&self, at_millis: f64, locale: &str) -> String {
        BrowserCalendar.day_text(at_millis, locale)
    }

    fn zone_name(&self, at_millis: f64) -> Option<String> {
        BrowserCalendar.zone_name(at_millis)
    }
}

fn date(at_millis: f64) -> Date {
    Date::new(&JsValue::from_f64(at_millis))
}
