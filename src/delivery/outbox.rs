use std::cell::{Cell, RefCell};

use super::envelope::{Opened, open, seal};
use super::index::{Entry, Standing};
use super::keys::{Keys, Kind};
use super::meta::State;
use super::race::Bell;
use super::shelf::Shelf;
use super::sorted::Sorted;
use super::{Clock as _, Parts, Platform, Record, Request, StoreError, SubmitError};

/// Keeps records on this device until their endpoint has them. One for each tab; the tabs share the stores.
pub struct Outbox<P: Platform> {
    pub(super) shelf: Shelf<P::Store>,
    pub(super) mirror: P::Mirror,
    pub(super) network: P::Network,
    pub(super) clock: P::Clock,
    pub(super) randomness: P::Randomness,
    pub(super) lock: P::Lock,
    pub(super) json: P::Json,
    pub(super) keys: Keys,
    pub(super) index: RefCell<Sorted<Entry>>,
    /// Have their receipts (or their quarantine), and are still to leave the mirror.
    pub(super) leaving_mirror: RefCell<Sorted<()>>,
    pub(super) receipts: Cell<usize>,
    pub(super) quarantined: Cell<usize>,
    pub(super) bell: Bell,
    pub(super) is_draining: Cell<bool>,
    listener: Listener,
}

type Listener = Box<dyn Fn(&str, &Progress)>;

/// What happened to a record, for those who tell the respondent. Every word of it is true when it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    Saving,
    /// On this device, and would survive a killed browser.
    Saved,
    /// Never to be called saved.
    NotDurable(Lack),
    Sent,
    /// Will be tried again. The code of the answer: a status, `network` or `timeout`.
    Waiting(String),
    /// Its endpoint needs somebody's attention. The code: a status, `redirect`, or `alike-422` and the like, where
    /// several records were refused in a row.
    Paused(String),
    /// Refused for what it is, kept, exportable. The code: a status.
    NeedsAttention(String),
}

/// Why a record is not durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// In the local store only, which forgets the last seconds when the browser dies.
    Mirror,
    /// No space: in memory only.
    Full,
    /// Storage is refused here: in memory only.
    Blocked,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    Durable,
    NotDurable(Lack),
    /// The endpoint had acknowledged this id before.
    AlreadySent,
}

/// A reason to believe that sending may work now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nudge {
    /// `online`, or the page became visible: ends backoff, probes a pause, keeps to a `Retry-After`.
    Automatic,
    /// A person asked: overrules `Retry-After` too, and gives records that need attention another try.
    Tap,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// To be sent, now or later.
    pub waiting: usize,
    pub needs_attention: usize,
    /// Of a later version of this program: left alone.
    pub newer: usize,
    pub quarantined: usize,
    /// Of those waiting or needing attention: without a durable copy.
    pub not_durable: usize,
    /// Receipts, at most [`super::MAX_RECEIPTS`].
    pub sent: usize,
    pub paused: Vec<Paused>,
}

/// An endpoint that needs somebody's attention, with the code of [`Progress::Paused`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paused {
    pub endpoint: String,
    pub code: String,
}

/// Browsers let 64 KiB outlive a page, other people's included.
pub const KEEPALIVE_BYTES: usize = 60 << 10;
/// A page being hidden has no time to read thousands of records.
const MAX_KEEPALIVE: usize = 100;

impl<P: Platform> Outbox<P> {
    /// `namespace` keeps apart what shares an origin. `listener` hears of every record's progress, and must not call
    /// back into the outbox.
    pub fn new(
        namespace: &str,
        parts: Parts<P>,
        listener: impl Fn(&str, &Progress) + 'static,
    ) -> Self {
        Self {
            shelf: Shelf::new(parts.store),
            mirror: parts.mirror,
            network: parts.network,
            clock: parts.clock,
            randomness: parts.randomness,
            lock: parts.lock,
            json: parts.json,
            keys: Keys::new(namespace),
            index: RefCell::default(),
            leaving_mirror: RefCell::default(),
            receipts: Cell::new(0),
            quarantined: Cell::new(0),
            bell: Bell::default(),
            is_draining: Cell::new(false),
            listener: Box::new(listener),
        }
    }

