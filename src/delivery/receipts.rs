use super::envelope::seal;
use super::keys::Kind;
use super::sorted::by_number;
use super::{Clock as _, Platform, Record, outbox::Outbox};

/// So many acknowledged records are remembered, newest first. A forgotten one would cost a replay, nothing more.
pub const MAX_RECEIPTS: usize = 500;

impl<P: Platform> Outbox<P> {
    pub(super) fn has_receipt(&self, id: &str) -> bool {
        self.shelf.has(&self.keys.receipt(id))
    }

    /// Whether the receipt speaks of another content: two runs have one id where a tab was duplicated.
    pub(super) fn has_receipt_of_another(&self, id: &str, sealed: &str) -> bool {
        let receipt = self.shelf.get(&self.keys.receipt(id)).unwrap_or_default();
        let sum = receipt.split_once('|').map_or("", |(_, sum)| sum);
        !sum.is_empty() && sum != sum_of(sealed)
    }

    /// The end of a record: first the receipt, then the record leaves both stores. Between the two a crash leaves a
    /// record with a receipt, which is removed and not sent; the other way round it would be sent again.
    pub(super) fn finish(&self, record: &Record) {
        let id = record.id.as_str();
        let key = self.keys.receipt(id);
        // Of what was sent: what is stored may have been harmed since.
        let sealed = seal(&record.to_json());
        let now = self.clock.now_millis().to_string();
        let receipt = [&now, "|", sum_of(&sealed)].concat();
        let is_stored = self.shelf.set_or_hold(&key, &receipt);
        self.forget(id);
        if !is_stored {
            // The record's own space is free now.
            self.shelf.set_or_hold(&key, &receipt);
        }
        self.receipts.set(self.receipts.get() + 1);
    }

    /// Removes a record that has its receipt. It leaves the mirror with the next sweep.
    pub(super) fn forget(&self, id: &str) {
        self.shelf.remove(&self.keys.record(id));
        self.shelf.remove(&self.keys.meta(id));
        self.index.borrow_mut().remove(id);
        self.leave_mirror(id);
    }

    pub(super) fn leave_mirror(&self, id: &str) {
        self.leaving_mirror.borrow_mut().add(id, ());
    }

    /// Removes acknowledged records from the mirror and the oldest receipts from the ring.
    pub(super) async fn sweep(&self) {
        let ids = self.leaving_mirror.borrow().keys();
        if !ids.is_empty() && self.mirror_delete(&ids).await.is_ok() {
            let mut leaving = self.leaving_mirror.borrow_mut();
            for id in &ids {
                leaving.remove(id);
            }
        }
        if self.receipts.get() > MAX_RECEIPTS {
            self.trim_receipts();
        }
    }

    fn trim_receipts(&self) {
        let needed = self.leaving_mirror.borrow();
        let keys = self.shelf.keys(self.keys.prefix());
        let spare = keys
            .into_iter()
            .filter_map(|key| match self.keys.kind(&key) {
                Kind::Receipt(id) if !needed.contains(id) => {
                    let receipt = self.shelf.get(&key)?;
                    let at = receipt.split('|').next()?.parse().unwrap_or(0);
                    Some((at, key))
                }
                _ => None,
            });
        let spare = by_number(spare);
        let excess = spare.len().saturating_sub(MAX_RECEIPTS);
        for key in spare.iter().take(excess) {
            self.shelf.remove(key);
        }
        self.receipts.set(self.receipts.get() - excess);
    }
}

/// The checksum of a sealed record.
fn sum_of(sealed: &str) -> &str {
    sealed.split('|').nth(1).unwrap_or_default()
}
