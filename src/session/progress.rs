//! How far a respondent has come.

use std::rc::Rc;

use super::Session;
use super::form::{Id, Spec};
use super::navigation::Stage;
use crate::definition::{Condition, Kind, Page, PageContent, PageMode, ProgressType};
use crate::expression::lowercase;

/// Questions that are shown, and how many of them were answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub questions: usize,
    pub answered: usize,
    pub required: usize,
    pub required_answered: usize,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.questions += other.questions;
        self.answered += other.answered;
        self.required += other.required;
        self.required_answered += other.required_answered;
    }
}

impl Session {
    /// The words as survey-core gives them: made once and kept until a page is left or, where questions are counted, an
    /// answer changes.
    pub(super) fn kept_progress_text(&self) -> Rc<str> {
        self.kept_progress
            .borrow_mut()
            .get_or_insert_with(|| self.progress_text().into())
            .clone()
    }

    /// `by_answer`: because an answer changed or a question came or went.
    pub(super) fn forget_progress(&self, by_answer: bool) {
        let counts_pages = self.counted() == ProgressType::Pages;
        if self.stage != Stage::Preview && !(by_answer && counts_pages) {
            *self.kept_progress.borrow_mut() = None;
        }
    }

    /// What is counted: one question at a time is no page.
    fn counted(&self) -> ProgressType {
        let one_by_one = self.survey.page_mode == PageMode::QuestionPerPage;
        match self.survey.progress_type {
            ProgressType::Pages if one_by_one => ProgressType::Questions,
            counted => counted,
        }
    }

    /// In words: `Page 1 of 3`.
    pub fn progress_text(&self) -> String {
        let texts = self.texts();
        let of = |key: &str, done: usize, all: usize| {
            texts
                .with(key, &texts.number(done))
                .replace("{1}", &texts.number(all))
        };
        if self.current_name().is_none() {
            return String::new();
        }
        let counts = || self.progress_counts();
        match self.counted() {
            ProgressType::Pages => of(
                "progress.pages",
                self.page_number(),
                self.visible_page_count(),
            ),
            ProgressType::Questions => {
                let counts = counts();
                of("progress.questions", counts.answered, counts.questions)
            }
            ProgressType::RequiredQuestions => {
                let counts = counts();
                of(
                    "progress.questions",
                    counts.required_answered,
                    counts.required,
                )
            }
            ProgressType::CorrectQuestions => of(
                "progress.questions",
                self.quiz_counts().1,
                counts().questions,
            ),
        }
    }

    /// Over all pages that are shown.
    pub fn progress_counts(&self) -> Counts {
        let mut counts = Counts::default();
        for page in self.listed_pages() {
            counts.add(self.counts_of(page));
        }
        counts
    }

    fn counts_of(&self, id: Id) -> Counts {
        let item = self.form.item(id);
        let spec = match &item.spec {
            Spec::Question(spec) => spec,
            Spec::Journey(_) => return Counts::default(),
            // A part of the question that it stands below.
            Spec::Panel(panel) if panel.of_choice => return Counts::default(),
            _ => return self.counts_within(&item.children, item.required),
        };
        if self.is_dynamic(id) {
            return self.counts_within(&self.visible_entries(id), item.required);
        }
        match &spec.kind {
            Kind::MultipleText(_) => self.counts_within(&item.children, item.required),
            Kind::Html(_) | Kind::Image(_) | Kind::Expression(_) => Counts::default(),
            _ => {
                let answered = usize::from(!self.is_empty_question(id));
                let required = usize::from(item.required);
                Counts {
                    questions: 1,
                    answered,
                    required,
                    required_answered: answered * required,
                }
            }
        }
    }

    fn counts_within(&self, children: &[Id], required: bool) -> Counts {
        let mut counts = Counts::default();
        for &child in children {
            if self.is_shown_itself(child) {
                counts.add(self.counts_of(child));
            }
        }
        if required && counts.questions > 0 {
            if counts.required == 0 {
                counts.required = 1;
            }
            if counts.answered > 0 {
                counts.required_answered = 1;
            }
        }
        counts
    }

    /// How many screens lie behind the present one on the respondent's way; those that were gone back from do not.
    pub fn behind(&self) -> usize {
        if self.stage == Stage::Completed {
            return 0;
        }
        let here = self.current_page();
        let pages = self.listed_pages().into_iter();
        let screens_of = |page| match self.page_index(page).and_then(|index| self.turn_at(index)) {
            Some(turn) => turn.history().count(),
            None => usize::from(Some(page) != here && !self.is_journey(page)),
        };
        let mut count = 0;
        for page in pages {
            count += screens_of(page);
            if Some(page) == here {
                break;
            }
        }
        count
    }

