//! What names in expressions and texts stand for.

use super::Session;
use super::equal::{is_blank, is_identical};
use super::form::{Id, Spec, choice_of, value_name};
use super::values::number_of;
use crate::definition::{Element, Kind};
use crate::expression::{Calendar, Found, Path, Scope, is_empty, lowercase, to_text};
use crate::value::{Json, Value};

/// Whose expression or text it is: some names mean something else to a question, a choice or a panel.
#[derive(Clone, Copy, Debug)]
pub(super) enum Subject<'v> {
    Survey,
    Item(Id),
    /// A choice, row, column or rating value of a question.
    Choice(Id, &'v Value),
}

pub(super) struct SessionScope<'s> {
    session: &'s Session,
    subject: Subject<'s>,
}

/// What a name leads to, and who knows how it reads.
struct Hit {
    value: Value,
    by: By,
    order_counts: bool,
}

enum By {
    Question(Id),
    /// A row of a matrix: the value is one of its columns.
    Row(Id),
    /// One of the choices of a question.
    Choice(Id),
    /// A number that people count from one.
    Place,
    Nobody,
}

impl Hit {
    fn plain(value: Value) -> Self {
        Self {
            value,
            by: By::Nobody,
            order_counts: false,
        }
    }
}

impl Session {
    pub(super) fn scope_of<'s>(&'s self, subject: Subject<'s>) -> SessionScope<'s> {
        SessionScope {
            session: self,
            subject,
        }
    }

    /// What a name reads as in a text; `None` if nobody knows it.
    pub(super) fn displayed(&self, subject: Subject, path: &Path) -> Option<Value> {
        self.text_value(subject, path, true)
    }

    /// `display`: the text of a choice and not its value.
    pub(super) fn text_value(&self, subject: Subject, path: &Path, display: bool) -> Option<Value> {
        let scope = self.scope_of(subject);
        if path.is_property()
            && let Some(found) = scope.property(path)
        {
            return Some(self.as_text(&found.value));
        }
        let hit = scope.look_up(path)?;
        if !display {
            return Some(hit.value);
        }
        Some(match hit.by {
            // Past the end of a list there is the whole of it.
            By::Question(id) if hit.value.is_undefined() && !self.is_empty_question(id) => {
                self.display_value(id, &self.value_of(id))
            }
            By::Question(id) => self.display_value(id, &hit.value),
            By::Row(id) => self.row_display_value(id, &hit.value),
            By::Choice(id) => match self.choice_text_of(id, &hit.value) {
                Some(text) => Value::Text(text),
                None => self.as_text(&hit.value),
            },
            By::Place => match &hit.value {
                Value::Number(place) => self.as_text(&Value::Number(place + 1.0)),
                other => self.as_text(other),
            },
            By::Nobody => self.as_text(&hit.value),
        })
    }

    pub(super) fn as_text(&self, value: &Value) -> Value {
        match value {
            Value::Undefined | Value::Null => Value::text(""),
            value => Value::Text(to_text(value, &*self.setting.calendar)),
        }
    }

    fn built_in(&self, lower: &str) -> Option<Value> {
        let number = |number: usize| Some(Value::Number(number as f64));
        match lower {
            "pageno" => number(self.page_number()),
            "pagecount" => number(self.visible_page_count()),
            "questioncount" => number(self.quiz_counts().0),
            "correctedanswers" | "correctanswers" | "correctedanswercount" => {
                number(self.quiz_counts().1)
            }
            "incorrectedanswers" | "incorrectanswers" | "incorrectedanswercount" => {
                let (count, correct) = self.quiz_counts();
                number(count.saturating_sub(correct))
            }
            "locale" => Some(Value::text(self.locale())),
            _ => None,
        }
    }
}

