//! One input at a time: within the question that is shown, its items, its rows or its panels one after the other.

use super::Session;
use super::equal::{is_same, is_same_choice};
use super::form::Id;
use super::navigation::{KEEP, Stage};
use super::wording::js_text;
use crate::definition::{Kind, Matrix, PageMode};
use crate::expression::is_empty;
use crate::value::{Object, Value};

/// What is asked by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// A question within the one that is shown, or that one itself: then all its panels are summed up.
    Question(Id),
    /// A row of a matrix, by its place in the document.
    Row(Id, usize),
}

/// How far the respondent is within a question.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asking {
    input: Option<Input>,
    /// Whether the respondent has seen all panels summed up.
    has_summed_up: bool,
}

/// Where an input is among those of the question that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    #[default]
    Only,
    First,
    Between,
    Last,
}

impl Place {
    pub(super) fn is_first(self) -> bool {
        matches!(self, Self::Only | Self::First)
    }

    pub(super) fn is_last(self) -> bool {
        matches!(self, Self::Only | Self::Last)
    }
}

impl Session {
    fn is_input_per_page(&self) -> bool {
        self.survey.page_mode == PageMode::InputPerPage
    }

    /// The question whose inputs are shown one at a time.
    pub(super) fn asked_by_inputs(&self) -> Option<Id> {
        self.element.filter(|&element| {
            self.is_input_per_page()
                && self.stage != Stage::Preview
                && self.form.item(element).is_question()
        })
    }

    fn is_being_asked(&self, id: Id) -> bool {
        self.asked_by_inputs() == Some(self.outermost(id))
    }

    pub(super) fn outermost(&self, id: Id) -> Id {
        let mut at = id;
        while let Some(owner) = self.form.item(at).owner {
            at = owner;
        }
        at
    }

    fn asking(&self, id: Id) -> Asking {
        self.state(id).map(|state| state.asking).unwrap_or_default()
    }

    /// What of a question is asked at the moment; what that is, is settled when one looks for the first time.
    fn input_of(&mut self, id: Id) -> Option<Input> {
        if let Some(input) = self.asking(id).input {
            return Some(input);
        }
        if !self.is_being_asked(id) {
            return None;
        }
        let first = self.inputs_of(id).first().copied()?;
        self.keep_input(id, first);
        Some(first)
    }

    fn keep_input(&mut self, id: Id, input: Input) {
        if let Input::Question(question) = input {
            self.build_panels(question);
        }
        if let Some(state) = self.state_mut(id) {
            state.asking.input = Some(input);
            state.asking.has_summed_up |= input == Input::Question(id);
        }
    }

    /// The input that is shown, however deep it is.
    fn innermost_input(&mut self, id: Id) -> Option<Input> {
        let mut found = self.input_of(id)?;
        while let Input::Question(question) = found
            && let Some(within) = self.input_of(question)
            && within != found
        {
            found = within;
        }
        Some(found)
    }

    /// A choice shows another answer: one looks at what is asked, even while the panels it is in are being made, and
    /// then the one that is made is not among them yet.
    #[inline(never)]
    pub(super) fn look_at_input_around(&mut self, id: Id) {
        // What is made has its written default before it is part of anything.
        let starts_with_default = self
            .form
            .item(id)
            .owner
            .and_then(|owner| self.panels(owner))
            .is_some_and(|panels| panels.is_adding && panels.starting.is_none())
            && is_same(&self.value_of(id), &self.written_default(id));
        if starts_with_default || !self.is_being_asked(id) {
            return;
        }
        let mut at = self.outermost(id);
        while let Some(Input::Question(question)) = self.input_of(at)
            && question != at
        {
            at = question;
        }
    }

    /// The same for those who only look.
    pub(super) fn shown_input(&self) -> Option<Input> {
        let mut found = self.asking(self.asked_by_inputs()?).input?;
        while let Input::Question(question) = found
            && let Some(within) = self.asking(question).input
            && within != found
        {
            found = within;
        }
        Some(found)
    }

    /// The question whose part is asked.
    fn asking_question(&mut self, id: Id) -> Id {
        match self.innermost_input(id) {
            Some(Input::Question(question)) => {
                if self.input_of(question) == Some(Input::Question(question)) {
                    question
                } else {
                    self.form.item(question).owner.unwrap_or(id)
                }
            }
            Some(Input::Row(matrix, _)) => matrix,
            None => id,
        }
    }

    /// The inputs of a question in their order.
    fn inputs_of(&mut self, id: Id) -> Vec<Input> {
        let asking = self.asking(id);
        if asking.input == Some(Input::Question(id)) {
            return vec![Input::Question(id)];
        }
        let spec = self.spec(id);
        match &spec.kind {
            Kind::PanelDynamic(_) => self.inputs_of_panels(id, asking),
            Kind::MultipleText(_) if self.is_shown_itself(id) => self
                .form
                .item(id)
                .children
                .iter()
                .filter(|&&field| self.is_shown_itself(field))
                .map(|&field| Input::Question(field))
                .collect(),
            Kind::Matrix(matrix) => self.rows_of(id, matrix.rows.len()),
            _ => Vec::new(),
        }
    }

