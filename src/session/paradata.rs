use std::rc::Rc;

use crate::value::Object;

/// How the answers came about: when it began, how long each screen was looked at, how often answers were changed.
#[derive(Clone, Debug)]
pub struct Paradata {
    pub started_at_millis: f64,
    pub completed_at_millis: Option<f64>,
    /// Milliseconds by page name or screen address.
    pub durations: Object,
    /// Counts by question name, the first answer left out.
    pub changes: Object,
    entered_at_millis: f64,
    answered: Vec<Rc<str>>,
}

impl Paradata {
    pub(super) fn start(now_millis: f64) -> Self {
        Self {
            started_at_millis: now_millis,
            completed_at_millis: None,
            durations: Object::new(),
            changes: Object::new(),
            entered_at_millis: now_millis,
            answered: Vec::new(),
        }
    }

    /// Leaves a screen: the time since the last one was left counts for it.
    pub(super) fn leave(&mut self, screen: &str, now_millis: f64) {
        // A clock that was set back counts as no time.
        let spent = (now_millis - self.entered_at_millis).max(0.0);
        add(&mut self.durations, screen, spent.round());
        self.entered_at_millis = now_millis;
    }

    pub(super) fn count_change(&mut self, name: &str) {
        if self.answered.iter().any(|known| &**known == name) {
            add(&mut self.changes, name, 1.0);
        } else {
            self.answered.push(name.into());
        }
    }
}

fn add(counts: &mut Object, name: &str, amount: f64) {
    let sum = counts
        .get(name)
        .and_then(crate::value::Value::as_number)
        .unwrap_or(0.0)
        + amount;
    counts.set(name, sum);
}