    /// Takes a finished response, and the place of its draft (survey and slot). When this returns, the record is as
    /// safe as it can be made here, and [`Outbox::run`] sends it.
    ///
    /// Submitting the same record again is harmless. Another content under the same id is refused with
    /// [`SubmitError::AlreadySubmitted`]: it is another response, and needs an id of its own.
    pub async fn submit(
        &self,
        record: &Record,
        draft: Option<(&str, &str)>,
    ) -> Result<Saved, SubmitError> {
        let saved = self.keep(record, draft).await;
        self.bell.ring();
        saved
    }

    /// All of [`Outbox::submit`] but the sending.
    pub(super) async fn keep(
        &self,
        record: &Record,
        draft: Option<(&str, &str)>,
    ) -> Result<Saved, SubmitError> {
        record.check()?;
        let id = record.id.as_str();
        let key = self.keys.record(id);
        let sealed = seal(&record.to_json());
        self.tell(id, &Progress::Saving);

        let copy = self.mirror_get(id).await;
        if self.has_receipt(id) {
            return self.already_sent(id, &sealed, draft);
        }
        let stored = self.shelf.get(&key).filter(|stored| *stored != sealed);
        let earlier = [&stored, copy.as_ref().unwrap_or(&None)];
        if earlier
            .into_iter()
            .flatten()
            .any(|earlier| *earlier != sealed && matches!(open(earlier), Opened::Intact(_)))
        {
            return Err(SubmitError::AlreadySubmitted);
        }
        if let Some(unreadable) = stored {
            self.set_aside(&key, &unreadable);
        }

        let saving = Saving::begin(self, id);
        let stored = self.store_record(&key, &sealed);
        if stored.is_err() {
            self.shelf.hold(&key, &sealed);
        }
        let is_mirrored = copy.is_ok() && self.mirror_put(id, &sealed).await.is_ok();
        saving.end(is_mirrored);
        if self.has_receipt(id) {
            // Another tab has sent it in the meantime, and our copy came too late to be removed with it.
            self.forget(id);
            return self.already_sent(id, &sealed, draft);
        }

        let lack = match stored {
            _ if is_mirrored => None,
            Ok(()) => Some(Lack::Mirror),
            Err(StoreError::Full) => Some(Lack::Full),
            Err(StoreError::Blocked) => Some(Lack::Blocked),
        };
        // A record that is held in memory alone leaves its draft behind.
        if matches!(lack, None | Some(Lack::Mirror)) {
            self.delete_spent_draft(draft, id);
        }
        let saved = match lack {
            None => {
                self.tell(id, &Progress::Saved);
                Saved::Durable
            }
            Some(lack) => {
                self.tell(id, &Progress::NotDurable(lack));
                Saved::NotDurable(lack)
            }
        };
        Ok(saved)
    }

    /// Delivers for as long as it is polled. It begins with [`Outbox::boot`], and sleeps while nothing is due.
    pub async fn run(&self) {
        self.boot().await;
        loop {
            let sleep_millis = self.drain().await;
            self.rest(sleep_millis).await;
        }
    }

    /// Ends waiting: see [`Nudge`].
    pub fn flush_now(&self, nudge: Nudge) {
        self.refresh();
        self.nudge(nudge == Nudge::Tap);
        self.bell.ring();
    }

    /// What to send with `keepalive` while the page is being hidden, newest first, up to [`KEEPALIVE_BYTES`]. Nothing
    /// is concluded from it: the records stay until they are sent in the ordinary way.
    pub fn take_for_keepalive(&self) -> Vec<Request> {
        // As of the last look at the stores: a page being hidden delays the next one, and thousands may wait.
        let now = self.clock.now_millis();
        let mut left = KEEPALIVE_BYTES;
        let mut requests = Vec::new();
        let newest: Vec<_> = self
            .index
            .borrow()
            .iter()
            .rev()
            .take(MAX_KEEPALIVE)
            .map(|(id, entry)| (id.clone(), entry.standing.clone()))
            .collect();
        let is_forbidden = |endpoint: &str| self.lane(endpoint).is_forbidden(now);
        for (id, standing) in newest {
            // Before anything is read: a page that is being left has little time.
            if matches!(&standing, Standing::Read(endpoint) if is_forbidden(endpoint)) {
                continue;
            }
            if let Some(record) = self.readable(&id)
                && !is_forbidden(&record.endpoint)
            {
                let request = record.request();
                if let Some(rest) = left.checked_sub(request.size_bytes()) {
                    left = rest;
                    requests.push(request);
                }
            }
        }
        requests
    }

