//! A matrix: one answer for each row.

use super::Session;
use super::equal::{is_blank, is_same, is_same_choice};
use super::form::Id;
use super::problem::{Problem, ProblemKind};
use super::scope::Subject;
use super::wording::{js_text, plain_text};
use crate::definition::{ChoiceItem, Condition, Kind, Matrix, Order};
use crate::value::Value;

impl Session {
    #[inline(never)]
    pub(super) fn run_matrix_conditions(&mut self, id: Id, matrix: &Matrix) {
        let hidden = |items: &[ChoiceItem], common: &Option<Condition>| -> Vec<bool> {
            items
                .iter()
                .map(|item| {
                    item.visible_if
                        .as_ref()
                        .or(common.as_ref())
                        .is_some_and(|condition| {
                            !self.holds_for(Subject::Choice(id, &item.value), condition)
                        })
                })
                .collect()
        };
        let rows = hidden(&matrix.rows, &matrix.rows_visible_if);
        let columns = hidden(&matrix.columns, &matrix.columns_visible_if);
        let mut columns_changed = false;
        if let Some(state) = self.state_mut(id) {
            columns_changed = state.hidden_columns != columns
                && (state.hidden_columns.contains(&true) || columns.contains(&true));
            state.hidden_items = rows;
            state.hidden_columns = columns;
        }
        if columns_changed && self.clears_when_hidden(id) {
            self.clear_cells(id, matrix, false);
        }
        if matrix.hide_if_rows_empty {
            self.visibility_changed(id);
        }
    }

    /// Takes away what was answered in rows and columns that are hidden.
    #[inline(never)]
    pub(super) fn clear_hidden_rows(&mut self, id: Id, matrix: &Matrix) {
        self.clear_cells(id, matrix, true);
    }

    fn clear_cells(&mut self, id: Id, matrix: &Matrix, rows: bool) {
        let value = self.value_of(id);
        let Value::Object(object) = &value else {
            return;
        };
        let Some(state) = self.state(id) else {
            return;
        };
        let is_shown = |column: &Value| {
            matrix.columns.iter().enumerate().any(|(place, shown)| {
                state.hidden_columns.get(place) != Some(&true)
                    && is_same_choice(&shown.value, column)
            })
        };
        let mut kept = (**object).clone();
        for (place, row) in matrix.rows.iter().enumerate() {
            let name = js_text(&row.value);
            let Some(cell) = object.get(&name) else {
                continue;
            };
            let is_hidden = rows && state.hidden_items.get(place) == Some(&true);
            let left = match cell {
                _ if is_hidden => Value::Undefined,
                Value::List(items) if matrix.several => {
                    let left: Vec<Value> = items
                        .iter()
                        .filter(|item| is_shown(item))
                        .cloned()
                        .collect();
                    if left.is_empty() {
                        Value::Undefined
                    } else {
                        Value::list(left)
                    }
                }
                cell if is_shown(cell) => cell.clone(),
                _ => Value::Undefined,
            };
            if left.is_undefined() {
                kept.remove(&name);
            } else {
                kept.set(name, left);
            }
        }
        let kept = Value::from(kept);
        if !is_same(&kept, &value) {
            self.give(id, kept);
        }
    }

    /// The rows that are shown.
    #[inline(never)]
    pub fn shown_rows<'m>(&self, id: Id, matrix: &'m Matrix) -> Vec<&'m ChoiceItem> {
        let hidden = self.state(id).map(|state| &state.hidden_items);
        let places = match matrix.row_order {
            Order::Random => {
                let groups: Vec<_> = matrix.rows.iter().map(|row| row.lot.group()).collect();
                self.places_by_lot(&self.spec(id).name, &groups)
            }
            _ => (0..matrix.rows.len()).collect(),
        };
        let is_shown =
            |place: &usize| hidden.is_none_or(|hidden| hidden.get(*place) != Some(&true));
        let rows = places.into_iter().filter(is_shown);
        rows.filter_map(|place| matrix.rows.get(place))
            .filter(|row| !is_blank(&row.value))
            .collect()
    }

    pub(super) fn has_value_in_each_row(&self, id: Id, matrix: &Matrix) -> bool {
        let value = self.value_of(id);
        self.shown_rows(id, matrix).iter().all(|row| {
            let name = plain_text(&row.value).unwrap_or_default();
            !is_blank(value.get(&name))
        })
    }

    pub(super) fn check_rows(&self, id: Id, problems: &mut Vec<Problem>) {
        let spec = self.spec(id);
        let Kind::Matrix(matrix) = &spec.kind else {
            return;
        };
        if !matrix.each_row_required && !matrix.each_row_unique {
            return;
        }
        let value = self.value_of(id);
        let mut seen: Vec<String> = Vec::new();
        let (mut is_missing, mut is_twice) = (false, false);
        for row in self.shown_rows(id, matrix) {
            let name = plain_text(&row.value).unwrap_or_default();
            let cell = value.get(&name);
            if is_blank(cell) {
                is_missing |= matrix.each_row_required;
                continue;
            }
            let key = text_of(cell);
            is_twice |= matrix.each_row_unique && seen.contains(&key);
            seen.push(key);
        }
        if is_missing {
            problems.push(Problem::plain(ProblemKind::RequiredInAllRows));
        }
        if is_twice {
            problems.push(Problem::plain(ProblemKind::RowsNotUnique));
        }
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::List(items) => {
            let texts: Vec<String> = items.iter().map(text_of).collect();
            texts.join(",")
        }
        value => plain_text(value).unwrap_or_default(),
    }
}
