use crate::expression::{Calendar, Found, Path, Scope};
use crate::value::{Json, Value};

use super::Session;

/// What names in expressions stand for: answers, then journeys, then the host's context.
pub(super) struct SessionScope<'s> {
    pub session: &'s Session,
}

impl SessionScope<'_> {
    fn named(&self, name: &str) -> Option<Value> {
        let session = self.session;
        let journey = || {
            session
                .turns()
                .find(|turn| turn.name().eq_ignore_ascii_case(name))
                .map(super::JourneyTurn::summary)
        };
        member(session.answers(), name)
            .or_else(journey)
            .or_else(|| member(session.context(), name))
    }
}

impl Scope for SessionScope<'_> {
    fn find(&self, path: &Path) -> Option<Found> {
        // A name may contain dots, so the longest one that is known counts.
        (0..=path.last_to_join(0)).rev().find_map(|last| {
            let named = self.named(path.name(0, last))?;
            let item = match path.index(last) {
                Some(index) => item_at(&named, index)?,
                None => named,
            };
            let found = if last + 1 < path.part_count() {
                path.find_in(&item, last + 1)?
            } else {
                item
            };
            Some(found.into())
        })
    }

    fn calendar(&self) -> &dyn Calendar {
        &*self.session.setting.calendar
    }

    fn json(&self) -> &dyn Json {
        &*self.session.setting.json
    }
}

/// Names are compared regardless of case, but one that is written alike is preferred.
fn member(object: &crate::value::Object, name: &str) -> Option<Value> {
    let alike = || {
        object
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    };
    object.get(name).or_else(alike).cloned()
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
