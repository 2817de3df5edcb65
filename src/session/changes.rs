//! What follows when an answer changes: the questions of that name take it over, conditions are looked at again, then
//! triggers, then checks. The order is that of survey-core, because documents in the field depend on it.

use std::cell::RefCell;
use std::rc::Rc;

use super::equal::{is_alike, is_blank, is_same, is_same_choice};
use super::form::Id;
use super::values::words_or_none;
use super::{COMMENT_SUFFIX, Session, Stage};
use crate::expression::{Path, is_empty, lowercase};
use crate::value::Value;

/// Triggers that set each other without end stop after so many changes.
const MAX_DEPTH: u32 = 32;
/// Words that are taken away as often as they are set are given up.
const MAX_COMMENTS: u32 = 10;

/// A name that got another value. `old` is only known where it matters.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub name: Rc<str>,
    pub old: Option<Value>,
    pub new: Value,
}

/// What is going on at the moment: changes cause changes.
#[derive(Clone, Debug, Default)]
pub(super) struct Running {
    /// Defaults are being set before any condition was looked at.
    pub loading: bool,
    /// The survey is being loaded, its first look at conditions included: nobody goes on by themselves yet.
    pub starting: bool,
    /// The question that is just being given what it offers for the first time.
    pub first_offer_of: Option<Id>,
    /// Pages and panels whose questions know that they are hidden, while the document is loaded.
    pub known_hidden: Vec<Id>,
    pub conditions: bool,
    /// The item whose conditions are being looked at.
    pub looked_at: Option<Id>,
    pub changed_in_conditions: bool,
    pub rounds: u32,
    pub notify_after_conditions: bool,
    /// Conditions are looked at because of a change, and not all of them because all may have changed.
    pub because_of_change: bool,
    /// The names that changed since conditions were last looked at because of a change. Who holds on to them sees those
    /// that are added too.
    pub keys: Option<Rc<RefCell<Vec<Change>>>>,
    pub triggers: bool,
    pub trigger_keys: Vec<Change>,
    /// Names whose change somebody is still to be told of.
    pub to_notify: Vec<Rc<str>>,
    pub bindings: bool,
    /// How many comments are being set because of one another.
    pub comments: u32,
    /// The question whose words are on their way into the answers.
    pub commented: Option<Id>,
    /// All answers are being replaced.
    pub setting_data: bool,
    /// An answer is being taken in where its question was put onto another page: it is what it is, offered or not.
    pub taking_in: bool,
    /// Whether a container is checked because an expression asks for it.
    pub checks_readiness: bool,
    /// How many changes led to one another up to the one that is being made.
    pub depth: u32,
    /// A run is being taken up again, so nobody goes anywhere yet.
    pub resuming: bool,
}

impl Session {
    /// Sets an answer; nothing, be it an empty text or list, takes it away. After completion nothing moves.
    pub fn set(&mut self, name: &str, value: Value) {
        if self.is_completed() || name.is_empty() {
            return;
        }
        let name: Rc<str> = name.into();
        if !is_same(self.answers.get(&name), &value) {
            self.paradata.count_change(&name);
        }
        self.set_value(&name, value, true, None);
        self.after_change();
    }

    /// Sets the words beside an answer.
    pub fn set_comment(&mut self, name: &str, words: &str) {
        if self.is_completed() || name.is_empty() {
            return;
        }
        let name: Rc<str> = name.into();
        if self.stage == Stage::Preview && !self.worded_in_preview.contains(&name) {
            self.worded_in_preview.push(name.clone());
        }
        self.set_comment_value(&name, Value::text(words));
        self.after_change();
    }

    /// `by`: the question that it comes from.
    pub(super) fn set_value(&mut self, name: &Rc<str>, value: Value, notify: bool, by: Option<Id>) {
        if self.holds_already(name, &value) || self.running.depth >= MAX_DEPTH {
            return;
        }
        self.running.depth += 1;
        self.change_value(name, value, notify, by);
        self.running.depth -= 1;
    }

