use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect, Set};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::delivery::{Lock, Locked};

#[wasm_bindgen]
extern "C" {
    /// `web-sys` knows it only behind its unstable interfaces.
    type LockManager;

    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, options: &Object, hold: &Function) -> Requested;

    type Requested;

    /// `js-sys` takes no function that is left to JavaScript.
    #[wasm_bindgen(method, js_name = catch)]
    fn when_refused(this: &Requested, refused: &Function) -> Promise;
}

/// The Web Locks of the origin. Pages without TLS do not have them.
#[derive(Clone, Copy, Debug, Default)]
pub struct WebLocks;

/// Holds a lock until it is dropped.
pub struct LockGuard {
    release: Function,
}

impl LockGuard {
    /// Also left with the loader, which lets go of it should the widget trap.
    fn new(release: Function) -> Self {
        if let Some(held) = held() {
            held.add(&release);
        }
        Self { release }
    }
}

/// `journeySurvey.held`.
fn held() -> Option<Set> {
    let api = Reflect::get(&super::window()?.into(), &"journeySurvey".into()).ok()?;
    Reflect::get(&api, &"held".into()).ok()?.dyn_into().ok()
}

impl Drop for LockGuard {
    fn drop(&mut self) {
        if let Some(held) = held() {
            held.delete(&self.release);
        }
        // The function resolves a promise, which cannot fail.
        let _ = self.release.call0(&JsValue::NULL);
    }
}

impl Lock for WebLocks {
    type Guard = LockGuard;

    async fn try_lock(&self, name: &str) -> Locked<LockGuard> {
        match request(name).await {
            Some(Ok(Some(guard))) => Locked::Held(guard),
            Some(Ok(None)) => Locked::Taken,
            Some(Err(_)) | None => Locked::Unsupported,
        }
    }
}

/// `None` where there are no locks.
async fn request(name: &str) -> Option<Result<Option<LockGuard>, JsValue>> {
    let navigator = super::window()?.navigator();
    let manager: LockManager = Reflect::get(&navigator, &"locks".into())
        .ok()
        .filter(JsValue::is_object)?
        .unchecked_into();
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE).ok()?;
    let (granted, settle) = promise();
    let granting = settle.clone();
    // The browser holds the lock until the promise that this returns is settled.
    let hold = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        if lock.is_null() {
            let _ = granting.call1(&JsValue::NULL, &JsValue::NULL);
            return JsValue::UNDEFINED;
        }
        let (released, release) = promise();
        let _ = granting.call1(&JsValue::NULL, &release);
        released.into()
    });
    let requested = manager.request(name, &options, hold.unchecked_ref());
    // A refusal (a sandboxed frame) comes as a rejection of the request itself. Its end is not waited for: where the widget
    // has trapped, somebody else brings it about, and nothing of the widget can be called.
    let refused = Closure::once_into_js(move |_: JsValue| {
        let _ = settle.call1(&JsValue::NULL, &JsValue::UNDEFINED);
    });
    let _ = requested.when_refused(refused.unchecked_ref());
    let granted = JsFuture::from(granted).await;
    Some(granted.and_then(|release| {
        if release.is_undefined() {
            return Err(release);
        }
        Ok(release.dyn_into::<Function>().ok().map(LockGuard::new))
    }))
}

/// A promise, and the function that resolves it.
fn promise() -> (Promise, Function) {
    let resolver = Rc::new(RefCell::new(None));
    let slot = resolver.clone();
    let promise = Promise::new(&mut move |resolve, _| {
        *slot.borrow_mut() = Some(resolve);
    });
    let resolve = resolver.borrow_mut().take().unwrap_or_default();
    (promise, resolve)
}
