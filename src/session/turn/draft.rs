//! A journey's part of a draft: each screen that was shown with what was said on it, and what was said on other screens
//! before going back.

use std::rc::Rc;

use super::{JourneyTurn, Said, is_same};
use crate::definition::Journey;
use crate::journey::{Asked, CausePath, Reason, Rule, Screen};
use crate::value::{Object, Value, sorted};

/// Why-trees are no deeper.
const MAX_LEVEL: usize = 5;
/// A rating, the whys and the extra page.
const MAX_SCREENS_PER_TOUCHPOINT: usize = MAX_LEVEL + 2;
/// Overall, map and pick.
const MAX_SCREENS_OF_THE_WHOLE: usize = 3;

impl JourneyTurn {
    pub(in crate::session) fn draft(&self) -> Value {
        let shown = self.history().map(|(asked, answer, words)| {
            let said = Said {
                answer: answer.clone(),
                words: words.cloned(),
            };
            self.shown(asked, &said)
        });
        let mut draft = Object::new();
        draft.set("shown", Value::list(shown));
        draft.set("remembered", self.remembered_elsewhere());
        draft.into()
    }

    /// Takes a journey up again, as far as its draft makes sense; which touchpoints were met is to be looked at then.
    pub(in crate::session) fn resume(journey: Rc<Journey>, draft: &Value, seed: u64) -> Self {
        let everything = vec![true; journey.touchpoints.len()];
        let mut turn = Self::start(journey, &everything, seed);
        for shown in draft.get("shown").as_list().unwrap_or_default() {
            if turn.reinstate(shown).is_none() {
                break;
            }
        }
        let most = everything.len() * MAX_SCREENS_PER_TOUCHPOINT + MAX_SCREENS_OF_THE_WHOLE;
        let remembered = draft.get("remembered").as_list().unwrap_or_default();
        for remembered in remembered.iter().take(most) {
            turn.remember_from(remembered);
        }
        turn
    }

    fn shown(&self, asked: &Asked, said: &Said) -> Value {
        let mut shown = Object::new();
        shown.set("at", self.address_of(&asked.screen));
        if !asked.listed.is_empty() {
            shown.set("listed", self.names(asked.listed.iter().copied()));
        }
        shown.set("rule", asked.rule.name());
        shown.set("reason", asked.reason.name());
        shown.set("value", asked.value.map_or(Value::Null, Value::Number));
        shown.set("chance", asked.chance.map_or(Value::Null, Value::Number));
        shown.set("said", self.spell(&asked.screen, said));
        shown.into()
    }

    fn reinstate(&mut self, shown: &Value) -> Option<()> {
        let screen = self.screen_at(shown.get("at").as_text()?, &|touchpoint, level| {
            self.run.causes_to_offer(touchpoint, level)
        })?;
        let said = self.read_for(&screen, shown.get("said"))?;
        let asked = Asked {
            listed: self.numbers(shown.get("listed")),
            rule: Rule::named(shown.get("rule").as_text()?)?,
            reason: Reason::named(shown.get("reason").as_text()?)?,
            value: shown
                .get("value")
                .as_number()
                .filter(|value| value.is_finite()),
            chance: shown
                .get("chance")
                .as_number()
                .filter(|chance| (0.0..=1.0).contains(chance)),
            screen,
        };
        let Said { answer, words } = said;
        self.run
            .reinstate(asked, answer)
            .then(|| self.keep_words(words))
    }

    /// What was said on screens that are not on the way at present.
    fn remembered_elsewhere(&self) -> Value {
        let shown = self.run.history();
        let elsewhere = self.remembered.iter().filter(|(screen, _)| {
            !shown
                .iter()
                .any(|(asked, _)| is_same(&asked.screen, screen))
        });
        Value::list(elsewhere.map(|(screen, said)| {
            let mut remembered = Object::new();
            remembered.set("at", self.address_of(screen));
            remembered.set("said", self.spell(screen, said));
            remembered.into()
        }))
    }

    /// What makes no sense is not recalled: the engine is asked when it comes to that.
    fn remember_from(&mut self, remembered: &Value) -> Option<()> {
        let screen = self.screen_at(remembered.get("at").as_text()?, &|touchpoint, level| {
            Some(self.causes_of_level(touchpoint, level))
        })?;
        let said = self.read_for(&screen, remembered.get("said"))?;
        if self.said_on(&screen).is_none() {
            self.remember(screen, said);
        }
        Some(())
    }

    fn causes_of_level(&self, touchpoint: usize, level: usize) -> Vec<CausePath> {
        let mut paths = vec![Vec::new()];
        for _ in 0..level.min(MAX_LEVEL) {
            let children = |path: &CausePath| {
                let causes = match self.cause(touchpoint, path) {
                    Some(cause) => &cause.causes,
                    None => &self.touchpoint(touchpoint).causes,
                };
                let path = path.clone();
                (0..causes.len()).map(move |index| [&path[..], &[index]].concat())
            };
            paths = paths.iter().flat_map(children).collect();
        }
        paths
    }

    /// The screen of an address, where a why offers these causes.
    fn screen_at(
        &self,
        address: &str,
        causes: &dyn Fn(usize, usize) -> Option<Vec<CausePath>>,
    ) -> Option<Screen> {
        match address {
            "overall" => return Some(Screen::Overall),
            "pick" => return Some(Screen::Pick),
            "map" => return Some(Screen::Map),
            _ => {}
        }
        // The names of touchpoints may have dots of their own.
        let (rest, last) = address.rsplit_once('.')?;
        let why = |touchpoint: &str, level: usize| {
            let touchpoint = self.number_named(touchpoint)?;
            let offered = causes(touchpoint, level)?;
            Some(Screen::Why {
                touchpoint,
                level,
                offered,
            })
        };
        match last {
            "rating" => self
                .number_named(rest)
                .map(|touchpoint| Screen::Rating { touchpoint }),
            "more" => self
                .number_named(rest)
                .map(|touchpoint| Screen::More { touchpoint }),
            "why" => why(rest, 1),
            level => why(rest.strip_suffix(".why")?, level.parse().ok()?),
        }
    }

    fn names(&self, numbers: impl Iterator<Item = usize>) -> Value {
        Value::list(numbers.map(|number| self.touchpoint(number).name.clone().into()))
    }

    fn numbers(&self, names: &Value) -> Vec<usize> {
        let numbers: Vec<usize> = names
            .as_list()
            .unwrap_or_default()
            .iter()
            .filter_map(|name| self.number_named(name.as_text()?))
            .collect();
        let mut numbers = sorted(&numbers, &|a, b| a < b);
        numbers.dedup();
        numbers
    }
}
