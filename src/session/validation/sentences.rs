//! What is said about an answer that is not accepted.

use std::rc::Rc;

use crate::session::Session;
use crate::session::form::Id;
use crate::session::problem::{Problem, ProblemKind};
use crate::session::scope::Subject;

impl Session {
    /// What is said of a problem, in the respondent's language.
    pub(in crate::session) fn problem_text(&self, id: Id, problem: &Problem) -> Rc<str> {
        self.piped_for(Subject::Item(id), &self.problem_words(problem))
    }

    /// The same, with the names in an author's words as they were written.
    pub(in crate::session) fn problem_words(&self, problem: &Problem) -> Rc<str> {
        let texts = self.texts();
        let written = problem.words.find(self.locale());
        let with = |key: &str, argument: &str| -> Rc<str> { texts.with(key, argument).into() };
        if let Some(words) = written {
            return match &problem.kind {
                ProblemKind::Below(bound)
                | ProblemKind::Above(bound)
                | ProblemKind::OffStep(bound) => {
                    words.replacen("{0}", &texts.bare(bound), 1).into()
                }
                ProblemKind::Early(bound, _) | ProblemKind::Late(bound, _) => {
                    words.replacen("{0}", bound, 1).into()
                }
                _ => words,
            };
        }
        match &problem.kind {
            ProblemKind::Required => texts.get("error.required").into(),
            ProblemKind::RequiredInPanel => texts.get("error.required-in-panel").into(),
            ProblemKind::RequiredInAllRows => texts.get("error.required-in-rows").into(),
            ProblemKind::RowsNotUnique => texts.get("error.rows-unique").into(),
            ProblemKind::NotNumeric => texts.get("error.number").into(),
            ProblemKind::OtherEmpty(choice) => with("error.other", choice),
            ProblemKind::KeyDuplicated => texts.get("error.unique").into(),
            ProblemKind::Below(bound) => with("error.min", &texts.bare(bound)),
            ProblemKind::Above(bound) => with("error.max", &texts.bare(bound)),
            ProblemKind::Early(bound, written) => with("error.earliest", bound)
                .replace("{1}", &texts.moment(written))
                .into(),
            ProblemKind::Late(bound, written) => with("error.latest", bound)
                .replace("{1}", &texts.moment(written))
                .into(),
            ProblemKind::OffStep(step) => with("error.step", &texts.bare(step)),
            ProblemKind::NumberOutside { name, min, max } => {
                let name = name.clone().unwrap_or_else(|| texts.get("value").into());
                let (key, bounds) = match (min, max) {
                    (Some(min), Some(max)) => ("error.between", vec![min, max]),
                    (Some(min), None) => ("error.at-least", vec![min]),
                    (None, Some(max)) => ("error.at-most", vec![max]),
                    (None, None) => ("error.number", vec![]),
                };
                let mut text = texts.with(key, &name);
                for (place, bound) in bounds.into_iter().enumerate() {
                    text = text.replace(["{1}", "{2}"][place], &texts.bare(bound));
                }
                text.into()
            }
            ProblemKind::Digits => texts.get("error.digits").into(),
            ProblemKind::Length { min, max } => match (min, max) {
                (0, max) => texts.count("error.shorter", *max).into(),
                (min, 0) => texts.count("error.longer", *min).into(),
                (min, max) => texts
                    .with("error.length", &texts.number(*min))
                    .replace("{1}", &texts.number(*max))
                    .into(),
            },
            ProblemKind::TooFewChosen(min) => texts.count("error.choose-more", *min).into(),
            ProblemKind::TooManyChosen(max) => texts.count("error.choose-fewer", *max).into(),
            ProblemKind::Unfinished => texts.get("error.unfinished").into(),
            ProblemKind::NotEmail => texts.get("error.email").into(),
            ProblemKind::Pattern => texts.get("error.pattern").into(),
            ProblemKind::Expression(text) => with("error.expression", text),
            ProblemKind::ListNotLoaded(reason) => with("error.list", reason),
            ProblemKind::ListEmpty => texts.get("error.list-empty").into(),
        }
    }
}
