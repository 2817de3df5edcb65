//! Triggers: what happens once a condition holds.

use std::cell::RefCell;
use std::rc::Rc;

use super::Session;
use super::changes::{Change, is_any_changed};
use super::equal::is_alike;
use super::form::{Id, Spec, value_name};
use super::scope::Subject;
use crate::definition::{Condition, Kind, Trigger, TriggerAction};
use crate::expression::{Path, Scope, is_truthy};
use crate::value::{Object, Value};

/// Triggers that set off triggers do so only so often.
const MAX_ROUNDS: usize = 3;

/// The triggers of a question, as bits.
const RESET: u8 = 1;
const SET_IF: u8 = 2;
const SET: u8 = 4;

impl Session {
    pub(super) fn check_triggers(
        &mut self,
        changes: Vec<Change>,
        on_next_page: bool,
        on_complete: bool,
        on_navigation: bool,
        name: Option<&str>,
    ) {
        if self.is_completed() || self.survey.triggers.is_empty() || self.is_display_only() {
            return;
        }
        self.run_triggers(changes, on_next_page, on_complete, on_navigation, name);
    }

    #[inline(never)]
    fn run_triggers(
        &mut self,
        changes: Vec<Change>,
        on_next_page: bool,
        on_complete: bool,
        on_navigation: bool,
        name: Option<&str>,
    ) {
        if self.running.triggers {
            for change in changes {
                match self
                    .running
                    .trigger_keys
                    .iter_mut()
                    .find(|known| known.name == change.name)
                {
                    Some(known) => *known = change,
                    None => self.running.trigger_keys.push(change),
                }
            }
            return;
        }
        let needs_valid = self
            .survey
            .triggers
            .iter()
            .any(|trigger| requires_valid(&trigger.action));
        let is_invalid = !on_complete
            && needs_valid
            && name
                .and_then(|name| self.form.value_names.first(name))
                .is_some_and(|id| !self.would_be_valid(id));
        self.running.triggers = true;
        self.running.trigger_keys = changes.clone();
        let mut known = changes;
        let survey = self.survey.clone();
        for _ in 0..MAX_ROUNDS {
            for (place, trigger) in survey.triggers.iter().enumerate() {
                if !(is_invalid && requires_valid(&trigger.action)) {
                    self.check_trigger(place, trigger, on_next_page, on_complete, on_navigation);
                }
            }
            let now = self.running.trigger_keys.clone();
            if self.is_completed() || is_same_set(&known, &now) {
                break;
            }
            self.running.trigger_keys = now
                .into_iter()
                .filter(|change| !known.iter().any(|other| is_same_change(change, other)))
                .collect();
            known = self.running.trigger_keys.clone();
        }
        self.running.triggers = false;
    }

    fn check_trigger(
        &mut self,
        place: usize,
        trigger: &Trigger,
        on_next_page: bool,
        on_complete: bool,
        on_navigation: bool,
    ) {
        let changes = self.running.trigger_keys.clone();
        let can_run = match &trigger.action {
            TriggerAction::SetValue { to, .. } => !on_next_page && !to.is_empty(),
            TriggerAction::CopyValue { from, to, .. } => {
                !on_next_page && !to.is_empty() && !from.is_empty()
            }
            TriggerAction::RunExpression { .. } | TriggerAction::Skip { .. } => !on_next_page,
            TriggerAction::Visible { .. } | TriggerAction::Complete => true,
        };
        if !can_run || on_complete {
            return;
        }
        if let TriggerAction::SetValue { to, .. } | TriggerAction::CopyValue { to, .. } =
            &trigger.action
            && let [only] = changes.as_slice()
            && only.name == *to
        {
            return;
        }
        let is_navigation = on_navigation || on_next_page;
        match &trigger.condition {
            Some(condition) => {
                if self.running_triggers.contains(&place)
                    || !self.is_trigger_due(Some(condition), &trigger.action, &changes)
                {
                    return;
                }
                self.running_triggers.push(place);
                let holds =
                    self.evaluate_with_panels(Subject::Survey, condition) == Value::Bool(true);
                self.act(place, trigger, holds, is_navigation);
                self.running_triggers.retain(|&running| running != place);
            }
            None => {
                if matches!(trigger.action, TriggerAction::CopyValue { .. })
                    && self.is_trigger_due(None, &trigger.action, &changes)
                {
                    self.act(place, trigger, true, is_navigation);
                }
            }
        }
    }

