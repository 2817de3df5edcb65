use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use web_sys::VisibilityState;

use super::contents::Contents;
use crate::browser::{
    BrowserClock, BrowserJson, BrowserPlatform, BrowserRandomness, FetchNetwork, IndexedMirror,
    LocalStorage, WebLocks, send_keepalive, window,
};
use crate::delivery::{Nudge, Outbox, Parts, Progress, Randomness as _};

/// All widgets of a page share one outbox: whatever an earlier page left behind is sent by any later one.
pub struct Courier {
    pub outbox: Outbox<BrowserPlatform>,
    pub contents: Contents,
    /// Whether the browser keeps anything beyond the page.
    pub keeps: bool,
    listeners: Listeners,
    /// How many widgets of this page keep drafts.
    slots: Cell<usize>,
    _page: Vec<EventListener>,
}

/// With the ids of the records that they listen for.
type Listeners = Rc<RefCell<Vec<(String, Rc<dyn Fn(&Progress)>)>>>;

const NAMESPACE: &str = "main";

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

    /// A place for a draft that no other widget of this page and no other tab writes to: two runs that shared one would
    /// be one record. After a reload the widgets, mounted in the same order, get the same places again.
    pub fn claim_slot(&self) -> String {
        let slot = self.slots.get();
        self.slots.set(slot + 1);
        [&tab_name(), "-", &slot.to_string()].concat()
    }

    /// Forgets the files of drafts that are gone.
    pub fn tidy(self: Rc<Self>) {
        wasm_bindgen_futures::spawn_local(async move {
            self.contents.tidy(|| self.outbox.draft_ids()).await;
        });
    }

    fn start() -> Rc<Self> {
        let listeners = Listeners::default();
        let heard = listeners.clone();
        let store = LocalStorage::open();
        let keeps = store.is_there();
        let parts = Parts {
            store,
            mirror: IndexedMirror::new(NAMESPACE),
            network: FetchNetwork,
            clock: BrowserClock,
            randomness: BrowserRandomness,
            lock: WebLocks,
            json: BrowserJson,
        };
        let outbox = Outbox::new(NAMESPACE, parts, move |id, progress| {
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
            keeps,
            listeners,
            slots: Cell::new(0),
            _page: page_listeners(this),
        });
        let running = courier.clone();
        wasm_bindgen_futures::spawn_local(async move { running.outbox.run().await });
        courier.clone().tidy();
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
        last_flush(&leaving)
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
            send_keepalive(&request);
        }
    }
}

/// What tells this tab from the others, for as long as it is open; reloads included, where storage is allowed.
fn tab_name() -> String {
    const KEY: &str = "js1:main:tab";
    let storage = window().and_then(|window| window.session_storage().ok().flatten());
    let known = storage
        .as_ref()
        .and_then(|storage| storage.get_item(KEY).ok().flatten());
    known.unwrap_or_else(|| {
        let name = BrowserRandomness.next_u64().to_string();
        if let Some(storage) = &storage {
            // Refused: then a reload starts anew, which loses a draft and mixes up nothing.
            let _ = storage.set_item(KEY, &name);
        }
        name
    })
}
