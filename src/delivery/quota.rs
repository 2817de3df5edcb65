use super::keys::Kind;
use super::{Clock as _, Platform, Store as _, StoreError, outbox::Outbox};

/// Whether a new run may start: asked before the first question, and told before it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    Ample,
    /// A finished response might not fit any more: refuse new runs, offer an export.
    Full,
    /// Nothing can be stored here: answers live as long as the page.
    Blocked,
}

/// What browsers allow an origin in localStorage, in UTF-16 code units.
pub const STORE_LIMIT_CHARS: usize = 5 << 20;

/// Space that nobody uses, given up for a final submit when all else is full.
pub const BALLAST_CHARS: usize = 64 << 10;

/// Drafts untouched for this long are the last thing to be dropped.
const STALE_DRAFT_MILLIS: u64 = 7 * 86_400_000;

impl<P: Platform> Outbox<P> {
    /// Also sets the ballast aside, as soon as there is space for it.
    pub fn room(&self) -> Room {
        let key = self.keys.ballast();
        if self.shelf.store.get(&key).is_none() {
            match self.set_making_room(&key, &"0".repeat(BALLAST_CHARS), false) {
                Ok(()) => {}
                Err(StoreError::Full) => {
                    // For whoever wants to know by whom.
                    self.refresh();
                    return Room::Full;
                }
                Err(StoreError::Blocked) => return Room::Blocked,
            }
        }
        Room::Ample
    }

    /// Whether more than 70 % of the origin's storage is in use: time to warn. All that is stored is looked at, which
    /// takes its time where much is.
    pub fn is_filling_up(&self) -> bool {
        self.shelf.store.used_chars() >= STORE_LIMIT_CHARS / 10 * 7
    }

    /// Writes a final record and reads it back. On an error nothing of it is left in the store.
    pub(super) fn store_record(&self, key: &str, sealed: &str) -> Result<(), StoreError> {
        // What is there already is not written again: a crash in the middle would harm it.
        let is_there = || self.shelf.store.get(key).as_deref() == Some(sealed);
        for _ in 0..2 {
            if is_there() {
                return Ok(());
            }
            self.set_making_room(key, sealed, true)?;
        }
        if is_there() {
            return Ok(());
        }
        self.shelf.store.remove(key);
        Err(StoreError::Full)
    }

    /// Drops what can be spared, least regretted first; never a queued record.
    pub(super) fn set_making_room(
        &self,
        key: &str,
        value: &str,
        is_final: bool,
    ) -> Result<(), StoreError> {
        let mut result = self.shelf.set(key, value);
        for sacrifice in [
            Self::drop_ballast,
            Self::drop_receipts,
            Self::drop_stale_drafts,
        ] {
            if result != Err(StoreError::Full) {
                break;
            }
            if sacrifice(self, is_final) {
                result = self.shelf.set(key, value);
            }
        }
        result
    }

    fn drop_ballast(&self, is_final: bool) -> bool {
        if is_final {
            self.shelf.remove(&self.keys.ballast());
        }
        is_final
    }

    fn drop_receipts(&self, _: bool) -> bool {
        // Without these receipts the mirror's copies would be sent once more.
        let needed = self.leaving_mirror.borrow();
        for key in self.shelf.keys(self.keys.prefix()) {
            if let Kind::Receipt(id) = self.keys.kind(&key)
                && !needed.contains(id)
            {
                self.shelf.remove(&key);
            }
        }
        true
    }

    fn drop_stale_drafts(&self, _: bool) -> bool {
        let now = self.clock.now_millis();
        for key in self.shelf.keys(self.keys.prefix()) {
            if self.keys.kind(&key) == Kind::Draft
                && let Some((written, _)) = self.draft_at(&key)
                && now.saturating_sub(written) > STALE_DRAFT_MILLIS
            {
                self.shelf.remove(&key);
            }
        }
        true
    }
}
