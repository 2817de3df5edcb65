use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use web_sys::VisibilityState;

use crate::browser::{
    BrowserClock, BrowserJson, BrowserPlatform, BrowserRandomness, FetchNetwork, IndexedMirror,
    LocalStorage, WebLocks, send_keepalive, window,
};
use crate::delivery::{Nudge, Outbox, Parts, Progress};

/// All widgets of a page share one outbox: whatever an earlier page left behind is sent by any later one.
pub struct Courier {
    pub outbox: Outbox<BrowserPlatform>,
    listeners: Listeners,
    _page: Vec<EventListener>,
}

/// With the ids of the records that they listen for.
type Listeners = Rc<RefCell<Vec<(String, Box<dyn Fn(&Progress)>)>>>;

const NAMESPACE: &str = "main";

thread_local! {
    static COURIER: RefCell<Option<Rc<Courier>>> = const { RefCell::new(None) };
}

impl Courier {
    /// The page's courier; the first call starts it.
    pub fn of_page() -> Rc<Self> {
        COURIER.with(|courier| courier.borrow_mut().get_or_insert_with(Self::start).clone())
    }

    /// Tells what becomes of a record from now on.
    pub fn listen(&self, id: &str, listener: impl Fn(&Progress) + 'static) {
        self.listeners
            .borrow_mut()
            .push((id.to_owned(), Box::new(listener)));
    }

    fn start() -> Rc<Self> {
        let listeners = Listeners::default();
        let heard = listeners.clone();
        let parts = Parts {
            store: LocalStorage::open(),
            mirror: IndexedMirror::new(NAMESPACE),
            network: FetchNetwork,
            clock: BrowserClock,
            randomness: BrowserRandomness,
            lock: WebLocks,
            json: BrowserJson,
        };
        let outbox = Outbox::new(NAMESPACE, parts, move |id, progress| {
            for (wanted, listener) in heard.borrow().iter() {
                if wanted == id {
                    listener(progress);
                }
            }
        });
        let courier = Rc::new_cyclic(|this| Self {
            outbox,
            listeners,
            _page: page_listeners(this),
        });
        let running = courier.clone();
        wasm_bindgen_futures::spawn_local(async move { running.outbox.run().await });
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
