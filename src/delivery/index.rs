use std::rc::Rc;

use super::keys::Kind;
use super::meta::{Meta, State};
use super::sorted::by_number;
use super::{Clock as _, Platform, Progress, outbox::Outbox};
use crate::value::Json as _;

/// What this page knows of one record. Bodies stay in the store: thousands may wait.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) standing: Standing,
    pub(super) meta: Meta,
    /// False if it is known to have no durable copy.
    pub(super) is_mirrored: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Standing {
    /// Found, and not looked at: reading thousands of records must not delay a page.
    #[default]
    Unread,
    /// Its endpoint.
    Read(Rc<str>),
    /// Being written by this page.
    Saving,
    /// Of a later version of this program: left alone.
    Newer,
    /// Does not read, and there was no room to set it aside.
    Damaged,
}

/// Shorter waits are not worth a timer; after longer ones the clock is looked at again, because it may have jumped.
const MIN_SLEEP_MILLIS: u64 = 20;
const MAX_SLEEP_MILLIS: u64 = 60_000;

impl<P: Platform> Outbox<P> {
    /// Brings the index up to date with the store, where other tabs and other scripts may have been at work.
    pub(super) fn refresh(&self) {
        let keys = self.shelf.keys(self.keys.prefix());
        let has = |key: String| keys.binary_search(&key).is_ok();
        let known = self.index.borrow().keys();
        for id in known {
            if has(self.keys.receipt(&id)) {
                self.forget(&id);
                self.tell(&id, &Progress::Sent);
            }
        }
        let (mut receipts, mut quarantined) = (0, 0);
        for key in &keys {
            match self.keys.kind(key) {
                // Beside its receipt: somebody stopped between the two steps of finishing it.
                Kind::Record(id) if has(self.keys.receipt(id)) => self.forget(id),
                Kind::Record(id) => {
                    let found = Entry {
                        // Whoever wrote it took care of that; boot knows better.
                        is_mirrored: true,
                        ..Entry::default()
                    };
                    self.index.borrow_mut().add(id, found);
                }
                Kind::Meta(id) if !has(self.keys.record(id)) && !self.knows(id) => {
                    self.shelf.remove(key);
                }
                Kind::Receipt(_) => receipts += 1,
                Kind::Quarantine => quarantined += 1,
                _ => {}
            }
        }
        self.receipts.set(receipts);
        self.quarantined.set(quarantined);
        for (id, entry) in self.index.borrow_mut().iter_mut() {
            if entry.standing != Standing::Saving && !has(self.keys.record(id)) {
                // Gone without a receipt: some script cleared the store. The mirror may still have it.
                entry.standing = Standing::Unread;
            }
            let key = self.keys.meta(id);
            let meta = if has(key.clone()) {
                self.shelf.get(&key)
            } else {
                None
            };
            entry.meta = match meta.map(|text| self.json.parse(&text)) {
                Some(Ok(value)) => Meta::from_value(&value),
                _ => Meta::default(),
            };
        }
    }

    /// Changes what is known of a record, in the index and in the store.
    pub(super) fn set_meta(&self, id: &str, meta: Meta) {
        let key = self.keys.meta(id);
        if meta != Meta::default() {
            self.shelf.set_or_hold(&key, &meta.to_json());
        } else if self.shelf.has(&key) {
            self.shelf.remove(&key);
        }
        if let Some(entry) = self.index.borrow_mut().get_mut(id) {
            entry.meta = meta;
        }
    }

    pub(super) fn knows(&self, id: &str) -> bool {
        self.index.borrow().contains(id)
    }

    pub(super) fn meta(&self, id: &str) -> Meta {
        let index = self.index.borrow();
        index
            .get(id)
            .map(|entry| entry.meta.clone())
            .unwrap_or_default()
    }

    pub(super) fn set_standing(&self, id: &str, standing: Standing) {
        if let Some(entry) = self.index.borrow_mut().get_mut(id) {
            entry.standing = standing;
        }
    }

    /// The records to send now. Those tried least come first, so that one that always fails holds up nobody, and those
    /// refused before come last: by then it shows whether the endpoint refuses everything.
    pub(super) fn due(&self) -> Vec<String> {
        let due = self.waits(|id, entry, wait| {
            let rank = match entry.meta.state {
                State::Refused => u64::MAX,
                _ => entry.meta.attempts.into(),
            };
            (wait == 0).then(|| (rank, String::from(id)))
        });
        by_number(due.into_iter())
    }

    /// How long to sleep before something is due; `None` if nothing ever will be.
    pub(super) fn sleep_millis(&self) -> Option<u64> {
        let waits = self.waits(|_, _, wait| Some(wait));
        let shortest = waits.into_iter().min()?;
        Some(shortest.clamp(MIN_SLEEP_MILLIS, MAX_SLEEP_MILLIS))
    }

    fn waits<T>(&self, choose: impl Fn(&str, &Entry, u64) -> Option<T>) -> Vec<T> {
        let now = self.clock.now_millis();
        let mut lanes = Vec::<(Rc<str>, u64)>::new();
        let index = self.index.borrow();
        let chosen = index.iter().filter_map(|(id, entry)| {
            let lane_wait = match &entry.standing {
                Standing::Unread => 0,
                Standing::Read(endpoint) => match lanes.iter().find(|(known, _)| known == endpoint)
                {
                    Some((_, wait)) => *wait,
                    None => {
                        let wait = self.lane(endpoint).wait_millis(now);
                        lanes.push((endpoint.clone(), wait));
                        wait
                    }
                },
                Standing::Saving | Standing::Newer | Standing::Damaged => return None,
            };
            if entry.meta.state == State::Attention {
                return None;
            }
            choose(id, entry, lane_wait.max(entry.meta.wait_millis(now)))
        });
        chosen.collect()
    }
}
