use std::rc::Rc;

use crate::definition::{Journey, Page, PageContent};
use crate::journey::{Answer, Screen};

use super::turn::{JourneyTurn, Said};
use super::{Position, Session, each_question};

impl Session {
    /// Whether there is something on the page for this respondent.
    pub fn is_page_visible(&self, page: &Page) -> bool {
        page.visible
            && self.holds(page.visible_if.as_ref(), true)
            && match &page.content {
                PageContent::Elements(elements) => {
                    elements.iter().any(|element| self.is_visible(element))
                }
                PageContent::Journey(journey) => self.is_journey_visible(journey),
            }
    }

    /// Checks the page and goes on: to the next page, or to the end. False if something has to be mended first.
    pub fn go_next(&mut self) -> bool {
        let Position::Page(index) = self.position else {
            return false;
        };
        let survey = self.survey.clone();
        let Some(page) = survey.pages.get(index) else {
            return false;
        };
        match &page.content {
            PageContent::Elements(elements) => {
                if !self.validate(elements) {
                    return false;
                }
                self.leave(&page.name);
                self.go_on_from(index);
                true
            }
            PageContent::Journey(_) => self.go_on_in_journey(index),
        }
    }

    /// Answers the journey's screen and goes on. False if the screen does not offer that answer, or its extra questions
    /// have to be mended first.
    pub fn say(&mut self, said: Said) -> bool {
        let Position::Page(index) = self.position else {
            return false;
        };
        let Some(turn) = self.turn() else {
            return false;
        };
        let screen = self.screen_name();
        if said.answer == Answer::Filled {
            let elements = turn.extra_elements().to_vec();
            if !self.validate(&elements) {
                return false;
            }
        }
        if self
            .turn_mut(index)
            .is_none_or(|turn| turn.answer(said).is_err())
        {
            return false;
        }
        self.leave(&screen);
        self.errors.clear();
        self.meet_again();
        if !self.shows_something(index) {
            self.go_on_from(index);
        }
        true
    }

    /// Goes on without a word from the respondent: an extra page counts as filled in if anything on it was answered.
    fn go_on_in_journey(&mut self, index: usize) -> bool {
        let Some(turn) = self.turn().filter(|turn| turn.current().is_some()) else {
            self.go_on_from(index);
            return true;
        };
        let mut is_answered = false;
        each_question(turn.extra_elements(), &mut |question| {
            is_answered |= !self.answer(&question.name).is_unanswered();
        });
        self.say(if is_answered {
            Said::new(Answer::Filled)
        } else {
            Said::skipped()
        })
    }

    /// Goes back a screen; false at the first one. Answers stay, even wrong ones.
    pub fn go_back(&mut self) -> bool {
        let Position::Page(index) = self.position else {
            return false;
        };
        let screen = self.screen_name();
        if !self.turn_mut(index).is_some_and(JourneyTurn::back) {
            let Some(earlier) = self.earlier_page(index) else {
                return false;
            };
            self.return_to(earlier);
        }
        self.leave(&screen);
        self.errors.clear();
        self.meet_again();
        true
    }

    pub fn can_go_back(&self) -> bool {
        let Position::Page(index) = self.position else {
            return false;
        };
        self.survey.show_previous
            && (self.turn().is_some_and(JourneyTurn::has_history)
                || self.earlier_page(index).is_some())
    }

    /// Whether the next step ends the survey, as far as can be said now.
    pub fn is_last(&self) -> bool {
        match self.position {
            Position::Page(index) => {
                self.turn().is_none_or(|turn| turn.current().is_none())
                    && self.later_page(index).is_none()
            }
            Position::Completed => false,
        }
    }

    /// The page's name, or `<journey>:<address>`.
    pub fn screen_name(&self) -> String {
        let Position::Page(index) = self.position else {
            return "completed".into();
        };
        match self.turn().and_then(|turn| Some((turn, turn.address()?))) {
            Some((turn, address)) => format!("{}:{address}", turn.name()),
            None => self
                .survey
                .pages
                .get(index)
                .map_or_else(String::new, |page| page.name.to_string()),
        }
    }

    pub(super) fn enter_first_page(&mut self) {
        match self.later_page_from(0) {
            Some(index) => self.enter(index),
            None => self.complete(),
        }
    }

    /// Looks again at what depends on answers and context.
    pub(super) fn refresh(&mut self) {
        self.meet_again();
        if let Position::Page(index) = self.position
            && !self.shows_something(index)
        {
            let screen = self.screen_name();
            if self.stand_near(index) {
                self.leave(&screen);
                self.errors.clear();
            }
        }
    }

    /// Stands on the wanted page. If that has nothing to show any more: on the next one, else on the last one before,
    /// for only the respondent ends a survey. False if there is none.
    pub(super) fn stand_near(&mut self, wanted: usize) -> bool {
        if let Some(page) = self.later_page_from(wanted) {
            self.enter(page);
        } else if let Some(page) = (0..self.survey.pages.len().min(wanted.saturating_add(1)))
            .rev()
            .find(|&page| self.shows_something(page) || self.can_return_to(page))
        {
            self.return_to(page);
        } else {
            return false;
        }
        true
    }

