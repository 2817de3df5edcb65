use std::rc::Rc;

use crate::browser::{BrowserJson, FetchError, NUMERALS, absolute, fetch_text, language_tag};
use crate::definition::{
    Diagnostic, MAX_DOCUMENT_BYTES, Severity, Survey, language_of, read, uses_rare, with_priors,
};
use crate::session::Texts;
use crate::ui::Problem;
use crate::value::{Json, Value};

use super::events::warn;
use super::options::{Options, Source};
use super::second_part;

const MAX_LOCALE_BYTES: usize = 256 * 1024;
const MAX_DETAILS: usize = 10;

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// Fetches and reads the survey document, and before that the part of the widget that it needs.
pub async fn survey(options: &Options) -> Result<Rc<Survey>, Problem> {
    let mut document = document(&options.survey).await?;
    if let Some(address) = &options.priors {
        match fetch(address).await {
            Ok(snapshot) => document = with_priors(&document, &snapshot),
            Err(_) => warn(&format!(
                "the priors at {address} could not be loaded; the document's own stand."
            )),
        }
    }
    if options.is_whole || uses_rare(&document) {
        second_part::fetch(&options.second).await?;
    }
    let reading = read(&document);
    report(&reading.diagnostics);
    reading.survey.ok_or_else(|| Problem {
        details: errors(&reading.diagnostics),
        ..unreadable()
    })
}

pub async fn document(source: &Source) -> Result<Value, Problem> {
    match source {
        Source::Document(document) => Ok(document.clone()),
        Source::Address(address) => fetch(address).await,
        Source::Missing => Err(Problem {
            about: "The element names no survey: set its `survey` attribute to the address of a survey document.".into(),
            ..Problem::default()
        }),
    }
}

/// The built-in texts in the words that surveys like these have elsewhere, for those who show questions themselves.
pub async fn plain_texts(base: &str) -> Option<Value> {
    translation(&[base, "locales/surveyjs.json"].concat()).await
}

/// The built-in texts for a locale: English, unless there is a file for its language.
pub async fn texts(base: &str, locale: &str) -> Texts {
    let tag = language_tag(locale).unwrap_or_default();
    let language = match language_of(&tag) {
        "no" | "nn" => "nb",
        language => language,
    };
    if LOCALES.contains(&language) {
        if let Some(file) = translation(&[base, "locales/", language, ".json"].concat()).await {
            return Texts::translated(locale, &file).counting(&tag, NUMERALS);
        }
        warn(&format!(
            "the texts in `{language}` could not be loaded, so they are shown in English."
        ));
    }
    let english = if language == "en" { &*tag } else { "en" };
    Texts::english(locale).counting(english, NUMERALS)
}

async fn translation(address: &str) -> Option<Value> {
    let file = fetch_text(&absolute(address)?, MAX_LOCALE_BYTES).await;
    BrowserJson.parse(&file.ok()?).ok()
}

async fn fetch(address: &str) -> Result<Value, Problem> {
    let url = absolute(address).ok_or_else(|| unfetched(address, "This is not an address."))?;
    let text = fetch_text(&url, MAX_DOCUMENT_BYTES)
        .await
        .map_err(|error| failed(address, error))?;
    if text.trim().is_empty() {
        return Err(Problem {
            details: vec!["The document is empty.".into()],
            ..unreadable()
        });
    }
    BrowserJson.parse(&text).map_err(|error| Problem {
        details: vec![format!("The document is not JSON: {}", error.message)],
        ..unreadable()
    })
}

/// Why a file could not be fetched.
pub fn failed(address: &str, error: FetchError) -> Problem {
    match error {
        FetchError::Unreachable => {
            unfetched(address, "There was no answer. Is the device connected?")
        }
        FetchError::Status(status) => unfetched(
            address,
            &format!("The server answered with status {status}."),
        ),
        FetchError::TooLarge => Problem {
            can_retry: false,
            ..unfetched(
                address,
                &format!(
                    "It is larger than {} MiB, the most that a survey document may be.",
                    MAX_DOCUMENT_BYTES / (1024 * 1024)
                ),
            )
        },
    }
}

pub fn unfetched(address: &str, reason: &str) -> Problem {
    Problem {
        key: "problem.fetch",
        about: address.to_owned(),
        details: vec![reason.to_owned()],
        can_retry: true,
        held: 0,
    }
}

fn unreadable() -> Problem {
    Problem {
        key: "problem.document",
        ..Problem::default()
    }
}

fn errors(diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut errors: Vec<String> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity >= Severity::Warning)
        .map(|diagnostic| match &*diagnostic.pointer {
            "" => diagnostic.message.clone(),
            pointer => [pointer, ": ", &diagnostic.message].concat(),
        })
        .collect();
    let more = errors.len().saturating_sub(MAX_DETAILS);
    // The last one says what came of it all, so it stays.
    if more > 0
        && let Some(last) = errors.pop()
    {
        errors.truncate(MAX_DETAILS - 1);
        errors.push(format!("… {more} more"));
        errors.push(last);
    }
    errors
}

/// What was left out is not left out silently.
fn report(diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        if diagnostic.severity >= Severity::Warning {
            warn(&diagnostic.to_string());
        }
    }
}
