//! Sessions to try things out on, in tests.

#![allow(clippy::unwrap_used)]

use std::rc::Rc;

use super::{NoLists, Session, Setting, Texts};
use crate::definition::read;
use crate::expression::FixedCalendar;
use crate::native::{NativePatterns, SerdeJson};
use crate::value::{Json, Object};

/// The session of a document; without a seed the one that follows from the document.
pub(super) fn session(document: &str, seed: Option<u64>) -> Session {
    let document = SerdeJson.parse(document).unwrap();
    let setting = Setting {
        id: "".into(),
        respondent: None,
        seed,
        context: Object::new(),
        texts: Texts::english("en"),
        calendar: Rc::new(FixedCalendar::UTC),
        json: Rc::new(SerdeJson),
        patterns: Rc::new(NativePatterns),
        lists: Rc::new(NoLists),
    };
    Session::start(read(&document).survey.unwrap(), setting)
}