    fn change_value(&mut self, name: &Rc<str>, value: Value, notify: bool, by: Option<Id>) {
        let old = self.answers.get(name).clone();
        let kept = if is_empty(&value) {
            Value::Undefined
        } else {
            value.clone()
        };
        self.answers.set(name, kept);
        self.take_over(name, &value);
        self.recount_answers();
        // An empty list for nothing, or a number for the text that says it, is nobody's news: what does not wait for news
        // of what it reads looks again when there is some.
        if self.running.bindings || is_same_choice(&value, &old) {
            self.form
                .rules
                .mark_impatient_readers(&lowercase(name), |_| true);
            return;
        }
        self.running.to_notify.push(name.clone());
        self.check_triggers_and_conditions(name, &value, &old, None);
        let is_pending = |session: &Self| session.running.to_notify.contains(name);
        if is_pending(self) {
            if notify {
                self.notify_of_value(name, &value, by);
            }
            self.check_filled_page(name);
            self.running.to_notify.retain(|pending| pending != name);
        }
    }

    fn holds_already(&self, name: &str, value: &Value) -> bool {
        let is_nothing = |value: &Value| {
            matches!(value, Value::Undefined | Value::Null) || value.as_text() == Some("")
        };
        let old = self.answers.get(name);
        match (is_nothing(old), is_nothing(value)) {
            (true, true) => true,
            (false, false) => is_same(value, old),
            _ => false,
        }
    }

    /// The questions of that name take the value over.
    fn take_over(&mut self, name: &str, value: &Value) {
        for id in self.form.value_names.all(name).to_vec() {
            if !is_same(&self.value_of(id), value) {
                self.update_from_data(id, value, false);
                self.record_split_other(id, name, value);
            }
        }
    }

    /// What is not offered became "other" in a list of answers, and the answers say so too.
    fn record_split_other(&mut self, id: Id, name: &str, value: &Value) {
        let own = self.value_of(id);
        if let (Value::List(given), Value::List(kept)) = (value, &own)
            && given.len() == kept.len()
            && self.keeps_other_beside(id)
            && super::choices::is_other(&own)
            && !super::choices::is_other(value)
        {
            self.answers.set(&name.into(), own);
        }
    }

    pub(super) fn set_comment_value(&mut self, name: &Rc<str>, words: Value) {
        let comment_name: Rc<str> = [&**name, COMMENT_SUFFIX].concat().into();
        let old = words_or_none(self.answers.get(&comment_name));
        let new = words_or_none(&words);
        if is_same(&new, &old) {
            return;
        }
        let kept = if is_blank(&new) {
            Value::Undefined
        } else {
            new.clone()
        };
        self.answers.set(&comment_name, kept);
        for id in self.form.value_names.all(name).to_vec() {
            self.update_comment_from_data(id, new.clone());
            self.validate_on_change(id);
        }
        if !is_same_choice(&new, &old) {
            self.check_triggers_and_conditions(&comment_name, &new, &old, Some(name));
        }
        self.forget_progress(true);
        self.check_filled_page(name);
        // A trigger may take the words away each time they are set.
        if let Some(id) = self.form.value_names.first(name)
            && self.running.comments < MAX_COMMENTS
        {
            self.running.comments += 1;
            self.set_question_comment(id, new);
            self.running.comments -= 1;
        }
    }

    fn check_triggers_and_conditions(
        &mut self,
        name: &Rc<str>,
        new: &Value,
        old: &Value,
        related: Option<&Rc<str>>,
    ) {
        let mut changes = vec![Change {
            name: name.clone(),
            old: Some(old.clone()),
            new: new.clone(),
        }];
        if let Some(related) = related {
            let value = self.answers.get(related).clone();
            changes.push(Change {
                name: related.clone(),
                old: Some(value.clone()),
                new: value.clone(),
            });
            self.add_key(related, value);
            self.form.rules.mark_readers(&lowercase(related));
        }
        self.run_conditions_after(&[(name.clone(), new.clone())], Some(name));
        self.check_triggers(changes, false, false, false, Some(related.unwrap_or(name)));
    }

