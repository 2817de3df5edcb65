use super::envelope::{Opened, open, seal};
use super::keys::Kind;
use super::{Clock as _, Platform, StoreError, outbox::Outbox};

/// Answers that are not submitted yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The id that the record will have.
    pub id: String,
    pub text: String,
}

impl<P: Platform> Outbox<P> {
    /// The draft of a survey in a slot (a tab, a tablet's seat), if there is one whose record was not submitted yet.
    /// A draft that does not read is quarantined.
    pub fn draft(&self, survey: &str, slot: &str) -> Option<Draft> {
        let key = self.keys.draft(survey, slot);
        let (_, draft) = match self.draft_at(&key) {
            Some(found) => found,
            None => {
                if let Some(value) = self.shelf.get(&key)
                    && open(&value) != Opened::Newer
                {
                    self.set_aside(&key, &value);
                }
                return None;
            }
        };
        // A crash between submitting and deleting the draft must not ask the same person again.
        if self.has_receipt(&draft.id) || self.shelf.has(&self.keys.record(&draft.id)) {
            self.shelf.remove(&key);
            return None;
        }
        Some(draft)
    }

    /// The same, after a look into the mirror too: where the store lost its last seconds, the record may be there alone.
    pub async fn open_draft(&self, survey: &str, slot: &str) -> Option<Draft> {
        let draft = self.draft(survey, slot)?;
        let copy = self.mirror_get(&draft.id).await.unwrap_or_default();
        if copy.is_some_and(|copy| matches!(open(&copy), Opened::Intact(_))) {
            self.delete_spent_draft(Some((survey, slot)), &draft.id);
            return None;
        }
        Some(draft)
    }

    /// Where the store refuses, the draft is held in memory, and the error says why it is not safe.
    pub fn put_draft(&self, survey: &str, slot: &str, draft: &Draft) -> Result<(), StoreError> {
        let key = self.keys.draft(survey, slot);
        let written = self.clock.now_millis().to_string();
        let id_bytes = draft.id.len().to_string();
        let content = [&written, "|", &id_bytes, "|", &draft.id, &draft.text].concat();
        let sealed = seal(&content);
        let result = self.set_making_room(&key, &sealed, false);
        if result.is_err() {
            self.shelf.hold(&key, &sealed);
        }
        result
    }

    pub fn delete_draft(&self, survey: &str, slot: &str) {
        self.shelf.remove(&self.keys.draft(survey, slot));
    }

    /// The ids of all drafts on this device, of all surveys and tabs.
    pub fn draft_ids(&self) -> Vec<String> {
        let keys = self.shelf.keys(self.keys.prefix()).into_iter();
        keys.filter(|key| self.keys.kind(key) == Kind::Draft)
            .filter_map(|key| Some(self.draft_at(&key)?.1.id))
            .collect()
    }

    /// When it was written, and the draft.
    pub(super) fn draft_at(&self, key: &str) -> Option<(u64, Draft)> {
        let value = self.shelf.get(key)?;
        let Opened::Intact(text) = open(&value) else {
            return None;
        };
        let mut parts = text.splitn(3, '|');
        let written = parts.next()?.parse().ok()?;
        let id_bytes = parts.next()?.parse().ok()?;
        let (id, text) = parts.next()?.split_at_checked(id_bytes)?;
        let (id, text) = (id.into(), text.into());
        Some((written, Draft { id, text }))
    }
}
