use std::collections::HashSet;

use super::walk::{Node, Walk};
use crate::definition::Survey;
use crate::definition::findings::Findings;
use crate::definition::spelling::did_you_mean;
use crate::expression::{Expression, Path, is_function};

/// What stands for something wherever it is said: where a panel, a row or a choice speaks of itself, and what
/// `survey-core` puts into texts.
const ALWAYS_KNOWN: [&str; 30] = [
    "panel",
    "prevpanel",
    "nextpanel",
    "parentpanel",
    "panelindex",
    "visiblepanelindex",
    "parentpanelindex",
    "parentvisiblepanelindex",
    "row",
    "prevrow",
    "nextrow",
    "totalrow",
    "rowindex",
    "visiblerowindex",
    "rowvalue",
    "rowtitle",
    "rowname",
    "item",
    "choice",
    "self",
    "locale",
    "pageno",
    "pagecount",
    "correctanswers",
    "correctedanswers",
    "correctedanswercount",
    "incorrectanswers",
    "incorrectedanswers",
    "incorrectedanswercount",
    "questioncount",
];

/// Among more, nobody looks for the nearest.
const MAX_CANDIDATES: usize = 2_000;

/// Beside the answer to a question stands the comment on it.
const COMMENT: &str = "-comment";

/// The names that a document defines.
pub(super) struct Known {
    /// In lower case: what expressions read.
    values: HashSet<String>,
    /// In lower case: what has properties (`{$name.isVisible}`) and can be gone to, shown and hidden.
    elements: HashSet<String>,
    /// In lower case: what answers are recorded under.
    questions: HashSet<String>,
    /// As written, to choose from where a name is misspelt.
    written: Vec<String>,
}

impl Known {
    pub fn of(walk: &Walk, survey: &Survey) -> Self {
        let mut known = Self {
            values: ALWAYS_KNOWN.map(String::from).into(),
            elements: HashSet::new(),
            questions: HashSet::new(),
            written: Vec::new(),
        };
        for node in &walk.nodes {
            if node.is_a("question") && node.class.name != "touchpointrating" {
                known.element(&node.name);
                for name in [&*node.name, node.text("valueName").unwrap_or_default()] {
                    known.value(name);
                    known.questions.insert(name.to_lowercase());
                }
            }
            match node.class.name {
                "panel" | "page" => known.element(&node.name),
                "journey" => known.value(node.text("name").unwrap_or("journey")),
                "calculatedvalue" => known.value(&node.name),
                "survey" if node.member("touchpoints").is_some() => known.value("journey"),
                _ if node.is_a("surveytrigger") => {
                    known.value(node.text("setToName").unwrap_or_default());
                }
                _ => {}
            }
        }
        for name in &survey.context {
            known.value(name);
        }
        for page in &survey.pages {
            known.element(&page.name);
        }
        known
    }

    fn value(&mut self, name: &str) {
        if !name.is_empty() && self.values.insert(name.to_lowercase()) {
            self.written.push(name.to_owned());
        }
    }

    fn element(&mut self, name: &str) {
        self.elements.insert(name.to_lowercase());
    }

    /// Whether somebody's answer or the like goes by this name.
    pub fn is_value(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.values.contains(&name)
            || name
                .strip_suffix(COMMENT)
                .is_some_and(|question| self.values.contains(question))
            // A question and what its kind adds, such as the totals of a matrix.
            || name
                .rsplit_once('-')
                .is_some_and(|(question, _)| self.values.contains(question))
    }

    /// Whether an element or a page goes by this name.
    pub fn is_element(&self, name: &str) -> bool {
        self.elements.contains(&name.to_lowercase())
    }

    pub fn is_question(&self, name: &str) -> bool {
        self.questions.contains(&name.to_lowercase())
    }

    /// A sentence with the name that was probably meant, or nothing.
    pub fn hint(&self, name: &str, findings: &Findings) -> String {
        if findings.is_full() {
            return String::new();
        }
        let candidates = self.written.iter().take(MAX_CANDIDATES);
        did_you_mean(name, candidates.map(String::as_str))
    }

    /// Whether the path begins with a name that there is. Names may have dots.
    pub fn leads_somewhere(&self, written: &str) -> bool {
        let path = Path::parse(written.trim());
        (0..path.part_count()).any(|last| {
            let name = path.name(0, last);
            self.is_value(name) || (path.is_property() && self.is_element(name))
        })
    }
}

/// Names in expressions and texts that nothing defines, and functions that there are not.
pub(super) fn check(walk: &Walk, known: &Known, findings: &Findings) {
    for node in &walk.nodes {
        for (_, pointer, text) in node.expressions() {
            // What cannot be parsed was reported when it was read.
            if let Ok(expression) = Expression::parse(text) {
                check_expression(&expression, &pointer, known, findings);
            }
        }
        for (_, pointer, _, text) in node.texts() {
            check_text(node, text, &pointer, known, findings);
        }
    }
}

fn check_expression(expression: &Expression, pointer: &str, known: &Known, findings: &Findings) {
    for name in expression.names() {
        if !known.leads_somewhere(name) {
            findings.error(
                "unknown-name",
                pointer,
                || format!(
                    "Nothing is called `{name}`: no question, calculated value or variable. If the page passes it, list it under `context`.{}",
                    known.hint(name, findings)
                ),
            );
        }
    }
    for function in expression.functions() {
        if !is_function(function) {
            findings.error("unknown-function", pointer, || {
                format!("There is no function `{function}`; it gives nothing.")
            });
        }
    }
}

fn check_text(node: &Node, text: &str, pointer: &str, known: &Known, findings: &Findings) {
    // Formats count their places.
    let is_format = node.class.name == "expression";
    for name in piped_names(text) {
        let is_place = name.bytes().all(|byte| byte.is_ascii_digit());
        if !is_place && !is_format && !known.leads_somewhere(name) {
            findings.warning(
                "unknown-name",
                pointer,
                || format!(
                    "Nothing is called `{name}`, so `{{{name}}}` is shown as it is written. If the page passes it, list it under `context`.{}",
                    known.hint(name, findings)
                ),
            );
        }
    }
}

/// What stands in braces and could be a name: not the braces of a style sheet.
fn piped_names(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .filter_map(|after| after.split_once('}').map(|(name, _)| name.trim()))
        .filter(|name| !name.is_empty() && !name.contains([':', ';', '\n', '"']))
}
