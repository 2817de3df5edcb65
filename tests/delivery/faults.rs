use std::cell::RefCell;
use std::future::{pending, poll_fn};
use std::rc::Rc;
use std::task::Poll;

use journey_survey::delivery::{
    self, Clock, Locked, MirrorUnavailable, Platform, Randomness, Reply, Request, StoreError,
    Verdict, classify, crc32, retry_after_millis,
};
use journey_survey::native::SerdeJson;

use crate::state::{Action, NAMESPACE, Slot, State};
use crate::world::{Tab, World};

/// The simulated platform. Every part belongs to one page, and does nothing any more once that is dead.
pub struct Sim;

impl Platform for Sim {
    type Store = Store;
    type Mirror = Mirror;
    type Network = Network;
    type Clock = Time;
    type Randomness = Noise;
    type Lock = Lock;
    type Json = SerdeJson;
}

pub type Place = (World, Rc<Tab>);
pub struct Store(pub Place);
pub struct Mirror(pub Place);
pub struct Network(pub Place);
pub struct Time(pub World);
pub struct Noise(pub World);
pub struct Lock(pub Place);

#[derive(PartialEq)]
enum Fate {
    Lives,
    /// Half of this one operation happens.
    Tears,
    Dead,
}

/// Burns the page's fuse by one operation.
fn fate(tab: &Tab, state: &mut State) -> Fate {
    if tab.is_dead.get() {
        return Fate::Dead;
    }
    match tab.fuse.get() {
        Some((0, tears)) => {
            tab.is_dead.set(true);
            state.promises.holds.clear();
            if tears { Fate::Tears } else { Fate::Dead }
        }
        Some((left, tears)) => {
            tab.fuse.set(Some((left - 1, tears)));
            Fate::Lives
        }
        None => Fate::Lives,
    }
}

impl delivery::Store for Store {
    fn get(&self, key: &str) -> Option<String> {
        let state = self.0.0.0.state.borrow();
        state.disk.get(key).filter(|_| !state.is_blocked).cloned()
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let state = &mut *self.0.0.0.state.borrow_mut();
        if let Some(("s", id)) = kind_of(key) {
            state.promises.receipted.insert(id.into());
        }
        if let Some(("q", original)) = kind_of(key)
            && let Some(("r", id)) = kind_of(original)
        {
            state.promises.set_aside.insert(id.into());
        }
        let fate = fate(&self.0.1, state);
        if fate == Fate::Dead {
            return Ok(());
        }
        let old = state.disk.get(key).map_or(0, |old| old.len() + key.len());
        let is_full = state.capacity_chars != usize::MAX
            && used_chars(state) - old + key.len() + value.len() > state.capacity_chars;
        if is_full || state.is_blocked {
            state.promises.holds.clear();
            let blocked = state.is_blocked;
            return Err(if blocked {
                StoreError::Blocked
            } else {
                StoreError::Full
            });
        }
        let mut value = value.to_string();
        if fate == Fate::Tears || std::mem::take(&mut state.tear_next_write) {
            state.promises.holds.clear();
            let mut half = value.len() / 2;
            while !value.is_char_boundary(half) {
                half -= 1;
            }
            value.truncate(half);
        }
        let old = state.disk.insert(key.into(), value);
        state.unflushed.push((state.elapsed, key.into(), old));
        Ok(())
    }

    fn remove(&self, key: &str) {
        let state = &mut *self.0.0.0.state.borrow_mut();
        if fate(&self.0.1, state) != Fate::Lives || state.is_blocked {
            return;
        }
        let Some(old) = state.disk.remove(key) else {
            return;
        };
        if let Some(("r", id)) = kind_of(key)
            && is_intact(&old)
            && !state.promises.receipted.contains(id)
            && !state.promises.set_aside.contains(id)
        {
            state
                .violations
                .push(format!("{id}: removed without a receipt"));
        }
        state.unflushed.push((state.elapsed, key.into(), Some(old)));
    }

    fn keys(&self, prefix: &str) -> Vec<String> {
        let state = self.0.0.0.state.borrow();
        let keys = state.disk.keys().filter(|_| !state.is_blocked);
        keys.filter(|key| key.starts_with(prefix))
            .cloned()
            .collect()
    }

    fn used_chars(&self) -> usize {
        used_chars(&self.0.0.0.state.borrow())
    }
}

impl Mirror {
    /// Waits for the database. Nothing comes back to a page that died.
    async fn reach(&self) -> Result<(), MirrorUnavailable> {
        let (world, _) = &self.0;
        let delay = world.0.state.borrow_mut().below(15);
        world.sleep(delay).await;
        if world.0.state.borrow().does_mirror_hang {
            pending::<()>().await;
        }
        match world.0.state.borrow().is_mirror_available {
            true => Ok(()),
            false => Err(MirrorUnavailable),
        }
    }

    async fn change(&self, change: impl FnOnce(&mut State)) -> Result<(), MirrorUnavailable> {
        self.reach().await?;
        let (world, tab) = &self.0;
        let is_alive = {
            let state = &mut *world.0.state.borrow_mut();
            let is_alive = fate(tab, state) == Fate::Lives;
            if is_alive {
                change(state);
            }
            is_alive
        };
        if !is_alive {
            pending::<()>().await;
        }
        let delay = world.0.state.borrow_mut().below(15);
        world.sleep(delay).await;
        Ok(())
    }
}

