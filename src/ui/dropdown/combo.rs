use std::rc::Rc;

use js_sys::JsString;

use crate::definition::{Choice, Kind, RatingDisplay};
use crate::session::{Entry, ItemId, Offered, Session, Texts};
use crate::value::Value;

/// Lists with more rows have rows of one height, and only those in view, and some beyond, are in the document.
const MOST_WHOLE: usize = 100;
const WINDOW: usize = 48;
/// How far the window moves at a time.
const SHIFT: usize = 8;
const PAGE: isize = 8;
/// Letters that follow each other more slowly begin a new word.
const PAUSE_MILLIS: f64 = 1000.0;

/// The list of a question that is open, which is one at most.
pub struct Combo {
    pub item: ItemId,
    /// What was typed to narrow the list, if anything was.
    pub typed: Option<String>,
    /// All that is offered, …
    all: Vec<Offered>,
    /// … their texts as they are compared, …
    folded: Vec<String>,
    /// … and the places of those that match. One place more stands for a choice that the respondent adds.
    rows: Vec<usize>,
    active: Option<usize>,
    first: usize,
    typed_at: f64,
    /// The row the keys stand on is to be scrolled into view.
    pub reveals: bool,
}

/// What a respondent does to a list.
#[derive(Clone, Debug)]
pub enum Act {
    Open,
    Close,
    /// The focus goes elsewhere.
    Leave,
    Type(String),
    /// A letter, where nothing can be typed, and when.
    Seek(String, f64),
    Step(isize),
    Page(isize),
    First,
    Last,
    Choose(usize),
    ChooseActive,
    /// How far it is scrolled, from 0 to 1.
    Scroll(f64),
}

/// What follows from an act.
pub enum Outcome {
    Nothing,
    Redraw,
    Enter(Entry),
}

/// A row as it is drawn.
pub struct Row<'c> {
    pub place: usize,
    /// `None`: adds what was typed.
    pub offered: Option<&'c Offered>,
    pub is_active: bool,
}

/// How a question offers its list.
pub struct Manner {
    pub several: bool,
    pub searches: bool,
    pub clears: bool,
    starts_with: bool,
    hides_chosen: bool,
    stays_open: bool,
    adds: bool,
    /// How many may be chosen.
    most: Option<usize>,
}

impl Manner {
    pub fn of(kind: &Kind) -> Option<Self> {
        let of_choice = |choice: &Choice, several: bool| Self {
            several,
            searches: choice.search || choice.allow_custom,
            clears: choice.allow_clear,
            starts_with: choice.search_starts_with,
            hides_chosen: several && choice.hide_selected,
            stays_open: several && !choice.close_on_select,
            adds: choice.allow_custom,
            most: choice.max_selected.filter(|_| several),
        };
        match kind {
            Kind::Dropdown(choice) => Some(of_choice(choice, false)),
            Kind::Tagbox(choice) => Some(of_choice(choice, true)),
            Kind::Rating(scale) if scale.mode == RatingDisplay::Dropdown => Some(Self {
                several: false,
                searches: false,
                clears: true,
                starts_with: true,
                hides_chosen: false,
                stays_open: false,
                adds: false,
                most: None,
            }),
            _ => None,
        }
    }
}

impl Combo {
    /// Does what a respondent does to the list of a question.
    pub fn act(open: &mut Option<Self>, session: &Session, id: ItemId, act: Act) -> Outcome {
        let Some(manner) = session
            .question(id)
            .and_then(|question| Manner::of(&question.kind))
            .filter(|_| session.may_answer(id))
        else {
            return Outcome::Nothing;
        };
        if let (Act::Leave, Some(combo)) = (&act, &*open)
            && combo.item == id
            && let Some(place) = combo.typed_in_full(&manner)
        {
            let outcome = Self::choose(open, &manner, place);
            *open = None;
            return outcome;
        }
        if let Act::Close | Act::Leave = act {
            return match open.take_if(|combo| combo.item == id) {
                Some(_) => Outcome::Redraw,
                None => Outcome::Nothing,
            };
        }
        let was_open = open.as_ref().is_some_and(|combo| combo.item == id);
        if !was_open {
            *open = Some(Self::open(session, id, &manner));
        }
        let Some(combo) = open else {
            return Outcome::Nothing;
        };
        match act {
            Act::Type(typed) => combo.narrow(&manner, typed),
            Act::Seek(letter, time) => combo.seek(&letter, time),
            Act::Scroll(part) => {
                let place = (part * combo.rows.len() as f64) as usize;
                return match combo.show_around(place, false) {
                    true => Outcome::Redraw,
                    false => Outcome::Nothing,
                };
            }
            Act::Choose(place) => return Self::choose(open, &manner, place),
            // The first key opens the list where it stands.
            _ if !was_open && combo.active.is_some() => {}
            Act::ChooseActive if !was_open => {}
            Act::ChooseActive => {
                return match combo.active {
                    Some(place) => Self::choose(open, &manner, place),
                    None => {
                        *open = None;
                        Outcome::Redraw
                    }
                };
            }
            Act::Step(by) => combo.step(by, true),
            Act::Page(by) => combo.step(by * PAGE, false),
            Act::First => combo.stand_on(0),
            Act::Last => combo.stand_on(combo.rows.len().saturating_sub(1)),
            Act::Open | Act::Close | Act::Leave => {}
        }
        Outcome::Redraw
    }

