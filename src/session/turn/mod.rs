//! A journey's turn within a session: binds the document's journey to the engine, which knows only numbers.

mod draft;
mod instances;
mod plan;
mod spelling;
mod summary;

use std::rc::Rc;

use crate::definition::{Element, Journey, Rating, Touchpoint};
use crate::journey::{Answer, Asked, CausePath, Run, Screen, Strategy};

use super::navigation::address_of;
pub(super) use instances::expanded;
pub use plan::of as plan_of;

/// A journey that was entered. The engine's numbers of touchpoints are their places in the document.
#[derive(Clone, Debug)]
pub struct JourneyTurn {
    journey: Rc<Journey>,
    run: Run,
    /// The respondent's own words, one entry for each of the run's history.
    words: Vec<Option<Rc<str>>>,
    /// What was once said on a screen, so that going back and on again does not lose it.
    remembered: Vec<(Screen, Said)>,
}

/// An answer to a journey's screen, and the words beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub answer: Answer,
    /// Only beside [`Answer::NoneOfThese`].
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
    /// `met` has a flag for each touchpoint of the document.
    pub(super) fn start(journey: Rc<Journey>, met: &[bool], seed: u64) -> Self {
        let run = Run::start(plan::of(&journey, met, seed), Strategy::Adaptive);
        Self {
            journey,
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
        &self.journey.touchpoints[number]
    }

    /// The touchpoint that the current screen is about.
    pub fn current_touchpoint(&self) -> Option<&Touchpoint> {
        let number = self.current()?.screen.touchpoint()?;
        Some(self.touchpoint(number))
    }

    /// The engine's numbers of the touchpoints that the current map or pick lists, in document order.
    pub fn listed(&self) -> impl Iterator<Item = usize> {
        self.current()
            .into_iter()
            .flat_map(|asked| asked.listed.iter().copied())
    }

    /// The scale of the current screen.
    pub fn scale(&self) -> Option<Rc<Rating>> {
        self.scale_of(&self.current()?.screen)
    }

    fn scale_of(&self, screen: &Screen) -> Option<Rc<Rating>> {
        match screen {
            Screen::Overall => Some(Rc::new(Rating::of_five())),
            Screen::Rating { touchpoint } => {
                Some(Rc::new(self.touchpoint(*touchpoint).rating.clone()))
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

    /// The role to tell of a cause: its own, else that of the nearest cause above it that names one.
    pub fn owner_of(&self, touchpoint: usize, path: &[usize]) -> Option<&Rc<str>> {
        (1..=path.len())
            .rev()
            .find_map(|length| self.cause(touchpoint, &path[..length])?.owner.as_ref())
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
        self.said_on(&self.current()?.screen)
            .filter(|said| said.answer != Answer::Skipped && self.run.accepts(&said.answer))
    }

    /// Keeps what was chosen on the current screen and not said yet, for when the respondent comes back to it.
    pub(super) fn keep_for_later(&mut self, said: Said) {
        if let Some(screen) = self.current().map(|asked| asked.screen.clone()) {
            self.remember(screen, said);
        }
    }

    /// Whether there is a screen of this journey to go back to.
    pub fn has_history(&self) -> bool {
        self.run.can_go_back()
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
        let Said { answer, words } = said;
        match self.run.answer(answer) {
            Ok(()) => {
                self.keep_words(words);
                Ok(())
            }
            Err(answer) => Err(Said { answer, words }),
        }
    }

    pub(super) fn back(&mut self) -> bool {
        let went_back = self.run.back().is_some();
        self.words.truncate(self.run.history().len());
        went_back
    }

    /// Looks again at which touchpoints were met; true if they are others than before. What was said about those that
    /// were not is kept.
    pub(super) fn meet(&mut self, met: &[bool]) -> bool {
        let was_met = self.run.plan().touchpoints.iter().map(|plan| plan.met);
        let has_changed = !was_met.eq(met.iter().copied());
        if has_changed {
            self.run.meet(met.iter().copied());
        }
        has_changed
    }

    /// Keeps the words beside the last answer, and both for when the respondent comes back to the screen.
    fn keep_words(&mut self, words: Option<Rc<str>>) {
        let Some((asked, answer)) = self.run.history().last() else {
            return;
        };
        let words =
            words.filter(|words| *answer == Answer::NoneOfThese && !words.trim().is_empty());
        let (screen, answer) = (asked.screen.clone(), answer.clone());
        self.words.push(words.clone());
        self.remember(screen, Said { answer, words });
    }

    fn remember(&mut self, screen: Screen, said: Said) {
        self.remembered
            .retain(|(other, _)| !is_same(other, &screen));
        self.remembered.push((screen, said));
    }

    /// What the respondent said on a screen the last time, be it before going back.
    pub fn said_on(&self, screen: &Screen) -> Option<&Said> {
        self.remembered
            .iter()
            .find(|(other, _)| is_same(other, screen))
            .map(|(_, said)| said)
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

/// Whether two screens have the same address: a why may offer other causes the second time.
fn is_same(one: &Screen, other: &Screen) -> bool {
    match (one, other) {
        (
            Screen::Why {
                touchpoint: one,
                level: one_level,
                ..
            },
            Screen::Why {
                touchpoint: other,
                level: other_level,
                ..
            },
        ) => (one, one_level) == (other, other_level),
        (one, other) => one == other,
    }
}
