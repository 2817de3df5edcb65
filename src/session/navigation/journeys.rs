//! Pages that are journeys: from screen to screen, and in and out.

use std::rc::Rc;

use crate::definition::{Journey, PageContent};
use crate::journey::{Answer, Screen};
use crate::session::Session;
use crate::session::form::{Id, Spec};
use crate::session::navigation::KEEP;
use crate::session::navigation::Stage;
use crate::session::scope::Subject;
use crate::session::turn::{JourneyTurn, Said, expanded};
use crate::value::Value;

impl Session {
    pub(super) fn leave_screen(&mut self) {
        let screen = self.screen_name();
        let now_millis = self.setting.calendar.now_millis();
        self.paradata.leave(&screen, now_millis);
    }

    /// The page's name, or `<journey>:<address>`.
    pub fn screen_name(&self) -> String {
        if self.is_completed() {
            return "completed".into();
        }
        if let Some((turn, address)) = self.turn().and_then(|turn| Some((turn, turn.address()?))) {
            return [turn.name(), ":", &address].concat();
        }
        self.current_name().unwrap_or_default().to_string()
    }

    // A journey's turn.
    /// Answers the journey's screen and goes on. False if the screen does not offer that answer, or its extra questions
    /// have to be mended first.
    pub fn say(&mut self, said: Said) -> bool {
        let Some(page) = self.current_page() else {
            return false;
        };
        let Some(index) = self.page_index(page) else {
            return false;
        };
        if self.turn().is_none() {
            return false;
        }
        if said.answer == Answer::Filled
            && let Some(more) = self.more_in_view()
            && !self.validate_element(more, KEEP)
        {
            return false;
        }
        let screen = self.screen_name();
        if self
            .turn_mut(index)
            .is_none_or(|turn| turn.answer(said).is_err())
        {
            return false;
        }
        let now_millis = self.setting.calendar.now_millis();
        self.paradata.leave(&screen, now_millis);
        self.journey_moved(index);
        if self.turn().is_none_or(|turn| turn.current().is_none()) {
            self.pass_journey();
        }
        self.after_change();
        true
    }

    /// Answers the journey's screen as scripts and the headless session spell it. Errors: a sentence, when the screen
    /// does not offer it; then nothing changes.
    pub fn answer_screen(&mut self, spelled: &Value) -> Result<(), String> {
        let Some(turn) = self.turn().filter(|_| !self.is_completed()) else {
            return Err("There is no screen of a journey to answer here.".to_owned());
        };
        let said = turn.read_answer(spelled)?;
        if self.say(said) {
            Ok(())
        } else {
            Err("Something on this screen has to be mended first.".to_owned())
        }
    }

    /// Goes on without a word from the respondent: an extra page counts as filled in if anything on it was answered.
    pub(super) fn go_on_in_journey(&mut self) -> bool {
        let is_answered = self.more_in_view().is_some_and(|more| {
            self.form
                .questions_in(more)
                .iter()
                .any(|&id| !self.is_empty_question(id))
        });
        self.say(if is_answered {
            Said::new(Answer::Filled)
        } else {
            Said::skipped()
        })
    }

    /// Keeps what was chosen on the journey's screen and not said yet, for when the respondent comes back to it.
    pub fn keep_for_later(&mut self, said: Said) {
        let index = self.current_page().and_then(|page| self.page_index(page));
        if let Some(turn) = index.and_then(|index| self.turn_mut(index)) {
            turn.keep_for_later(said);
        }
    }

    pub(super) fn go_back_in_journey(&mut self) -> bool {
        let Some(index) = self.current_page().and_then(|page| self.page_index(page)) else {
            return false;
        };
        let screen = self.screen_name();
        if !self.turn_mut(index).is_some_and(JourneyTurn::back) {
            return false;
        }
        let now_millis = self.setting.calendar.now_millis();
        self.paradata.leave(&screen, now_millis);
        self.journey_moved(index);
        true
    }

    /// After the journey's last screen.
    fn pass_journey(&mut self) {
        let pages = self.listed_pages();
        let here = self.current_page();
        let place = pages.iter().position(|&page| Some(page) == here);
        let next = place.and_then(|place| {
            pages[place + 1..]
                .iter()
                .copied()
                .find(|&page| self.shows_screen(page))
        });
        match next {
            Some(page) => self.set_current_page(Some(page)),
            None => self.end(),
        }
    }

