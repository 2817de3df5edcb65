//! Journey Survey: a survey that asks about a whole customer journey in a few questions.
//!
//! The layers, each of which may use only those above it:

/// One JSON-like dynamic value, shared by documents, answers and expressions.
pub mod value;

/// Text → syntax tree → value: the expression language of SurveyJS.
pub mod expression;

/// Document → survey and diagnostics.
pub mod definition;

/// What to ask next, and why: numbers only.
pub mod journey;

/// One respondent's run.
pub mod session;

/// The record that leaves.
pub mod response;

/// The outbox: no record is lost, none counts twice.
pub mod delivery;

/// The browser behind the core's traits.
#[cfg(feature = "web")]
pub mod browser;

/// What respondents see.
#[cfg(feature = "web")]
pub mod ui;

/// What a page embeds.
#[cfg(feature = "web")]
pub mod embed;

#[cfg(feature = "native")]
pub mod native;
