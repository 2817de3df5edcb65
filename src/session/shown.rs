//! What a user interface draws: the items of the form by their numbers, because within dynamic panels
//! several have the same name.

use std::rc::Rc;

use super::form::{Id, Spec};
use super::scope::Subject;
use super::single_input::Input;
use super::wording::{js_text, plain_text};
use super::{Session, Stage};
use crate::definition::{Localized, Matrix, Page, PageMode, Panel, Question};
use crate::value::Value;

/// A page and what is shown of it.
pub struct Part<'s> {
    pub page: &'s Page,
    /// For what was wrong with the page as a whole.
    pub id: Id,
    pub items: Vec<Id>,
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
    pub fn parts(&self) -> Vec<Part<'_>> {
        let alone = self.element.filter(|_| self.stage() == Stage::Running);
        let pages = self.pages_in_view().into_iter();
        pages
            .filter_map(|id| {
                let page = self.survey.pages.get(self.page_index(id)?)?;
                let items = match alone {
                    Some(element) => match self.shown_input() {
                        Some(Input::Question(asked) | Input::Row(asked, _)) => vec![asked],
                        None => self.with_panels_of_choices(element),
                    },
                    None => self.shown_in(id),
                };
                Some(Part { page, id, items })
            })
            .collect()
    }

    pub(super) fn with_panels_of_choices(&self, element: Id) -> Vec<Id> {
        let mut items = vec![element];
        if self.survey.page_mode == PageMode::QuestionPerPage {
            let below = self.form.panels_of_choices(element).into_iter();
            items.extend(below.filter(|&panel| self.is_shown_itself(panel)));
        }
        items
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
                [&name, "/", &item.place().to_string(), "/", &row.to_string()].concat()
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

    /// Another number whenever something that is shown of an item may have changed; texts with names in them, and
    /// whether it may be answered, depend on others.
    pub fn revision(&self, id: Id) -> u32 {
        self.form.item(id).revision
    }

    /// Reads what is to be shown, and says whether that was without any text that depends on other answers.
    pub fn tells_alone<T>(&self, read: impl FnOnce() -> T) -> (T, bool) {
        let before = self.piped.replace(false);
        let told = read();
        let piped = self.piped.get();
        self.piped.set(before || piped);
        (told, !piped)
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
        match self.spec(id).has_comment {
            true => plain_text(&self.comment_of(id)).unwrap_or_default().into(),
            false => self.words_beside_other(id),
        }
    }

    /// The words beside "other", which has a field of its own even where the question has one for words.
    pub(super) fn words_beside_other(&self, id: Id) -> Rc<str> {
        plain_text(&self.other_words(id)).unwrap_or_default().into()
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

    /// The panels of dynamic panels that an item is in, each with the question it belongs to.
    pub fn entries_around(&self, id: Id) -> Vec<(Id, Id)> {
        let mut around = Vec::new();
        let mut next = Some(id);
        while let Some(at) = next {
            let item = self.form.item(at);
            if matches!(item.spec, Spec::Entry)
                && let Some(owner) = item.owner
            {
                around.push((owner, at));
            }
            next = item.parent.or(item.owner);
        }
        around
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
                    // What is written for a cell stands under names, which numbers are too.
                    let named = |name: &Value, value: &Value| {
                        name == value || name.as_text() == plain_text(value).as_deref()
                    };
                    let own = matrix.cells.iter().find(|cell| {
                        (named(&cell.row, row) || cell.row.as_text() == Some("default"))
                            && named(&cell.column, &column.value)
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

    /// The same within one of them.
    pub fn first_error_in(&self, id: Id) -> Option<Id> {
        let item = self.form.item(id);
        if item.is_question() && !item.errors.is_empty() {
            return Some(id);
        }
        let mut children = item.children.iter();
        let within = children.find_map(|&child| self.first_error_in(child));
        within.or_else(|| (!item.errors.is_empty()).then_some(id))
    }
}
