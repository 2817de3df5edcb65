//! Where a respondent stands, and how to go on.

mod backward;
mod focus;
mod forward;
mod journeys;
mod pages;
mod preview;
mod single_elements;

pub(super) use journeys::address_of;

use crate::definition::{Order, PageMode};
use crate::session::Session;
use crate::session::form::{Id, Spec};
use crate::session::validation::How;

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// On the page that welcomes.
    Starting,
    Running,
    /// Looking at all answers before they are sent.
    Preview,
    Completed,
}

/// What the respondent looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Current {
    Page(Id),
    /// All pages as one.
    All,
}

pub(super) const KEEP: How = How {
    keeps: true,
    on_change: false,
};

impl Session {
    pub fn stage(&self) -> Stage {
        match self.stage {
            // Who may not answer is not welcomed either.
            Stage::Running | Stage::Preview if self.welcoming && !self.survey.read_only => {
                Stage::Starting
            }
            stage => stage,
        }
    }

    /// Asks nothing: who answers has answered this survey before.
    pub fn end_as_answered_before(&mut self) {
        self.stage = Stage::Completed;
        self.answered_before = true;
    }

    pub fn is_completed(&self) -> bool {
        self.stage == Stage::Completed
    }

    /// The state as it is called where surveys like these are run elsewhere.
    pub fn state_name(&self) -> &'static str {
        match self.stage() {
            Stage::Completed => "completed",
            Stage::Starting => "starting",
            Stage::Preview if self.current.is_some() => "preview",
            Stage::Running if self.current.is_some() => "running",
            Stage::Preview | Stage::Running => "empty",
        }
    }

    /// Whether there is not one question for this respondent, at present.
    pub fn asks_nothing(&self) -> bool {
        self.state_name() == "empty"
    }

    pub(super) fn is_display_only(&self) -> bool {
        self.survey.read_only || self.state_name() == "preview"
    }

    pub(super) fn is_single_page(&self) -> bool {
        self.survey.page_mode == PageMode::SinglePage
    }

    pub(super) fn is_question_per_page(&self) -> bool {
        matches!(
            self.survey.page_mode,
            PageMode::QuestionPerPage | PageMode::InputPerPage
        )
    }

    fn set_current_page(&mut self, page: Option<Id>) {
        let is_available = self
            .current_page()
            .is_some_and(|current| self.is_listed(current));
        // Where all pages are one, they are put together once every question has its default.
        let is_too_early = self.running.loading && self.is_single_page();
        if (page.is_none() && is_available) || self.shows_all() || is_too_early {
            return;
        }
        if let Some(page) = page
            && !self.is_listed(page)
        {
            return;
        }
        if page == self.current_page() {
            return;
        }
        if let (Some(element), Some(page)) = (self.element, page)
            && self.stage != Stage::Preview
            && self.page_of(element) != Some(page)
        {
            let first = self.first_shown_in(page);
            self.set_element(first);
            return;
        }
        let old = self.current_page();
        self.current = page.map(Current::Page);
        if let Some(page) = page {
            self.first_showing(page);
        }
        self.leave_behind(old);
        if self.element.is_none() {
            self.forget_progress(false);
        }
        if let Some(page) = page {
            self.enter_journey(page);
        }
    }

    /// A page that is left in good order was passed; looking at it clears what is not offered.
    fn leave_behind(&mut self, page: Option<Id>) {
        if let Some(page) = page
            && !self.passed.contains(&page)
            && self.would_be_valid(page)
        {
            self.passed.push(page);
        }
    }

    fn first_shown_in(&self, page: Id) -> Option<Id> {
        let children = &self.form.item(page).children;
        children
            .iter()
            .copied()
            .find(|&child| self.is_shown_itself(child))
    }

    /// What is made only once it is shown: the panels of dynamic panels, an order by lot.
    pub(super) fn first_showing(&mut self, page: Id) {
        if self.was_shown.contains(&page) {
            return;
        }
        self.was_shown.push(page);
        self.shuffle(page, self.survey.question_order);
        for id in self.form.questions_in(page) {
            if self.is_dynamic(id) {
                self.build_panels(id);
            }
        }
    }

    pub(super) fn shuffle(&mut self, container: Id, inherited: Order) {
        let written = match &self.form.item(container).spec {
            Spec::Page(place) => self
                .survey
                .pages
                .get(*place)
                .and_then(|page| page.question_order),
            Spec::Panel(panel) => panel.question_order,
            _ => None,
        };
        let order = written.unwrap_or(inherited);
        let children = self.form.item(container).children.clone();
        for &child in &children {
            if matches!(self.form.item(child).spec, Spec::Panel(_)) {
                self.shuffle(child, order);
            }
        }
        if order == Order::Random {
            self.shuffle_children(container, children);
        }
    }

    #[inline(never)]
    fn shuffle_children(&mut self, container: Id, children: Vec<Id>) {
        let address = match &self.form.item(container).spec {
            Spec::Panel(panel) => panel.name.clone(),
            _ => self.page_name(container),
        };
        // What a choice asks stays below its question.
        let mut own = children;
        own.retain(|&child| !self.form.holds_choice(child));
        let group = |id: &Id| match self.form.question(*id) {
            Some(question) => question.lot.group(),
            None => Some(""),
        };
        let groups: Vec<_> = own.iter().map(group).collect();
        let places = self.places_by_lot(&address, &groups).into_iter();
        let shuffled = places
            .filter_map(|place| own.get(place).copied())
            .flat_map(|child| [vec![child], self.form.panels_of_choices(child)].concat())
            .collect();
        self.form.item_mut(container).children = shuffled;
    }

    pub(super) fn update_current_page(&mut self) {
        let is_available =
            self.shows_all() || self.current_page().is_some_and(|page| self.is_listed(page));
        if !is_available {
            let first = self.listed_pages().first().copied();
            if first.is_none() && self.current.is_some() {
                let old = self.current_page();
                self.current = None;
                self.leave_behind(old);
                self.forget_progress(false);
            }
            self.set_current_page(first);
        }
    }

    /// Stands where a run begins.
    pub(super) fn enter_survey(&mut self) {
        if self.is_single_page() {
            if self.current.is_none() {
                self.gather_pages();
                for page in self.pages_on_screen() {
                    self.first_showing(page);
                }
            }
            return;
        }
        self.update_current_page();
    }
}
