use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use journey_survey::delivery::{Draft, Outbox, Parts, Progress, Record};

use crate::endpoint::Mood;
use crate::faults::{Lock, Mirror, Network, Noise, Sim, Store, Time, check_promises};
use crate::state::{Action, LENIENT, NAMESPACE, STRICT, State};

/// A device with tabs, and the endpoints it talks to. Time passes only in [`World::run_for`].
#[derive(Clone)]
pub struct World(pub Rc<Inner>);

pub struct Inner {
    pub state: RefCell<State>,
    tasks: RefCell<Vec<Task>>,
    tabs: RefCell<Vec<Rc<Tab>>>,
}

/// A page. It dies at once, or at a later storage operation.
pub struct Tab {
    pub number: usize,
    pub is_dead: Cell<bool>,
    /// Storage operations left to live, and whether the last one is torn.
    pub fuse: Cell<Option<(u32, bool)>>,
    /// Runs nothing before this moment, as a page in the background.
    pub frozen_until: Cell<u64>,
    pub outbox: RefCell<Option<Rc<Outbox<Sim>>>>,
}

struct Task {
    tab: Rc<Tab>,
    future: Pin<Box<dyn Future<Output = ()>>>,
    flag: Arc<Flag>,
}

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl World {
    pub fn new(seed: u64) -> Self {
        Self(Rc::new(Inner {
            state: RefCell::new(State::new(seed)),
            tasks: RefCell::default(),
            tabs: RefCell::default(),
        }))
    }

    /// Opens a page without starting to deliver.
    pub fn open_idle(&self, number: usize) -> Rc<Tab> {
        let tab = Rc::new(Tab {
            number,
            is_dead: Cell::new(false),
            fuse: Cell::new(None),
            frozen_until: Cell::new(0),
            outbox: RefCell::new(None),
        });
        let at = || (self.clone(), tab.clone());
        let parts = Parts {
            store: Store(at()),
            mirror: Mirror(at()),
            network: Network(at()),
            clock: Time(self.clone()),
            randomness: Noise(self.clone()),
            lock: Lock(at()),
            json: journey_survey::native::SerdeJson,
        };
        let listener = {
            let (world, tab) = at();
            move |id: &str, progress: &Progress| {
                if !tab.is_dead.get() {
                    world.0.state.borrow_mut().hear(id, progress);
                }
            }
        };
        *tab.outbox.borrow_mut() = Some(Rc::new(Outbox::new(NAMESPACE, parts, listener)));
        self.0.tabs.borrow_mut().push(tab.clone());
        tab
    }

    pub fn open(&self, number: usize) -> Rc<Tab> {
        let tab = self.open_idle(number);
        self.spawn(&tab, |outbox| async move { outbox.run().await });
        tab
    }

    pub fn spawn<F: Future<Output = ()> + 'static>(
        &self,
        tab: &Rc<Tab>,
        work: impl FnOnce(Rc<Outbox<Sim>>) -> F,
    ) {
        self.0.tasks.borrow_mut().push(Task {
            tab: tab.clone(),
            future: Box::pin(work(tab.outbox())),
            flag: Arc::new(Flag(AtomicBool::new(true))),
        });
    }

    /// Begins to submit; time must pass for it to end.
    pub fn submit(&self, tab: &Rc<Tab>, record: Record, draft: bool) {
        self.know(&record);
        self.spawn(tab, |outbox| async move {
            if draft {
                outbox.room();
                let answers = Draft {
                    id: record.id.clone(),
                    text: record.body.clone(),
                };
                // A refused draft is held in memory, and no promise.
                let _ = outbox.put_draft("survey", "1", &answers);
            }
            outbox
                .submit(&record, draft.then_some(("survey", "1")))
                .await
                .expect("the record is good");
        });
    }

    /// From now on this record may be sent, with this content.
    pub fn know(&self, record: &Record) {
        let submitted = &mut self.0.state.borrow_mut().promises.submitted;
        let known = submitted.entry(record.id.clone());
        known.or_insert_with(|| record.clone());
    }

    /// The page dies where it stands.
    pub fn crash(&self, tab: &Rc<Tab>) {
        tab.is_dead.set(true);
        self.bury();
    }

    pub fn freeze(&self, tab: &Rc<Tab>, millis: u64) {
        let state = &mut *self.0.state.borrow_mut();
        tab.frozen_until.set(state.elapsed + millis);
        state.after(millis, Action::Wake(Waker::noop().clone()));
    }

    /// The browser dies: every tab, and up to `lost` writes of the last minute.
    pub fn kill(&self, tabs: &[Rc<Tab>], lost: usize) {
        for tab in tabs {
            self.crash(tab);
        }
        let mut state = self.0.state.borrow_mut();
        let horizon = state.elapsed.saturating_sub(60_000);
        for _ in 0..lost {
            match state.unflushed.pop() {
                Some((at, key, Some(value))) if at >= horizon => state.disk.insert(key, value),
                Some((at, key, None)) if at >= horizon => state.disk.remove(&key),
                _ => break,
            };
        }
        for _ in 0..lost {
            match state.unflushed_deletes.pop() {
                Some((at, id, value)) if at >= horizon => state.mirrored.insert(id, value),
                _ => break,
            };
        }
        state.unflushed.clear();
        state.unflushed_deletes.clear();
        drop(state);
        check_promises(&mut self.0.state.borrow_mut());
    }

    pub fn run_for(&self, millis: u64) {
        let end = self.0.state.borrow().elapsed + millis;
        let mut polls_at_once = 0;
        loop {
            if self.poll_tasks() {
                polls_at_once += 1;
                assert!(polls_at_once < 100_000, "spins without waiting");
                continue;
            }
            let mut state = self.0.state.borrow_mut();
            let Some(entry) = state
                .queue
                .first_entry()
                .filter(|entry| entry.key().0 <= end)
            else {
                state.elapsed = end;
                return;
            };
            let ((at, _), action) = entry.remove_entry();
            if at > state.elapsed {
                polls_at_once = 0;
                state.elapsed = at;
            }
            match action {
                Action::Wake(waker) => waker.wake(),
                Action::Arrive(request, slot) => {
                    if let Some(reply) = state.endpoints.answer(&request) {
                        let delay = state.delay();
                        state.after(delay, Action::Answer(reply, slot));
                    }
                }
                Action::Answer(reply, slot) => {
                    let mut slot = slot.borrow_mut();
                    slot.0.get_or_insert(reply);
                    if let Some(waker) = slot.1.take() {
                        waker.wake();
                    }
                }
            }
        }
    }

    pub fn set_mood(&self, mood: Mood) {
        for url in [STRICT, LENIENT] {
            self.set_mood_of(url, mood.clone());
        }
    }

    pub fn set_mood_of(&self, url: &str, mood: Mood) {
        let moods = &mut self.0.state.borrow_mut().endpoints.moods;
        moods.insert(url.into(), mood);
    }

    pub fn rows(&self) -> Vec<String> {
        self.0
            .state
            .borrow()
            .endpoints
            .rows
            .keys()
            .cloned()
            .collect()
    }

    pub fn posts(&self) -> usize {
        self.0.state.borrow().posts.len()
    }

    pub fn disk_keys(&self, kind: &str) -> Vec<String> {
        let prefix = format!("js1:{NAMESPACE}:{kind}:");
        let state = self.0.state.borrow();
        let keys = state.disk.keys();
        keys.filter_map(|key| key.strip_prefix(&prefix).map(String::from))
            .collect()
    }

    pub fn heard(&self, id: &str) -> Vec<Progress> {
        let state = self.0.state.borrow();
        let of_id = state.progress.iter().filter(|(_, other, _)| other == id);
        of_id.map(|(_, _, progress)| progress.clone()).collect()
    }

    pub fn assert_sound(&self) {
        let state = self.0.state.borrow();
        assert!(state.violations.is_empty(), "{:#?}", state.violations);
        let contradictions = &state.endpoints.contradictions;
        assert!(
            contradictions.is_empty(),
            "two contents: {contradictions:?}"
        );
    }

    /// Sleeping that needs no page: dropping it cancels the timer.
    pub async fn sleep(&self, millis: u64) {
        let mut timer = Timer {
            world: self.clone(),
            at: self.0.state.borrow().elapsed + millis,
            key: None,
        };
        poll_fn(|context| timer.poll(context)).await;
    }

    fn poll_tasks(&self) -> bool {
        let mut has_polled = false;
        let elapsed = self.0.state.borrow().elapsed;
        let mut tasks = self.0.tasks.take();
        tasks.retain_mut(|task| {
            let is_frozen = task.tab.frozen_until.get() > elapsed;
            if task.tab.is_dead.get() || is_frozen || !task.flag.0.swap(false, Ordering::Relaxed) {
                return true;
            }
            has_polled = true;
            let waker = Waker::from(task.flag.clone());
            let outcome = task.future.as_mut().poll(&mut Context::from_waker(&waker));
            check_promises(&mut self.0.state.borrow_mut());
            outcome.is_pending()
        });
        self.0.tasks.borrow_mut().append(&mut tasks);
        self.bury();
        has_polled
    }

    /// Dead pages give back what the browser would take from them.
    fn bury(&self) {
        let tasks = self.0.tasks.take();
        let is_dead = |task: &Task| task.tab.is_dead.get();
        let (dead, alive): (Vec<_>, Vec<_>) = tasks.into_iter().partition(is_dead);
        self.0.tasks.borrow_mut().extend(alive);
        drop(dead);
        let tabs = self.0.tabs.borrow();
        for tab in tabs.iter().filter(|tab| tab.is_dead.get()) {
            tab.outbox.borrow_mut().take();
        }
    }

    /// Pages, their outboxes and this world know each other: without this a hundred thousand worlds would stay.
    pub fn end(&self) {
        let tabs = self.0.tabs.borrow().clone();
        for tab in &tabs {
            tab.is_dead.set(true);
        }
        self.bury();
        self.0.tabs.borrow_mut().clear();
        self.0.state.borrow_mut().queue.clear();
    }
}