    fn is_trigger_due(
        &self,
        condition: Option<&Condition>,
        action: &TriggerAction,
        changes: &[Change],
    ) -> bool {
        if let Some(condition) = condition
            && condition.expression().calls_without_names()
        {
            return true;
        }
        let mut names = condition.map_or_else(Vec::new, |condition| condition.expression().names());
        if let TriggerAction::CopyValue { from, .. } = action
            && !names.contains(&&**from)
        {
            names.push(from);
        }
        names.is_empty() || is_any_changed(changes, &names)
    }

    fn act(&mut self, place: usize, trigger: &Trigger, holds: bool, is_navigation: bool) {
        match &trigger.action {
            TriggerAction::Visible { pages, questions } => {
                for page in pages {
                    if let Some(id) = self.page_named(page) {
                        self.set_visible(id, holds);
                    }
                }
                for question in questions {
                    if let Some(id) = self.form.names.first(question) {
                        self.set_visible(id, holds);
                    }
                }
            }
            TriggerAction::Complete => {
                if holds && is_navigation {
                    self.complete_now();
                } else {
                    self.allow_completion(place, holds);
                }
            }
            _ if !holds => {}
            TriggerAction::SetValue {
                to,
                value,
                is_variable,
            } => self.set_from_trigger(to, value.clone(), *is_variable),
            TriggerAction::CopyValue { from, to, display } => {
                if let Some(value) = self.value_to_copy(from, *display) {
                    self.set_from_trigger(to, value, false);
                }
            }
            TriggerAction::Skip { to } => self.skip_to(to),
            TriggerAction::RunExpression { to, expression } => {
                if let Some(expression) = expression {
                    let value = self.evaluate_with_panels(Subject::Survey, expression);
                    if let Some(to) = to
                        && !value.is_undefined()
                    {
                        let value = self.date_as_text(value, super::masks::Precision::Days);
                        self.set_from_trigger(to, value, false);
                    }
                }
            }
        }
    }

    fn value_to_copy(&self, from: &str, display: bool) -> Option<Value> {
        let path = Path::parse(from);
        if display {
            return self.displayed(Subject::Survey, &path);
        }
        // Conditions take panels without an answer for nothing, but there they are.
        if path.part_count() == 1
            && path.index(0).is_none()
            && let Some(id) = self
                .form
                .value_names
                .first_in_lowercase(path.lowercase_name(0, 0))
            && self.is_dynamic(id)
        {
            return Some(self.value_of(id));
        }
        self.scope_of(Subject::Survey)
            .find(&path)
            .map(|found| found.value)
    }

    fn set_from_trigger(&mut self, name: &Rc<str>, value: Value, is_variable: bool) {
        if name.is_empty() {
            return;
        }
        if is_variable {
            self.set_variable(name, value);
        } else if let Some(id) = self.question_by_path(name)
            && !self.has_fields(id)
        {
            self.give(id, value);
        } else if !name.contains('.') {
            self.set_value(name, value, true, None);
        }
    }

    /// Whether a name leads not to the question but into it: what is set by the name is recorded as it is.
    fn has_fields(&self, id: Id) -> bool {
        matches!(self.spec(id).kind, Kind::Matrix(_) | Kind::MultipleText(_))
    }

