use js_sys::{JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, Storage};

use crate::delivery::{Store, StoreError};

/// The page's `localStorage`, or nothing where the browser refuses it.
#[derive(Clone, Debug)]
pub struct LocalStorage {
    storage: Option<Storage>,
}

impl LocalStorage {
    /// In a sandboxed frame and with storage blocked, already looking at it throws.
    pub fn open() -> Self {
        let storage = super::window().and_then(|window| window.local_storage().ok().flatten());
        Self { storage }
    }

    pub fn is_there(&self) -> bool {
        self.storage.is_some()
    }

    fn all_keys(&self) -> Vec<String> {
        let Some(storage) = &self.storage else {
            return Vec::new();
        };
        let count = storage.length().unwrap_or(0);
        (0..count)
            .filter_map(|index| storage.key(index).ok().flatten())
            .collect()
    }
}

impl Store for LocalStorage {
    fn get(&self, key: &str) -> Option<String> {
        self.storage.as_ref()?.get_item(key).ok().flatten()
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let storage = self.storage.as_ref().ok_or(StoreError::Blocked)?;
        storage.set_item(key, value).map_err(|error| why(&error))
    }

    fn remove(&self, key: &str) {
        if let Some(storage) = &self.storage {
            // Removing fails where reading does, and then there was nothing to remove.
            let _ = storage.remove_item(key);
        }
    }

    fn keys(&self, prefix: &str) -> Vec<String> {
        let mut keys = self.all_keys();
        keys.retain(|key| key.starts_with(prefix));
        keys
    }

    fn used_chars(&self) -> usize {
        let Some(storage) = &self.storage else {
            return 0;
        };
        // Values are not brought over to be counted: there may be megabytes of them.
        let length = |text: JsValue| text.dyn_ref().map_or(0, JsString::length) as usize;
        let count = storage.length().unwrap_or(0);
        (0..count)
            .filter_map(|index| storage.key(index).ok().flatten())
            .map(|key| {
                let key = JsValue::from(key);
                length(Reflect::get(storage, &key).unwrap_or_default()) + length(key)
            })
            .sum()
    }
}

fn why(error: &JsValue) -> StoreError {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        // Firefox has a name of its own.
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StoreError::Full,
        _ => StoreError::Blocked,
    }
}