    /// The extra questions that are on the journey's screen.
    pub(in crate::session) fn more_in_view(&self) -> Option<Id> {
        let page = self.current_page()?;
        let turn = self.turn()?;
        let Screen::More { touchpoint } = turn.current()?.screen else {
            return None;
        };
        let place = turn.touchpoint(touchpoint).place;
        self.form
            .item(page)
            .children
            .iter()
            .copied()
            .find(|&child| match self.form.item(child).spec {
                Spec::More(about) => about == place,
                _ => false,
            })
    }

    /// After a journey went on or back: what reads it is looked at again.
    pub(in crate::session) fn journey_moved(&mut self, index: usize) {
        self.meet_again();
        if let Some(more) = self.more_in_view() {
            self.clear_errors(more);
        }
        self.show_more(index);
        let Some(name) = self.turn_at(index).map(|turn| turn.name().clone()) else {
            return;
        };
        self.run_conditions_after(&[(name.clone(), Value::Undefined)], Some(&name));
    }

    /// The extra questions of a touchpoint are visible while their screen is, and once it was.
    fn show_more(&mut self, index: usize) {
        let Some(&page) = self
            .form
            .pages
            .iter()
            .find(|&&page| self.page_index(page) == Some(index))
        else {
            return;
        };
        for child in self.form.item(page).children.clone() {
            let Spec::More(place) = self.form.item(child).spec else {
                continue;
            };
            let is_shown = self.turn_at(index).is_some_and(|turn| {
                let current = turn.current().map(|asked| &asked.screen);
                let touchpoints = turn.journey().touchpoints.iter().enumerate();
                let mut instances = touchpoints.filter(|(_, touchpoint)| touchpoint.place == place);
                instances.any(|(touchpoint, _)| {
                    current == Some(&Screen::More { touchpoint })
                        || turn.run().facts().touchpoints[touchpoint].more_shown
                })
            });
            self.set_visible(child, is_shown);
        }
    }

