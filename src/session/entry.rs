//! What a respondent does to a question, and what follows.

use std::rc::Rc;

use super::choices::is_other;
use super::form::{Id, choice_of};
use super::{Session, Stage};
use crate::definition::Kind;
use crate::value::{Object, Value};

/// What a respondent does to a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// In questions with choices as it is shown: "other" where words are recorded.
    Value(Value),
    /// Into a field with a mask, and whether the field is left with that.
    Masked(Rc<str>, bool),
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
    /// And where it is shown: after this one, if the document wants it there.
    AddPanel(Option<Id>),
    /// One of [`Session::entries_of`].
    RemovePanel(Id),
}

impl Session {
    /// Marks the fields in view that hold what the browser cannot read, such as half a date: it gives them no value.
    pub fn mark_unfinished(&mut self, is_unfinished: &dyn Fn(Id) -> bool) {
        for page in self.pages_in_view() {
            self.mark_unfinished_in(page, is_unfinished);
        }
    }

    fn mark_unfinished_in(&mut self, id: Id, is_unfinished: &dyn Fn(Id) -> bool) {
        for child in self.form.item(id).children.clone() {
            self.mark_unfinished_in(child, is_unfinished);
        }
        let Some(question) = self.form.question(id) else {
            return;
        };
        let is_native = matches!(&question.kind, Kind::Text(text) if text.mask.is_none());
        if is_native && let Some(state) = self.state_mut(id) {
            state.typed = is_unfinished(id).then(|| "".into());
        }
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
            Entry::Masked(typed, is_left) => {
                if let Kind::Text(text) = &spec.kind
                    && let Some(mask) = &text.mask
                {
                    let value = self.typed(mask, &typed);
                    // What is not an answer yet stays in sight.
                    let stays = !typed.is_empty() && (!is_left || value.is_absent());
                    if let Some(state) = self.state_mut(id) {
                        state.typed = stays.then_some(typed);
                    }
                    self.give(id, value);
                }
            }
            Entry::Toggle(value) => {
                let chosen = self.toggled(id, value);
                self.offer_chosen(id, &chosen);
                self.give(id, chosen);
            }
            Entry::All => self.choose(id, self.all_or_none(id)),
            Entry::Words(words) if spec.has_comment || choice_of(&spec.kind).is_none() => {
                self.set_question_comment(id, words.into());
            }
            Entry::WordsFor(choice, words) if !is_other(&choice) => {
                let value = self.with_words_for(id, &choice, words);
                self.give(id, value);
            }
            Entry::Words(words) | Entry::WordsFor(_, words) => {
                self.set_other_words(id, words.into());
            }
            Entry::Cell(row, column) => {
                let value = self.with_cell(id, row, column);
                self.give(id, value);
            }
            Entry::AddPanel(shown) => {
                self.add_panel_to(id, shown);
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

    /// Whether the run is to go on by itself, a moment after a question was answered. `by_pointer`: with arrow keys one
    /// passes over choices on the way to another.
    pub fn goes_on_after(&mut self, id: Id, by_pointer: bool) -> bool {
        if !self.survey.auto_advance || self.stage() != Stage::Running || self.turn().is_some() {
            return false;
        }
        let spec = self.spec(id);
        let is_final = match &spec.kind {
            Kind::RadioGroup(_) | Kind::Rating(_) | Kind::Boolean(_) | Kind::Matrix(_) => {
                by_pointer
            }
            Kind::ImagePicker(choice) => by_pointer && !choice.several,
            // A list is passed over before anything in it is chosen.
            Kind::Text(_) | Kind::Dropdown(_) => true,
            _ => false,
        };
        // Words are still to come.
        let is_writing = self.chosen(id).iter().any(|chosen| chosen.words.is_some());
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
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;
    use crate::session::View;
    use crate::session::tests::session;
    use crate::value::to_json;

    /// Enters something into the one question of a survey, again and again.
    fn check(question: &str, entries: &[Entry], expected: &str) {
        let mut session = session(&format!("{{\"elements\": [{question}]}}"), None);
        let View::Questions(parts) = session.view() else {
            panic!("no questions");
        };
        let id = parts[0].items[0];
        for entry in entries {
            session.enter(id, entry.clone());
        }
        let said = to_json(session.data().get("q").unwrap_or(&Value::Undefined));
        assert_eq!(said, expected, "{question} {entries:?}");
    }

    #[test]
    fn entries_become_answers() {
        let toggle = |value: &str| Entry::Toggle(value.into());
        let some = r#"{"type": "checkbox", "name": "q", "choices": ["a", "b"], "showNoneItem": true, "showSelectAllItem": true}"#;
        check(some, &[toggle("b"), toggle("a")], r#"["b","a"]"#);
        check(some, &[toggle("b"), toggle("a"), toggle("b")], r#"["a"]"#);
        check(some, &[toggle("a"), toggle("none")], r#"["none"]"#);
        check(some, &[toggle("none"), toggle("a")], r#"["a"]"#);
        check(some, &[toggle("a"), Entry::All], r#"["a","b"]"#);
        check(some, &[Entry::All, Entry::All], "null");
        let words = r#"{"type": "checkbox", "name": "q", "choices": [{"value": "a", "showCommentArea": true}, "b"]}"#;
        let why = Entry::WordsFor("a".into(), "why".into());
        check(
            words,
            &[toggle("a"), why, toggle("b")],
            r#"[{"value":"a","comment":"why"},{"value":"b"}]"#,
        );
        let in_place = r#"{"type": "checkbox", "name": "q", "choices": ["a"], "showOtherItem": true, "storeOthersAsComment": false}"#;
        let other = Entry::WordsFor("other".into(), "c d".into());
        check(
            in_place,
            &[toggle("other"), other.clone(), toggle("a")],
            r#"["c d","a"]"#,
        );
        check(
            in_place,
            &[toggle("other"), other, toggle("a"), toggle("other")],
            r#"["a"]"#,
        );
        let beside_words = &in_place.replace(
            "\"storeOthersAsComment\": false",
            "\"showCommentArea\": true",
        );
        let other = Entry::WordsFor("other".into(), "c d".into());
        check(
            beside_words,
            &[toggle("other"), other, Entry::Words("more".into())],
            r#"["c d"]"#,
        );
        let cell = |row: &str, column: &str| Entry::Cell(row.into(), column.into());
        let one = r#"{"type": "matrix", "name": "q", "rows": ["x", "y"], "columns": ["l", "r"]}"#;
        check(
            one,
            &[cell("x", "l"), cell("y", "r"), cell("x", "r")],
            r#"{"x":"r","y":"r"}"#,
        );
        let several = &one.replace("\"name\"", "\"cellType\": \"checkbox\", \"name\"");
        check(
            several,
            &[cell("x", "l"), cell("x", "r"), cell("x", "l")],
            r#"{"x":["r"]}"#,
        );
        let masked = r#"{"type": "text", "name": "q", "maskType": "numeric"}"#;
        check(masked, &[Entry::Masked("1,234.5".into(), true)], "1234.5");
        check(masked, &[Entry::Masked("hello".into(), true)], "null");
        let date = r#"{"type": "text", "name": "q", "maskType": "datetime", "maskSettings": {"pattern": "dd/mm/yyyy"}}"#;
        check(date, &[Entry::Masked("31/02/2024".into(), true)], "null");
        check(
            date,
            &[Entry::Masked("29/02/2024".into(), true)],
            r#""2024-02-29""#,
        );
        let panels = r#"{"type": "paneldynamic", "name": "q", "maxPanelCount": 1, "templateElements": [{"type": "text", "name": "t"}]}"#;
        check(
            panels,
            &[Entry::AddPanel(None), Entry::AddPanel(None)],
            "[{}]",
        );
        let fixed = r#"{"type": "text", "name": "q", "readOnly": true}"#;
        check(fixed, &[Entry::Value("x".into())], "null");
    }

    /// Adds a panel after the first of those that there are, to `q`, the last element of a survey.
    fn check_new_panel(elements: &str, expected: &str) {
        let mut session = session(&format!("{{\"elements\": [{elements}]}}"), None);
        let View::Questions(parts) = session.view() else {
            panic!("no questions");
        };
        let id = *parts[0].items.last().unwrap();
        let first = session.entries_of(id)[0];
        session.enter(id, Entry::AddPanel(Some(first)));
        assert_eq!(to_json(session.data().get("q").unwrap()), expected);
    }

    #[test]
    fn a_new_panel_comes_where_the_document_wants_it() {
        let panels = |more: &str| {
            format!(
                r#"{{"type": "paneldynamic", "name": "q", "defaultValue": [{{"a": 1}}, {{"a": 2}}],
                    "templateElements": [{{"type": "text", "name": "a"}}, {{"type": "text", "name": "b"}}] {more}}}"#
            )
        };
        check_new_panel(&panels(""), r#"[{"a":1},{"a":2},{}]"#);
        let next = r#", "newPanelPosition": "next""#;
        check_new_panel(&panels(next), r#"[{"a":1},{},{"a":2}]"#);
        let copied = r#", "newPanelPosition": "next", "copyDefaultValueFromLastEntry": true, "defaultPanelValue": {"b": 3}"#;
        check_new_panel(&panels(copied), r#"[{"a":1},{"b":3,"a":1},{"a":2}]"#);
    }
}
