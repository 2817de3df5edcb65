//! How answers to a journey's screens are written: in scripts, in drafts and in the headless session.
//!
//! A rating is the value on the scale; a pick a touchpoint's name or `"none"`; a map a list of names; a why a list of
//! cause values, `"none"` or `{"other": "text"}`. Anywhere: `"dont-know"`, `"did-not-happen"`, `"skip"`.

use crate::journey::{Answer, CausePath, Screen};
use crate::value::{Object, Value};

use super::{JourneyTurn, Said};

const NONE: &str = "none";
const OTHER: &str = "other";
const FILLED: &str = "filled";
const MAX_WORDS_BYTES: usize = 10_000;
const WORDS: [(&str, Answer); 3] = [
    ("dont-know", Answer::DontKnow),
    ("did-not-happen", Answer::DidNotHappen),
    ("skip", Answer::Skipped),
];

impl JourneyTurn {
    /// Reads an answer to the current screen. Error: a sentence, when the screen does not offer it.
    pub fn read_answer(&self, spelled: &Value) -> Result<Said, String> {
        let Some(asked) = self.current() else {
            return Err("The journey has no screen to answer.".into());
        };
        self.read_for(&asked.screen, spelled)
            .filter(|said| self.run.accepts(&said.answer))
            .ok_or_else(|| {
                format!(
                    "The screen `{}` does not offer the answer {}.",
                    self.address_of(&asked.screen),
                    crate::value::to_json(spelled)
                )
            })
    }

    /// Reads an answer to any screen; whether what it names can be named is for the engine to say.
    pub(super) fn read_for(&self, screen: &Screen, spelled: &Value) -> Option<Said> {
        if let Some((_, answer)) = WORDS
            .iter()
            .find(|(word, _)| spelled.as_text() == Some(word))
        {
            return Some(Said::new(answer.clone()));
        }
        let answer = match screen {
            Screen::Overall | Screen::Rating { .. } => Answer::Rated {
                rank: self.scale_of(screen)?.rank(spelled)?,
            },
            Screen::Pick if spelled.as_text() == Some(NONE) => Answer::Picked(None),
            Screen::Pick => Answer::Picked(Some(self.number_named(spelled.as_text()?)?)),
            Screen::Map => Answer::Marked(
                spelled
                    .as_list()?
                    .iter()
                    .map(|name| self.number_named(name.as_text()?))
                    .collect::<Option<_>>()?,
            ),
            Screen::Why {
                touchpoint,
                offered,
                ..
            } => return self.read_why(*touchpoint, offered, spelled),
            Screen::More { .. } => (spelled.as_text() == Some(FILLED)).then_some(Answer::Filled)?,
        };
        Some(Said::new(answer))
    }

    fn read_why(&self, touchpoint: usize, offered: &[CausePath], spelled: &Value) -> Option<Said> {
        if spelled.as_text() == Some(NONE) {
            return Some(Said::new(Answer::NoneOfThese));
        }
        if let Some(words) = spelled.get(OTHER).as_text() {
            return (words.len() <= MAX_WORDS_BYTES).then(|| Said {
                answer: Answer::NoneOfThese,
                words: Some(words.into()),
            });
        }
        let mut paths = Vec::new();
        for value in spelled.as_list()? {
            paths.extend(self.causes_spelled(touchpoint, offered, value.as_text()?)?);
        }
        (!paths.is_empty()).then(|| Said::new(Answer::Causes(paths)))
    }

    /// A cause goes by its whole path, `wrong-parts/wrong-order`, or by its value alone, which may stand for several.
    fn causes_spelled(
        &self,
        touchpoint: usize,
        offered: &[CausePath],
        spelled: &str,
    ) -> Option<Vec<CausePath>> {
        let by = |is_meant: &dyn Fn(&[&str]) -> bool| {
            let meant: Vec<CausePath> = offered
                .iter()
                .filter(|path| is_meant(&self.values_on(touchpoint, path)))
                .cloned()
                .collect();
            Some(meant).filter(|meant| !meant.is_empty())
        };
        by(&|values| values.join("/") == spelled)
            .or_else(|| by(&|values| values.last() == Some(&spelled)))
    }

    /// The values from the root of the why-tree down to a cause.
    pub fn values_on<'t>(&'t self, touchpoint: usize, path: &[usize]) -> Vec<&'t str> {
        (1..=path.len())
            .filter_map(|length| self.cause(touchpoint, &path[..length]))
            .map(|cause| &*cause.value)
            .collect()
    }

    /// Writes an answer as [`Self::read_answer`] reads it.
    pub fn spell(&self, screen: &Screen, said: &Said) -> Value {
        if let Some((word, _)) = WORDS.iter().find(|(_, answer)| *answer == said.answer) {
            return (*word).into();
        }
        match &said.answer {
            Answer::Rated { rank } => match screen {
                Screen::Rating { touchpoint } => self
                    .touchpoint(*touchpoint)
                    .rating
                    .values
                    .get(*rank)
                    .map(|rate| rate.value.clone())
                    .unwrap_or_default(),
                _ => Value::Number((*rank + 1) as f64),
            },
            Answer::Picked(None) => NONE.into(),
            Answer::Picked(Some(touchpoint)) => self.touchpoint(*touchpoint).name.clone().into(),
            Answer::Marked(marked) => Value::list(
                marked
                    .iter()
                    .map(|&touchpoint| self.touchpoint(touchpoint).name.clone().into()),
            ),
            Answer::Causes(paths) => Value::list(paths.iter().map(|path| {
                let touchpoint = screen.touchpoint().unwrap_or_default();
                self.values_on(touchpoint, path).join("/").into()
            })),
            Answer::NoneOfThese => match &said.words {
                Some(words) => {
                    let mut other = Object::new();
                    other.set(OTHER, words.clone());
                    other.into()
                }
                None => NONE.into(),
            },
            Answer::Filled => FILLED.into(),
            Answer::DontKnow | Answer::DidNotHappen | Answer::Skipped => Value::Undefined,
        }
    }

    pub(super) fn number_named(&self, name: &str) -> Option<usize> {
        self.journey
            .touchpoints
            .iter()
            .position(|touchpoint| &*touchpoint.name == name)
    }
}