impl SessionScope<'_> {
    fn look_up(&self, path: &Path) -> Option<Hit> {
        match self.subject {
            Subject::Survey => self.in_survey(path),
            Subject::Item(id) => self.for_item(id, path),
            Subject::Choice(id, value) => {
                let first = path.lowercase_name(0, 0);
                if path.part_count() == 1 && matches!(first, "item" | "choice" | "self") {
                    return Some(Hit {
                        value: value.clone(),
                        by: By::Choice(id),
                        order_counts: false,
                    });
                }
                self.for_item(id, path)
            }
        }
    }

    fn for_item(&self, id: Id, path: &Path) -> Option<Hit> {
        let session = self.session;
        let item = session.form.item(id);
        if item.is_question() {
            let kind = &session.spec(id).kind;
            // Questions with rows or fields know those, and not themselves.
            if matches!(kind, Kind::Matrix(_) | Kind::MultipleText(_)) {
                if let Some(hit) = self.in_question(id, path, 0, None) {
                    return Some(hit);
                }
            } else if path.part_count() == 1 && path.name(0, 0) == "self" {
                return self.value_of(id, None, path.wants_original());
            } else if path.part_count() > 1
                && path.name(0, 0) == "panel"
                && let Some(parent) = item.parent
                && !session.form.item(parent).is_page()
                && let Some(hit) = self.among(parent, path, 1)
            {
                return Some(hit);
            }
            if !matches!(kind, Kind::MultipleText(_))
                && !session.is_empty_question(id)
                && let Some(found) = path.find_in(&session.value_of(id), 0)
            {
                return Some(Hit::plain(found));
            }
        }
        if let Some(owner) = item.owner
            && session.is_dynamic(owner)
        {
            let entry = if matches!(item.spec, Spec::Entry) {
                Some(id)
            } else {
                session.entry_of(owner, id)
            };
            if let Some(entry) = entry
                && let Some(hit) = self.in_entry(owner, entry, path, 0, true)
            {
                return Some(hit);
            }
            return self.for_item(owner, path);
        }
        self.in_survey(path)
    }

    fn in_survey(&self, path: &Path) -> Option<Hit> {
        let session = self.session;
        if path.part_count() == 1
            && path.index(0).is_none()
            && let Some(value) = session.built_in(path.lowercase_name(0, 0))
        {
            return Some(Hit::plain(value));
        }
        let variables = Value::Object(session.variables.clone());
        if let Some(found) = path.find_in(&variables, 0) {
            return Some(Hit::plain(found));
        }
        for last in (0..=path.last_to_join(0)).rev() {
            let lower = path.lowercase_name(0, last);
            let lower = lower.strip_suffix("-unwrapped").unwrap_or(lower);
            if let Some(id) = session.form.value_names.first_in_lowercase(lower) {
                let hit = self.in_question(id, path, last + 1, path.index(last));
                if hit.is_some() {
                    return hit;
                }
                break;
            }
        }
        if let Some(hit) = self.in_journeys(path) {
            return Some(hit);
        }
        self.in_answers(path)
    }

    fn in_journeys(&self, path: &Path) -> Option<Hit> {
        let lower = path.lowercase_name(0, 0);
        let turn = self
            .session
            .turns()
            .find(|turn| lowercase(turn.name()) == lower)?;
        let summary = turn.summary();
        if path.part_count() == 1 {
            return Some(Hit::plain(summary));
        }
        path.find_in(&summary, 1).map(Hit::plain)
    }

    fn in_answers(&self, path: &Path) -> Option<Hit> {
        for last in (0..=path.last_to_join(0)).rev() {
            let Some(found) = self
                .session
                .answers
                .find(path.lowercase_name(0, last), &lowercase)
            else {
                continue;
            };
            let item = match path.index(last) {
                Some(index) => item_at(found, index)?,
                None => found.clone(),
            };
            if last + 1 == path.part_count() {
                return Some(Hit::plain(item));
            }
            return path.find_in(&item, last + 1).map(Hit::plain);
        }
        None
    }

    /// What a path leads to within a question, from its part `first` on.
    fn in_question(&self, id: Id, path: &Path, first: usize, index: Option<f64>) -> Option<Hit> {
        let session = self.session;
        let is_all = first >= path.part_count();
        let spec = session.spec(id);
        let index = index.filter(|index| *index > -1.0);
        match &spec.kind {
            Kind::Matrix(matrix) => {
                if is_all {
                    return None;
                }
                let name = path.lowercase_name(first, path.part_count() - 1);
                let row = matrix.rows.iter().find(|row| {
                    super::wording::plain_text(&row.value)
                        .is_some_and(|text| lowercase(&text) == name)
                })?;
                let key = super::wording::plain_text(&row.value)?;
                let answers = session.value_of(id);
                // A row without an answer, beside rows that have one, is null.
                let value = match answers.get(&key) {
                    Value::Undefined if !is_blank(&answers) => Value::Null,
                    answer => answer.clone(),
                };
                return Some(Hit {
                    value,
                    by: By::Row(id),
                    order_counts: false,
                });
            }
            Kind::MultipleText(_) => {
                if is_all {
                    return None;
                }
                for last in (first..=path.last_to_join(first)).rev() {
                    let name = path.name(first, last);
                    let field = session
                        .form
                        .item(id)
                        .children
                        .iter()
                        .copied()
                        .find(|&field| *session.spec(field).name == *name);
                    if let Some(field) = field {
                        return self.in_question(field, path, last + 1, path.index(last));
                    }
                }
                return None;
            }
            Kind::PanelDynamic(_) => {
                if let Some(index) = index {
                    session.await_panels(id);
                    let entry = *session.entries(id).get(index as usize)?;
                    return self.in_entry(id, entry, path, first, false);
                }
                if session.is_empty_question(id) {
                    return is_all.then(|| Hit {
                        value: Value::Undefined,
                        by: By::Question(id),
                        order_counts: false,
                    });
                }
            }
            _ => {}
        }
        if is_all {
            return self.value_of(id, index, path.wants_original());
        }
        if session.is_empty_question(id) {
            return None;
        }
        let mut value = session.value_of(id);
        if let Some(index) = index {
            value = value.as_list()?.get(index as usize)?.clone();
        }
        path.find_in(&value, first).map(Hit::plain)
    }

    fn value_of(&self, id: Id, index: Option<f64>, original: bool) -> Option<Hit> {
        let session = self.session;
        let spec = session.spec(id);
        let mut value = match &spec.kind {
            Kind::Text(text) => session.unmasked_value(text, session.value_of(id)),
            kind => match choice_of(kind) {
                Some(choice) if super::choices::is_list(kind) => {
                    let has_comments = choice.items.iter().any(|item| item.has_comment);
                    if has_comments || (choice.value_property.is_some() && !original) {
                        match session.choices(id).map(|choices| &choices.rendered) {
                            None | Some(Value::Undefined) => Value::list([]),
                            Some(rendered) => rendered.clone(),
                        }
                    } else {
                        session.value_of(id)
                    }
                }
                Some(_) => {
                    let value = session.value_of(id);
                    match value.get("value") {
                        inner if !is_blank(inner) => inner.clone(),
                        _ => value,
                    }
                }
                None => session.value_of(id),
            },
        };
        if let Some(index) = index
            && let Value::List(items) = &value
        {
            value = items.get(index as usize).cloned().unwrap_or_default();
        }
        Some(Hit {
            value,
            by: By::Question(id),
            order_counts: matches!(spec.kind, Kind::Ranking(_)),
        })
    }

    /// Among the questions of a panel, by the names that their answers have.
    fn among(&self, panel: Id, path: &Path, first: usize) -> Option<Hit> {
        for last in (first..=path.last_to_join(first)).rev() {
            let lower = path.lowercase_name(first, last);
            if let Some(question) = self.session.questions_named_in_entry(panel, lower) {
                return self.in_question(question, path, last + 1, path.index(last));
            }
        }
        None
    }

    /// What a path leads to within one panel of a dynamic panel.
    fn in_entry(
        &self,
        owner: Id,
        entry: Id,
        path: &Path,
        first: usize,
        is_root: bool,
    ) -> Option<Hit> {
        let session = self.session;
        let left = path.part_count().checked_sub(first)?;
        if left == 0 {
            return None;
        }
        let name = path.lowercase_name(first, first);
        let visible = session.visible_entries(owner);
        let arriving = session.panels(owner).and_then(|panels| panels.arriving);
        let place_among = |entries: &[Id]| {
            entries
                .iter()
                .position(|&other| other == entry && arriving != Some(other))
                .map_or(-1.0, |place| place as f64)
        };
        if left == 1 {
            let place = match name {
                "panelindex" => Some(place_among(session.entries(owner))),
                "visiblepanelindex" => Some(place_among(&visible)),
                _ => None,
            };
            if let Some(place) = place {
                return Some(Hit {
                    value: Value::Number(place),
                    by: By::Place,
                    order_counts: false,
                });
            }
        }
        if left > 1 && matches!(name, "prevpanel" | "nextpanel") {
            let step = if name == "prevpanel" { -1.0 } else { 1.0 };
            let place = place_among(&visible) + step;
            let neighbour = (place >= 0.0)
                .then(|| visible.get(place as usize).copied())
                .flatten();
            return match neighbour {
                Some(neighbour) => self.within_entry(owner, neighbour, path, first + 1),
                None => Some(Hit::plain(Value::Undefined)),
            };
        }
        if left > 1
            && name == "parentpanel"
            && let Some(outer) = session.form.item(owner).owner
            && let Some(outer_entry) = session.entry_of(outer, owner)
        {
            return self.within_entry(outer, outer_entry, path, first + 1);
        }
        if name == "panel" {
            return self.within_entry(owner, entry, path, first + 1);
        }
        if is_root {
            return None;
        }
        self.within_entry(owner, entry, path, first)
    }

    fn within_entry(&self, owner: Id, entry: Id, path: &Path, first: usize) -> Option<Hit> {
        let session = self.session;
        if let Some(hit) = self.among(entry, path, first) {
            return Some(hit);
        }
        let place = session
            .entries(owner)
            .iter()
            .position(|&other| other == entry);
        let data = session.entry_data_at(owner, place);
        if first >= path.part_count() {
            return Some(Hit::plain(data));
        }
        let found = path.find_in(&data, first);
        if found.is_none() && !self.is_asked_beside(owner, path.lowercase_name(first, first)) {
            return None;
        }
        Some(Hit::plain(found.unwrap_or_default()))
    }

    /// Whether another dynamic panel whose answers are the same list asks for it: it is known then, and not answered
    /// yet.
    fn is_asked_beside(&self, owner: Id, lower: &str) -> bool {
        let session = self.session;
        let shared = session.spec(owner);
        let sharing = session.form.value_names.all(value_name(&shared));
        sharing
            .iter()
            .filter(|&&other| other != owner)
            .any(|&other| match &session.spec(other).kind {
                Kind::PanelDynamic(kind) => asks(&kind.elements, lower),
                _ => false,
            })
    }

    /// The question that a text or an expression is of, as it calls itself, and the one that it is a field of.
    fn whose(&self, name: &str) -> Option<Id> {
        let (Subject::Item(id) | Subject::Choice(id, _)) = self.subject else {
            return None;
        };
        let item = self.session.form.item(id);
        match name {
            "self" if item.is_question() => Some(id),
            "parent" if item.is_question() => item.owner,
            _ => None,
        }
    }

    /// A property of an element: `{$question.isVisible}`.
    fn property(&self, path: &Path) -> Option<Found> {
        let last = path.part_count().checked_sub(1)?;
        let element = path.lowercase_name(0, last.checked_sub(1)?);
        let session = self.session;
        let id = self
            .whose(path.name(0, 0))
            .filter(|_| last == 1)
            .or_else(|| session.form.value_names.first_in_lowercase(element))
            .or_else(|| session.form.panel_names.first_in_lowercase(element))
            .or_else(|| session.page_named_in_lowercase(element))?;
        let value = session.property_of(id, path.name(last, last));
        (!value.is_undefined()).then(|| value.into())
    }
}

