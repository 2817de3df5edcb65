use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Storage, VisibilityState};

use super::contents::Contents;
use super::events::warn;
use crate::browser::{
    BrowserClock, BrowserJson, BrowserPlatform, BrowserRandomness, FetchNetwork, IndexedMirror,
    LocalStorage, LockGuard, WebLocks, send_keepalive, window,
};
use crate::delivery::{
    Clock as _, Lock as _, Locked, Nudge, Outbox, Parts, Progress, Randomness as _, Room,
};

/// All widgets of a page share one outbox: whatever an earlier page left behind is sent by any later one.
pub struct Courier {
    pub outbox: Outbox<BrowserPlatform>,
    pub contents: Contents,
    listeners: Listeners,
    /// Told whenever the number of records on this device may have changed.
    watchers: RefCell<Vec<Rc<dyn Fn()>>>,
    tab: RefCell<Tab>,
    /// Settled once this tab has its name.
    naming: Promise,
    /// How many records are being written to this device: until that is over their drafts are all that there is.
    pub submissions: Cell<u32>,
    /// Whether a survey is on the screen.
    pub has_shown: Cell<bool>,
    _page: Vec<EventListener>,
}

/// With the ids of the records that they listen for.
type Listeners = Rc<RefCell<Vec<(String, Rc<dyn Fn(&Progress)>)>>>;

const NAMESPACE: &str = "main";

const ROUND_MILLIS: u64 = 50;
/// Longer than two seconds no survey is waited for.
const MAX_ROUNDS_BEFORE_RUNNING: u32 = 40;

thread_local! {
    static COURIER: RefCell<Option<Rc<Courier>>> = const { RefCell::new(None) };
}

impl Courier {
    /// The page's courier; the first call starts it.
    pub fn of_page() -> Rc<Self> {
        COURIER.with(|courier| courier.borrow_mut().get_or_insert_with(Self::start).clone())
    }

    /// Tells what becomes of a record from now on, until it has arrived.
    pub fn listen(&self, id: &str, listener: impl Fn(&Progress) + 'static) {
        self.listeners
            .borrow_mut()
            .push((id.to_owned(), Rc::new(listener)));
    }

    /// Ends [`Courier::listen`].
    pub fn stop_listening(&self, id: &str) {
        self.listeners
            .borrow_mut()
            .retain(|(wanted, _)| wanted != id);
    }

    pub fn watch(&self, watcher: impl Fn() + 'static) {
        self.watchers.borrow_mut().push(Rc::new(watcher));
    }

    /// Waits until this tab has a name that no other tab has.
    pub async fn named(&self) {
        // It is resolved and never rejected.
        let _ = JsFuture::from(self.naming.clone()).await;
    }

    /// A place for a draft that no other widget of this page and no other tab writes to: two runs that shared one would
    /// be one record.
    pub fn slot(&self, number: &str) -> String {
        [&self.tab.borrow().name, "-", number].concat()
    }

    /// Forgets the files of drafts that are gone.
    pub fn tidy(self: Rc<Self>) {
        wasm_bindgen_futures::spawn_local(async move {
            self.contents.tidy(|| self.outbox.draft_ids()).await;
        });
    }

    async fn lock_tab(&self) {
        loop {
            let name = ["js1:tab:", &self.tab.borrow().name].concat();
            let locked = WebLocks.try_lock(&name).await;
            let mut tab = self.tab.borrow_mut();
            match locked {
                Locked::Held(lock) => tab.lock = Some(lock),
                Locked::Taken if !tab.is_sure => {
                    *tab = Tab::fresh();
                    continue;
                }
                // Without locks a duplicated tab shows when it submits.
                Locked::Taken | Locked::Unsupported => {}
            }
            tab.is_sure = true;
            tab.remember();
            return;
        }
    }

    fn start() -> Rc<Self> {
        let listeners = Listeners::default();
        let heard = listeners.clone();
        let parts = Parts {
            store: LocalStorage::open(),
            mirror: IndexedMirror::new(NAMESPACE),
            network: FetchNetwork::default(),
            clock: BrowserClock,
            randomness: BrowserRandomness,
            lock: WebLocks,
            json: BrowserJson,
        };
        let counting = Rc::new(Cell::new(false));
        let outbox = Outbox::new(NAMESPACE, parts, move |id, progress| {
            count_soon(&counting);
            // A listener may listen for more, so nothing is borrowed while it is told.
            let told: Vec<_> = heard
                .borrow()
                .iter()
                .filter(|(wanted, _)| wanted == id)
                .map(|(_, listener)| listener.clone())
                .collect();
            for listener in told {
                listener(progress);
            }
            if matches!(progress, Progress::Sent) {
                heard.borrow_mut().retain(|(wanted, _)| wanted != id);
            }
        });
        let courier = Rc::new_cyclic(|this| Self {
            outbox,
            contents: Contents::new(),
            listeners,
            watchers: RefCell::default(),
            tab: RefCell::new(Tab::remembered()),
            naming: naming(this),
            submissions: Cell::new(0),
            has_shown: Cell::new(false),
            _page: page_listeners(this),
        });
        let running = courier.clone();
        wasm_bindgen_futures::spawn_local(async move {
            // What earlier pages left behind must not delay the first question of this one.
            for _ in 0..MAX_ROUNDS_BEFORE_RUNNING {
                if running.has_shown.get() {
                    break;
                }
                BrowserClock.sleep_millis(ROUND_MILLIS).await;
            }
            running.clone().tidy();
            if running.outbox.room() == Room::Ample && running.outbox.is_filling_up() {
                warn("more than 70 % of what this site may keep in localStorage is in use.");
            }
            running.outbox.run().await;
        });
        courier
    }
}

