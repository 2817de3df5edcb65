//! What stands behind the core's traits outside a browser.

mod calendar;
pub mod coded;
mod json;
mod patterns;
mod serial;
mod zone_name;

pub use calendar::{Zone, ZonedCalendar, clock_millis};
pub use json::SerdeJson;
pub use patterns::NativePatterns;