    /// The question that a name leads to, within dynamic panels too.
    fn question_by_path(&mut self, name: &str) -> Option<Id> {
        let path = Path::parse(name);
        let (mut entry, mut first) = (None, 0);
        while first < path.part_count() {
            let (last, id) = (first..=path.last_to_join(first)).rev().find_map(|last| {
                let name = path.lowercase_name(first, last);
                let id = match entry {
                    None => self.form.value_names.first_in_lowercase(name),
                    Some(entry) => self.questions_named_in_entry(entry, name),
                };
                id.map(|id| (last, id))
            })?;
            first = last + 1;
            if first == path.part_count() && path.index(last).is_none() {
                return Some(id);
            }
            if !self.is_dynamic(id) {
                let rest = path.lowercase_name(first, path.part_count() - 1);
                let mut fields = self.form.item(id).children.iter().copied();
                return fields
                    .find(|&field| crate::expression::lowercase(&self.spec(field).name) == rest);
            }
            let place = path.index(last).filter(|place| *place >= 0.0)? as usize;
            self.build_panels(id);
            entry = Some(*self.entries(id).get(place)?);
        }
        None
    }

    // What questions do of themselves when something changes.

    pub(super) fn run_question_triggers(&mut self, name: Option<&Rc<str>>, value: Option<&Value>) {
        if self.is_display_only() {
            return;
        }
        for id in self.form.with_triggers.clone() {
            // What a choice asks is there only for those who chose it.
            if !self.form.is_of_choice(id) || self.is_parent_visible(id) {
                self.run_triggers_of(id, name, value);
            }
        }
    }

    #[inline(never)]
    fn run_triggers_of(&mut self, id: Id, name: Option<&Rc<str>>, value: Option<&Value>) {
        // What the first of its triggers changes may set off the next.
        let changes = self.running.keys.clone().unwrap_or_else(|| {
            let change = name.map(|name| Change {
                name: name.clone(),
                old: None,
                new: value.cloned().unwrap_or_default(),
            });
            Rc::new(RefCell::new(change.into_iter().collect()))
        });
        self.run_triggers_within(id, name, &changes);
    }

    fn run_triggers_within(
        &mut self,
        id: Id,
        name: Option<&Rc<str>>,
        changes: &RefCell<Vec<Change>>,
    ) {
        // A list says nothing to its own panels as a whole: they hear of the answers in them one by one.
        let owner = self.form.item(id).owner;
        let is_own = owner.is_some_and(|owner| name == Some(value_name(&self.spec(owner))));
        if !is_own {
            self.run_own_triggers(id, changes);
        }
        if self.is_dynamic(id) {
            for entry in self.visible_entries(id) {
                for question in self.form.questions_in(entry) {
                    self.run_triggers_within(question, name, changes);
                }
            }
        }
    }

    /// After an answer within a panel changed: what the other questions of that panel make of it.
    pub(super) fn run_entry_triggers(&mut self, entry: Id, name: &str, value: &Value) {
        let changes = RefCell::new(vec![Change {
            name: format!("panel.{name}").into(),
            old: None,
            new: value.clone(),
        }]);
        let Some(owner) = self.form.item(entry).owner else {
            return;
        };
        let starting = self.panels(owner).and_then(|panels| panels.starting);
        for question in self.form.questions_in(entry) {
            self.follow_binding(question, name, value);
            self.run_own_triggers(question, &changes);
            if starting == Some(question) {
                break;
            }
        }
        let Some(place) = self.entries(owner).iter().position(|&other| other == entry) else {
            return;
        };
        for other in self.sharing_list(owner) {
            // Whoever asks for the same list has its panels from now on, be its page shown or not.
            if !self.is_page_in_view(other) {
                self.build_panels(other);
            }
            if let Some(&beside) = self.visible_entries(other).get(place) {
                for question in self.form.questions_in(beside) {
                    self.run_own_triggers(question, &changes);
                }
            }
        }
    }

    /// In a panel that is made only now: what its questions make of the answers that it finds.
    pub(super) fn run_triggers_of_new(&mut self, owner: Id, entry: Id) {
        let answers = self.entry_data(owner, entry);
        let changes = answers.as_object().into_iter().flat_map(Object::iter);
        let changes = changes.map(|(name, value)| Change {
            name: ["panel.", name].concat().into(),
            old: None,
            new: value.clone(),
        });
        let changes: RefCell<Vec<Change>> = RefCell::new(changes.collect());
        if changes.borrow().is_empty() {
            return;
        }
        for question in self.form.questions_in(entry) {
            self.run_own_triggers(question, &changes);
        }
    }

