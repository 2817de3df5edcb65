//! Where a respondent stands, and how to go on.

use std::rc::Rc;

use super::Session;
use super::changes::Change;
use super::form::{Id, Spec, value_name};
use super::validation::How;
use super::visibility::Reason;
use crate::definition::{CheckErrors, ClearInvisible, Journey, Kind, Order, PageContent, PageMode};
use crate::journey::{Answer, Screen};
use crate::value::Value;

use super::turn::{JourneyTurn, Said};

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

    pub(super) fn is_display_only(&self) -> bool {
        self.survey.read_only || self.state_name() == "preview"
    }

    fn is_single_page(&self) -> bool {
        self.survey.page_mode == PageMode::SinglePage
    }

    pub(super) fn is_question_per_page(&self) -> bool {
        matches!(
            self.survey.page_mode,
            PageMode::QuestionPerPage | PageMode::InputPerPage
        )
    }

    pub(super) fn is_start_page(&self, id: Id) -> bool {
        self.survey.first_page_is_start_page
            && self.form.pages.len() > 1
            && self.form.pages.first() == Some(&id)
    }

    pub(super) fn is_on_start_page(&self, id: Id) -> bool {
        self.page_of(id)
            .is_some_and(|page| self.is_start_page(page))
    }

    pub(super) fn page_of(&self, id: Id) -> Option<Id> {
        let mut at = id;
        loop {
            let item = self.form.item(at);
            if item.is_page() {
                return Some(at);
            }
            at = item.parent.or(item.owner)?;
        }
    }

    pub(super) fn page_name(&self, id: Id) -> Rc<str> {
        match self.form.item(id).spec {
            Spec::Page(place) => self
                .survey
                .pages
                .get(place)
                .map_or_else(|| "".into(), |page| page.name.clone()),
            _ => "".into(),
        }
    }

    pub(super) fn page_named(&self, name: &str) -> Option<Id> {
        self.form
            .pages
            .iter()
            .copied()
            .find(|&page| *self.page_name(page) == *name)
    }

    pub(super) fn page_named_in_lowercase(&self, lower: &str) -> Option<Id> {
        self.form
            .pages
            .iter()
            .copied()
            .find(|&page| crate::expression::lowercase(&self.page_name(page)) == lower)
    }

    pub(super) fn page_index(&self, id: Id) -> Option<usize> {
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

    pub(super) fn listed_pages(&self) -> Vec<Id> {
        self.form
            .pages
            .iter()
            .copied()
            .filter(|&page| self.is_listed(page))
            .collect()
    }

    fn shows_all(&self) -> bool {
        self.current == Some(Current::All)
    }

    pub(super) fn visible_page_count(&self) -> usize {
        if self.shows_all() {
            1
        } else {
            self.listed_pages().len()
        }
    }

    /// From one; 0 if there is none.
    pub(super) fn page_number(&self) -> usize {
        match self.current {
            Some(Current::All) => 1,
            Some(Current::Page(page)) => self
                .listed_pages()
                .iter()
                .position(|&listed| listed == page)
                .map_or(0, |place| place + 1),
            None => 0,
        }
    }

    pub(super) fn current_page(&self) -> Option<Id> {
        match self.current {
            Some(Current::Page(page)) => Some(page),
            _ => None,
        }
    }

    /// The pages that the respondent looks at.
    pub(super) fn pages_in_view(&self) -> Vec<Id> {
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
    pub(super) fn pages_on_screen(&self) -> Vec<Id> {
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

    pub(super) fn check_view(&mut self) {
        let pages = self.pages_in_view();
        self.validate_pages(&pages);
    }

    // Going on.

    /// Checks what is shown and goes on: to the next page, or to the end. False if something has to be mended first.
    pub fn go_next(&mut self) -> bool {
        if self.is_completed() {
            return false;
        }
        let went_on = if self.stage() == Stage::Starting {
            self.begin()
        } else if self.turn().is_some_and(|turn| turn.current().is_some()) {
            self.go_on_in_journey()
        } else if self.is_last() {
            self.complete()
        } else {
            self.next_page()
        };
        self.after_change();
        went_on
    }

    fn next_page(&mut self) -> bool {
        if let Some(element) = self.element {
            if let Some(went_on) = self
                .asked_by_inputs()
                .and_then(|question| self.next_input(question))
            {
                return went_on;
            }
            return self.next_element(element);
        }
        self.leave_page(false, false)
    }

    /// Ends the survey, if all is well.
    pub fn complete(&mut self) -> bool {
        if self.is_completed() {
            return true;
        }
        if self.survey.check_errors == CheckErrors::OnComplete {
            self.cancel_preview();
        }
        self.leave_page(true, false);
        self.after_change();
        self.is_completed()
    }

    /// Checks as is due and acts; what it gives is survey-core's, which is false when a survey that is checked at its
    /// end passes.
    fn leave_page(&mut self, ends: bool, previews: bool) -> bool {
        let at_end = self.survey.check_errors == CheckErrors::OnComplete;
        if self.survey.read_only || (at_end && (!ends || previews)) {
            self.act_on_leaving(ends, previews);
            return true;
        }
        if at_end {
            if !self.is_last() {
                self.act_on_leaving(ends, previews);
                return true;
            }
            let is_valid = self.validate_pages(&self.listed_pages());
            if is_valid {
                self.act_on_leaving(ends, previews);
            } else {
                self.show_first_error();
            }
            return !is_valid;
        }
        if self.current.is_none() && self.stage() != Stage::Starting {
            return true;
        }
        let is_valid = self.validate_view();
        if is_valid {
            self.act_on_leaving(ends, previews);
        } else {
            self.note_focus_on_error();
        }
        is_valid
    }

    fn act_on_leaving(&mut self, ends: bool, previews: bool) {
        if previews {
            self.enter_preview();
        } else if ends {
            self.end();
        } else {
            self.go_to_next_page();
        }
    }

    fn validate_view(&mut self) -> bool {
        if let Some(element) = self.element
            && self.stage() == Stage::Running
            && self.form.item(element).is_question()
        {
            let is_valid = self.validate_element(element, KEEP);
            if !is_valid {
                self.ask_for_mending(element);
            }
            return is_valid;
        }
        let pages = self.pages_in_view();
        self.validate_pages(&pages)
    }

    fn validate_pages(&mut self, pages: &[Id]) -> bool {
        let mut is_valid = true;
        for &page in pages {
            is_valid &= self.validate_element(page, KEEP);
        }
        is_valid
    }

    /// Checks all pages.
    pub fn validate(&mut self) -> bool {
        let pages = self.listed_pages();
        self.validate_pages(&pages)
    }

    fn first_error_question(&self) -> Option<Id> {
        let mut found = None;
        for page in self.listed_pages() {
            self.form.each_question_in(page, &mut |id| {
                if found.is_none() && self.all_errors(id).iter().any(|problem| problem.is_error) {
                    found = Some(id);
                }
            });
        }
        found
    }

    fn show_first_error(&mut self) {
        if let Some(id) = self.first_error_question()
            && self.survey.auto_focus_first_error
        {
            self.focus(id);
        }
    }

    /// Where inputs are shown one at a time, the first one to be mended is shown.
    fn note_focus_on_error(&mut self) {
        for page in self.pages_in_view() {
            if self.ask_for_mending(page) {
                return;
            }
        }
    }

    /// Brings a question into view.
    fn focus(&mut self, id: Id) {
        if self.is_shown_itself(id)
            && !self.is_read_only(id)
            && self.page_of(id).map(Current::Page) != self.current
        {
            self.go_to_question(id);
        }
    }

    fn go_to_question(&mut self, id: Id) -> bool {
        let Some(page) = self.page_of(id).filter(|_| self.is_shown_itself(id)) else {
            return false;
        };
        if self.focusing == Some(id) {
            return false;
        }
        self.focusing = Some(id);
        let from = self.element.or(self.current_page());
        let to = if self.element.is_some() { id } else { page };
        if let Some(from) = from {
            self.skipped.push((from, to));
        }
        let waits = self.current != Some(Current::Page(page)) && !self.is_start_page(page);
        if waits {
            self.set_current_page(Some(page));
        }
        if self.is_question_per_page() {
            self.set_element(Some(id));
        }
        if !waits {
            self.focusing = None;
        }
        true
    }

    pub(super) fn skip_to(&mut self, name: &str) {
        let lower = crate::expression::lowercase(name);
        if let Some(id) = self
            .form
            .names
            .first(name)
            .or_else(|| self.form.names.first_in_lowercase(&lower))
        {
            self.go_to_question(id);
        }
    }

    /// Told once what is in view has been shown.
    pub fn page_was_shown(&mut self) {
        self.focusing = None;
    }

    fn go_to_next_page(&mut self) {
        let before = self.current;
        self.check_page_triggers(false);
        if self.is_completed() || before != self.current {
            return;
        }
        let pages = self.listed_pages();
        let next = match self.current_page() {
            Some(page) => pages
                .iter()
                .position(|&listed| listed == page)
                .map_or(0, |place| place + 1),
            None => return,
        };
        if let Some(&page) = pages.get(next) {
            self.leave_screen();
            self.set_current_page(Some(page));
        }
    }

    fn check_page_triggers(&mut self, ends: bool) {
        let mut changes = Vec::new();
        for page in self.pages_in_view() {
            for id in self.form.questions_in(page) {
                let name = value_name(&self.spec(id)).clone();
                changes.push(Change {
                    new: self.answers.get(&name).clone(),
                    name,
                    old: None,
                });
            }
        }
        for calculated in &self.survey.calculated_values {
            changes.push(Change {
                name: calculated.name.clone(),
                old: None,
                new: self.variable(&calculated.name),
            });
        }
        self.check_triggers(changes, true, ends, false, None);
    }

    pub(super) fn complete_now(&mut self) {
        self.end();
    }

    /// A trigger that would end the survey on leaving the page.
    pub(super) fn allow_completion(&mut self, trigger: usize, allowed: bool) {
        self.completing_triggers
            .retain(|(known, _)| *known != trigger);
        if allowed {
            self.completing_triggers
                .push((trigger, self.current_page()));
        }
    }

    /// Whether leaving this page ends the survey whatever comes after.
    pub fn ends_here(&self) -> bool {
        let here = self.current_page();
        self.completing_triggers
            .iter()
            .any(|(_, page)| *page == here)
    }

    fn end(&mut self) {
        if self.is_completed() {
            return;
        }
        self.check_page_triggers(true);
        self.leave_screen();
        let was_preview = self.stage == Stage::Preview;
        self.stage = Stage::Completed;
        if was_preview {
            self.leave_preview();
        }
        for id in self.form.all_questions() {
            self.clear_unused_words(id);
        }
        if self.survey.clear_invisible != ClearInvisible::None || self.has_own_clearing {
            for id in self.form.all_questions() {
                self.clear_if_invisible(id, Reason::Completed);
            }
        }
        self.drop_hidden_journeys();
        self.paradata.completed_at_millis = Some(self.setting.calendar.now_millis());
    }

    fn drop_hidden_journeys(&mut self) {
        let shown: Vec<usize> = self
            .form
            .pages
            .iter()
            .filter(|&&page| self.is_shown_itself(page))
            .filter_map(|&page| self.page_index(page))
            .collect();
        self.turns.retain(|(index, _)| shown.contains(index));
    }

    // Going back.

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

    /// Whether the next step ends the survey, as far as can be said now.
    pub fn is_last(&self) -> bool {
        if self.is_completed() || self.turn().is_some_and(|turn| turn.current().is_some()) {
            return false;
        }
        let is_last_page = match self.current {
            Some(Current::All) => true,
            Some(Current::Page(page)) => self.listed_pages().last() == Some(&page),
            None => false,
        };
        is_last_page
            && self.element.is_none_or(|element| {
                self.input_place.is_last() && self.single_elements(None).last() == Some(&element)
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

    /// Leaves the page that welcomes; false if something on it has to be mended first, or there is none.
    pub fn begin(&mut self) -> bool {
        if !self.survey.first_page_is_start_page {
            return false;
        }
        if let Some(&page) = self.form.pages.first()
            && self.is_start_page(page)
        {
            self.first_showing(page);
            if !self.validate_element(page, KEEP) {
                self.ask_for_mending(page);
                return false;
            }
        }
        if self.welcoming {
            self.leave_screen();
            self.welcoming = false;
        }
        if let Some(&page) = self.listed_pages().first() {
            self.set_current_page(Some(page));
        }
        self.after_change();
        true
    }

    // Preview.

    /// Shows all answers before they are sent; false if something has to be mended first.
    pub fn show_preview(&mut self) -> bool {
        if self.is_completed() {
            return false;
        }
        if !self.leave_page(true, true) {
            self.after_change();
            return false;
        }
        self.after_change();
        self.stage == Stage::Preview
    }

    fn enter_preview(&mut self) {
        if self.stage == Stage::Preview {
            return;
        }
        self.leave_screen();
        self.any_answered = self
            .visible_questions()
            .iter()
            .any(|&id| !self.is_empty_question(id));
        self.stage = Stage::Preview;
        self.forget_seconds_on_all_pages();
        self.element_before_preview = self.element.take();
        self.current = None;
        for page in self.form.pages.clone() {
            self.recount(page);
        }
        self.gather_pages();
        for page in self.form.pages.clone() {
            self.first_showing(page);
        }
    }

    pub fn cancel_preview(&mut self) {
        if self.stage == Stage::Preview {
            self.stage = Stage::Running;
            self.leave_preview();
        }
    }

    fn leave_preview(&mut self) {
        self.forget_progress(false);
        for page in self.form.pages.clone() {
            self.recount(page);
        }
        self.element = self.element_before_preview.take();
        self.current = None;
        if self.is_single_page() {
            self.gather_pages();
            return;
        }
        if let Some(page) = self.listed_pages().last().copied() {
            self.current = Some(Current::Page(page));
            if self
                .element
                .is_some_and(|element| self.page_of(element) != Some(page))
            {
                let first = self.first_shown_in(page);
                self.set_element(first);
            }
        }
        if let Some(page) = self.element.and_then(|element| self.page_of(element)) {
            self.current = Some(Current::Page(page));
        }
    }

    /// Puts all pages onto one. To its questions this is a new beginning: they take their answers in again, start
    /// with their defaults where there are none, and look at their conditions.
    fn gather_pages(&mut self) {
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

    /// To the page that holds all others they are what panels are to a page.
    pub(super) fn content_of_all_changed(&mut self) {
        let shown = !self.listed_pages().is_empty();
        if !self.shows_all() || self.all_shown == shown {
            return;
        }
        self.all_shown = shown;
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

    pub(super) fn take_answer_over(&mut self, id: Id) {
        let value = self.data_of(id);
        self.update_from_data(id, &value, false);
        let words = if self.keeps_comment(id) {
            self.comment_in_data(id)
        } else {
            Value::text("")
        };
        self.update_comment_from_data(id, words);
    }

    fn take_in(&mut self, id: Id) {
        self.take_answer_over(id);
        let own = self.value_of(id);
        self.on_data_changed(id, &own);
        self.update_with_default(id);
        self.update_answered(id);
        self.run_own_conditions(id);
        if matches!(self.spec(id).kind, Kind::MultipleText(_)) {
            self.fill_fields(id);
        }
        if self.is_dynamic(id) {
            self.take_in_panels(id);
        }
    }

    pub(super) fn take_in_panels(&mut self, id: Id) {
        for entry in self.entries(id).to_vec() {
            for question in self.form.questions_in(entry) {
                self.take_in(question);
            }
        }
    }

    /// Fields that are empty start with their share of what the whole starts with.
    fn fill_fields(&mut self, id: Id) {
        let defaults = self.spec(id).default_value.clone();
        for field in self.form.item(id).children.clone() {
            let value = defaults.get(&self.spec(field).name).clone();
            if self.is_empty_question(field) && !super::equal::is_blank(&value) {
                self.give(field, value);
            }
        }
    }

    // One question at a time.

    fn next_element(&mut self, element: Id) -> bool {
        if !self.validate_element(element, KEEP) {
            return false;
        }
        let elements = self.single_elements(None);
        let Some(place) = elements.iter().position(|&other| other == element) else {
            return true;
        };
        let Some(&next) = elements.get(place + 1) else {
            return true;
        };
        let mut changes = Vec::new();
        let mut add = |session: &Self, id: Id| {
            changes.push(Change {
                name: session.spec(id).name.clone(),
                old: None,
                new: session.value_of(id),
            });
        };
        if self.form.item(element).is_question() {
            add(self, element);
        } else {
            for id in self.form.questions_in(element) {
                add(self, id);
            }
        }
        let name = self.form.question(element).map(|spec| spec.name.clone());
        self.check_triggers(changes, true, false, true, name.as_deref());
        if self.element == Some(element) && !self.is_completed() {
            self.leave_screen();
            self.set_element(Some(next));
        }
        true
    }

    /// What is shown one at a time; `also` even if it is not shown any more.
    fn single_elements(&self, also: Option<Id>) -> Vec<Id> {
        let mut elements = Vec::new();
        for &page in &self.form.pages {
            if !self.is_listed(page) {
                continue;
            }
            let here = if self.survey.page_mode == PageMode::InputPerPage {
                self.visible_questions_in(page)
            } else {
                self.form.item(page).children.clone()
            };
            elements.extend(
                here.into_iter()
                    .filter(|&id| Some(id) == also || self.is_shown_itself(id)),
            );
        }
        elements
    }

    pub(super) fn set_element(&mut self, element: Option<Id>) {
        let mut element = element;
        if self.survey.page_mode == PageMode::QuestionPerPage {
            while let Some(id) = element
                && let Some(parent) = self.form.item(id).parent
                && !self.form.item(parent).is_page()
            {
                element = Some(parent);
            }
        }
        if element == self.element || self.is_completed() {
            return;
        }
        let was = self.element;
        self.element = element;
        if let Some(question) = self.asked_by_inputs() {
            self.begin_asking(question);
        }
        if was.is_some() && element.is_some() {
            self.forget_progress(false);
        }
        if let Some(page) = element.and_then(|element| self.page_of(element))
            && self.current != Some(Current::Page(page))
        {
            self.set_current_page(Some(page));
        }
        self.settle_inputs();
    }

    /// When what is shown by itself goes, its neighbour takes its place.
    pub(super) fn leave_hidden_element(&mut self) {
        let Some(element) = self.element.filter(|_| self.stage != Stage::Preview) else {
            return;
        };
        if self.is_shown_itself(element) {
            return;
        }
        let elements = self.single_elements(Some(element));
        let place = elements.iter().position(|&other| other == element);
        let next = match place {
            Some(place) if place > 0 => elements.get(place - 1),
            Some(place) => elements.get(place + 1),
            None => elements.first(),
        };
        self.set_element(next.copied());
    }

    // Where one stands.

    pub(super) fn set_current_page(&mut self, page: Option<Id>) {
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

    pub(super) fn is_page_in_view(&self, id: Id) -> bool {
        self.page_of(id)
            .is_some_and(|page| self.was_shown.contains(&page))
    }

    fn shuffle(&mut self, container: Id, inherited: Order) {
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
        if order != Order::Random {
            return;
        }
        let address = match &self.form.item(container).spec {
            Spec::Panel(panel) => panel.name.clone(),
            _ => self.page_name(container),
        };
        let takes_part = |session: &Self, id: Id| {
            session
                .form
                .question(id)
                .is_none_or(|question| question.randomize)
        };
        let mut movable: Vec<Id> = children
            .iter()
            .copied()
            .filter(|&child| takes_part(self, child))
            .collect();
        self.chance(&format!("shuffle:{address}"))
            .shuffle(&mut movable);
        let mut movable = movable.into_iter();
        let shuffled = children
            .iter()
            .map(|&child| {
                if takes_part(self, child) {
                    movable.next().unwrap_or(child)
                } else {
                    child
                }
            })
            .collect();
        self.form.item_mut(container).children = shuffled;
    }

    pub(super) fn page_visibility_changed(&mut self, page: Id, shown: bool) {
        if self.running.loading {
            return;
        }
        if (shown && self.current.is_none()) || self.current == Some(Current::Page(page)) {
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

    /// Shows what is shown by itself first. If nothing is shown before conditions were looked at, pages are shown as a
    /// whole.
    pub(super) fn enter_first_element(&mut self) {
        let first = self.single_elements(None).first().copied();
        self.set_element(first);
    }

    pub(super) fn visible_questions(&self) -> Vec<Id> {
        let mut found = Vec::new();
        for &page in &self.form.pages {
            found.extend(self.visible_questions_in(page));
        }
        found
    }

    fn leave_screen(&mut self) {
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
            return format!("{}:{address}", turn.name());
        }
        self.current_name().unwrap_or_default().to_string()
    }

    /// What the current page is called; all pages as one have a name of their own.
    pub(super) fn current_name(&self) -> Option<Rc<str>> {
        Some(match self.current? {
            Current::Page(page) => self.page_name(page),
            Current::All if self.stage == Stage::Preview => "preview-page".into(),
            Current::All => "single-page".into(),
        })
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
    fn go_on_in_journey(&mut self) -> bool {
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

    fn go_back_in_journey(&mut self) -> bool {
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
    pub(super) fn more_in_view(&self) -> Option<Id> {
        let page = self.current_page()?;
        let Screen::More { touchpoint } = self.turn()?.current()?.screen else {
            return None;
        };
        self.form
            .item(page)
            .children
            .iter()
            .copied()
            .find(|&child| match self.form.item(child).spec {
                Spec::More(about) => about == touchpoint,
                _ => false,
            })
    }

    /// After a journey went on or back: what reads it is looked at again.
    pub(super) fn journey_moved(&mut self, index: usize) {
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
            let Spec::More(touchpoint) = self.form.item(child).spec else {
                continue;
            };
            let is_shown = self.turn_at(index).is_some_and(|turn| {
                let is_current = turn
                    .current()
                    .is_some_and(|asked| asked.screen == Screen::More { touchpoint });
                is_current || turn.run().facts().touchpoints[touchpoint].more_shown
            });
            self.set_visible(child, is_shown);
        }
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

    /// After anything changed: a journey may have nothing left to ask, and then it is passed by.
    pub(super) fn after_change(&mut self) {
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
    pub(super) fn stand_near(&mut self, wanted: Id) -> bool {
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
    fn return_to(&mut self, page: Id) {
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

    fn enter_journey(&mut self, page: Id) {
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

    pub(super) fn start_turn(&self, journey: &Rc<Journey>) -> JourneyTurn {
        JourneyTurn::start(journey.clone(), &self.met(journey))
    }

    /// For each touchpoint of the document whether the respondent met it.
    fn met(&self, journey: &Journey) -> Vec<bool> {
        journey
            .touchpoints
            .iter()
            .map(|touchpoint| {
                touchpoint.reached_if.as_ref().is_none_or(|condition| {
                    self.holds_for(super::scope::Subject::Survey, condition)
                })
            })
            .collect()
    }

    /// How many questions have a right answer, and how many were answered rightly.
    pub(super) fn quiz_counts(&self) -> (usize, usize) {
        let mut counts = (0, 0);
        // Even where the only page, said to be a start page, is none.
        let first = usize::from(self.survey.first_page_is_start_page);
        for &page in self.form.pages.iter().skip(first) {
            if !self.is_shown_itself(page) {
                continue;
            }
            for id in self.form.questions_in(page) {
                self.count_quiz(id, &mut counts);
            }
        }
        counts
    }

    fn count_quiz(&self, id: Id, counts: &mut (usize, usize)) {
        let spec = self.spec(id);
        if !self.is_shown_itself(id)
            || !spec.has_answer()
            || matches!(spec.kind, Kind::Expression(_))
        {
            return;
        }
        let mut within = (0, 0);
        for entry in self.visible_entries(id) {
            for question in self.form.questions_in(entry) {
                self.count_quiz(question, &mut within);
            }
        }
        if within.0 > 0 {
            counts.0 += within.0;
            counts.1 += within.1;
            return;
        }
        let correct = self.right_answer(id);
        if super::equal::is_blank(&correct) {
            return;
        }
        let value = self.value_of(id);
        if let Kind::Matrix(matrix) = &spec.kind {
            for row in &matrix.rows {
                let name = super::wording::js_text(&row.value);
                let right = correct.get(&name);
                if super::equal::is_blank(right) {
                    continue;
                }
                counts.0 += 1;
                let given = value.get(&name);
                if !super::equal::is_blank(given) && super::equal::is_same(right, given) {
                    counts.1 += 1;
                }
            }
            return;
        }
        counts.0 += 1;
        let ignores_order = matches!(
            spec.kind,
            Kind::Checkbox(_) | Kind::Tagbox(_) | Kind::Ranking(_)
        );
        let equality = crate::expression::Equality {
            order_counts: !ignores_order,
            ..crate::expression::Equality::ORDERED
        };
        if !self.is_empty_question(id) && equality.holds(&value, &correct) {
            counts.1 += 1;
        }
    }

    /// Of a right answer what is offered at all.
    fn right_answer(&self, id: Id) -> Value {
        let spec = self.spec(id);
        let correct = spec.correct_answer.clone();
        let shown = self.shown_choices(id);
        if super::form::choice_of(&spec.kind).is_none() || shown.is_empty() {
            return correct;
        }
        let is_offered = |value: &Value| {
            shown
                .iter()
                .any(|offer| super::equal::is_same_choice(&offer.value, value))
        };
        match &correct {
            Value::List(items) => {
                let kept: Vec<Value> = items
                    .iter()
                    .filter(|item| is_offered(item))
                    .cloned()
                    .collect();
                if kept.is_empty() {
                    Value::Undefined
                } else {
                    Value::list(kept)
                }
            }
            value if is_offered(value) => correct,
            _ => Value::Undefined,
        }
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