    /// The rows that were shown when one looked first.
    fn rows_of(&mut self, id: Id, count: usize) -> Vec<Input> {
        let Some(state) = self.state_mut(id) else {
            return Vec::new();
        };
        let hidden = &state.hidden_items;
        state
            .asked_rows
            .get_or_insert_with(|| {
                (0..count)
                    .filter(|&row| hidden.get(row) != Some(&true))
                    .collect()
            })
            .iter()
            .map(|&row| Input::Row(id, row))
            .collect()
    }

    /// The questions of the panels that still want something, then all panels summed up.
    fn inputs_of_panels(&mut self, id: Id, asking: Asking) -> Vec<Input> {
        self.build_panels(id);
        let mut wanting = Vec::new();
        if asking.input.is_none() || !asking.has_summed_up {
            let arriving = self.panels(id).and_then(|panels| panels.arriving);
            for entry in self.visible_entries(id) {
                if Some(entry) == arriving {
                    continue;
                }
                let questions = self.questions_shown_in(entry);
                let is_blank = questions
                    .iter()
                    .all(|&question| self.is_empty_question(question));
                if is_blank || !self.would_be_valid(entry) {
                    wanting.extend(questions);
                }
            }
        }
        let mut inputs = Vec::new();
        if let Some(Input::Question(current)) = asking.input
            && !wanting.contains(&current)
            && let Some(entry) = self.entry_of(id, current)
        {
            inputs.extend(self.questions_shown_in(entry));
        }
        inputs.extend(wanting);
        let mut inputs: Vec<Input> = inputs.into_iter().map(Input::Question).collect();
        if asking.has_summed_up && !inputs.is_empty() {
            inputs.insert(0, Input::Question(id));
        }
        inputs.push(Input::Question(id));
        inputs
    }

    fn questions_shown_in(&self, entry: Id) -> Vec<Id> {
        self.visible_questions_in(entry)
            .into_iter()
            .filter(|&question| self.is_shown_itself(question))
            .collect()
    }

    // Going on and back.

    /// A question is shown by its inputs from now on.
    #[inline(never)]
    pub(super) fn begin_asking(&mut self, id: Id) {
        let was_shown = self.is_page_in_view(id);
        if let Some(state) = self.state_mut(id) {
            state.asking.has_summed_up = false;
        }
        let begins_anew = !was_shown || self.input_of(id) == Some(Input::Question(id));
        self.build_panels(id);
        if begins_anew && let Some(state) = self.state_mut(id) {
            state.asking.input = None;
        }
    }

    /// Checks the input that is shown and goes on to the next one of the question; `None` after the last one.
    #[inline(never)]
    pub(super) fn next_input(&mut self, id: Id) -> Option<bool> {
        if let Some(input) = self.innermost_input(id)
            && !self.validate_input(input)
        {
            return Some(false);
        }
        self.step_within(id, true).then_some(true)
    }

    /// Goes back to the input before; false at the first one of the question.
    #[inline(never)]
    pub(super) fn previous_input(&mut self, id: Id) -> bool {
        self.step_within(id, false)
    }

    fn step_within(&mut self, id: Id, forward: bool) -> bool {
        let mut at = self.asking_question(id);
        while at != id {
            if self.step(at, forward) {
                return true;
            }
            match self.form.item(at).owner {
                Some(owner) => at = owner,
                None => break,
            }
        }
        self.step(id, forward)
    }

    fn step(&mut self, id: Id, forward: bool) -> bool {
        let Some(input) = self.input_of(id) else {
            return false;
        };
        let inputs = self.inputs_of(id);
        let next = match inputs.iter().position(|&other| other == input) {
            None => Some(0),
            Some(place) if forward => Some(place + 1),
            Some(place) => place.checked_sub(1),
        };
        let Some(&next) = next.and_then(|next| inputs.get(next)) else {
            return false;
        };
        self.ask(id, next);
        self.settle_inputs();
        true
    }

    fn ask(&mut self, id: Id, input: Input) {
        if self.input_of(id) != Some(input) {
            self.keep_input(id, input);
        }
    }

    /// After an answer changed from outside: the question is asked from its beginning.
    pub(super) fn ask_again(&mut self, id: Id) {
        let Some(state) = self.state_mut(id) else {
            return;
        };
        state.asked_rows = None;
        if state.asking.input.take().is_some() {
            self.settle_inputs();
        }
    }

    /// After a panel was added it is what is asked, unless it came with the answers while all panels are summed up.
    pub(super) fn ask_new_panel(&mut self, id: Id) {
        let comes_with_answers = self
            .panels(id)
            .is_some_and(|panels| panels.setting_count_from_value);
        if self.is_being_asked(id)
            && !(comes_with_answers && self.input_of(id) == Some(Input::Question(id)))
        {
            self.ask_panel(id, usize::MAX);
        }
    }

    /// After a panel was taken away its neighbour is asked, unless all panels are summed up.
    pub(super) fn ask_after_removal(&mut self, id: Id, removed: usize) {
        if self.is_being_asked(id) && self.input_of(id) != Some(Input::Question(id)) {
            self.ask_panel(id, removed);
        }
    }

