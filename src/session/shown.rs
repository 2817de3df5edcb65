//! What a user interface draws and what it hears: the items of the form by their numbers, because within dynamic panels
//! several have the same name.

use std::rc::Rc;

use super::choices::is_other;
use super::form::{Id, Spec, choice_of};
use super::scope::Subject;
use super::single_input::Input;
use super::wording::{js_text, plain_text};
use super::{Session, Stage};
use crate::definition::{Kind, Localized, Mask, Matrix, Page, Panel, Question};
use crate::value::{Object, Value};

/// A page and what is shown of it.
pub struct Part<'s> {
    pub page: &'s Page,
    /// For what was wrong with the page as a whole.
    pub id: Id,
    pub items: Vec<Id>,
}

/// What a respondent does to a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// In questions with choices as it is shown: "other" where words are recorded.
    Value(Value),
    /// Into a field with a mask.
    Masked(Rc<str>),
    /// Into the field beside the answer.
    Words(Rc<str>),
    /// Into the field beside a choice, by its value.
    WordsFor(Value, Rc<str>),
    /// Chooses one of several choices, or no longer.
    Toggle(Value),
    /// All choices, or none if that is what is chosen.
    All,
    /// A column in a row of a matrix.
    Cell(Rc<str>, Value),
    AddPanel,
    /// One of [`Session::entries_of`].
    RemovePanel(Id),
}

/// A row of a matrix.
pub struct Row {
    pub name: Rc<str>,
    pub text: Rc<str>,
    pub cells: Vec<RowCell>,
}

pub struct RowCell {
    pub value: Value,
    pub text: Rc<str>,
    pub chosen: bool,
}

