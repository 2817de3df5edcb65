//! What the respondent sees: one component that owns the run, and one folder for each kind of question and screen, with
//! its markup and its style.
//!
//! Text always stands alone in an element of its own: page translators wrap text nodes, and a wrapped text node beside
//! a sibling that comes and goes breaks the virtual DOM.

mod app;
mod boolean;
mod choice;
mod closing;
mod comment;
mod content;
mod desk;
mod dropdown;
mod dynamic;
mod expression;
mod file;
mod ids;
mod image;
mod introduction;
mod journey;
mod matrix;
mod multiple;
mod navigation;
mod page;
mod panel;
mod picture;
mod problem;
mod question;
mod ranking;
mod rating;
mod scene;
mod signature;
mod still;
mod style;
mod tag;
mod text;

pub use app::{App, Message, Props, Signal};
pub use closing::Fate;
pub use problem::Problem;
pub use style::{RARE_STYLE, STYLE};
