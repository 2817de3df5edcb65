//! Choices that are fetched from an address, which may hold answers.

use std::fmt::Write as _;
use std::rc::Rc;

use super::Session;
use super::choices::{find, is_list};
use super::equal::is_same;
use super::form::{From, Id, Offer, choice_of};
use super::lists::Fetched;
use super::piping::pipe;
use super::problem::{Problem, ProblemKind};
use super::scope::Subject;
use super::wording::js_text;
use crate::definition::{ChoiceItem, ChoicesByUrl};
use crate::expression::{Path, is_empty, is_truthy};
use crate::value::Value;

/// Beyond this, choices of a response are left out.
const MAX_CHOICES: usize = 100_000;

/// What a question with fetched choices knows of its list.
#[derive(Clone, Debug, Default)]
pub struct ListState {
    /// The address and the path within the response, with answers in them; empty while answers are missing.
    wanted: (String, String),
    asked: bool,
    waiting: bool,
    /// Whether choices are just being taken over.
    running: bool,
    has_arrived: bool,
    error: Option<ProblemKind>,
    /// The value that is to be kept when choices arrive.
    kept: Value,
    /// Whether that is the default, and no choices have come for it yet.
    keeps_default: bool,
}

/// A value, and whether the choices knew it when it was kept.
enum Kept {
    One(Value, bool),
    List(Vec<Kept>),
}

impl ListState {
    /// Whether what is chosen can be held against the choices.
    pub fn is_settled(&self) -> bool {
        !self.is_running() && !self.is_incomplete() && self.error.is_none()
    }

    pub fn is_waiting(&self) -> bool {
        self.waiting
    }

    pub fn is_running(&self) -> bool {
        self.running || self.waiting
    }

    fn is_incomplete(&self) -> bool {
        self.wanted.0.is_empty()
    }
}

impl Session {
    /// To be called when [`super::Lists`] has a list, or knows that there is none.
    #[inline(never)]
    pub fn list_arrived(&mut self, url: &str) {
        if self.is_completed() {
            return;
        }
        for id in self.form.all_questions() {
            self.take_list(id, url);
            for entry in self.entries(id).to_vec() {
                for question in self.form.questions_in(entry) {
                    self.take_list(question, url);
                }
            }
        }
        self.after_change();
    }

    /// Whether choices of a question are on their way.
    pub fn is_list_waiting(&self, name: &str) -> bool {
        self.form
            .names
            .first(name)
            .and_then(|id| self.list(id))
            .is_some_and(ListState::is_waiting)
    }

    fn take_list(&mut self, id: Id, url: &str) {
        if self
            .list(id)
            .is_some_and(|list| list.waiting && list.wanted.0 == url)
        {
            self.ask_for_list(id);
        }
    }

    pub(super) fn has_fetched(&self, id: Id) -> bool {
        self.choices(id)
            .is_some_and(|choices| choices.loaded.is_some())
    }

    pub(super) fn list(&self, id: Id) -> Option<&ListState> {
        self.choices(id)?.list.as_deref()
    }

    fn list_mut(&mut self, id: Id) -> Option<&mut ListState> {
        self.choices_mut(id)?.list.as_deref_mut()
    }

    fn by_url(&self, id: Id) -> Option<ChoicesByUrl> {
        choice_of(&self.spec(id).kind)?.by_url.clone()
    }

    /// Asks for the choices of a question, unless those that it has are the ones.
    pub(super) fn run_list(&mut self, id: Id) {
        if let Some(by_url) = self.by_url(id) {
            self.run_list_from(id, &by_url);
        }
    }

    #[inline(never)]
    fn run_list_from(&mut self, id: Id, by_url: &ChoicesByUrl) {
        let url = by_url.url.replace("{CACHE}", "").replace("{NOCACHE}", "");
        let wanted = match (
            self.with_answers(id, &url),
            self.with_answers(id, &by_url.path),
        ) {
            (Some(url), Some(path)) => (url, path),
            _ => Default::default(),
        };
        let Some(list) = self.list_mut(id) else {
            return;
        };
        let is_same = list.asked && list.wanted == wanted;
        list.asked = true;
        list.wanted = wanted;
        list.running = true;
        if list.is_incomplete() {
            list.waiting = false;
            self.list_loaded(id, Vec::new());
        } else if !is_same {
            list.error = None;
            self.ask_for_list(id);
        }
        if let Some(list) = self.list_mut(id) {
            list.running = false;
        }
    }

