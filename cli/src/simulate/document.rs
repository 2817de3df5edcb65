use std::path::Path;

use journey_survey::definition::{PageContent, Severity, read, with_priors};
use journey_survey::journey::Plan;
use journey_survey::native::SerdeJson;
use journey_survey::session::plan_of;
use journey_survey::value::{Json, Value};

use crate::source::Source;

/// The first journey of a document, as the engine sees it.
pub struct Document {
    pub plan: Plan,
    /// Touchpoints that the document says not everybody meets.
    pub conditional: Vec<bool>,
}

impl Document {
    /// Errors: one sentence that names the file.
    /// `priors` is a file with what is believed beforehand.
    pub fn read(path: &Path, priors: Option<&Path>) -> Result<Self, String> {
        let mut document = parsed(path)?;
        if let Some(priors) = priors {
            document = with_priors(&document, &parsed(priors)?);
        }
        let file = path.display();
        let reading = read(&document);
        let survey = reading.survey.ok_or_else(|| {
            let errors = reading
                .diagnostics
                .iter()
                .find(|found| found.severity == Severity::Error);
            let message = errors.map_or_else(String::new, |found| format!(": {}", found.message));
            format!("{file} is no survey document{message}")
        })?;
        let journey = survey.pages.iter().find_map(|page| match &page.content {
            PageContent::Journey(journey) => Some(journey),
            PageContent::Elements(_) => None,
        });
        let journey =
            journey.ok_or_else(|| format!("{file} has no journey; only journeys are simulated"))?;
        let met = vec![true; journey.touchpoints.len()];
        Ok(Self {
            plan: plan_of(journey, &met, 0),
            conditional: journey
                .touchpoints
                .iter()
                .map(|touchpoint| touchpoint.reached_if.is_some())
                .collect(),
        })
    }
}

fn parsed(path: &Path) -> Result<Value, String> {
    let source = Source::read(path)?;
    let file = &source.file;
    let bytes = source
        .bytes
        .ok_or_else(|| format!("{file} is too large for a survey document"))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("{file} is not text in UTF-8"))?;
    SerdeJson
        .parse(&text)
        .map_err(|error| format!("{file} is no JSON: {}", error.message))
}
