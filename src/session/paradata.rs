use std::rc::Rc;

use crate::value::{Names, Object, Value, iso_date};

/// How the answers came about: when it began, how long each screen was looked at, how often answers were changed.
#[derive(Clone, Debug)]
pub struct Paradata {
    pub started_at_millis: f64,
    pub completed_at_millis: Option<f64>,
    /// Milliseconds by page name or screen address.
    pub durations: Object,
    entered_at_millis: f64,
    answered: Names,
    /// How often each answer was changed, the first time left out; by its number in `answered`.
    changes: Vec<u32>,
}

/// A year; a draft that claims more is wrong.
const MAX_MILLIS_ON_SCREEN: f64 = 366.0 * 86_400_000.0;

impl Paradata {
    pub(super) fn start(now_millis: f64) -> Self {
        Self {
            started_at_millis: now_millis,
            completed_at_millis: None,
            durations: Object::new(),
            entered_at_millis: now_millis,
            answered: Names::default(),
            changes: Vec::new(),
        }
    }

    /// Whether the respondent ever gave an answer of that name.
    pub(super) fn was_answered(&self, name: &str) -> bool {
        self.answered.number(name).is_some()
    }

    /// Takes up what [`Self::write_draft`] wrote. The time in between counts for nothing.
    pub(super) fn resume(draft: &Value, now_millis: f64) -> Self {
        let time = |name| {
            let millis = draft.get(name).as_number();
            millis.filter(|&millis| iso_date(millis).is_some())
        };
        let here_millis = draft.get("hereMillis").as_number().unwrap_or(0.0);
        let mut answered = Names::default();
        for name in draft.get("answered").as_list().unwrap_or_default() {
            if let Value::Text(name) = name {
                answered.add(name);
            }
        }
        let mut changes = vec![0; answered.len()];
        for (name, count) in counts(draft.get("changes")).iter() {
            if let Some(number) = answered.number(name) {
                changes[number] = count.as_number().unwrap_or(0.0) as u32;
            }
        }
        Self {
            started_at_millis: time("startedAt").unwrap_or(now_millis),
            completed_at_millis: time("completedAt"),
            durations: counts(draft.get("durations")),
            entered_at_millis: now_millis - here_millis.clamp(0.0, MAX_MILLIS_ON_SCREEN),
            answered,
            changes,
        }
    }

    pub(super) fn write_draft(&self, draft: &mut Object, now_millis: f64) {
        draft.set("startedAt", self.started_at_millis);
        if let Some(completed) = self.completed_at_millis {
            draft.set("completedAt", completed);
        }
        draft.set("hereMillis", (now_millis - self.entered_at_millis).max(0.0));
        draft.set("durations", self.durations.clone());
        draft.set("changes", self.changes());
        let answered = self.answered.iter().cloned().map(Value::Text);
        draft.set("answered", Value::list(answered));
    }

    /// Leaves a screen: the time since the last one was left counts for it.
    pub(super) fn leave(&mut self, screen: &str, now_millis: f64) {
        // A clock that was set back counts as no time.
        let spent = (now_millis - self.entered_at_millis).max(0.0);
        add(&mut self.durations, screen, spent.round());
        self.entered_at_millis = now_millis;
    }

    pub(super) fn count_change(&mut self, name: &Rc<str>) {
        let number = self.answered.add(name);
        match self.changes.get_mut(number) {
            Some(count) => *count = count.saturating_add(1),
            None => self.changes.push(0),
        }
    }

    /// Counts by question name, the first answer left out.
    pub fn changes(&self) -> Object {
        let counted = self.answered.iter().zip(&self.changes);
        counted
            .filter(|(_, count)| **count > 0)
            .map(|(name, count)| (name.clone(), f64::from(*count).into()))
            .collect()
    }
}

/// Of what claims to be counts by name, those that are.
fn counts(claimed: &Value) -> Object {
    let Some(claimed) = claimed.as_object() else {
        return Object::new();
    };
    let is_count = |value: &Value| value.as_number().is_some_and(|count| count >= 0.0);
    claimed
        .iter()
        .filter(|(_, value)| is_count(value))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn add(counts: &mut Object, name: &str, amount: f64) {
    let sum = counts.get(name).and_then(Value::as_number).unwrap_or(0.0) + amount;
    counts.set(name, sum);
}