    /// Looks again at which touchpoints were met. What is met may hang on what was said of others, so this goes round
    /// until nothing changes; conditions that chase each other are left alone after some rounds.
    pub(super) fn meet_again(&mut self) {
        const MAX_ROUNDS: usize = 8;
        for _ in 0..MAX_ROUNDS {
            let met: Vec<Vec<bool>> = self
                .turns
                .iter()
                .map(|(_, turn)| self.met(turn.journey()))
                .collect();
            let mut has_changed = false;
            for ((_, turn), met) in self.turns.iter_mut().zip(met) {
                has_changed |= turn.meet(&met);
            }
            if !has_changed {
                return;
            }
        }
    }

    pub(super) fn turn_at(&self, index: usize) -> Option<&JourneyTurn> {
        self.turns
            .iter()
            .find(|(page, _)| *page == index)
            .map(|(_, turn)| turn)
    }

    pub(super) fn turn_mut(&mut self, index: usize) -> Option<&mut JourneyTurn> {
        self.turns
            .iter_mut()
            .find(|(page, _)| *page == index)
            .map(|(_, turn)| turn)
    }

    pub(super) fn enter(&mut self, index: usize) {
        self.position = Position::Page(index);
        let survey = self.survey.clone();
        if let Some(PageContent::Journey(journey)) =
            survey.pages.get(index).map(|page| &page.content)
            && self.turn().is_none()
        {
            let turn = self.start_turn(journey);
            // In the order of the document, however the respondent came here.
            let place = self.turns.partition_point(|(page, _)| *page < index);
            self.turns.insert(place, (index, turn));
        }
    }

    /// Shows an earlier page again; a journey that is over, at its last screen.
    fn return_to(&mut self, earlier: usize) {
        self.enter(earlier);
        if let Some(turn) = self.turn_mut(earlier)
            && turn.current().is_none()
        {
            turn.back();
        }
    }

    pub(super) fn start_turn(&self, journey: &Rc<Journey>) -> JourneyTurn {
        JourneyTurn::start(journey.clone(), &self.met(journey))
    }

    /// For each touchpoint of the document whether the respondent met it.
    fn met(&self, journey: &Journey) -> Vec<bool> {
        journey
            .touchpoints
            .iter()
            .map(|touchpoint| self.holds(touchpoint.reached_if.as_ref(), true))
            .collect()
    }

    fn go_on_from(&mut self, index: usize) {
        self.errors.clear();
        match self.later_page(index) {
            Some(later) => self.enter(later),
            None => self.complete(),
        }
    }

    fn complete(&mut self) {
        self.forget_invisible();
        self.position = Position::Completed;
        self.paradata.completed_at_millis = Some(self.setting.calendar.now_millis());
    }

    fn leave(&mut self, screen: &str) {
        let now_millis = self.setting.calendar.now_millis();
        self.paradata.leave(screen, now_millis);
    }

    fn later_page(&self, index: usize) -> Option<usize> {
        self.later_page_from(index + 1)
    }

    fn later_page_from(&self, from: usize) -> Option<usize> {
        (from..self.survey.pages.len()).find(|&later| self.shows_something(later))
    }

    /// Whether there is anything on the page to look at. A journey of which nothing was met, or which is over, is passed
    /// by.
    fn shows_something(&self, index: usize) -> bool {
        let Some(page) = self.survey.pages.get(index) else {
            return false;
        };
        self.is_page_visible(page)
            && match &page.content {
                PageContent::Elements(_) => true,
                PageContent::Journey(journey) => match self.turn_at(index) {
                    Some(turn) => turn.current().is_some(),
                    None => self.start_turn(journey).current().is_some(),
                },
            }
    }

    fn earlier_page(&self, index: usize) -> Option<usize> {
        (0..index)
            .rev()
            .find(|&earlier| self.can_return_to(earlier))
    }

    fn can_return_to(&self, index: usize) -> bool {
        let page = &self.survey.pages[index];
        let was_asked = match &page.content {
            PageContent::Elements(_) => true,
            PageContent::Journey(_) => self.turn_at(index).is_some_and(JourneyTurn::has_history),
        };
        was_asked && self.is_page_visible(page)
    }
}

/// The name of a screen within its journey.
pub(super) fn address_of(screen: &Screen, touchpoint: Option<&str>) -> String {
    let about = touchpoint.unwrap_or_default();
    match screen {
        Screen::Overall => "overall".into(),
        Screen::Pick => "pick".into(),
        Screen::Map => "map".into(),
        Screen::Rating { .. } => format!("{about}.rating"),
        Screen::Why { level: 1, .. } => format!("{about}.why"),
        Screen::Why { level, .. } => format!("{about}.why.{level}"),
        Screen::More { .. } => format!("{about}.more"),
    }
}