impl fmt::Debug for World {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.0.state.borrow();
        for (at, url, id) in &state.posts {
            writeln!(formatter, "{at:>9} ms: {id} to {url}")?;
        }
        for (at, id, progress) in &state.progress {
            writeln!(formatter, "{at:>9} ms: {id} {progress:?}")?;
        }
        for (key, value) in &state.disk {
            let start: String = value.chars().take(100).collect();
            writeln!(formatter, "{key} = {start}")?;
        }
        writeln!(formatter, "mirror: {:?}", state.mirrored.keys())?;
        write!(formatter, "rows: {:?}", state.endpoints.rows.keys())
    }
}

struct Timer {
    world: World,
    at: u64,
    key: Option<(u64, u64)>,
}

impl Timer {
    /// Even the shortest timer lets others go first.
    fn poll(&mut self, context: &Context<'_>) -> Poll<()> {
        let mut state = self.world.0.state.borrow_mut();
        let wake = Action::Wake(context.waker().clone());
        match self.key {
            None => self.key = Some(state.at(self.at, wake)),
            Some(key) => match state.queue.get_mut(&key) {
                Some(action) => *action = wake,
                None => return Poll::Ready(()),
            },
        }
        Poll::Pending
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            self.world.0.state.borrow_mut().queue.remove(&key);
        }
    }
}

impl Tab {
    pub fn outbox(&self) -> Rc<Outbox<Sim>> {
        self.outbox.borrow().clone().expect("the page is alive")
    }
}
