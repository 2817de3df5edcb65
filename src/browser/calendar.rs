use js_sys::Date;
use wasm_bindgen::JsValue;

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
        -Date::new(&JsValue::from_f64(at_millis)).get_timezone_offset() * 60_000.0
    }
}
