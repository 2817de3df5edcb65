//! The widget in two parts, so that a page that needs only the first downloads only that.

mod division;
mod first;
mod layers;
mod module;
mod paths;
mod references;
mod second;
mod shared;
mod split;

pub use references::References;
pub use split::split;
