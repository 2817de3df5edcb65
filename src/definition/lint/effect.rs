use super::walk::Walk;
use crate::definition::findings::Findings;
use crate::value::Value;

/// Properties of SurveyJS that are read, and change nothing that a respondent sees: of which class, and where more than
/// one value is usual, which of them would change something.
const WITHOUT_EFFECT: [(&str, &str, Option<&str>); 5] = [
    ("survey", "showTOC", Some("true")),
    ("survey", "loadingHtml", None),
    ("file", "storeDataAsText", Some("false")),
    ("signaturepad", "backgroundImage", None),
    ("signaturepad", "storeDataAsText", Some("false")),
];

/// What an author sees elsewhere and respondents do not see here.
pub(super) fn check(walk: &Walk, findings: &Findings) {
    for node in &walk.nodes {
        for (class, name, meant) in WITHOUT_EFFECT {
            if !node.is_a(class) {
                continue;
            }
            let Some((pointer, value)) = node.member(name) else {
                continue;
            };
            let is_meant = match (meant, value) {
                (None, value) => *value != Value::text(""),
                (Some(meant), Value::Bool(flag)) => meant == if *flag { "true" } else { "false" },
                (Some(meant), value) => value.as_text() == Some(meant),
            };
            if is_meant {
                findings.warning("no-effect", &pointer, || {
                    format!("`{name}` is read, and changes nothing that respondents see here yet.")
                });
            }
        }
    }
}
