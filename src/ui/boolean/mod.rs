use std::rc::Rc;

use yew::{Html, html};

use super::choice::{Option, option};
use super::ids::part_of;
use super::scene::Scene;
use crate::definition::{Boolean, BooleanDisplay, Localized, Question};
use crate::value::Value;

pub fn view(scene: &Scene, question: &Rc<Question>, boolean: &Boolean) -> Html {
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
            html! { <div class="options">{ part(false, yes, is_yes, flipped.clone()) }</div> }
        }
        BooleanDisplay::TwoButtons => {
            let no = said(&boolean.no_text, "no");
            let is_no = *answer == boolean.no_value;
            html! {
                <div class="options two">
                    { part(true, yes, is_yes, boolean.yes_value.clone()) }
                    { part(true, no, is_no, boolean.no_value.clone()) }
                </div>
            }
        }
    }
}