    /// A text with every name replaced by its answer; `None` if one has none.
    fn with_answers(&self, id: Id, text: &str) -> Option<String> {
        let lacks = std::cell::Cell::new(false);
        let piped = pipe(text, |name| {
            let value = self
                .text_value(Subject::Item(id), &Path::parse(name), false)
                .filter(|value| !is_empty(value));
            lacks.set(lacks.get() || value.is_none());
            Some(encoded(&js_text(&value?)))
        });
        (!lacks.get()).then_some(piped)
    }

    fn ask_for_list(&mut self, id: Id) {
        let (Some(by_url), Some(list)) = (self.by_url(id), self.list(id)) else {
            return;
        };
        let (url, path) = list.wanted.clone();
        let fetched = self.setting.lists.get(&url);
        let Some(list) = self.list_mut(id) else {
            return;
        };
        list.waiting = fetched == Fetched::Waiting;
        match fetched {
            Fetched::Waiting => {}
            Fetched::Failed(reason) => {
                list.error = Some(ProblemKind::ListNotLoaded(reason));
                self.list_loaded(id, Vec::new());
            }
            Fetched::Loaded(response) => {
                let offers = offers(&by_url, within(&response, &path));
                if offers.is_none() && !by_url.allow_empty_response {
                    list.error = Some(ProblemKind::ListEmpty);
                }
                self.list_loaded(id, offers.unwrap_or_default());
            }
        }
    }

    fn list_loaded(&mut self, id: Id, offers: Vec<Offer>) {
        let is_read_only = self.is_read_only(id);
        let is_several = is_list(&self.spec(id).kind);
        let (value, default) = (self.value_of(id), self.written_default(id));
        let allows_none = self
            .by_url(id)
            .is_some_and(|by_url| by_url.allow_empty_response);
        let Some(list) = self.list_mut(id) else {
            return;
        };
        let error = list.error.clone().filter(|_| !is_read_only);
        let is_first = !list.has_arrived;
        let is_incomplete = list.is_incomplete();
        let mut knows_kept = true;
        if is_first && !is_truthy(&list.kept) && is_truthy(&default) {
            list.kept = default;
            knows_kept = false;
        }
        // Of several answers those that are given now count.
        let waits = list.keeps_default && is_empty(&value);
        if is_empty(&list.kept) || (is_several && knows_kept && !waits) {
            list.kept = value.clone();
        }
        let has_choices = !offers.is_empty() || allows_none;
        list.keeps_default = (list.keeps_default || !knows_kept) && !has_choices;
        let kept = list.kept.clone();
        let kept = self.kept(id, &kept, knows_kept);
        let offers = has_choices.then_some(offers);
        if !is_first && self.is_list_the_same(id, offers.as_deref()) {
            return;
        }
        if let Some(list) = self.list_mut(id) {
            list.has_arrived = true;
        }
        self.take_fetched(id, offers);
        if has_choices {
            if let Some(kept) = kept
                && !is_read_only
            {
                let new = self.still_offered(id, &kept);
                self.take_kept(id, new);
            }
        } else if !is_read_only
            && (is_incomplete || !is_first || self.form.item(id).owner.is_none())
        {
            // What a panel comes with stays where its list could not be had: it may be the next time.
            self.give(id, Value::Null);
        }
        self.form.item_mut(id).errors = error.into_iter().map(Problem::plain).collect();
    }

    fn take_kept(&mut self, id: Id, new: Value) {
        let has_changed = !is_same(&self.value_of(id), &new);
        if !is_empty(&new) {
            self.store_value(id, Value::Undefined);
        }
        if has_changed {
            self.give(id, new);
        } else {
            self.store_value(id, new);
        }
    }

    fn is_list_the_same(&self, id: Id, offers: Option<&[Offer]>) -> bool {
        let is_none = offers.is_none_or(<[Offer]>::is_empty);
        if is_none && !self.is_empty_question(id) {
            return false;
        }
        let loaded = self
            .choices(id)
            .and_then(|choices| choices.loaded.as_deref());
        match (loaded, offers) {
            (None, None) => true,
            (Some(old), Some(new)) => {
                let same = |(old, new): (&Offer, &Offer)| {
                    is_same(&old.value, &new.value)
                        && self.choice_text(id, old) == self.choice_text(id, new)
                };
                old.len() == new.len() && old.iter().zip(new).all(same)
            }
            _ => false,
        }
    }

