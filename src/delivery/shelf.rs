use std::cell::RefCell;

use super::sorted::Sorted;
use super::{Store, StoreError};
use crate::value::sorted;

/// The store, and beside it what the store would not take: held in memory for as long as the page lives.
pub(super) struct Shelf<S> {
    pub(super) store: S,
    held: RefCell<Sorted<Held>>,
}

struct Held {
    value: String,
    /// What the store had under this key. Once it has something else, another tab knows better.
    instead_of: Option<String>,
}

impl<S: Store> Shelf<S> {
    pub(super) fn new(store: S) -> Self {
        Self {
            store,
            held: RefCell::default(),
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<String> {
        let stored = self.store.get(key);
        let mut held = self.held.borrow_mut();
        match held.get(key) {
            Some(held) if held.instead_of == stored => Some(held.value.clone()),
            Some(_) => {
                held.remove(key);
                stored
            }
            None => stored,
        }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// On an error nothing changes.
    pub(super) fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.store.set(key, value)?;
        self.held.borrow_mut().remove(key);
        Ok(())
    }

    pub(super) fn hold(&self, key: &str, value: &str) {
        let held = Held {
            value: value.into(),
            instead_of: self.store.get(key),
        };
        let mut all = self.held.borrow_mut();
        all.remove(key);
        all.add(key, held);
    }

    /// True if the store took it.
    pub(super) fn set_or_hold(&self, key: &str, value: &str) -> bool {
        let stored = self.set(key, value).is_ok();
        if !stored {
            self.hold(key, value);
        }
        stored
    }

    /// Tries again to store what is held in memory.
    pub(super) fn store_held(&self, is_wanted: impl Fn(&str) -> bool) {
        self.held.borrow_mut().retain(|key, held| {
            if !is_wanted(key)
                || self.store.get(key) != held.instead_of
                || self.store.set(key, &held.value).is_err()
            {
                return true;
            }
            let is_whole = self.store.get(key).as_ref() == Some(&held.value);
            if !is_whole {
                self.store.remove(key);
                held.instead_of = None;
            }
            !is_whole
        });
    }

    pub(super) fn remove(&self, key: &str) {
        self.held.borrow_mut().remove(key);
        self.store.remove(key);
    }

    /// Sorted.
    pub(super) fn keys(&self, prefix: &str) -> Vec<String> {
        let mut keys = self.store.keys(prefix);
        let held = self.held.borrow();
        keys.extend(held.iter().map(|(key, _)| key.clone()));
        let mut keys = sorted(&keys, &|left, right| left < right);
        keys.dedup();
        keys
    }
}