impl Session {
    pub(super) fn parts(&self) -> Vec<Part<'_>> {
        let alone = self.element.filter(|_| self.stage() == Stage::Running);
        let pages = self.pages_in_view().into_iter();
        pages
            .filter_map(|id| {
                let page = self.survey.pages.get(self.page_index(id)?)?;
                let items = match alone {
                    Some(element) => match self.shown_input() {
                        Some(Input::Question(asked) | Input::Row(asked, _)) => vec![asked],
                        None => vec![element],
                    },
                    None => self.shown_in(id),
                };
                Some(Part { page, id, items })
            })
            .collect()
    }

    /// Different for all that a respondent can look at.
    pub fn view_name(&self) -> String {
        let name = self.screen_name();
        match (self.stage(), self.element) {
            (Stage::Starting, _) => "start".to_owned(),
            (Stage::Running, Some(element)) => {
                let (item, row) = match self.shown_input() {
                    Some(Input::Question(asked)) => (asked, 0),
                    Some(Input::Row(asked, row)) => (asked, row + 1),
                    None => (element, 0),
                };
                format!("{name}/{}/{row}", item.place())
            }
            _ => name,
        }
    }

    /// What a page or panel shows, in the order of this respondent.
    pub fn shown_in(&self, id: Id) -> Vec<Id> {
        let children = self.form.item(id).children.iter().copied();
        children
            .filter(|&child| {
                self.is_shown_itself(child)
                    && !matches!(self.form.item(child).spec, Spec::Journey(_))
            })
            .collect()
    }

    /// The extra questions on the journey's screen.
    pub fn extra_shown(&self) -> Vec<Id> {
        self.more_in_view()
            .map(|more| self.shown_in(more))
            .unwrap_or_default()
    }

    pub fn question(&self, id: Id) -> Option<&Rc<Question>> {
        self.form.question(id)
    }

    pub fn panel(&self, id: Id) -> Option<&Rc<Panel>> {
        match &self.form.item(id).spec {
            Spec::Panel(panel) => Some(panel),
            _ => None,
        }
    }

    pub fn title_of(&self, id: Id) -> Rc<str> {
        self.question_title(id)
    }

    /// A text of an item, where names mean what they mean within its panel.
    pub fn text_of(&self, id: Id, text: &Localized) -> Rc<str> {
        self.piped_for(Subject::Item(id), &text.get(self.locale()))
    }

    /// What a question holds, even what is not recorded because it is out of bounds.
    pub fn value(&self, id: Id) -> Value {
        self.value_of(id)
    }

    /// What is written in the field beside an answer.
    pub fn words(&self, id: Id) -> Rc<str> {
        let words = match self.spec(id).has_comment {
            true => self.comment_of(id),
            false => self.other_words(id),
        };
        plain_text(&words).unwrap_or_default().into()
    }

    /// What an answer reads as, in one line.
    pub fn reading(&self, id: Id) -> String {
        js_text(&self.display_value(id, &self.value_of(id)))
    }

    /// The first message beside a question, panel or page after an attempt to go on.
    pub fn error_of(&self, id: Id) -> Option<Rc<str>> {
        let problem = self.form.item(id).errors.first()?;
        Some(self.problem_text(id, problem))
    }

    pub fn may_answer(&self, id: Id) -> bool {
        !self.is_completed() && !self.is_read_only(id)
    }

    pub fn must_answer(&self, id: Id) -> bool {
        self.form.item(id).required
    }

    /// Whether a condition hides a value of a rating, by its place.
    pub fn hides(&self, id: Id, place: usize) -> bool {
        self.state(id)
            .is_some_and(|state| state.hidden_items.get(place) == Some(&true))
    }

    /// The fields of a `multipletext`.
    pub fn fields(&self, id: Id) -> &[Id] {
        &self.form.item(id).children
    }

    /// The panels of a dynamic panel.
    pub fn entries_of(&self, id: Id) -> Vec<Id> {
        self.visible_entries(id)
    }

    pub fn rows(&self, id: Id, matrix: &Matrix) -> Vec<Row> {
        let value = self.value_of(id);
        let text = |item: &Value, text: &Localized| match text.find(self.locale()) {
            Some(text) => self.piped_for(Subject::Choice(id, item), &text),
            None => js_text(item).into(),
        };
        let is_shown = |place: usize| {
            self.state(id)
                .is_none_or(|state| state.hidden_columns.get(place) != Some(&true))
        };
        let cells = |row: &Value, given: &Value| {
            let columns = matrix.columns.iter().enumerate();
            columns
                .filter(|(place, _)| is_shown(*place))
                .map(|(_, column)| {
                    let own = matrix.cells.iter().find(|cell| {
                        (cell.row == *row || cell.row.as_text() == Some("default"))
                            && cell.column == column.value
                    });
                    let written = own.map(|cell| &cell.text).filter(|text| !text.is_empty());
                    RowCell {
                        value: column.value.clone(),
                        text: text(&column.value, written.unwrap_or(&column.text)),
                        chosen: match given {
                            Value::List(items) => items.contains(&column.value),
                            given => *given == column.value,
                        },
                    }
                })
                .collect()
        };
        // Where inputs are shown one at a time, a row stands by itself.
        let alone = match self.shown_input() {
            Some(Input::Row(asked, place)) if asked == id => matrix.rows.get(place),
            _ => None,
        };
        self.shown_rows(id, matrix)
            .into_iter()
            .filter(|row| alone.is_none_or(|alone| std::ptr::eq(*row, alone)))
            .map(|row| {
                let name: Rc<str> = plain_text(&row.value).unwrap_or_default().into();
                Row {
                    text: text(&row.value, &row.text),
                    cells: cells(&row.value, value.get(&name)),
                    name,
                }
            })
            .collect()
    }

    /// Does what a respondent does. What may not be answered stays what it is.
    pub fn enter(&mut self, id: Id, entry: Entry) {
        if !self.may_answer(id) {
            return;
        }
        let spec = self.spec(id);
        self.paradata.count_change(&spec.name);
        match entry {
            Entry::Value(value) => self.enter_value(id, value),
            Entry::Masked(typed) => {
                if let Kind::Text(text) = &spec.kind
                    && let Some(mask) = &text.mask
                {
                    let value = self.typed(mask, &typed);
                    self.give(id, value);
                }
            }
            Entry::Toggle(value) => {
                let chosen = self.toggled(id, value);
                self.give(id, chosen);
            }
            Entry::All => self.choose(id, self.all_or_none(id)),
            Entry::Words(words) if spec.has_comment || choice_of(&spec.kind).is_none() => {
                self.set_question_comment(id, Value::Text(words));
            }
            Entry::WordsFor(choice, words) if !is_other(&choice) => {
                let value = self.with_words_for(id, &choice, words);
                self.give(id, value);
            }
            Entry::Words(words) | Entry::WordsFor(_, words) => {
                self.set_other_words(id, Value::Text(words));
            }
            Entry::Cell(row, column) => {
                let value = self.with_cell(id, row, column);
                self.give(id, value);
            }
            Entry::AddPanel => {
                self.add_panel_to(id);
            }
            Entry::RemovePanel(entry) => {
                if let Some(place) = self.entries(id).iter().position(|&other| other == entry) {
                    self.remove_panel_of(id, place);
                }
            }
        }
        self.after_change();
    }

    fn enter_value(&mut self, id: Id, value: Value) {
        match &self.spec(id).kind {
            Kind::RadioGroup(_) | Kind::Checkbox(_) | Kind::Dropdown(_) | Kind::Tagbox(_) => {
                self.choose(id, value);
            }
            _ => self.give(id, value),
        }
    }

    /// What is chosen after one of several choices was clicked. What is shown for a value stands in the same place.
    fn toggled(&self, id: Id, clicked: Value) -> Value {
        let value = self.value_of(id);
        let shown = match (&self.spec(id).kind, self.choices(id)) {
            (Kind::ImagePicker(_), _) | (_, None) => value.clone(),
            (_, Some(choices)) => choices.rendered.clone(),
        };
        let shown = shown.as_list().unwrap_or_default();
        let mut after = value.as_list().unwrap_or_default().to_vec();
        match shown.iter().position(|item| *item == clicked) {
            Some(place) if place < after.len() => {
                after.remove(place);
            }
            _ => after.push(clicked),
        }
        Value::list(after)
    }

    /// The value with words beside one of its choices.
    fn with_words_for(&self, id: Id, choice: &Value, words: Rc<str>) -> Value {
        let with_words = if words.trim().is_empty() {
            choice.clone()
        } else {
            let members = [("value", choice.clone()), ("comment", Value::Text(words))];
            Value::object(members.map(|(name, value)| (name.into(), value)))
        };
        match self.value_of(id) {
            Value::List(items) => Value::list(items.iter().map(|item| {
                match self.unwrapped_item(id, item) == *choice {
                    true => with_words.clone(),
                    false => item.clone(),
                }
            })),
            _ => with_words,
        }
    }

    fn with_cell(&self, id: Id, row: Rc<str>, column: Value) -> Value {
        let mut object = match self.value_of(id) {
            Value::Object(object) => (*object).clone(),
            _ => Object::new(),
        };
        let several = matches!(&self.spec(id).kind, Kind::Matrix(matrix) if matrix.several);
        if !several {
            object.set(row, column);
            return object.into();
        }
        let mut chosen: Vec<Value> = match object.get(&row) {
            Some(Value::List(items)) => items.to_vec(),
            _ => Vec::new(),
        };
        match chosen.iter().position(|item| *item == column) {
            Some(place) => {
                chosen.remove(place);
            }
            None => chosen.push(column),
        }
        if chosen.is_empty() {
            object.remove(&row);
        } else {
            object.set(row, Value::list(chosen));
        }
        object.into()
    }

    /// Whether the next step shows all answers before they are sent.
    pub fn previews_next(&self) -> bool {
        self.survey.show_preview
            && self.stage() == Stage::Running
            && self.is_last()
            && !self.ends_here()
    }

    /// The first question, panel or page in view with something wrong.
    pub fn first_error(&self) -> Option<Id> {
        let mut pages = self.pages_in_view().into_iter();
        pages.find_map(|page| self.first_error_in(page))
    }

    fn first_error_in(&self, id: Id) -> Option<Id> {
        let item = self.form.item(id);
        if item.is_question() && !item.errors.is_empty() {
            return Some(id);
        }
        let mut children = item.children.iter();
        let within = children.find_map(|&child| self.first_error_in(child));
        within.or_else(|| (!item.errors.is_empty()).then_some(id))
    }

    /// Whether the run is to go on by itself, a moment after a question was answered. `by_pointer`: with arrow keys one
    /// passes over choices on the way to another.
    pub fn goes_on_after(&mut self, id: Id, by_pointer: bool) -> bool {
        if !self.survey.auto_advance || self.stage() != Stage::Running || self.turn().is_some() {
            return false;
        }
        let spec = self.spec(id);
        let is_final = match &spec.kind {
            Kind::RadioGroup(_) | Kind::Dropdown(_) | Kind::Rating(_) | Kind::Boolean(_) => {
                by_pointer
            }
            Kind::Matrix(_) => by_pointer,
            Kind::ImagePicker(choice) => by_pointer && !choice.several,
            Kind::Text(_) => true,
            _ => false,
        };
        // Words are still to come.
        let is_writing = self
            .offered(id)
            .iter()
            .any(|offered| offered.chosen && offered.words.is_some());
        if !is_final || is_writing || !self.would_be_valid(id) {
            return false;
        }
        if self.is_last() && !self.survey.auto_advance_complete {
            return false;
        }
        if self.element.is_some() {
            return true;
        }
        let pages = self.pages_in_view();
        let questions = pages
            .iter()
            .flat_map(|&page| self.visible_questions_in(page));
        let all_answered = questions
            .filter(|&question| {
                let spec = self.spec(question);
                spec.has_answer() && !matches!(spec.kind, Kind::Expression(_))
            })
            .all(|question| !self.is_empty_question(question));
        all_answered && pages.iter().all(|&page| self.would_be_valid(page))
    }

    /// What a masked field shows.
    pub fn shown_with_mask(&self, id: Id, mask: &Mask) -> String {
        match self.value_of(id) {
            value if super::equal::is_blank(&value) => String::new(),
            value => js_text(&self.masked(mask, &value)),
        }
    }

    /// What a user interface cannot show must not keep a respondent from going on.
    pub fn leave_out(&mut self, cannot_show: fn(&Kind) -> bool) {
        self.cannot_show = cannot_show;
    }
}
