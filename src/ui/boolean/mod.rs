use std::rc::Rc;

use super::choice::{Option, option, options};
use super::ids::part_of;
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::definition::{Boolean, BooleanDisplay, Localized, Question};
use crate::value::Value;

pub fn view(scene: &Scene, question: &Rc<Question>, boolean: &Boolean) -> Tag {
    let session = scene.session;
    let answer = session.answer(&question.name);
    let said = |text: &Localized, key: &str| -> Rc<str> {
        match text.find(session.locale()) {
            Some(text) => session.piped(&text),
            None => session.texts().get(key).into(),
        }
    };
    let part = |radio: bool, text: Rc<str>, chosen: bool, value: Value| {
        option(&Option {
            radio,
            name: part_of(&question.name, "field"),
            text,
            chosen,
            enabled: session.is_enabled(question),
            on_choose: scene.sets(&question.name, move |_: ()| value.clone()),
        })
    };
    let is_yes = *answer == boolean.yes_value;
    let yes = said(&boolean.yes_text, "yes");
    match boolean.display {
        BooleanDisplay::Checkbox => {
            let flipped = if is_yes {
                &boolean.no_value
            } else {
                &boolean.yes_value
            };
            options().child(part(false, yes, is_yes, flipped.clone()))
        }
        BooleanDisplay::TwoButtons => {
            let no = said(&boolean.no_text, "no");
            let is_no = *answer == boolean.no_value;
            tag("div")
                .set("class", "options two")
                .child(part(true, yes, is_yes, boolean.yes_value.clone()))
                .child(part(true, no, is_no, boolean.no_value.clone()))
        }
    }
}