    pub(super) fn run_conditions_after(
        &mut self,
        changed: &[(Rc<str>, Value)],
        name: Option<&Rc<str>>,
    ) {
        for (name, value) in changed {
            self.add_key(name, value.clone());
            self.form.rules.mark_readers(&lowercase(name));
        }
        if self.running.conditions {
            self.running.changed_in_conditions = true;
            return;
        }
        // A change that follows from another is looked at together with it: what reads the other may have looked when it
        // was not to change.
        if self
            .running
            .keys
            .as_ref()
            .is_some_and(|keys| keys.borrow().len() > changed.len())
        {
            self.mark_readers_of_changes();
        }
        self.running.because_of_change = true;
        self.run_conditions();
        self.running.because_of_change = false;
        let value = changed.iter().find(|(changed, _)| Some(changed) == name);
        self.run_question_triggers(name, value.map(|(_, value)| value));
        self.running.keys = None;
    }

    fn add_key(&mut self, name: &Rc<str>, value: Value) {
        let mut keys = self.running.keys.get_or_insert_default().borrow_mut();
        match keys.iter_mut().find(|key| key.name == *name) {
            Some(key) => key.new = value,
            None => keys.push(Change {
                name: name.clone(),
                old: None,
                new: value,
            }),
        }
    }

    /// Tells those who want to know of a change, once its conditions and triggers have run.
    fn notify_of_value(&mut self, name: &Rc<str>, value: &Value, by: Option<Id>) {
        for id in self.form.value_names.all(name).to_vec() {
            self.validate_on_change(id);
            self.on_data_changed(id, value);
        }
        self.forget_progress(true);
        if !self.form.with_bindings.is_empty() {
            self.follow_bindings(name, value);
        }
        let by_name = by
            .and_then(|id| Some(self.form.question(id)?.name.clone()))
            .unwrap_or_else(|| name.clone());
        self.notify_of_any(name, &by_name);
    }

    /// A name is empty where all may have changed.
    pub(super) fn notify_of_any(&mut self, name: &str, by: &str) {
        if self.running.loading {
            return;
        }
        if self.running.conditions {
            self.running.notify_after_conditions = true;
            return;
        }
        for place in 0..self.form.with_watching_validators.len() {
            let (id, watched) = &self.form.with_watching_validators[place];
            if watches(watched, name) {
                let id = *id;
                self.validate_because_of(id, by);
            }
        }
        if !name.is_empty() {
            for place in 0..self.form.carrying.len() {
                let (id, from) = self.form.carrying[place].clone();
                if *from == *name || *from == *by {
                    self.refresh_choices(id);
                    self.clear_incorrect(id);
                }
            }
        }
        for place in 0..self.form.with_lists.len() {
            let id = self.form.with_lists[place];
            if *name != **super::form::value_name(&self.spec(id)) {
                self.run_list(id);
            }
        }
        for place in 0..self.form.dynamic_panels.len() {
            let id = self.form.dynamic_panels[place];
            self.tell_panels_of_any(id, name, by);
        }
    }

    /// Sets a variable: a fact that is no answer. Names of variables are in lower case.
    pub(super) fn set_variable(&mut self, name: &str, value: Value) {
        // A fact stands in the place of an answer of that name.
        self.answers.set(&name.into(), Value::Undefined);
        let lower: Rc<str> = lowercase(name).into();
        let old = self.variables.get(&lower).cloned().unwrap_or_default();
        Rc::make_mut(&mut self.variables).set(lower.clone(), value.clone());
        self.notify_of_any(&lower, "");
        if !is_alike(&old, &value) {
            self.run_conditions_after(&[(lower.clone(), value.clone())], Some(&lower));
            let change = Change {
                name: lower.clone(),
                old: Some(old),
                new: value,
            };
            self.check_triggers(vec![change], false, false, false, Some(&lower));
        }
    }