impl Scope for SessionScope<'_> {
    fn find(&self, path: &Path) -> Option<Found> {
        self.session.awaited.read(|| {
            if path.is_property() {
                return self.property(path);
            }
            self.look_up(path).map(|hit| Found {
                value: hit.value,
                order_counts: hit.order_counts,
            })
        })
    }

    fn calendar(&self) -> &dyn Calendar {
        &*self.session.setting.calendar
    }

    fn json(&self) -> &dyn Json {
        &*self.session.setting.json
    }

    fn survey(&self) -> Option<&dyn Scope> {
        Some(self)
    }

    fn display_value(&self, question: &Value, value: &Value) -> Value {
        match self.named(question) {
            Some(id) if is_empty(value) => {
                let own = self.session.value_of(id);
                self.session.display_value(id, &own)
            }
            Some(id) => self.session.display_value(id, value),
            None => Value::Undefined,
        }
    }

    fn property_value(&self, question: &Value, property: &Value) -> Value {
        match (self.named(question), property.as_text()) {
            (Some(id), Some(property)) => self.session.property_of(id, property),
            _ => Value::Undefined,
        }
    }

    fn comment(&self, question: &Value, _choice: &Value) -> Value {
        match self.named(question) {
            Some(id) => self.session.comment_of(id),
            None => Value::Undefined,
        }
    }

    fn is_container_ready(&self, name: &Value, index: &Value) -> bool {
        let Some(name) = name.as_text() else {
            return false;
        };
        let session = self.session;
        let container = session
            .page_named(name)
            .or_else(|| session.form.panel_names.first(name))
            .or_else(|| {
                let id = session.form.names.first(name)?;
                match number_of(index) {
                    Some(index) if session.is_dynamic(id) => {
                        session.entries(id).get(index as usize).copied()
                    }
                    _ => Some(id),
                }
            });
        let Some(container) = container else {
            return false;
        };
        // What holds the element that asks would never come to an end.
        if session.running.checks_readiness {
            return true;
        }
        // Nothing of a check may stay behind, so it is made on a copy.
        let mut copy = session.clone();
        copy.running.checks_readiness = true;
        let keep_nothing = super::validation::How {
            keeps: false,
            on_change: false,
        };
        copy.validate_element(container, keep_nothing)
    }

    fn is_display_mode(&self) -> Value {
        Value::Bool(self.session.is_display_only())
    }
}