    /// Looks again at which touchpoints were met. What is met may hang on what was said of others, so this goes round
    /// until nothing changes; conditions that chase each other are left alone after some rounds.
    fn meet_again(&mut self) {
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

    /// After anything changed: a journey may have nothing left to ask, and then it is passed by.
    pub(in crate::session) fn after_change(&mut self) {
        if self.turns.is_empty() || self.is_completed() || self.running.resuming {
            return;
        }
        self.meet_again();
        let indices: Vec<usize> = self.turns.iter().map(|(index, _)| *index).collect();
        for index in indices {
            self.show_more(index);
        }
        if let Some(page) = self.current_page()
            && !self.shows_screen(page)
        {
            self.leave_screen();
            self.stand_near(page);
        }
    }

    /// Stands on the next page with something to show, else on the last one before: only the respondent ends a survey.
    pub(in crate::session) fn stand_near(&mut self, wanted: Id) -> bool {
        let pages = self.form.pages.clone();
        let place = pages
            .iter()
            .position(|&page| page == wanted)
            .unwrap_or_default();
        let later = pages[place..]
            .iter()
            .copied()
            .find(|&page| self.is_listed(page) && self.shows_screen(page));
        if let Some(page) = later {
            self.set_current_page(Some(page));
            return true;
        }
        let earlier = pages[..=place].iter().rev().copied().find(|&page| {
            self.is_listed(page) && (self.shows_screen(page) || self.can_return_to(page))
        });
        match earlier {
            Some(page) if self.shows_screen(page) => {
                self.set_current_page(Some(page));
                true
            }
            Some(page) => {
                self.return_to(page);
                true
            }
            None => false,
        }
    }

    /// A journey of which nothing was met, or which is over, has no screen to show.
    fn shows_screen(&self, page: Id) -> bool {
        let Some(index) = self.page_index(page) else {
            return false;
        };
        match self.survey.pages.get(index).map(|page| &page.content) {
            Some(PageContent::Journey(journey)) => match self.turn_at(index) {
                Some(turn) => turn.current().is_some(),
                None => self.start_turn(journey).current().is_some(),
            },
            Some(PageContent::Elements(_)) => true,
            None => false,
        }
    }

    fn can_return_to(&self, page: Id) -> bool {
        let Some(index) = self.page_index(page) else {
            return false;
        };
        match self.survey.pages.get(index).map(|page| &page.content) {
            Some(PageContent::Journey(_)) => {
                self.turn_at(index).is_some_and(JourneyTurn::has_history)
            }
            _ => true,
        }
    }

    /// Shows an earlier page again; a journey that is over, at its last screen.
    pub(super) fn return_to(&mut self, page: Id) {
        if !self.can_return_to(page) {
            let pages = self.listed_pages();
            let place = pages.iter().position(|&listed| listed == page);
            if let Some(place) = place
                && let Some(earlier) = pages[..place]
                    .iter()
                    .rev()
                    .copied()
                    .find(|&earlier| self.can_return_to(earlier))
            {
                self.return_to(earlier);
            }
            return;
        }
        // The journey first: a page whose journey is over has no screen, and would be left at once.
        let reopened = self.page_index(page).filter(|&index| {
            self.turn_mut(index)
                .is_some_and(|turn| turn.current().is_none() && turn.back())
        });
        self.set_current_page(Some(page));
        if let Some(index) = reopened {
            self.journey_moved(index);
        }
    }

    pub(super) fn enter_journey(&mut self, page: Id) {
        if self.running.resuming {
            return;
        }
        let Some(index) = self.page_index(page) else {
            return;
        };
        let survey = self.survey.clone();
        if let Some(PageContent::Journey(journey)) =
            survey.pages.get(index).map(|page| &page.content)
            && self.turn_at(index).is_none()
        {
            let turn = self.start_turn(journey);
            // In the order of the document, however the respondent came here.
            let place = self.turns.partition_point(|(page, _)| *page < index);
            self.turns.insert(place, (index, turn));
        }
        if !self.shows_screen(page) && self.stage() == Stage::Running {
            self.pass_journey_forward(page);
        }
    }

    /// A journey with nothing to ask is passed over when one comes to it.
    fn pass_journey_forward(&mut self, page: Id) {
        let pages = self.listed_pages();
        let place = pages.iter().position(|&listed| listed == page);
        let next = place.and_then(|place| {
            pages[place + 1..]
                .iter()
                .copied()
                .find(|&later| self.shows_screen(later))
        });
        if let Some(next) = next {
            self.set_current_page(Some(next));
        }
    }

    pub(in crate::session) fn turn_at(&self, index: usize) -> Option<&JourneyTurn> {
        self.turns
            .iter()
            .find(|(page, _)| *page == index)
            .map(|(_, turn)| turn)
    }

    fn turn_mut(&mut self, index: usize) -> Option<&mut JourneyTurn> {
        self.turns
            .iter_mut()
            .find(|(page, _)| *page == index)
            .map(|(_, turn)| turn)
    }

    pub(in crate::session) fn start_turn(&self, journey: &Rc<Journey>) -> JourneyTurn {
        let journey = self.expanded_journey(journey);
        let met = self.met(&journey);
        JourneyTurn::start(journey, &met, self.seed)
    }

    /// The journey with each instance of its repeated touchpoints.
    pub(in crate::session) fn expanded_journey(&self, journey: &Rc<Journey>) -> Rc<Journey> {
        expanded(journey, &|list| self.evaluate_for(Subject::Survey, list))
    }

    /// For each touchpoint whether the respondent met it.
    fn met(&self, journey: &Journey) -> Vec<bool> {
        journey
            .touchpoints
            .iter()
            .map(|touchpoint| {
                touchpoint
                    .reached_if
                    .as_ref()
                    .is_none_or(|condition| self.holds_for(Subject::Survey, condition))
            })
            .collect()
    }
}

/// The name of a screen within its journey.
pub(in crate::session) fn address_of(screen: &Screen, touchpoint: Option<&str>) -> String {
    let about = touchpoint.unwrap_or_default();
    match screen {
        Screen::Overall => "overall".into(),
        Screen::Pick => "pick".into(),
        Screen::Map => "map".into(),
        Screen::Rating { .. } => [about, ".rating"].concat(),
        Screen::Why { level: 1, .. } => [about, ".why"].concat(),
        Screen::Why { level, .. } => [about, ".why.", &level.to_string()].concat(),
        Screen::More { .. } => [about, ".more"].concat(),
    }
}