    /// The other dynamic panels whose answers are the same list.
    fn sharing_list(&self, id: Id) -> Vec<Id> {
        let spec = self.spec(id);
        let Some(name) = &spec.value_name else {
            return Vec::new();
        };
        let sharing = self.form.value_names.all(name).iter().copied();
        sharing
            .filter(|&other| other != id && self.is_dynamic(other))
            .collect()
    }

    fn run_own_triggers(&mut self, id: Id, changes: &RefCell<Vec<Change>>) {
        let Spec::Question(spec) = self.form.item(id).spec.clone() else {
            return;
        };
        if self.state(id).is_none_or(|state| state.setting_value) {
            return;
        }
        if let Some(condition) = &spec.reset_value_if
            && !self.is_empty_question(id)
            && is_due(&changes.borrow(), condition, None)
            && !self.is_acting(id, RESET)
        {
            self.while_acting(id, RESET, |session| {
                if session.evaluate_with_panels(Subject::Item(id), condition) == Value::Bool(true) {
                    session.update_with_default_or_clear(id);
                }
            });
        }
        if let Some(condition) = &spec.set_value_if {
            if is_due(
                &changes.borrow(),
                condition,
                spec.set_value_expression.as_ref(),
            ) && !self.is_acting(id, SET_IF)
            {
                self.while_acting(id, SET_IF, |session| {
                    if !is_truthy(&session.evaluate_with_panels(Subject::Item(id), condition)) {
                        return;
                    }
                    match &spec.set_value_expression {
                        Some(expression) => session.set_by_expression(id, expression),
                        None => session.clear_value(id, false),
                    }
                });
            }
        } else if let Some(expression) = &spec.set_value_expression
            && is_due(&changes.borrow(), expression, None)
            && !self.is_acting(id, SET)
        {
            self.while_acting(id, SET, |session| session.set_by_expression(id, expression));
        }
    }

    fn is_acting(&self, id: Id, trigger: u8) -> bool {
        self.state(id)
            .is_none_or(|state| state.acting_triggers & trigger != 0)
    }

    fn while_acting(&mut self, id: Id, trigger: u8, act: impl FnOnce(&mut Self)) {
        if let Some(state) = self.state_mut(id) {
            state.acting_triggers |= trigger;
        }
        act(self);
        if let Some(state) = self.state_mut(id) {
            state.acting_triggers &= !trigger;
        }
    }

    fn set_by_expression(&mut self, id: Id, expression: &Condition) {
        let value = self.evaluate_with_panels(Subject::Item(id), expression);
        self.give_from_expression(id, value);
    }
}

fn requires_valid(action: &TriggerAction) -> bool {
    matches!(action, TriggerAction::Complete | TriggerAction::Skip { .. })
}

/// Whether a question is to act: something that its condition reads has changed, or it reads nothing at all.
fn is_due(changes: &[Change], first: &Condition, second: Option<&Condition>) -> bool {
    let reads = |condition: &Condition| {
        if condition.expression().calls_without_names() {
            return Reads::Function;
        }
        let names = condition.expression().names();
        if names.is_empty() {
            Reads::Nothing
        } else if is_any_changed(changes, &names) {
            Reads::Changed
        } else {
            Reads::Unchanged
        }
    };
    match (reads(first), second) {
        (Reads::Changed, _) => true,
        (found, None) => matches!(found, Reads::Function | Reads::Nothing),
        (_, Some(second)) => !matches!(reads(second), Reads::Unchanged),
    }
}

enum Reads {
    Function,
    Nothing,
    Changed,
    Unchanged,
}

fn is_same_set(one: &[Change], other: &[Change]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .all(|change| other.iter().any(|known| is_same_change(change, known)))
}

fn is_same_change(one: &Change, other: &Change) -> bool {
    let undefined = Value::Undefined;
    one.name == other.name
        && is_alike(&one.new, &other.new)
        && is_alike(
            one.old.as_ref().unwrap_or(&undefined),
            other.old.as_ref().unwrap_or(&undefined),
        )
}
