use std::cell::RefCell;
use std::rc::Rc;

use crate::browser::{BrowserClock, BrowserRandomness, IndexedMirror};
use crate::delivery::{
    Clock as _, Mirror as _, MirrorUnavailable, Randomness as _, Winner, race, with_contents,
    without_contents,
};
use crate::value::Value;

/// A database of its own: what is in the outbox's is taken for records.
const DATABASE: &str = "main:contents";

/// Longer is not waited for before a survey is shown.
const TIMEOUT_MILLIS: u64 = 5_000;

/// Files and signatures of the drafts of this page, each under `<id of the draft>/<number by lot>`.
pub struct Contents {
    database: IndexedMirror,
    kept: RefCell<Vec<(Rc<str>, String)>>,
}

/// What is to be written or deleted so that the database has what a draft refers to.
pub struct Changes {
    fresh: Vec<(Rc<str>, String)>,
    stale: Vec<String>,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.fresh.is_empty() && self.stale.is_empty()
    }
}

impl Contents {
    pub fn new() -> Self {
        Self {
            database: IndexedMirror::new(DATABASE),
            kept: RefCell::default(),
        }
    }

    /// A draft that refers to its contents.
    pub fn taken_out(&self, id: &str, draft: &Value) -> (Value, Changes) {
        let mut kept = self.kept.borrow_mut();
        let prefix = [id, "/"].concat();
        let mut named = Vec::new();
        let mut fresh = Vec::new();
        let draft = without_contents(draft, &mut |content| {
            let known = kept.iter().find(|(known, _)| known == content);
            let name = match known {
                Some((_, name)) => name.clone(),
                None => {
                    let number = BrowserRandomness.next_u64().to_string();
                    let name = [&prefix, &*number].concat();
                    kept.push((content.clone(), name.clone()));
                    fresh.push((content.clone(), name.clone()));
                    name
                }
            };
            named.push(name.clone());
            name
        });
        let mut stale = Vec::new();
        kept.retain(|(_, name)| {
            let is_stale = name.starts_with(&prefix) && !named.contains(name);
            if is_stale {
                stale.push(name.clone());
            }
            !is_stale
        });
        (draft, Changes { fresh, stale })
    }

    /// True if everything is as safe as the draft. What could not be written is tried again with the next draft.
    pub async fn write(&self, changes: Changes) -> bool {
        let mut is_whole = true;
        for (content, name) in &changes.fresh {
            if self.database.put(name, content).await.is_err() {
                self.kept.borrow_mut().retain(|(_, kept)| kept != name);
                is_whole = false;
            }
        }
        if !changes.stale.is_empty() {
            // What stays behind goes when the draft is gone.
            let _ = self.database.delete(&changes.stale).await;
        }
        is_whole
    }

    /// A draft as it was, without the contents that were lost.
    pub async fn put_back(&self, draft: &Value) -> Value {
        let mut names = Vec::new();
        let _ = with_contents(draft, &mut |name| {
            names.push(name.to_owned());
            None
        });
        for name in names {
            let found = in_time(self.database.get(&name)).await;
            if let Ok(Some(content)) = found {
                self.kept.borrow_mut().push((content.into(), name));
            }
        }
        let kept = self.kept.borrow();
        let mut find = |name: &str| {
            let found = kept.iter().find(|(_, kept)| kept == name);
            found.map(|(content, _)| content.clone())
        };
        with_contents(draft, &mut find).unwrap_or_default()
    }

    /// Forgets what belongs to no draft any more.
    pub async fn tidy(&self, drafts: impl FnOnce() -> Vec<String>) {
        let Ok(mut names) = in_time(self.database.ids()).await else {
            return;
        };
        // Only now: a draft is written before its contents are.
        let drafts = drafts();
        names.retain(|name| {
            let id = name.split_once('/').map_or("", |(id, _)| id);
            !drafts.iter().any(|draft| draft == id)
        });
        if !names.is_empty() {
            let _ = self.database.delete(&names).await;
        }
    }
}

async fn in_time<T>(
    call: impl Future<Output = Result<T, MirrorUnavailable>>,
) -> Result<T, MirrorUnavailable> {
    match race(call, BrowserClock.sleep_millis(TIMEOUT_MILLIS)).await {
        Winner::First(result) => result,
        Winner::Second(()) => Err(MirrorUnavailable),
    }
}
