//! What stands behind the core's traits outside a browser.

mod json;

pub use json::SerdeJson;
