//! What is wrong with a document that its readers cannot see, because it takes more than one object to see it; and what
//! could be asked better. For `check`: the widget does without.

mod craft;
mod cycles;
mod delivery;
mod duplicates;
mod effect;
mod names;
mod pages;
mod pattern;
mod ranges;
mod references;
mod walk;
mod wording;

use super::findings::Findings;
use super::{Diagnostic, Severity, Survey};
use crate::value::Value;
use walk::Walk;

/// Looks at a whole document. `survey` is what was read from it; `is_pattern` says whether a text is a regular
/// expression.
pub fn lint(
    document: &Value,
    survey: &Survey,
    is_pattern: &dyn Fn(&str) -> bool,
) -> Vec<Diagnostic> {
    let walk = Walk::through(document);
    let findings = Findings::default();
    let known = names::Known::of(&walk, survey);
    names::check(&walk, &known, &findings);
    cycles::check(&walk, &findings);
    duplicates::check(&walk, &findings);
    ranges::check(&walk, &findings);
    pages::check(&walk, &findings);
    delivery::check(&walk, &known, &findings);
    references::check(&walk, &known, &findings);
    pattern::check(&walk, is_pattern, &findings);
    effect::check(&walk, &findings);
    craft::check(&walk, &findings);
    wording::check(&walk, &findings);
    findings.into_diagnostics()
}

fn lint_at(findings: &Findings, code: &'static str, pointer: &str, message: impl Into<String>) {
    findings.add(Severity::Lint, code, pointer, message.into());
}