impl SessionScope<'_> {
    fn named(&self, question: &Value) -> Option<Id> {
        let name = question.as_text()?;
        let session = self.session;
        if let Subject::Item(id) | Subject::Choice(id, _) = self.subject {
            let mut at = id;
            while let Some(owner) = session.form.item(at).owner {
                if let Some(entry) = session.entry_of(owner, at)
                    && let Some(found) = session.question_in_entry(entry, name)
                {
                    return Some(found);
                }
                at = owner;
            }
        }
        session.form.names.first(name)
    }
}

fn asks(elements: &[Element], lower: &str) -> bool {
    elements.iter().any(|element| match element {
        Element::Question(question) => lowercase(value_name(question)) == lower,
        Element::Panel(panel) => asks(&panel.elements, lower),
        Element::Journey(_) => false,
    })
}

/// Negative indices count from the end.
fn item_at(list: &Value, index: f64) -> Option<Value> {
    let items = list.as_list()?;
    let place = if index < 0.0 {
        items.len() as f64 + index
    } else {
        index
    };
    (place >= 0.0).then(|| items.get(place as usize).cloned())?
}

impl Session {
    fn choice_text_of(&self, id: Id, value: &Value) -> Option<std::rc::Rc<str>> {
        self.shown_choices(id)
            .iter()
            .find(|offer| is_identical(&offer.value, value))
            .map(|offer| self.choice_text(id, offer))
    }
}
