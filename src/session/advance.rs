//! Going on by itself once a page is filled. The pause before it is up to whoever shows the survey; the page is checked
//! at once, as in survey-core.

use super::Session;
use super::form::{Id, choice_of};
use crate::definition::{Choice, ChoiceItem, InputType, Kind};

impl Session {
    /// After an answer was given: checks the page if it could be left by itself.
    pub(super) fn check_filled_page(&mut self, name: &str) {
        if !self.survey.auto_advance || self.running.starting {
            return;
        }
        let (Some(_), Some(id)) = (self.current, self.form.value_names.first(name)) else {
            return;
        };
        if !self.form.item(id).visible || !self.may_advance_from(id) {
            return;
        }
        if !self.would_be_valid(id) && self.stays_when_wrong(id) {
            return;
        }
        let pages = self.pages_on_screen();
        let mut questions = Vec::new();
        for &page in &pages {
            questions.extend(self.form.questions_in(page));
        }
        questions.retain(|&question| self.form.item(question).visible);
        let is_filled = questions.iter().all(|&question| {
            !takes_input(&self.spec(question).kind) || !self.is_empty_question(question)
        });
        if !questions.contains(&id)
            || !is_filled
            || (self.is_last() && !self.survey.auto_advance_complete)
        {
            return;
        }
        self.check_view();
    }

    /// Whether one answer is all that this question wants.
    fn may_advance_from(&self, id: Id) -> bool {
        match &self.spec(id).kind {
            Kind::Text(text) => !is_date(text.input),
            Kind::Boolean(_) => true,
            Kind::ImagePicker(choice) => !choice.several,
            Kind::MultipleText(_) => self
                .form
                .item(id)
                .children
                .iter()
                .all(|&field| !self.is_empty_question(field)),
            Kind::Dropdown(choice) => !self.has_words_beside(id, choice),
            // A radio button may be chosen with the arrows on the way to another; words beside it are a decision.
            Kind::RadioGroup(choice) => {
                self.running.commented == Some(id) && !self.has_words_beside(id, choice)
            }
            _ => false,
        }
    }

    fn has_words_beside(&self, id: Id, choice: &Choice) -> bool {
        let value = self.value_of(id);
        let is_chosen = |item: &ChoiceItem| super::equal::is_same_choice(&item.value, &value);
        self.is_other_chosen(id)
            || choice
                .items
                .iter()
                .any(|item| item.has_comment && is_chosen(item))
    }

    fn stays_when_wrong(&self, id: Id) -> bool {
        match &self.spec(id).kind {
            Kind::Text(text) => is_date(text.input),
            kind if choice_of(kind).is_some() => {
                self.is_other_chosen(id) && !crate::expression::is_truthy(&self.other_words(id))
            }
            _ => false,
        }
    }
}

fn is_date(input: InputType) -> bool {
    matches!(input, InputType::Date | InputType::DateTimeLocal)
}

fn takes_input(kind: &Kind) -> bool {
    !matches!(kind, Kind::Expression(_) | Kind::Html(_) | Kind::Image(_))
}
