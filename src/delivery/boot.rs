use std::future::Future;

use super::envelope::{Opened, open};
use super::index::{Entry, Standing};
use super::keys::Kind;
use super::platform::MIRROR_TIMEOUT_MILLIS;
use super::race::{Winner, race};
use super::{
    Clock as _, Mirror as _, MirrorUnavailable, Platform, Progress, Record, outbox::Outbox,
};
use crate::value::{Json as _, sorted};

/// Why a sealed record cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    Newer,
    Corrupt,
}

impl<P: Platform> Outbox<P> {
    /// Finds out what is to be delivered: what either store has, less what has a receipt. Whatever one store lost, the
    /// other gives back, and what a crash left half done is finished.
    pub async fn boot(&self) {
        self.refresh();
        // A page load may bring a new token or a repaired endpoint.
        self.nudge(false);
        let ids = sorted(&self.mirror_ids().await.unwrap_or_default(), &|a, b| a < b);
        // One look at the keys: reading each of thousands of records to learn that it is there would delay the page.
        let keys = self.shelf.keys(self.keys.prefix());
        let has = |key: String| keys.binary_search(&key).is_ok();
        for id in &ids {
            if has(self.keys.receipt(id)) {
                self.leave_mirror(id);
            } else if !has(self.keys.record(id)) {
                self.restore(id).await;
            }
        }
        self.refresh();
        for (id, entry) in self.index.borrow_mut().iter_mut() {
            // A record that this page submits meanwhile knows for itself.
            if entry.standing != Standing::Saving {
                entry.is_mirrored = ids.binary_search(id).is_ok();
            }
        }
        self.settle().await;
    }

    /// Brings a record back that only the mirror has.
    async fn restore(&self, id: &str) {
        let Ok(Some(copy)) = self.mirror_get(id).await else {
            return;
        };
        let key = self.keys.record(id);
        if self.has_receipt(id) {
            self.leave_mirror(id);
            return;
        }
        if self.shelf.has(&key) {
            return;
        }
        match self.read(id, &copy) {
            Ok(_) => {
                self.shelf.set_or_hold(&key, &copy);
            }
            Err(Unreadable::Newer) => {
                self.shelf.set_or_hold(&key, &copy);
                self.index.borrow_mut().add(id, Entry::default());
                self.set_standing(id, Standing::Newer);
            }
            Err(Unreadable::Corrupt) => {
                if self.set_aside(&key, &copy) {
                    self.leave_mirror(id);
                }
            }
        }
    }

    /// Makes durable what is not, and clears away what was acknowledged.
    pub(super) async fn settle(&self) {
        self.shelf
            .store_held(|key| matches!(self.keys.kind(key), Kind::Record(_)));
        for id in self.not_durable() {
            let Some(value) = self.shelf.get(&self.keys.record(&id)) else {
                continue;
            };
            // Only what would be sent: a copy of something damaged would pass for the record.
            if self.read(&id, &value).is_err() {
                continue;
            }
            if self.mirror_put(&id, &value).await.is_err() {
                break;
            }
            if self.has_receipt(&id) {
                self.leave_mirror(&id);
                continue;
            }
            if let Some(entry) = self.index.borrow_mut().get_mut(&id) {
                entry.is_mirrored = true;
            }
            self.tell(&id, &Progress::Saved);
        }
        self.sweep().await;
    }

    fn not_durable(&self) -> Vec<String> {
        let index = self.index.borrow();
        let lacking = index
            .iter()
            .filter(|(_, entry)| !entry.is_mirrored && entry.standing != Standing::Saving);
        lacking.map(|(id, _)| id.clone()).collect()
    }

    /// Reads a record from the store and, where that does not have it in one piece, from the mirror.
    /// `None` if there is nothing to send.
    pub(super) async fn load(&self, id: &str) -> Option<Record> {
        let key = self.keys.record(id);
        let stored = self.shelf.get(&key);
        let problem = match &stored {
            Some(value) => match self.read(id, value) {
                Ok(record) => return Some(self.noted(record)),
                Err(problem) => Some(problem),
            },
            None => None,
        };
        let copy = self.mirror_get(id).await.unwrap_or_default();
        if let Some(copy) = copy
            && let Ok(record) = self.read(id, &copy)
        {
            if let Some(value) = &stored {
                self.set_aside(&key, value);
            }
            self.shelf.set_or_hold(&key, &copy);
            return Some(self.noted(record));
        }
        if self.shelf.get(&key) != stored {
            // Written meanwhile: to be looked at again.
            self.set_standing(id, Standing::Unread);
            return None;
        }
        match (problem, stored) {
            (Some(Unreadable::Corrupt), Some(value)) => {
                if self.set_aside(&key, &value) {
                    self.index.borrow_mut().remove(id);
                } else {
                    self.set_standing(id, Standing::Damaged);
                }
            }
            (Some(Unreadable::Newer), _) => self.set_standing(id, Standing::Newer),
            _ => {
                self.index.borrow_mut().remove(id);
            }
        }
        None
    }

    fn noted(&self, record: Record) -> Record {
        self.set_standing(&record.id, Standing::Read(record.endpoint.as_str().into()));
        record
    }

    pub(super) fn read(&self, id: &str, sealed: &str) -> Result<Record, Unreadable> {
        let text = match open(sealed) {
            Opened::Intact(text) => text,
            Opened::Newer => return Err(Unreadable::Newer),
            Opened::Corrupt => return Err(Unreadable::Corrupt),
        };
        let value = self.json.parse(text).map_err(|_| Unreadable::Corrupt)?;
        Record::from_value(&value)
            .filter(|record| record.id == id)
            .ok_or(Unreadable::Corrupt)
    }

    /// Moves a value that does not read to the quarantine. False, with nothing changed, if there is no room.
    pub(super) fn set_aside(&self, key: &str, value: &str) -> bool {
        let is_kept = self.shelf.set(&self.keys.quarantine(key), value).is_ok();
        if is_kept {
            // Whoever read it may have waited since, and another tab may have written it anew.
            if self.shelf.get(key).as_deref() == Some(value) {
                self.shelf.remove(key);
            }
            self.quarantined.set(self.quarantined.get() + 1);
        }
        is_kept
    }

    pub(super) async fn mirror_put(&self, id: &str, value: &str) -> Result<(), MirrorUnavailable> {
        self.in_time(self.mirror.put(id, value)).await
    }

    pub(super) async fn mirror_get(&self, id: &str) -> Result<Option<String>, MirrorUnavailable> {
        self.in_time(self.mirror.get(id)).await
    }

    pub(super) async fn mirror_delete(&self, ids: &[String]) -> Result<(), MirrorUnavailable> {
        self.in_time(self.mirror.delete(ids)).await
    }

    async fn mirror_ids(&self) -> Result<Vec<String>, MirrorUnavailable> {
        self.in_time(self.mirror.ids()).await
    }

    async fn in_time<T>(
        &self,
        call: impl Future<Output = Result<T, MirrorUnavailable>>,
    ) -> Result<T, MirrorUnavailable> {
        match race(call, self.clock.sleep_millis(MIRROR_TIMEOUT_MILLIS)).await {
            Winner::First(result) => result,
            Winner::Second(()) => Err(MirrorUnavailable),
        }
    }
}
