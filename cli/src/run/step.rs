use journey_survey::value::Value;

/// One thing that a respondent, or a host, does.
#[derive(Clone, Debug)]
pub enum Step {
    Set(String, Value),
    Comment(String, String),
    Answer(Value),
    Next,
    Previous,
    Complete,
    GotoNumber(f64),
    GotoName(String),
    Locale(String),
    Start,
    Preview,
    CancelPreview,
    Validate,
}

const NAMES: &str = "set, comment, answer, next, prev, complete, goto, locale, start, preview, cancelPreview, validate";

impl Step {
    /// Errors: what is wrong with it, and what it could be.
    pub fn read(step: &Value) -> Result<Self, String> {
        let parts = step.as_list().unwrap_or_default();
        let Some(name) = parts.first().and_then(Value::as_text) else {
            return Err(format!(
                "a step is a list that begins with one of: {NAMES}."
            ));
        };
        let part = |place: usize| parts.get(place).cloned().unwrap_or_default();
        let text = |place: usize, what: &str| match part(place) {
            Value::Text(text) => Ok(text.to_string()),
            other => Err(format!(
                "{name} needs {what}, a text, not {}.",
                other.kind()
            )),
        };
        Ok(match name {
            "set" => Self::Set(text(1, "a name")?, part(2)),
            "comment" => {
                let words = match part(2) {
                    Value::Undefined | Value::Null => String::new(),
                    Value::Text(words) => words.to_string(),
                    other => {
                        return Err(format!(
                            "comment needs words, a text, not {}.",
                            other.kind()
                        ));
                    }
                };
                Self::Comment(text(1, "a name")?, words)
            }
            "answer" => Self::Answer(part(1)),
            "next" => Self::Next,
            "prev" => Self::Previous,
            "complete" => Self::Complete,
            "goto" => match part(1) {
                Value::Number(number) => Self::GotoNumber(number),
                Value::Text(name) => Self::GotoName(name.to_string()),
                other => {
                    return Err(format!(
                        "goto needs a page's number, from 0, or its name, not {}.",
                        other.kind()
                    ));
                }
            },
            "locale" => Self::Locale(text(1, "a language")?),
            "start" => Self::Start,
            "preview" => Self::Preview,
            "cancelPreview" => Self::CancelPreview,
            "validate" => Self::Validate,
            other => {
                return Err(format!("there is no step \"{other}\"; there are: {NAMES}."));
            }
        })
    }
}