    fn open(session: &Session, id: ItemId, manner: &Manner) -> Self {
        let mut combo = Self {
            item: id,
            typed: None,
            all: Vec::new(),
            folded: Vec::new(),
            rows: Vec::new(),
            active: None,
            first: 0,
            typed_at: 0.0,
            reveals: false,
        };
        combo.take(session, manner);
        if let Some(chosen) = combo.rows.iter().position(|&row| combo.all[row].chosen) {
            combo.stand_on(chosen);
        }
        combo
    }

    /// What is offered may have changed.
    #[inline(never)]
    pub fn refresh(&mut self, session: &Session) {
        let kind = session.question(self.item).map(|question| &question.kind);
        if let Some(manner) = kind.and_then(Manner::of) {
            self.take(session, &manner);
            self.active = self.active.filter(|&active| active < self.rows.len());
        }
    }

    fn take(&mut self, session: &Session, manner: &Manner) {
        self.all = offered(session, self.item);
        let texts: Vec<String> = self
            .all
            .iter()
            .map(|offered| offered.text.replace('\n', " "))
            .collect();
        // In one go: each call out of here costs more than the work itself.
        self.folded = folded(&texts.join("\n"))
            .split('\n')
            .map(str::to_owned)
            .collect();
        self.find(manner);
    }

    fn narrow(&mut self, manner: &Manner, typed: String) {
        let is_blank = typed.trim().is_empty();
        self.typed = Some(typed);
        self.find(manner);
        self.active = None;
        self.first = 0;
        if !is_blank && !self.rows.is_empty() {
            self.stand_on(0);
        }
    }

    fn find(&mut self, manner: &Manner) {
        let typed = self.typed.as_deref().unwrap_or_default().trim();
        let wanted = folded(typed);
        let matches = |text: &String| match manner.starts_with {
            true => text.starts_with(&wanted),
            false => text.contains(&wanted),
        };
        self.rows = (0..self.all.len())
            .filter(|&row| self.folded.get(row).is_some_and(matches))
            .filter(|&row| !(manner.hides_chosen && self.all[row].chosen))
            .collect();
        let is_new = !typed.is_empty() && !self.all.iter().any(|offered| &*offered.text == typed);
        let chosen = self.all.iter().filter(|offered| offered.chosen).count();
        if manner.adds && is_new && manner.most.is_none_or(|most| chosen < most) {
            self.rows.push(self.all.len());
        }
        // The list may have become shorter than where it stood.
        self.first = self.first.min(self.rows.len().saturating_sub(WINDOW));
    }

    /// The place of what was typed to the last letter, or can only have been typed to be added: it is not lost.
    fn typed_in_full(&self, manner: &Manner) -> Option<usize> {
        let typed = self.typed.as_deref().filter(|_| manner.searches)?.trim();
        if self.rows == [self.all.len()] {
            return Some(0);
        }
        let wanted = folded(typed);
        let is_wanted = |&row: &usize| {
            let is_same = self.folded.get(row).is_some_and(|text| *text == wanted);
            is_same && !self.all[row].chosen
        };
        self.rows.iter().position(is_wanted)
    }

    /// Goes to the next row whose text begins with what was typed; the same letter again goes on.
    fn seek(&mut self, letter: &str, time: f64) {
        let goes_on = time - self.typed_at < PAUSE_MILLIS;
        self.typed_at = time;
        let before = self.typed.take().filter(|_| goes_on).unwrap_or_default();
        let word = match before == letter {
            true => before,
            false => [&before, letter].concat(),
        };
        let wanted = folded(&word);
        let from = self
            .active
            .map_or(0, |active| active + usize::from(word.chars().count() == 1));
        let count = self.rows.len();
        let found = (from..from + count)
            .map(|place| place % count)
            .find(|&place| self.folded[self.rows[place]].starts_with(&wanted));
        self.typed = Some(word);
        if let Some(place) = found {
            self.stand_on(place);
        }
    }