    fn is_journey(&self, page: Id) -> bool {
        let page = self
            .page_index(page)
            .and_then(|index| self.survey.pages.get(index));
        page.is_some_and(|page| matches!(page.content, PageContent::Journey(_)))
    }

    /// The most screens that can still come, the present one among them. What is hidden now counts if answers from here
    /// on could bring it to light.
    pub fn at_most(&self) -> usize {
        if self.stage == Stage::Completed {
            return 0;
        }
        let Some(index) = self.current_page().and_then(|page| self.page_index(page)) else {
            return 1;
        };
        let ahead = Ahead {
            session: self,
            index,
        };
        let later = self.survey.pages.iter().enumerate().skip(index + 1);
        let count: usize = later
            .filter(|(at, page)| ahead.could_show_page(*at, page))
            .map(|(at, page)| ahead.screens_on(at, page))
            .sum();
        let here = self
            .survey
            .pages
            .get(index)
            .map_or(0, |page| ahead.screens_on(index, page));
        here.max(1) + count
    }
}

/// What answers from the present page on can change.
struct Ahead<'s> {
    session: &'s Session,
    index: usize,
}

impl Ahead<'_> {
    fn could_show_page(&self, at: usize, page: &Page) -> bool {
        let form = &self.session.form;
        form.pages
            .iter()
            .copied()
            .find(|&id| self.session.page_index(id) == Some(at))
            .is_some_and(|id| {
                (form.item(id).visible || self.could_hold(page.visible_if.as_ref()))
                    && form
                        .item(id)
                        .children
                        .iter()
                        .any(|&child| self.could_show(child))
            })
    }

    fn could_show(&self, id: Id) -> bool {
        let item = self.session.form.item(id);
        let condition = match &item.spec {
            Spec::Question(question) => question.visible_if.as_ref(),
            Spec::Panel(panel) => panel.visible_if.as_ref(),
            Spec::Journey(journey) => journey.visible_if.as_ref(),
            Spec::Page(_) | Spec::Entry => None,
            Spec::More(..) => return false,
        };
        (item.visible || self.could_hold(condition))
            && (item.is_question()
                || matches!(item.spec, Spec::Journey(_))
                || item.children.iter().any(|&child| self.could_show(child)))
    }

    fn screens_on(&self, index: usize, page: &Page) -> usize {
        let PageContent::Journey(journey) = &page.content else {
            return 1;
        };
        let started;
        let turn = match self.session.turn_at(index) {
            Some(turn) => turn,
            None => {
                started = self.session.start_turn(journey);
                &started
            }
        };
        let could_be_met = |touchpoint: usize| match &turn.touchpoint(touchpoint).reached_if {
            None => true,
            Some(condition) => {
                self.session
                    .holds_for(super::scope::Subject::Survey, condition)
                    || self.could_hold(Some(condition))
            }
        };
        turn.run().at_most_if_met(&could_be_met)
    }

    /// Whether answers that are still to come could make a condition hold that does not.
    fn could_hold(&self, condition: Option<&Condition>) -> bool {
        condition.is_some_and(|condition| {
            // Functions may read more than the names in braces.
            let expression = condition.expression();
            !expression.functions().is_empty()
                || expression.names().iter().any(|name| self.is_ahead(name))
        })
    }

    /// Whether a name, or what it is a part of, is among those that can still change. Names may have dots of their own.
    fn is_ahead(&self, name: &str) -> bool {
        let name = lowercase(name);
        let starts = name
            .match_indices(['.', '['])
            .map(|(end, _)| &name[..end])
            .chain([&*name]);
        let session = self.session;
        starts
            .map(|start| start.trim_start_matches(['$', '#']))
            .any(|start| {
                session
                    .form
                    .value_names
                    .first_in_lowercase(start)
                    .and_then(|id| session.page_of(id))
                    .and_then(|page| session.page_index(page))
                    .is_some_and(|page| page >= self.index)
                    || session.survey.pages.iter().skip(self.index).any(|page| {
                        match &page.content {
                            PageContent::Journey(journey) => lowercase(&journey.name) == start,
                            PageContent::Elements(_) => false,
                        }
                    })
            })
    }
}