impl delivery::Mirror for Mirror {
    async fn put(&self, id: &str, value: &str) -> Result<(), MirrorUnavailable> {
        self.change(|state| {
            state.mirrored.insert(id.into(), value.into());
        })
        .await
    }

    async fn get(&self, id: &str) -> Result<Option<String>, MirrorUnavailable> {
        self.reach().await?;
        Ok(self.0.0.0.state.borrow().mirrored.get(id).cloned())
    }

    async fn delete(&self, ids: &[String]) -> Result<(), MirrorUnavailable> {
        self.change(|state| {
            for id in ids {
                let Some(value) = state.mirrored.remove(id) else {
                    continue;
                };
                let promises = &state.promises;
                if !promises.receipted.contains(id) && !promises.set_aside.contains(id) {
                    let text = format!("{id}: removed from the mirror without a receipt");
                    state.violations.push(text);
                }
                state
                    .unflushed_deletes
                    .push((state.elapsed, id.clone(), value));
            }
        })
        .await
    }

    async fn ids(&self) -> Result<Vec<String>, MirrorUnavailable> {
        self.reach().await?;
        Ok(self.0.0.0.state.borrow().mirrored.keys().cloned().collect())
    }
}

impl delivery::Network for Network {
    async fn post(&self, request: &Request) -> Reply {
        let (world, tab) = &self.0;
        if tab.is_dead.get() {
            return pending().await;
        }
        let slot: Slot = Rc::new(RefCell::default());
        {
            let state = &mut *world.0.state.borrow_mut();
            state.note_post(request);
            send(state, request, &slot);
        }
        let reply = poll_fn(|context| {
            let mut slot = slot.borrow_mut();
            slot.1 = Some(context.waker().clone());
            slot.0.take().map_or(Poll::Pending, Poll::Ready)
        })
        .await;
        note_holds(&mut world.0.state.borrow_mut(), request, &reply);
        reply
    }
}

/// Puts a request on its way, where it may be lost, doubled or answered in vain.
pub fn send(state: &mut State, request: &Request, slot: &Slot) {
    let lost = state.percent_lost;
    if state.below(100) < lost {
        let delay = state.delay();
        state.after(delay, Action::Answer(Reply::NetworkError, slot.clone()));
        if state.below(2) == 0 {
            // Lost on its way here: the page never hears of it.
            return;
        }
        let delay = state.delay() + state.delay();
        state.after(delay, Action::Arrive(request.clone(), Slot::default()));
        return;
    }
    let delay = state.delay();
    state.after(delay, Action::Arrive(request.clone(), slot.clone()));
    let doubled = state.percent_doubled;
    if state.below(100) < doubled {
        let delay = 10 * state.delay();
        state.after(delay, Action::Arrive(request.clone(), Slot::default()));
    }
}

/// An endpoint that named a time must be left alone until then.
fn note_holds(state: &mut State, request: &Request, reply: &Reply) {
    let holds = &mut state.promises.holds;
    match (classify(reply, None), reply) {
        (
            Verdict::Retry,
            Reply::Status {
                retry_after: Some(text),
                ..
            },
        ) => {
            let now = state.now_millis();
            if let Some(millis) = retry_after_millis(text, now) {
                let until = state.elapsed + millis;
                state.promises.holds.insert(request.url.clone(), until);
            }
        }
        (Verdict::Acknowledged | Verdict::Pause | Verdict::NeedsAttention, _) => {
            holds.remove(&request.url);
        }
        _ => {}
    }
}

impl Clock for Time {
    fn now_millis(&self) -> u64 {
        self.0.0.state.borrow().now_millis()
    }

    async fn sleep_millis(&self, millis: u64) {
        self.0.sleep(millis).await;
    }
}

impl Randomness for Noise {
    fn next_u64(&self) -> u64 {
        self.0.0.state.borrow_mut().random()
    }
}

pub struct Held(World);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.0.state.borrow_mut().lock_holder = None;
    }
}

impl delivery::Lock for Lock {
    type Guard = Held;

    async fn try_lock(&self, _: &str) -> Locked<Held> {
        let (world, tab) = &self.0;
        world.sleep(1).await;
        let mut state = world.0.state.borrow_mut();
        if !state.has_locks {
            return Locked::Unsupported;
        }
        match state.lock_holder {
            Some(_) => Locked::Taken,
            None => {
                state.lock_holder = Some(tab.number);
                Locked::Held(Held(world.clone()))
            }
        }
    }
}

/// What was promised holds at every moment.
pub fn check_promises(state: &mut State) {
    let promises = &state.promises;
    for id in promises.saved.union(&promises.stored) {
        let record = format!("js1:{NAMESPACE}:r:{id}");
        let is_held = state.endpoints.rows.contains_key(id)
            || state.mirrored.contains_key(id)
            || state
                .disk
                .get(&record)
                .is_some_and(|value| is_intact(value));
        if !is_held {
            state.violations.push(format!("{id}: promised, and lost"));
        }
    }
}

pub fn is_intact(sealed: &str) -> bool {
    let parts: Vec<&str> = sealed.splitn(4, '|').collect();
    let ["1", sum, length, text] = parts[..] else {
        return false;
    };
    length == text.len().to_string() && sum == format!("{:08x}", crc32(text.as_bytes()))
}

/// The kind and the rest of a key.
fn kind_of(key: &str) -> Option<(&str, &str)> {
    key.strip_prefix("js1:")?.split_once(':')?.1.split_once(':')
}

fn used_chars(state: &State) -> usize {
    let entries = state.disk.iter();
    entries.map(|(key, value)| key.len() + value.len()).sum()
}
