//! A journey's turn within a session: binds the document's journey to the engine, which knows only numbers.

mod plan;
mod spelling;
mod summary;

use std::rc::Rc;

use crate::definition::{Element, Journey, Rating, Touchpoint};
use crate::journey::{Answer, Asked, CausePath, Run, Screen, Strategy};

use super::navigation::address_of;

/// A journey that was entered.
///
/// The engine counts only the touchpoints that the respondent met; `met` leads from its numbers to the document's.
#[derive(Clone, Debug)]
pub struct JourneyTurn {
    journey: Rc<Journey>,
    met: Vec<usize>,
    run: Run,
    /// The respondent's own words, one entry for each of the run's history.
    words: Vec<Option<Rc<str>>>,
    /// What was once said on a screen, so that going back and on again does not lose it.
    remembered: Vec<(String, Said)>,
}

/// An answer to a journey's screen, and the words beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub answer: Answer,
    pub words: Option<Rc<str>>,
}

impl Said {
    pub fn new(answer: Answer) -> Self {
        Self {
            answer,
            words: None,
        }
    }

    pub fn skipped() -> Self {
        Self::new(Answer::Skipped)
    }
}

impl JourneyTurn {
    pub(super) fn start(journey: Rc<Journey>, met: Vec<usize>) -> Self {
        let run = Run::start(plan::of(&journey, &met), Strategy::SkipLogic);
        Self {
            journey,
            met,
            run,
            words: Vec::new(),
            remembered: Vec::new(),
        }
    }

    pub fn name(&self) -> &Rc<str> {
        &self.journey.name
    }

    pub fn journey(&self) -> &Rc<Journey> {
        &self.journey
    }

    pub fn run(&self) -> &Run {
        &self.run
    }

    pub fn current(&self) -> Option<&Asked> {
        self.run.current()
    }

    /// The current screen's name within the journey.
    pub fn address(&self) -> Option<String> {
        self.current().map(|asked| self.address_of(&asked.screen))
    }

    pub fn address_of(&self, screen: &Screen) -> String {
        address_of(
            screen,
            screen
                .touchpoint()
                .map(|touchpoint| &*self.touchpoint(touchpoint).name),
        )
    }

    /// A touchpoint by the engine's number.
    pub fn touchpoint(&self, number: usize) -> &Touchpoint {
        &self.journey.touchpoints[self.met[number]]
    }

    /// The touchpoint that the current screen is about.
    pub fn current_touchpoint(&self) -> Option<&Touchpoint> {
        let number = self.current()?.screen.touchpoint()?;
        Some(self.touchpoint(number))
    }

    /// The engine's numbers of the touchpoints that a map or pick lists, in document order.
    pub fn listed(&self) -> impl Iterator<Item = usize> {
        let seen = &self.run.facts().touchpoints;
        (0..self.met.len()).filter(|&number| !seen[number].did_not_happen)
    }

    /// The scale of the current screen.
    pub fn scale(&self) -> Option<Rc<Rating>> {
        match self.current()?.screen {
            Screen::Overall => Some(Rc::new(Rating::of_five())),
            Screen::Rating { touchpoint } => {
                Some(Rc::new(self.touchpoint(touchpoint).rating.clone()))
            }
            _ => None,
        }
    }

    /// The cause at the end of a path.
    pub fn cause(&self, touchpoint: usize, path: &[usize]) -> Option<&crate::definition::Cause> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(
            self.touchpoint(touchpoint).causes.get(*first)?,
            |cause, index| cause.causes.get(*index),
        )
    }

    /// The touchpoint's extra questions, while their page is shown.
    pub fn extra_elements(&self) -> &[Element] {
        match self.current().map(|asked| &asked.screen) {
            Some(Screen::More { touchpoint }) => &self.touchpoint(*touchpoint).elements,
            _ => &[],
        }
    }

    /// What the respondent said on the current screen before going back.
    pub fn recalled(&self) -> Option<&Said> {
        let address = self.address()?;
        self.remembered
            .iter()
            .find(|(at, _)| *at == address)
            .map(|(_, said)| said)
            .filter(|said| {
                self.current()
                    .is_some_and(|asked| said.answer.fits(&asked.screen))
            })
    }

    pub fn has_history(&self) -> bool {
        !self.run.history().is_empty()
    }

    /// The history with the words beside each answer.
    pub fn history(&self) -> impl Iterator<Item = (&Asked, &Answer, Option<&Rc<str>>)> {
        self.run
            .history()
            .iter()
            .zip(&self.words)
            .map(|((asked, answer), words)| (asked, answer, words.as_ref()))
    }

    /// Hands back an answer that the screen does not offer.
    pub(super) fn answer(&mut self, said: Said) -> Result<(), Said> {
        let Some(address) = self.address() else {
            return Err(said);
        };
        let Said { answer, words } = said;
        match self.run.answer(answer.clone()) {
            Ok(()) => {
                self.remember(
                    address,
                    Said {
                        answer,
                        words: words.clone(),
                    },
                );
                self.words.push(words);
                Ok(())
            }
            Err(answer) => Err(Said { answer, words }),
        }
    }

    pub(super) fn back(&mut self) -> bool {
        self.words.pop();
        self.run.back().is_some()
    }

    /// Looks again at which touchpoints were met. What was said about the others is kept.
    pub(super) fn meet(&mut self, met: Vec<usize>) {
        if met == self.met {
            return;
        }
        let mut again = Self::start(self.journey.clone(), met);
        let said: Vec<(String, Said)> = self
            .history()
            .map(|(asked, answer, words)| {
                (
                    self.address_of(&asked.screen),
                    self.renumbered(answer, words, &again),
                )
            })
            .collect();
        again.remembered = self
            .remembered
            .iter()
            .map(|(address, said)| {
                (
                    address.clone(),
                    self.renumbered(&said.answer, said.words.as_ref(), &again),
                )
            })
            .collect();
        // As long as the same screens come up, the same was said on them.
        while let Some(address) = again.address() {
            let Some((_, said)) = said.iter().find(|(at, _)| *at == address) else {
                break;
            };
            if again.answer(said.clone()).is_err() {
                break;
            }
        }
        *self = again;
    }

    /// An answer in the numbers of another turn, less the touchpoints that it does not know.
    fn renumbered(&self, answer: &Answer, words: Option<&Rc<str>>, other: &Self) -> Said {
        let number = |touchpoint: usize| {
            let in_document = self.met[touchpoint];
            other.met.iter().position(|&met| met == in_document)
        };
        let answer = match answer {
            Answer::Picked(picked) => match picked.map(number) {
                // The worst one was not met after all.
                Some(None) => Answer::Skipped,
                found => Answer::Picked(found.flatten()),
            },
            Answer::Marked(marked) => {
                Answer::Marked(marked.iter().filter_map(|&marked| number(marked)).collect())
            }
            same => same.clone(),
        };
        Said {
            answer,
            words: words.cloned(),
        }
    }

    fn remember(&mut self, address: String, said: Said) {
        self.remembered.retain(|(at, _)| *at != address);
        self.remembered.push((address, said));
    }

    /// The chosen causes that no deeper chosen cause explains further.
    pub fn deepest_causes(&self, touchpoint: usize) -> Vec<&CausePath> {
        let chosen = &self.run.facts().touchpoints[touchpoint].causes;
        chosen
            .iter()
            .filter(|path| {
                !chosen
                    .iter()
                    .any(|other| other.len() > path.len() && other.starts_with(path))
            })
            .collect()
    }
}
