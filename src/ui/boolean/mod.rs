use std::rc::Rc;

use super::choice::{Option, option, options};
use super::ids::part_of;
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::definition::{Boolean, BooleanDisplay, Localized};
use crate::session::{Entry, ItemId};
use crate::value::Value;

pub fn view(scene: &Scene, id: ItemId, boolean: &Boolean) -> Tag {
    let session = scene.session;
    let answer = session.value(id);
    let said = |text: &Localized, key: &str| -> Rc<str> {
        match text.find(session.locale()) {
            Some(text) => session.text_of(id, &Localized::plain(text)),
            None => session.texts().get(key).into(),
        }
    };
    let part = |radio: bool, text: Rc<str>, chosen: bool, value: Value| {
        option(&Option {
            radio,
            name: part_of(id, "field"),
            text,
            chosen,
            enabled: session.may_answer(id),
            on_choose: scene.enters(id, move |_: ()| Entry::Value(value.clone())),
        })
    };
    let is_yes = answer == boolean.yes_value;
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
            let is_no = answer == boolean.no_value;
            let mut both = vec![
                part(true, no, is_no, boolean.no_value.clone()),
                part(true, yes, is_yes, boolean.yes_value.clone()),
            ];
            if boolean.swap_order {
                both.reverse();
            }
            tag("div").set("class", "options two").child(both)
        }
    }
}