    /// Replaces all answers, as they come from a host or a draft.
    pub fn set_data(&mut self, data: &Value) {
        self.answers.clear();
        if let Some(object) = data.as_object() {
            for (name, value) in object.iter() {
                let trimmed = name.trim();
                let name = if trimmed.len() == name.len() {
                    name.clone()
                } else {
                    trimmed.into()
                };
                self.answers.set(&name, value.clone());
            }
        }
        self.running.setting_data = true;
        // Should a question change its answer when it takes it in, those that wait for no news look at the new answers.
        self.form.rules.mark_all_impatient();
        let clear = data.is_absent();
        self.update_all_from_data(clear);
        for id in self.form.all_questions() {
            let value = self.data_of(id);
            self.on_data_changed(id, &value);
        }
        self.notify_of_any("", "");
        self.running.setting_data = false;
        self.form.rules.mark_all();
        self.run_conditions();
        self.update_all_from_data(clear);
        // What conditions put into a question beside its answer is gone by now.
        self.form.rules.mark_all_impatient();
        self.after_change();
    }

    fn update_all_from_data(&mut self, clear: bool) {
        for id in self.form.all_questions() {
            let value = self.data_of(id);
            self.update_from_data(id, &value, clear);
            if self.keeps_comment(id) {
                let words = self.comment_in_data(id);
                self.update_comment_from_data(id, words);
            }
        }
    }
}

/// Whether the answer of that name is among those that validators read, or a part of it.
pub(super) fn watches(watched: &[String], name: &str) -> bool {
    watched.iter().any(|watched| {
        watched
            .strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

/// Whether a name among those that an expression reads is among those that changed. A path into a value changed only if
/// what it leads to did.
pub(super) fn is_any_changed(changes: &[Change], names: &[&str]) -> bool {
    names.iter().any(|name| is_changed(changes, name))
}

fn is_changed(changes: &[Change], name: &str) -> bool {
    let path = Path::parse(name);
    if path.is_property() {
        return true;
    }
    let find = |wanted: &str| changes.iter().find(|change| *change.name == *wanted);
    let lower = lowercase(name);
    if find(name).is_some() || find(&lower).is_some() {
        return true;
    }
    for last in 0..path.part_count() {
        let (part, lower_part) = (path.name(0, last), path.lowercase_name(0, last));
        if let Some(base) = part.strip_suffix("-unwrapped")
            && find(base).is_some()
        {
            return true;
        }
        let Some(change) = find(part).or_else(|| find(lower_part)) else {
            continue;
        };
        if part == name {
            return true;
        }
        let Some(old) = &change.old else {
            return !change.new.is_absent();
        };
        let within = |value: &Value| match path.index(last) {
            Some(_) | None if last + 1 >= path.part_count() => path_item(&path, value, last),
            _ => path_item(&path, value, last)
                .and_then(|item| path.find_in(&item, last + 1))
                .or(Some(Value::Undefined)),
        };
        let (old, new) = (within(old), within(&change.new));
        let equality = crate::expression::Equality {
            order_counts: true,
            case_counts: false,
            space_counts: true,
            kind_counts: false,
        };
        return !equality.holds(&old.unwrap_or_default(), &new.unwrap_or_default());
    }
    false
}

fn path_item(path: &Path, value: &Value, part: usize) -> Option<Value> {
    match path.index(part) {
        None => Some(value.clone()),
        Some(index) => {
            let items = value.as_list()?;
            let place = if index < 0.0 {
                items.len() as f64 + index
            } else {
                index
            };
            (place >= 0.0).then(|| items.get(place as usize).cloned())?
        }
    }
}

impl Session {
    /// Sets a variable of expressions; after completion nothing moves.
    pub fn set_variable_value(&mut self, name: &str, value: Value) {
        if !self.is_completed() && !name.is_empty() {
            self.set_variable(name, value);
            self.after_change();
        }
    }
}