    fn ask_panel(&mut self, id: Id, place: usize) {
        let entries = self.visible_entries(id);
        let entry = entries.get(place).or(entries.last());
        match entry.and_then(|&entry| self.questions_shown_in(entry).first().copied()) {
            Some(question) => {
                self.ask(id, Input::Question(question));
                self.settle_inputs();
            }
            None => self.ask_again(id),
        }
    }

    /// Looks where the respondent is within the question that is shown.
    pub(super) fn settle_inputs(&mut self) {
        self.input_place = match self.asked_by_inputs() {
            Some(id) if !self.running.loading => self.place_within(id),
            _ => Place::Only,
        };
    }

    #[inline(never)]
    fn place_within(&mut self, id: Id) -> Place {
        let Some(input) = self.input_of(id) else {
            return Place::Only;
        };
        if input == Input::Question(id) {
            return Place::Only;
        }
        let asking = self.asking_question(id);
        if asking != id && self.place_within(asking) == Place::Between {
            return Place::Between;
        }
        let inputs = self.inputs_of(id);
        if inputs.len() < 2 {
            return Place::Only;
        }
        match inputs.iter().position(|&other| other == input) {
            Some(0) => Place::First,
            Some(place) if place + 1 == inputs.len() => Place::Last,
            _ => Place::Between,
        }
    }

    // Checking.

    fn validate_input(&mut self, input: Input) -> bool {
        match input {
            Input::Question(question) => {
                let is_valid = self.validate_element(question, KEEP);
                if !is_valid {
                    self.ask_for_mending(question);
                }
                is_valid
            }
            Input::Row(matrix, row) => self.validate_row(matrix, row),
        }
    }

    fn validate_row(&mut self, id: Id, row: usize) -> bool {
        let spec = self.spec(id);
        let Kind::Matrix(matrix) = &spec.kind else {
            return true;
        };
        let Some(name) = matrix.rows.get(row).map(|row| js_text(&row.value)) else {
            return true;
        };
        if self.is_read_only(id) {
            return true;
        }
        self.clear_unknown_cell(id, matrix, &name);
        !matrix.each_row_required || !is_empty(self.value_of(id).get(&name))
    }

    /// A row on its own is a choice, and a choice forgets what it does not offer.
    fn clear_unknown_cell(&mut self, id: Id, matrix: &Matrix, row: &str) {
        let Value::Object(object) = self.value_of(id) else {
            return;
        };
        let hidden = self
            .state(id)
            .map(|state| state.hidden_columns.clone())
            .unwrap_or_default();
        let is_offered = |value: &Value| {
            matrix.columns.iter().enumerate().any(|(place, column)| {
                hidden.get(place) != Some(&true) && is_same_choice(&column.value, value)
            })
        };
        let cell = match object.get(row) {
            Some(Value::List(items)) if matrix.several => {
                let known: Vec<Value> = items
                    .iter()
                    .filter(|item| is_offered(item))
                    .cloned()
                    .collect();
                if known.len() == items.len() {
                    return;
                }
                Value::list(known)
            }
            Some(cell) if !is_offered(cell) => Value::Undefined,
            _ => return,
        };
        let mut kept: Object = (*object).clone();
        if is_empty(&cell) {
            kept.remove(row);
        } else {
            kept.set(row, cell);
        }
        self.give(id, kept.into());
    }

    /// Shows the first input of a question or page that has to be mended; false if there is none.
    pub(super) fn ask_for_mending(&mut self, id: Id) -> bool {
        self.is_input_per_page() && self.ask_for_first_wrong(id)
    }

    #[inline(never)]
    fn ask_for_first_wrong(&mut self, id: Id) -> bool {
        let wrong = self
            .first_wrong_within(id)
            .filter(|&wrong| self.form.item(wrong).is_question());
        let Some(wrong) = wrong else {
            return false;
        };
        if !self.is_shown_itself(wrong) || self.is_read_only(wrong) {
            return true;
        }
        let outermost = self.outermost(wrong);
        self.set_element(Some(outermost));
        let Some(owner) = self.form.item(wrong).owner else {
            return true;
        };
        if owner != outermost {
            let mut at = owner;
            while let Some(above) = self.form.item(at).owner
                && above != outermost
            {
                at = above;
            }
            self.ask(outermost, Input::Question(at));
        }
        self.ask(owner, Input::Question(wrong));
        self.settle_inputs();
        true
    }

    /// The first question with an error, or the first of a container that lacks an answer. What is within a question is
    /// looked at before the question itself.
    pub(super) fn first_wrong_within(&self, id: Id) -> Option<Id> {
        let within = self
            .form
            .item(id)
            .children
            .iter()
            .find_map(|&child| self.first_wrong_within(child));
        within.or_else(|| {
            let item = self.form.item(id);
            if !item.errors.iter().any(|problem| problem.is_error) {
                return None;
            }
            if item.is_question() {
                return Some(id);
            }
            // Not one whose panel is hidden.
            self.visible_questions_in(id).first().copied()
        })
    }
}
