use std::cell::RefCell;

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use crate::delivery::{Mirror, MirrorUnavailable};

const STORE: &str = "records";
const VERSION: u32 = 1;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = IdbDatabase)]
    type StrictDatabase;

    /// `web-sys` knows the options of a transaction only behind its unstable interfaces.
    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction_with_options(
        this: &StrictDatabase,
        store: &str,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

/// A durable copy of each record in IndexedDB, which, unlike `localStorage`, says when a write has reached the disk.
#[derive(Debug)]
pub struct IndexedMirror {
    name: String,
    database: RefCell<Option<IdbDatabase>>,
}

impl IndexedMirror {
    pub fn new(namespace: &str) -> Self {
        Self {
            name: ["js1:", namespace].concat(),
            database: RefCell::new(None),
        }
    }

    /// Only a database that opened is kept: what failed once may work later.
    async fn open(&self) -> Result<IdbDatabase, JsValue> {
        if let Some(database) = self.database.borrow().clone() {
            return Ok(database);
        }
        let factory = super::window()
            .ok_or(JsValue::NULL)?
            .indexed_db()?
            .ok_or(JsValue::NULL)?;
        let request = factory.open_with_u32(&self.name, VERSION)?;
        create_store_on_upgrade(&request);
        let database: IdbDatabase = result_of(&request).await?.dyn_into()?;
        *self.database.borrow_mut() = Some(database.clone());
        Ok(database)
    }

    async fn transaction(&self, mode: &str, durability: &str) -> Result<IdbTransaction, JsValue> {
        let database = self.open().await?;
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &durability.into())?;
        let started = database
            .unchecked_ref::<StrictDatabase>()
            .transaction_with_options(STORE, mode, &options);
        if started.is_err() {
            // The browser closed it: it was deleted, or the disk had a problem.
            *self.database.borrow_mut() = None;
        }
        started
    }

    async fn read(
        &self,
        read: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
    ) -> Result<JsValue, MirrorUnavailable> {
        let result = async {
            let transaction = self.transaction("readonly", "default").await?;
            result_of(&read(&transaction.object_store(STORE)?)?).await
        };
        result.await.map_err(|_: JsValue| MirrorUnavailable)
    }

    async fn write(
        &self,
        durability: &str,
        write: impl FnOnce(&IdbObjectStore) -> Result<(), JsValue>,
    ) -> Result<(), MirrorUnavailable> {
        let result = async {
            let transaction = self.transaction("readwrite", durability).await?;
            write(&transaction.object_store(STORE)?)?;
            completed(&transaction).await
        };
        result.await.map_err(|_: JsValue| MirrorUnavailable)
    }
}

impl Mirror for IndexedMirror {
    async fn put(&self, id: &str, value: &str) -> Result<(), MirrorUnavailable> {
        self.write("strict", |store| {
            store.put_with_key(&value.into(), &id.into()).map(|_| ())
        })
        .await
    }

    async fn get(&self, id: &str) -> Result<Option<String>, MirrorUnavailable> {
        let found = self.read(|store| store.get(&id.into())).await?;
        Ok(found.as_string())
    }

    async fn delete(&self, ids: &[String]) -> Result<(), MirrorUnavailable> {
        self.write("relaxed", |store| {
            ids.iter()
                .try_for_each(|id| store.delete(&id.into()).map(|_| ()))
        })
        .await
    }

    async fn ids(&self) -> Result<Vec<String>, MirrorUnavailable> {
        let keys = self.read(IdbObjectStore::get_all_keys).await?;
        Ok(Array::from(&keys)
            .iter()
            .filter_map(|key| key.as_string())
            .collect())
    }
}

fn create_store_on_upgrade(request: &IdbOpenDbRequest) {
    let opening = request.clone();
    let create = Closure::once_into_js(move || {
        if let Some(database) = opening
            .result()
            .ok()
            .and_then(|result| result.dyn_into::<IdbDatabase>().ok())
        {
            // It fails only if the store is there.
            let _ = database.create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(create.unchecked_ref()));
}

async fn result_of(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    request.result()
}

async fn completed(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(promise).await.map(|_| ())
}
