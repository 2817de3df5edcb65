//! The widget in two parts, so that a page that needs only the first downloads only that.

mod layers;
mod module;
mod paths;
mod references;
mod split;

pub use references::References;
pub use split::split;