/// When to try again at once, and when to send what can still be sent.
fn page_listeners(courier: &std::rc::Weak<Courier>) -> Vec<EventListener> {
    let Some(window) = window() else {
        return Vec::new();
    };
    let mut listeners = Vec::new();
    let online = courier.clone();
    listeners.push(EventListener::new(&window, "online", move |_| {
        if let Some(courier) = online.upgrade() {
            courier.outbox.flush_now(Nudge::Automatic);
        }
    }));
    let leaving = courier.clone();
    listeners.push(EventListener::new(&window, "pagehide", move |_| {
        last_flush(&leaving);
        if let Some(courier) = leaving.upgrade() {
            // A page that holds a lock cannot be kept for going back to.
            courier.tab.borrow_mut().lock = None;
        }
    }));
    let returning = courier.clone();
    listeners.push(EventListener::new(&window, "pageshow", move |event| {
        let is_back = Reflect::get(event, &"persisted".into()).is_ok_and(|is| is.is_truthy());
        if let Some(courier) = returning.upgrade().filter(|_| is_back) {
            wasm_bindgen_futures::spawn_local(async move { courier.lock_tab().await });
        }
    }));
    if let Some(document) = window.document() {
        let courier = courier.clone();
        let page = document.clone();
        listeners.push(EventListener::new(
            &document,
            "visibilitychange",
            move |_| {
                if page.visibility_state() == VisibilityState::Hidden {
                    last_flush(&courier);
                } else if let Some(courier) = courier.upgrade() {
                    courier.outbox.flush_now(Nudge::Automatic);
                }
            },
        ));
    }
    listeners
}

fn last_flush(courier: &std::rc::Weak<Courier>) {
    if let Some(courier) = courier.upgrade() {
        for request in courier.outbox.take_for_keepalive() {
            send_keepalive(request);
        }
    }
}

fn naming(courier: &std::rc::Weak<Courier>) -> Promise {
    let courier = courier.clone();
    future_to_promise(async move {
        if let Some(courier) = courier.upgrade()
            && !courier.tab.borrow().is_sure
        {
            courier.lock_tab().await;
        }
        Ok(JsValue::UNDEFINED)
    })
}

/// Told in a moment, and once for many changes: a listener must not look into the outbox.
fn count_soon(counting: &Rc<Cell<bool>>) {
    if counting.replace(true) {
        return;
    }
    let counting = counting.clone();
    wasm_bindgen_futures::spawn_local(async move {
        counting.set(false);
        let courier = COURIER.with(|courier| courier.borrow().clone());
        let watchers = courier.map(|courier| courier.watchers.borrow().clone());
        for watcher in watchers.into_iter().flatten() {
            watcher();
        }
    });
}

/// What tells this tab from the others, for as long as it is open; reloads included, where storage is allowed.
struct Tab {
    name: String,
    /// Whether it is known that no other tab has this name: a tab that was duplicated has it too.
    is_sure: bool,
    lock: Option<LockGuard>,
}

impl Tab {
    const KEY: &str = "js1:main:tab";

    fn remembered() -> Self {
        let known =
            session_storage().and_then(|storage| storage.get_item(Self::KEY).ok().flatten());
        let known = known.unwrap_or_default();
        let (name, page) = known.split_once('|').unwrap_or_default();
        let tab = Self {
            name: name.to_owned(),
            // After a panic this page itself holds the lock already.
            is_sure: page == page_name(),
            lock: None,
        };
        if name.is_empty() { Self::fresh() } else { tab }
    }

    fn fresh() -> Self {
        Self {
            name: BrowserRandomness.next_u64().to_string(),
            is_sure: false,
            lock: None,
        }
    }

    fn remember(&self) {
        if let Some(storage) = session_storage() {
            // Refused: then a reload starts anew, which loses a draft and mixes up nothing.
            let _ = storage.set_item(Self::KEY, &[&self.name, "|", &page_name()].concat());
        }
    }
}

fn session_storage() -> Option<Storage> {
    window()?.session_storage().ok().flatten()
}

/// Tells this page from those before and after it.
fn page_name() -> String {
    let performance = window().and_then(|window| window.performance());
    let began = performance.map_or(0.0, |performance| performance.time_origin());
    ((began * 1000.0) as u64).to_string()
}
