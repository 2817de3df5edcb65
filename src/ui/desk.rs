//! What is done with files and signatures before they are answers.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{Element, File, PointerEvent};
use yew::html::Scope;

use super::app::{App, Message};
use super::file::intake::{Content, Refusal, read_all};
use super::file::{held_chars, said_of};
use super::ids::part_of;
use super::picture::Pictures;
use super::signature::pen::{Pen, written};
use crate::definition::{Kind, Question};
use crate::session::{Entry, ItemId, Session};
use crate::value::Value;

/// The most that files and signatures of one response may come to, in characters: the rest of what a record may weigh
/// is for all other answers.
const MAX_HELD_CHARS: usize = 3 << 20;

#[derive(Default)]
pub struct Desk {
    pub pictures: RefCell<Pictures>,
    pub refused: Vec<(ItemId, Rc<str>)>,
    /// The file that is to be removed, if the respondent says so again.
    pub asked: Option<(ItemId, usize)>,
    /// A signature that can be brought back.
    pub cleared: Option<(ItemId, Value)>,
    pub keeps_nothing: bool,
    /// Going on was asked for while files were being read.
    pub next_waits: bool,
    reading: Vec<ItemId>,
    /// What is written in the place of signatures.
    names: Vec<(ItemId, Rc<str>)>,
    pen: Option<Pen>,
}

#[derive(Clone)]
pub enum Deed {
    Take(Vec<File>),
    Read(Vec<Result<Content, Refusal>>),
    Ask(usize),
    Keep,
    Remove(usize),
    Sign(PointerEvent),
    Signed,
    Write(String),
    Clear,
}

#[derive(Default)]
pub struct Done {
    pub entry: Option<Entry>,
    pub focus: Option<String>,
    pub redraws: bool,
}

impl Desk {
    pub fn is_reading(&self) -> bool {
        !self.reading.is_empty()
    }

    pub fn reads(&self, item: ItemId) -> bool {
        self.reading.contains(&item)
    }

    pub fn name_of(&self, item: ItemId) -> &str {
        let name = self.names.iter().find(|(named, _)| *named == item);
        name.map_or("", |(_, name)| name)
    }

    fn set_name(&mut self, item: ItemId, name: &str) {
        self.names.retain(|(named, _)| *named != item);
        self.names.push((item, name.into()));
        self.cleared = None;
    }

    /// After the screen was drawn.
    pub fn draw(&self, form: &Element) {
        self.pictures.borrow_mut().draw(form);
    }

    pub fn act(&mut self, session: &Session, link: &Scope<App>, id: ItemId, deed: Deed) -> Done {
        let mut done = Done {
            redraws: true,
            ..Done::default()
        };
        let Some(question) = session.question(id) else {
            return done;
        };
        if !session.may_answer(id) {
            self.reading.retain(|reading| *reading != id);
            return done;
        }
        match deed {
            Deed::Take(files) if files.is_empty() => done.redraws = false,
            Deed::Take(files) => {
                self.refused.retain(|(refused, _)| *refused != id);
                self.reading.push(id);
                let (question, link) = (question.clone(), link.clone());
                wasm_bindgen_futures::spawn_local(async move {
                    let read = read_all(&question, files).await;
                    link.send_message(Message::Do(id, Deed::Read(read)));
                });
            }
            Deed::Read(read) => {
                if let Some(place) = self.reading.iter().position(|reading| *reading == id) {
                    self.reading.remove(place);
                }
                done.entry = self.taken_in(session, id, question, read);
            }
            Deed::Ask(place) => {
                self.asked = Some((id, place));
                // Pressing twice loses nothing.
                done.focus = Some(part_of(id, "keep"));
            }
            Deed::Keep => {
                let place = self.asked.take().map_or(0, |(_, place)| place);
                done.focus = Some(part_of(id, &place.to_string()));
            }
            Deed::Remove(place) => {
                self.asked = None;
                self.refused.retain(|(refused, _)| *refused != id);
                let mut files = files_of(&session.value(id));
                if place < files.len() {
                    files.remove(place);
                }
                done.entry = Some(Entry::Value(answer(files)));
                done.focus = Some(part_of(id, "field"));
            }
            Deed::Sign(event) => {
                done.redraws = false;
                if let Kind::SignaturePad(pad) = &question.kind {
                    let link = link.clone();
                    let lifted = move || link.send_message(Message::Do(id, Deed::Signed));
                    // A second finger lifts no pen.
                    if let Some(pen) = Pen::touch(pad, &session.value(id), &event, lifted) {
                        self.pen = Some(pen);
                    }
                }
            }
            Deed::Signed => {
                if let Some((canvas, content)) = self.pen.take().and_then(Pen::lift) {
                    self.set_name(id, "");
                    self.pictures.borrow_mut().note(canvas, &content);
                    done.entry = Some(Entry::Value(Value::Text(content)));
                }
            }
            Deed::Write(name) => {
                if let Kind::SignaturePad(pad) = &question.kind {
                    self.set_name(id, &name);
                    done.entry = Some(Entry::Value(written(pad, &name)));
                }
            }
            Deed::Clear => {
                let value = session.value(id);
                self.set_name(id, "");
                self.cleared = (!value.is_unanswered()).then_some((id, value));
                done.entry = Some(Entry::Value(Value::Undefined));
            }
        }
        done
    }

    /// The files that were read, beside those that were there before.
    fn taken_in(
        &mut self,
        session: &Session,
        id: ItemId,
        question: &Question,
        read: Vec<Result<Content, Refusal>>,
    ) -> Option<Entry> {
        let Kind::File(kind) = &question.kind else {
            return None;
        };
        let (texts, before) = (session.texts(), session.value(id));
        let mut files = match kind.several {
            true => files_of(&before),
            false => Vec::new(),
        };
        let held: usize = session
            .answers()
            .iter()
            .map(|(_, answer)| held_chars(answer))
            .sum();
        let mut room = MAX_HELD_CHARS.saturating_sub(held);
        if !kind.several {
            room += held_chars(&before);
        }
        let most = if kind.several {
            kind.max_files.max(1)
        } else {
            1
        };
        let mut is_changed = false;
        for file in read {
            let refusal = match file {
                Ok(file) if files.len() >= most => Refusal::TooMany(file.name, most),
                Ok(file) if file.data.len() > room => Refusal::NoRoom(file.name),
                Ok(file) => {
                    room -= file.data.len();
                    files.push(file.into_value());
                    is_changed = true;
                    continue;
                }
                Err(refusal) => refusal,
            };
            let said = said_of(&refusal, texts);
            self.refused.push((id, said.into()));
        }
        is_changed.then(|| Entry::Value(answer(files)))
    }
}

pub fn files_of(value: &Value) -> Vec<Value> {
    value.as_list().unwrap_or_default().to_vec()
}

fn answer(files: Vec<Value>) -> Value {
    match files.is_empty() {
        true => Value::Undefined,
        false => files.into(),
    }
}
