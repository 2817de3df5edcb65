//! What to ask next about a journey, and why. Numbers only: texts, names and answers' spelling belong to the layers
//! above and below.
//!
//! A [`Run`] is a pure function of its [`Plan`] and the history of answers. Going back forgets the last answer and
//! looks again; nothing is ever undone.

mod answer;
pub mod belief;
mod costs;
mod facts;
mod learned;
mod lot;
mod outlook;
mod plan;
mod reinstate;
mod run;
mod screen;
mod seed;
mod situation;
mod strategy;
mod weighing;

pub use answer::{Answer, CausePath};
pub use facts::{Facts, TouchpointFacts};
pub use plan::{CausePlan, Plan, Screens, TouchpointPlan};
pub use run::{Asked, Run};
pub use screen::{Reason, Rule, Screen};
pub use seed::{Stream, fnv1a, seed_of};
pub use strategy::Strategy;
pub use weighing::{Parts, Weighed};