    /// How many records are on this device, as of the last look at the stores: cheap enough for every change.
    pub fn held(&self) -> usize {
        self.index.borrow().len()
    }

    /// As of now, as far as the local store knows.
    pub fn status(&self) -> Status {
        self.refresh();
        let mut status = Status {
            quarantined: self.quarantined.get(),
            sent: self.receipts.get(),
            ..Status::default()
        };
        for (_, entry) in self.index.borrow().iter() {
            let count = match entry.standing {
                Standing::Newer => &mut status.newer,
                Standing::Damaged => &mut status.quarantined,
                _ if entry.meta.state == State::Attention => &mut status.needs_attention,
                _ => &mut status.waiting,
            };
            *count += 1;
            status.not_durable += usize::from(!entry.is_mirrored);
        }
        let now = self.clock.now_millis();
        for key in self.lane_keys() {
            if let Some((endpoint, lane)) = self.lane_at(&key)
                && let Some(code) = lane.pause(now)
            {
                let code = code.into();
                status.paused.push(Paused { endpoint, code });
            }
        }
        status
    }

    pub(super) fn tell(&self, id: &str, progress: &Progress) {
        (self.listener)(id, progress);
    }

    pub(super) fn nudge(&self, by_person: bool) {
        for key in self.lane_keys() {
            if let Some((endpoint, mut lane)) = self.lane_at(&key) {
                lane.nudge(by_person);
                self.set_lane(&endpoint, &lane);
            }
        }
        let known = self.index.borrow().keys();
        for id in known {
            let meta = self.meta(&id);
            let mut nudged = meta.clone();
            nudged.nudge(by_person);
            if nudged != meta {
                self.set_meta(&id, nudged);
            }
        }
    }

    fn lane_keys(&self) -> Vec<String> {
        let mut keys = self.shelf.keys(self.keys.prefix());
        keys.retain(|key| self.keys.kind(key) == Kind::Lane);
        keys
    }

    fn readable(&self, id: &str) -> Option<Record> {
        if self.index.borrow().get(id)?.meta.state == State::Attention || self.has_receipt(id) {
            return None;
        }
        self.read(id, &self.shelf.get(&self.keys.record(id))?).ok()
    }

    fn already_sent(
        &self,
        id: &str,
        sealed: &str,
        draft: Option<(&str, &str)>,
    ) -> Result<Saved, SubmitError> {
        if self.has_receipt_of_another(id, sealed) {
            return Err(SubmitError::AlreadySubmitted);
        }
        self.delete_spent_draft(draft, id);
        self.tell(id, &Progress::Sent);
        Ok(Saved::AlreadySent)
    }

    /// By now the place may hold the draft of somebody else.
    pub(super) fn delete_spent_draft(&self, draft: Option<(&str, &str)>, id: &str) {
        if let Some((survey, slot)) = draft
            && let Some((_, draft)) = self.draft_at(&self.keys.draft(survey, slot))
            && draft.id == id
        {
            self.delete_draft(survey, slot);
        }
    }
}

/// Keeps a record from being sent while it is still being written, even if writing is given up.
struct Saving<'a, P: Platform> {
    outbox: &'a Outbox<P>,
    id: &'a str,
}

impl<'a, P: Platform> Saving<'a, P> {
    fn begin(outbox: &'a Outbox<P>, id: &'a str) -> Self {
        outbox.index.borrow_mut().add(id, Entry::default());
        outbox.set_standing(id, Standing::Saving);
        Self { outbox, id }
    }

    fn end(self, is_mirrored: bool) {
        if let Some(entry) = self.outbox.index.borrow_mut().get_mut(self.id) {
            entry.is_mirrored = is_mirrored;
        }
    }
}

impl<P: Platform> Drop for Saving<'_, P> {
    fn drop(&mut self) {
        self.outbox.set_standing(self.id, Standing::Unread);
    }
}
