use std::path::Path;

use journey_survey::definition::{Journey, PageContent, Severity, read, with_priors};
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
        let mut believed = None;
        if let Some(priors) = priors {
            let snapshot = parsed(priors)?;
            document = with_priors(&document, &snapshot);
            believed = Some((priors.display(), snapshot));
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
        if let Some((file, snapshot)) = believed {
            check_priors(&snapshot, journey).map_err(|error| format!("{file}: {error}"))?;
        }
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

/// Errors: one sentence. What fits no touchpoint would be passed over without a word.
fn check_priors(snapshot: &Value, journey: &Journey) -> Result<(), String> {
    let Value::Object(priors) = snapshot else {
        return Err(format!(
            "priors are an object by touchpoint, such as {{\"installer\": {{\"mean\": -0.2, \"sd\": 0.8}}}}, and not {}",
            snapshot.kind()
        ));
    };
    for (name, prior) in priors.iter() {
        if !journey
            .touchpoints
            .iter()
            .any(|touchpoint| touchpoint.name == *name)
        {
            return Err(format!("no touchpoint of the journey is called `{name}`"));
        }
        let is_number = |member: &str| {
            let value = prior.get(member);
            value.is_absent() || value.as_number().is_some()
        };
        if prior.as_object().is_none() || !is_number("mean") || !is_number("sd") {
            return Err(format!(
                "the prior of `{name}` must be an object with the numbers `mean` and `sd`"
            ));
        }
    }
    Ok(())
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
