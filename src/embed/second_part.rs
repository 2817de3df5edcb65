//! What only some surveys need is a module of its own, made of this one after it was compiled: it shares memory and functions
//! with this one. `xtask/second-part.txt` says what is in it, `definition::uses_rare` who needs it.

use std::cell::Cell;

use js_sys::{Object, Reflect, WebAssembly};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::load::{failed, unfetched};
use crate::browser::fetch_bytes;
use crate::ui::Problem;

const MAX_BYTES: usize = 4 * 1024 * 1024;

/// What the second part calls this one.
const FIRST: &str = "0";

thread_local! {
    static IS_HERE: Cell<bool> = const { Cell::new(false) };
}

/// Fetches the second part, where it is not here yet. Before that nothing that is in it may be called.
pub async fn fetch(address: &str) -> Result<(), Problem> {
    if IS_HERE.get() {
        return Ok(());
    }
    if !address.is_empty() {
        join(address).await?;
    }
    IS_HERE.set(true);
    Ok(())
}

pub fn is_here() -> bool {
    IS_HERE.get()
}

async fn join(address: &str) -> Result<(), Problem> {
    let module = fetch_bytes(address, MAX_BYTES)
        .await
        .map_err(|error| failed(address, error))?;
    instantiate(&module)
        .await
        .map_err(|_| unfetched(address, "This is not the file that belongs to the widget."))
}

async fn instantiate(module: &[u8]) -> Result<(), JsValue> {
    let imports = Object::new();
    Reflect::set(&imports, &FIRST.into(), &wasm_bindgen::exports())?;
    JsFuture::from(WebAssembly::instantiate_buffer(module, &imports)).await?;
    Ok(())
}
