//! To a page that was seen before, or to one by its name.

use crate::session::Session;
use crate::session::navigation::Current;
use crate::session::navigation::Stage;
use crate::session::turn::JourneyTurn;

impl Session {
    /// Goes back a page or screen; false at the first one. Answers stay, even wrong ones.
    pub fn go_back(&mut self) -> bool {
        if self.is_completed() || self.stage() == Stage::Starting {
            return false;
        }
        if self.go_back_in_journey() {
            self.after_change();
            return true;
        }
        if self.is_first() {
            return false;
        }
        self.leave_screen();
        let went_back = self.skip_back() || self.previous();
        self.after_change();
        went_back
    }

    fn skip_back(&mut self) -> bool {
        let here = self.element.or(self.current_page());
        let Some(place) = self.skipped.iter().position(|(_, to)| Some(*to) == here) else {
            return false;
        };
        let (from, _) = self.skipped.remove(place);
        if !self.is_shown_itself(from) {
            return false;
        }
        if self.element.is_some() {
            self.set_element(Some(from));
        } else {
            self.set_current_page(Some(from));
        }
        true
    }

    fn previous(&mut self) -> bool {
        if let Some(question) = self.asked_by_inputs()
            && self.previous_input(question)
        {
            return true;
        }
        if let Some(element) = self.element {
            let elements = self.single_elements(None);
            return match elements.iter().position(|&other| other == element) {
                Some(0) => false,
                Some(place) => {
                    self.set_element(Some(elements[place - 1]));
                    true
                }
                // What is shown went while a panel around it did: there is nothing before it.
                None => {
                    self.set_element(None);
                    true
                }
            };
        }
        let pages = self.listed_pages();
        let here = self.current_page();
        let place = pages.iter().position(|&page| Some(page) == here);
        if let Some(place) = place.filter(|&place| place > 0) {
            self.return_to(pages[place - 1]);
        }
        true
    }

    pub fn can_go_back(&self) -> bool {
        self.survey.show_previous
            && matches!(self.stage(), Stage::Running)
            && (self.turn().is_some_and(JourneyTurn::has_history) || !self.is_first())
            && !self.is_page_before_over()
    }

    /// Nobody goes back to a page whose time was limited.
    fn is_page_before_over(&self) -> bool {
        let pages = self.listed_pages();
        let here = self.current_page();
        let before = match pages.iter().position(|&page| Some(page) == here) {
            Some(place) if self.element.is_none() && place > 0 => pages.get(place - 1),
            _ => None,
        };
        before
            .and_then(|&page| self.page_index(page))
            .is_some_and(|place| self.is_time_limited(place))
    }

    fn is_first(&self) -> bool {
        let is_first_page = match self.current {
            Some(Current::All) => true,
            Some(Current::Page(page)) => self.listed_pages().first() == Some(&page),
            None => false,
        };
        is_first_page
            && self.element.is_none_or(|element| {
                self.input_place.is_first() && self.single_elements(None).first() == Some(&element)
            })
    }

    /// Goes to a page by its number among those that are shown, without checking anything.
    pub fn go_to_number(&mut self, number: usize) {
        if self.is_completed() || self.shows_all() {
            return;
        }
        if let Some(&page) = self.listed_pages().get(number) {
            self.leave_screen();
            self.set_current_page(Some(page));
            self.after_change();
        }
    }

    /// Goes to a page by its name, without checking anything.
    pub fn go_to_name(&mut self, name: &str) {
        if self.is_completed() {
            return;
        }
        if let Some(page) = self.page_named(name) {
            self.leave_screen();
            self.set_current_page(Some(page));
            self.after_change();
        }
    }
}
