use std::cell::RefCell;
use std::rc::{Rc, Weak};

use crate::session::{Fetched, Lists, read_list};
use crate::value::number_to_text;

use super::{BrowserJson, FetchError, absolute, fetch_text};

const MAX_LIST_BYTES: usize = 4 * 1024 * 1024;
/// Addresses that hold answers can be many; beyond this the first ones are forgotten.
const MAX_LISTS: usize = 100;

/// Lists of choices from the network. Each is fetched once; one that could not be had is asked for again when it is
/// wanted again.
#[derive(Clone, Default)]
pub struct BrowserLists(Rc<State>);

/// Hears the address of a list.
type Listener = Rc<dyn Fn(&str)>;

#[derive(Default)]
struct State {
    known: RefCell<Vec<(Rc<str>, Fetched)>>,
    listener: RefCell<Option<Listener>>,
}

impl BrowserLists {
    /// `listener` hears the address of each list that arrives, or that does not.
    pub fn listen(&self, listener: impl Fn(&str) + 'static) {
        *self.0.listener.borrow_mut() = Some(Rc::new(listener));
    }
}

impl Lists for BrowserLists {
    #[inline(never)]
    fn get(&self, url: &str) -> Fetched {
        let mut known = self.0.known.borrow_mut();
        if let Some(place) = known.iter().position(|(address, _)| **address == *url) {
            return match &known[place].1 {
                Fetched::Failed(_) => known.remove(place).1,
                fetched => fetched.clone(),
            };
        }
        if known.len() >= MAX_LISTS {
            known.remove(0);
        }
        known.push((url.into(), Fetched::Waiting));
        wasm_bindgen_futures::spawn_local(fetch(Rc::downgrade(&self.0), url.into()));
        Fetched::Waiting
    }
}

async fn fetch(state: Weak<State>, url: Rc<str>) {
    let body = match absolute(&url) {
        Some(address) => fetch_text(&address, MAX_LIST_BYTES).await,
        None => Err(FetchError::Unreachable),
    };
    let fetched = match body {
        Ok(body) => Fetched::Loaded(read_list(&body, &BrowserJson)),
        Err(FetchError::Status(status)) => Fetched::Failed(number_to_text(status.into()).into()),
        Err(FetchError::Unreachable) => Fetched::Failed("no answer".into()),
        Err(FetchError::TooLarge) => Fetched::Failed("too large".into()),
    };
    let Some(state) = state.upgrade() else {
        return;
    };
    if let Some(entry) = state
        .known
        .borrow_mut()
        .iter_mut()
        .find(|(address, _)| *address == url)
    {
        entry.1 = fetched;
    }
    // The listener may ask for further lists, so nothing may be borrowed by then.
    let listener = state.listener.borrow().clone();
    if let Some(listener) = listener {
        listener(&url);
    }
}