    fn kept(&self, id: Id, value: &Value, asks_whether_known: bool) -> Option<Kept> {
        match value {
            value if is_empty(value) => None,
            Value::List(items) => Some(Kept::List(
                items
                    .iter()
                    .filter_map(|item| self.kept(id, item, true))
                    .collect(),
            )),
            value => {
                let is_known = !asks_whether_known || !self.has_unknown(id, value, false, true);
                Some(Kept::One(value.clone(), is_known))
            }
        }
    }

    /// Of a value that was kept what the new choices still offer.
    fn still_offered(&self, id: Id, kept: &Kept) -> Value {
        let loaded = self
            .choices(id)
            .and_then(|choices| choices.loaded.as_deref())
            .unwrap_or_default();
        match kept {
            Kept::List(items) => {
                let values = items.iter().map(|item| self.still_offered(id, item));
                Value::list(values.filter(|value| !is_empty(value)))
            }
            Kept::One(value, was_known) => {
                if *was_known && self.has_unknown(id, value, false, true) {
                    return Value::Null;
                }
                match find(loaded, value) {
                    Some(offer) => offer.value.clone(),
                    None => value.clone(),
                }
            }
        }
    }

    /// A value that comes while choices are missing is kept for when they are there.
    pub(super) fn keep_for_list(&mut self, id: Id, value: &Value) {
        if let Some(list) = self.list_mut(id)
            && (!(list.is_running() || list.is_incomplete()) || !is_empty(value))
        {
            list.kept = value.clone();
        }
    }

    pub(super) fn keep_while_waiting(&mut self, id: Id) {
        if self.is_empty_question(id) {
            return;
        }
        let value = self.value_of(id);
        if let Some(list) = self.list_mut(id).filter(|list| list.is_running()) {
            list.kept = value;
        }
    }
}

/// The part of a response that a path leads to: names with `;`, `,` or `.` between them.
fn within<'v>(response: &'v Value, path: &str) -> &'v Value {
    if path.is_empty() {
        return response;
    }
    let separator = [';', ',']
        .into_iter()
        .find(|separator| path.contains(*separator))
        .unwrap_or('.');
    path.split(separator)
        .fold(response, |value, name| member(value, name))
}

fn member<'v>(value: &'v Value, name: &str) -> &'v Value {
    match value {
        Value::List(items) => name
            .parse::<usize>()
            .ok()
            .and_then(|place| items.get(place))
            .unwrap_or(&Value::Undefined),
        value => value.get(name),
    }
}

/// The member of an item that a name with dots leads to.
fn part<'v>(item: &'v Value, name: &str) -> &'v Value {
    name.split('.').fold(item, member)
}

/// The choices of a response; `None` if it has none.
fn offers(by_url: &ChoicesByUrl, response: &Value) -> Option<Vec<Offer>> {
    let items = response.as_list().filter(|items| !items.is_empty())?;
    let named = |name: &Rc<str>, usual: &'static str| -> Rc<str> {
        if name.is_empty() {
            usual.into()
        } else {
            name.clone()
        }
    };
    let title = named(&by_url.title_name, "title");
    let image = named(&by_url.image_link_name, "imageLink");
    let offers = items
        .iter()
        .take(MAX_CHOICES)
        .filter(|item| is_truthy(item))
        .filter_map(|item| {
            let value = match item {
                item if !by_url.value_name.is_empty() => part(item, &by_url.value_name).clone(),
                Value::Object(members) => members
                    .iter()
                    .next()
                    .map(|(_, value)| value.clone())
                    .unwrap_or_default(),
                item => item.clone(),
            };
            if value.is_absent() {
                return None;
            }
            let choice = ChoiceItem::fetched(value, part(item, &title), part(item, &image), item);
            Some(Offer {
                value: choice.value.clone(),
                from: From::Fetched(Rc::new(choice)),
                visible: true,
                enabled: true,
            })
        });
    Some(offers.collect())
}

/// JavaScript's `encodeURIComponent`.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => encoded.push(char::from(byte)),
            b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')' => {
                encoded.push(char::from(byte));
            }
            byte => {
                // Writing to a text cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}
