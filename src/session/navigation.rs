use std::rc::Rc;

use crate::definition::{Page, PageContent};
use crate::journey::Screen;

use super::turn::{JourneyTurn, Said};
use super::{Position, Session};

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
            PageContent::Journey(_) => self.say(Said::skipped()),
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
        if said.fills_page() {
            let elements = turn.extra_elements().to_vec();
            if !self.validate(&elements) {
                return false;
            }
        }
        let Some(turn) = self.turn_mut(index) else {
            return false;
        };
        if turn.answer(said).is_err() {
            return false;
        }
        let is_done = turn.current().is_none();
        self.leave(&screen);
        if is_done {
            self.go_on_from(index);
        }
        true
    }

    /// Goes back a screen; false at the first one. Answers stay, even wrong ones.
    pub fn go_back(&mut self) -> bool {
        let Position::Page(index) = self.position else {
            return false;
        };
        let screen = self.screen_name();
        if let Some(turn) = self.turn_mut(index)
            && turn.back()
        {
            self.leave(&screen);
            return true;
        }
        let Some(earlier) = self.earlier_page(index) else {
            return false;
        };
        self.leave(&screen);
        self.errors.clear();
        self.position = Position::Page(earlier);
        if let Some(turn) = self.turn_mut(earlier) {
            turn.back();
        }
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
            Position::Page(index) => self.turn().is_none() && self.later_page(index).is_none(),
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

    /// The most screens that can still come, the present one among them.
    pub fn at_most(&self) -> usize {
        let Position::Page(index) = self.position else {
            return 0;
        };
        let here = self.turn().map_or(1, |turn| turn.run().at_most());
        let later: usize = self
            .survey
            .pages
            .iter()
            .skip(index + 1)
            .filter(|page| self.is_page_visible(page))
            .map(|page| match &page.content {
                PageContent::Elements(_) => 1,
                PageContent::Journey(journey) => self.start_turn(journey).run().at_most(),
            })
            .sum();
        here + later
    }

    pub(super) fn enter_first_page(&mut self) {
        match self.later_page_from(0) {
            Some(index) => self.enter(index),
            None => self.complete(),
        }
    }

    /// Looks again at what depends on answers and context.
    pub(super) fn refresh(&mut self) {
        let survey = self.survey.clone();
        let mut turns = std::mem::take(&mut self.turns);
        for (page, turn) in &mut turns {
            if let Some(PageContent::Journey(journey)) =
                survey.pages.get(*page).map(|page| &page.content)
            {
                let met = self.met(journey);
                turn.meet(met);
            }
        }
        self.turns = turns;
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
        let Some(PageContent::Journey(journey)) = survey.pages.get(index).map(|page| &page.content)
        else {
            return;
        };
        if self.turn().is_none() {
            let turn = self.start_turn(journey);
            self.turns.push((index, turn));
        }
        // A journey of which nothing was met, or which was answered before, is passed over.
        if self.turn().is_none_or(|turn| turn.current().is_none()) {
            self.go_on_from(index);
        }
    }

    fn start_turn(&self, journey: &Rc<crate::definition::Journey>) -> JourneyTurn {
        JourneyTurn::start(journey.clone(), self.met(journey))
    }

    /// The touchpoints that the respondent met, by their places in the document.
    fn met(&self, journey: &crate::definition::Journey) -> Vec<usize> {
        journey
            .touchpoints
            .iter()
            .enumerate()
            .filter(|(_, touchpoint)| self.holds(touchpoint.reached_if.as_ref(), true))
            .map(|(index, _)| index)
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
        (from..self.survey.pages.len())
            .find(|&later| self.is_page_visible(&self.survey.pages[later]))
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
            PageContent::Journey(_) => self
                .turns
                .iter()
                .any(|(at, turn)| *at == index && turn.has_history()),
        };
        was_asked && self.is_page_visible(page)
    }
}

impl Said {
    fn fills_page(&self) -> bool {
        self.answer == crate::journey::Answer::Filled
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
