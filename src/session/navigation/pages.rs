//! Which pages there are, and which of them are looked at.

use std::rc::Rc;

use crate::session::Session;
use crate::session::form::{Id, Spec};
use crate::session::navigation::Current;
use crate::session::navigation::Stage;
use crate::session::visibility::Reason;

impl Session {
    pub(super) fn is_start_page(&self, id: Id) -> bool {
        self.survey.first_page_is_start_page
            && self.form.pages.len() > 1
            && self.form.pages.first() == Some(&id)
    }

    pub(in crate::session) fn is_on_start_page(&self, id: Id) -> bool {
        self.page_of(id)
            .is_some_and(|page| self.is_start_page(page))
    }

    pub(in crate::session) fn page_of(&self, id: Id) -> Option<Id> {
        let mut at = id;
        loop {
            let item = self.form.item(at);
            if item.is_page() {
                return Some(at);
            }
            at = item.parent.or(item.owner)?;
        }
    }

    pub(in crate::session) fn page_name(&self, id: Id) -> Rc<str> {
        match self.form.item(id).spec {
            Spec::Page(place) => self
                .survey
                .pages
                .get(place)
                .map_or_else(|| "".into(), |page| page.name.clone()),
            _ => "".into(),
        }
    }

    pub(in crate::session) fn page_named(&self, name: &str) -> Option<Id> {
        self.form
            .pages
            .iter()
            .copied()
            .find(|&page| *self.page_name(page) == *name)
    }

    pub(in crate::session) fn page_named_in_lowercase(&self, lower: &str) -> Option<Id> {
        self.form
            .pages
            .iter()
            .copied()
            .find(|&page| crate::expression::lowercase(&self.page_name(page)) == lower)
    }

    pub(in crate::session) fn page_index(&self, id: Id) -> Option<usize> {
        match self.form.item(id).spec {
            Spec::Page(place) => Some(place),
            _ => None,
        }
    }

    /// Whether there is something on the page for this respondent, and it is not the one that welcomes.
    pub(super) fn is_listed(&self, page: Id) -> bool {
        !self.is_start_page(page) && self.is_page_shown(page)
    }

    /// A journey of which nothing was met, or which is over, is passed by.
    fn is_page_shown(&self, page: Id) -> bool {
        self.is_shown_itself(page)
    }

    pub(in crate::session) fn listed_pages(&self) -> Vec<Id> {
        self.form
            .pages
            .iter()
            .copied()
            .filter(|&page| self.is_listed(page))
            .collect()
    }

    pub(super) fn shows_all(&self) -> bool {
        self.current == Some(Current::All)
    }

    pub fn visible_page_count(&self) -> usize {
        if self.shows_all() {
            1
        } else {
            self.listed_pages().len()
        }
    }

    /// From one; 0 if there is none.
    pub fn page_number(&self) -> usize {
        match self.current {
            Some(Current::All) => 1,
            Some(Current::Page(page)) => self.listed_number(page).unwrap_or_default(),
            None => 0,
        }
    }

    /// Which of the pages it is, from one; none for the page that welcomes.
    pub fn listed_number(&self, page: Id) -> Option<usize> {
        let listed = self.listed_pages();
        let place = listed.iter().position(|&listed| listed == page)?;
        Some(place + 1)
    }

    pub(in crate::session) fn current_page(&self) -> Option<Id> {
        match self.current {
            Some(Current::Page(page)) => Some(page),
            _ => None,
        }
    }

    /// The pages that the respondent looks at.
    pub(in crate::session) fn pages_in_view(&self) -> Vec<Id> {
        if self.stage() == Stage::Starting {
            return self.form.pages.first().copied().into_iter().collect();
        }
        match self.current {
            Some(Current::Page(page)) => vec![page],
            Some(Current::All) => self.listed_pages(),
            None => Vec::new(),
        }
    }

    /// Without the page that welcomes.
    pub(in crate::session) fn pages_on_screen(&self) -> Vec<Id> {
        match self.current {
            Some(Current::Page(page)) => vec![page],
            Some(Current::All) => self
                .form
                .pages
                .iter()
                .copied()
                .filter(|&page| !self.is_start_page(page))
                .collect(),
            None => Vec::new(),
        }
    }

    pub(in crate::session) fn check_view(&mut self) {
        let pages = self.pages_in_view();
        self.validate_pages(&pages);
    }

    /// Puts all pages onto one. To its questions this is a new beginning: they take their answers in again, start
    /// with their defaults where there are none, and look at their conditions.
    pub(super) fn gather_pages(&mut self) {
        for page in self.form.pages.clone() {
            if self.is_start_page(page) {
                continue;
            }
            for id in self.form.questions_in(page) {
                self.take_in(id);
            }
        }
        self.current = Some(Current::All);
        self.all_shown = !self.listed_pages().is_empty();
    }

    /// To the page that holds all others they are what panels are to a page, but it does not wait until conditions have
    /// been looked at.
    pub(in crate::session) fn content_of_all_changed(&mut self) {
        if !self.shows_all() {
            return;
        }
        let mut pages = self.form.pages.iter();
        let shown = pages.any(|&page| !self.is_start_page(page) && self.is_shown_by_now(page));
        if self.all_shown == shown {
            return;
        }
        self.all_shown = shown;
        if self.running.setting_data {
            return;
        }
        for page in self.pages_on_screen() {
            for id in self.form.questions_in(page) {
                if shown {
                    self.update_with_default(id);
                } else {
                    self.clear_if_invisible(id, Reason::ContainerHidden);
                }
            }
        }
    }

    pub(in crate::session) fn is_page_in_view(&self, id: Id) -> bool {
        self.page_of(id)
            .is_some_and(|page| self.was_shown.contains(&page))
    }

    pub(in crate::session) fn page_visibility_changed(&mut self, page: Id, shown: bool) {
        // What a question offers for the first time shows its own page without a word.
        let is_told = |id| self.page_of(id) != Some(page);
        let is_wanted =
            shown && self.current.is_none() && self.running.first_offer_of.is_none_or(is_told);
        if is_wanted || self.current == Some(Current::Page(page)) {
            self.update_current_page();
        }
        if !shown {
            self.leave_hidden_element();
        }
        if let (Some(element), Some(current)) = (self.element, self.current_page())
            && self.page_of(element) != Some(current)
        {
            let first = self.first_shown_in(current);
            self.set_element(first);
        }
    }

    /// What the current page is called; all pages as one have a name of their own.
    pub(in crate::session) fn current_name(&self) -> Option<Rc<str>> {
        Some(match self.current? {
            Current::Page(page) => self.page_name(page),
            Current::All if self.stage == Stage::Preview => "preview-page".into(),
            Current::All => "single-page".into(),
        })
    }
}