    fn step(&mut self, by: isize, goes_round: bool) {
        let last = self.rows.len() as isize - 1;
        let place = match self.active {
            None if by > 0 => 0,
            None => last,
            Some(active) => active as isize + by,
        };
        let place = match goes_round {
            true if place < 0 => last,
            true if place > last => 0,
            _ => place.clamp(0, last.max(0)),
        };
        self.stand_on(place.max(0) as usize);
    }

    fn stand_on(&mut self, place: usize) {
        self.active = (place < self.rows.len()).then_some(place);
        self.reveals = true;
        self.show_around(place, true);
    }

    /// Moves the window so that a row is well within it; whether it moved. `only_if_outside`: not for less.
    fn show_around(&mut self, place: usize, only_if_outside: bool) -> bool {
        let most = self.rows.len().saturating_sub(WINDOW);
        let first = place.saturating_sub(WINDOW / 3) / SHIFT * SHIFT;
        let is_inside = place >= self.first && place < self.first + WINDOW;
        let first = match only_if_outside && is_inside {
            true => self.first,
            false => first.min(most),
        };
        let moves = first != self.first && self.is_windowed();
        self.first = first;
        moves
    }

    fn choose(open: &mut Option<Self>, manner: &Manner, place: usize) -> Outcome {
        let Some(combo) = open else {
            return Outcome::Nothing;
        };
        let Some(&row) = combo.rows.get(place) else {
            return Outcome::Nothing;
        };
        let typed = combo.typed.as_deref().unwrap_or_default().trim();
        let entry = match combo.all.get(row) {
            Some(offered) if !offered.enabled => return Outcome::Nothing,
            Some(offered) if offered.is_select_all => Entry::All,
            Some(offered) => enters(manner.several, offered.value.clone()),
            None => enters(manner.several, typed.into()),
        };
        if manner.stays_open {
            combo.typed = None;
            combo.find(manner);
            // What was found by typing is somewhere else in the whole list.
            let now = combo.rows.iter().position(|&other| other == row);
            combo.stand_on(now.unwrap_or_default());
        } else {
            *open = None;
        }
        Outcome::Enter(entry)
    }

    pub fn is_windowed(&self) -> bool {
        self.rows.len() > MOST_WHOLE
    }

    /// How many choices match, in words.
    pub fn count(&self, texts: &Texts) -> String {
        match self.rows.len() {
            0 => texts.get("nothing-found").to_owned(),
            count => texts.count("found", count),
        }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn active(&self) -> Option<usize> {
        self.active
    }

    /// The rows to draw.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let (first, most) = match self.is_windowed() {
            true => (self.first, WINDOW),
            false => (0, MOST_WHOLE),
        };
        let rows = self.rows.iter().enumerate().skip(first).take(most);
        rows.map(|(place, &row)| Row {
            place,
            offered: self.all.get(row),
            is_active: self.active == Some(place),
        })
    }
}

pub fn enters(several: bool, value: Value) -> Entry {
    match several {
        true => Entry::Toggle(value),
        false => Entry::Value(value),
    }
}

fn offered(session: &Session, id: ItemId) -> Vec<Offered> {
    match session.question(id).map(|question| &question.kind) {
        Some(Kind::Rating(_)) => rates(session, id),
        _ => session.offered(id),
    }
}

/// What is chosen, without a look at what is not.
pub fn chosen(session: &Session, id: ItemId) -> Vec<Offered> {
    match session.question(id).map(|question| &question.kind) {
        Some(Kind::Rating(_)) => {
            let mut rates = rates(session, id);
            rates.retain(|rate| rate.chosen);
            rates
        }
        _ => session.chosen(id),
    }
}

/// The values of a rating as choices; the ends are said with their meaning.
fn rates(session: &Session, id: ItemId) -> Vec<Offered> {
    let Some(Kind::Rating(scale)) = session.question(id).map(|question| &question.kind) else {
        return Vec::new();
    };
    let chosen = scale.rank(&session.value(id));
    let last = scale.values.len().saturating_sub(1);
    let values = scale.values.iter().enumerate();
    values
        .filter(|(rank, _)| !session.hides(id, *rank))
        .map(|(rank, rate)| {
            let meaning = match rank {
                0 => session.text(&scale.min_description),
                rank if rank == last => session.text(&scale.max_description),
                _ => "".into(),
            };
            let text = session.text(&rate.text);
            Offered {
                value: rate.value.clone(),
                text: match meaning.is_empty() {
                    true => text,
                    false => Rc::from([&*text, " – ", &meaning].concat()),
                },
                enabled: true,
                chosen: chosen == Some(rank),
                words: None,
                is_select_all: false,
                image: None,
            }
        })
        .collect()
}

/// Without accents and capitals.
fn folded(text: &str) -> String {
    let text: String = JsString::from(text).normalize("NFD").to_lower_case().into();
    text.chars()
        .filter(|sign| !('\u{300}'..='\u{36f}').contains(sign))
        .collect()
}
