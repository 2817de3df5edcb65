use std::cell::Cell;
use std::future::pending;

use super::race::{Winner, race};
use super::{Clock as _, Platform, Randomness as _, outbox::Outbox};

/// Who drains, where there are no locks: `<owner>|<until>` under one key of the store.
///
/// The store has no compare-and-set, so two tabs may believe in their leases for a moment. That costs a replay.
pub(super) struct Lease<'a, P: Platform> {
    outbox: &'a Outbox<P>,
    key: String,
    owner: String,
}

pub const LEASE_MILLIS: u64 = 10_000;
pub const LEASE_RENEWAL_MILLIS: u64 = 3_000;
/// Long enough for another tab's simultaneous claim to show.
const SETTLING_MILLIS: u64 = 50;

impl<'a, P: Platform> Lease<'a, P> {
    /// `None` while somebody else has it.
    pub(super) async fn take(outbox: &'a Outbox<P>) -> Option<Self> {
        let lease = Self {
            key: outbox.keys.lease(),
            owner: outbox.randomness.next_u64().to_string(),
            outbox,
        };
        if lease.holder().is_some() {
            return None;
        }
        lease.write();
        outbox.clock.sleep_millis(SETTLING_MILLIS).await;
        (lease.holder()? == lease.owner).then_some(lease)
    }

    /// Does the work while renewing the lease; `is_held` turns false when somebody else took it.
    pub(super) async fn during<T>(&self, work: impl Future<Output = T>, is_held: &Cell<bool>) -> T {
        let renewal = async {
            loop {
                self.outbox.clock.sleep_millis(LEASE_RENEWAL_MILLIS).await;
                if self.holder().is_some_and(|holder| holder != self.owner) {
                    is_held.set(false);
                    return pending::<T>().await;
                }
                self.write();
            }
        };
        match race(work, renewal).await {
            Winner::First(output) | Winner::Second(output) => output,
        }
    }

    pub(super) fn give_back(self) {
        if self.holder().is_some_and(|holder| holder == self.owner) {
            self.outbox.shelf.remove(&self.key);
        }
    }

    /// A lease that ends later than one just begun was written before the clock was set back, and is over.
    fn holder(&self) -> Option<String> {
        let value = self.outbox.shelf.get(&self.key)?;
        let (owner, until) = value.split_once('|')?;
        let left = until.parse::<u64>().ok()?;
        let left = left.saturating_sub(self.outbox.clock.now_millis());
        (1..=LEASE_MILLIS).contains(&left).then(|| owner.into())
    }

    fn write(&self) {
        let until = self.outbox.clock.now_millis() + LEASE_MILLIS;
        let value = [&self.owner, "|", &until.to_string()].concat();
        self.outbox.shelf.set_or_hold(&self.key, &value);
    }
}
