use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, Storage};

use crate::delivery::{Store, StoreError};

// Thousands of records may wait: their keys and lengths come over at once, not one by one.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    fn keys_of(storage: &Storage) -> Result<Array, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Object, js_name = values)]
    fn values_of(storage: &Storage) -> Result<Array, JsValue>;
}

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
        let Some(Ok(keys)) = self.storage.as_ref().map(keys_of) else {
            return Vec::new();
        };
        // No key of ours has a line break; of another's that has, every line might look like one of ours, and has no value.
        let lines = String::from(keys.join("\n"));
        let ours = lines.split('\n').filter(|key| key.starts_with(prefix));
        ours.map(String::from).collect()
    }

    fn used_chars(&self) -> usize {
        let Some(storage) = &self.storage else {
            return 0;
        };
        let chars = |texts: Result<Array, JsValue>| {
            texts.map_or(0, |texts| texts.join("").length() as usize)
        };
        chars(keys_of(storage)) + chars(values_of(storage))
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
