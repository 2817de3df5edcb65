use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::{Callback, InputEvent, TargetCast};

use super::ids::part_of;
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::definition::{Choice, Question};
use crate::session::{Offered, Session};
use crate::value::Value;

/// One of several.
pub fn radio_group(scene: &Scene, question: &Rc<Question>, choice: &Choice) -> Tag {
    let answer = scene.session.answer(&question.name);
    let enabled = scene.session.is_enabled(question);
    let mut options = options();
    for offered in scene.session.offered(question) {
        let chosen = *answer == offered.value;
        let value = offered.value.clone();
        let option = option(&Option {
            radio: true,
            name: part_of(&question.name, "field"),
            text: offered.text.clone(),
            chosen,
            enabled: enabled && offered.enabled,
            on_choose: scene.sets(&question.name, move |_: ()| value.clone()),
        });
        options = options
            .child(option)
            .child(describe_other(scene, question, &offered, chosen));
    }
    options
}

/// Any of several.
pub fn checkboxes(scene: &Scene, question: &Rc<Question>, choice: &Choice) -> Tag {
    let offered = Rc::new(scene.session.offered(question));
    let chosen: Rc<Vec<Value>> = match scene.session.answer(&question.name) {
        Value::List(items) => items.clone(),
        _ => Rc::default(),
    };
    let enabled = scene.session.is_enabled(question);
    let mut options = options();
    for (index, item) in offered.iter().enumerate() {
        let is_chosen = chosen.contains(&item.value);
        let (all, before) = (offered.clone(), chosen.clone());
        let option = option(&Option {
            radio: false,
            name: part_of(&question.name, "field"),
            text: item.text.clone(),
            chosen: is_chosen,
            enabled: enabled && item.enabled,
            on_choose: scene.sets(&question.name, move |_: ()| toggled(&all, &before, index)),
        });
        options = options
            .child(option)
            .child(describe_other(scene, question, item, is_chosen));
    }
    options
}

/// What is chosen after one choice was clicked. A choice that excludes all else leaves alone, and leaves when another
/// one comes.
fn toggled(offered: &[Offered], before: &[Value], index: usize) -> Value {
    let clicked = &offered[index];
    if before.contains(&clicked.value) {
        let left: Vec<Value> = before
            .iter()
            .filter(|value| **value != clicked.value)
            .cloned()
            .collect();
        return if left.is_empty() {
            Value::Undefined
        } else {
            left.into()
        };
    }
    let is_exclusive = |value: &Value| {
        offered
            .iter()
            .any(|other| other.exclusive && other.value == *value)
    };
    let mut after: Vec<Value> = if clicked.exclusive {
        Vec::new()
    } else {
        before
            .iter()
            .filter(|value| !is_exclusive(value))
            .cloned()
            .collect()
    };
    after.push(clicked.value.clone());
    after.into()
}

/// A radio button or checkbox with its text.
pub struct Option {
    pub radio: bool,
    pub name: String,
    pub text: Rc<str>,
    pub chosen: bool,
    pub enabled: bool,
    pub on_choose: Callback<()>,
}

pub fn option(option: &Option) -> Tag {
    let choose = option.on_choose.reform(|_: yew::Event| ());
    let input = tag("input")
        .set("type", if option.radio { "radio" } else { "checkbox" })
        .put("name", &option.name)
        .checked(option.chosen)
        .flag("disabled", !option.enabled)
        .on_change(choose);
    tag("label")
        .set("class", "option")
        .set("part", "option")
        .child(input)
        .span(&option.text)
}

/// What the choices stand in.
pub fn options() -> Tag {
    tag("div").set("class", "options")
}

fn describe_other(
    scene: &Scene,
    question: &Question,
    offered: &Offered,
    chosen: bool,
) -> std::option::Option<Tag> {
    if !(offered.is_other && chosen) {
        return None;
    }
    let name: Rc<str> = Session::comment_name(&question.name).into();
    let written = scene
        .session
        .answer(&name)
        .as_text()
        .unwrap_or_default()
        .to_owned();
    let write = scene.sets(&name, |event: InputEvent| {
        written_text(&event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let field = tag("input")
        .set("class", "field")
        .set("type", "text")
        .put("aria-label", scene.session.texts().get("other.describe"))
        .value(&written)
        .on_input(write)
        .set("maxlength", "1000");
    Some(field)
}

/// What a text field holds: an empty one no answer at all.
pub fn written_text(text: &str) -> Value {
    if text.is_empty() {
        Value::Undefined
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exclusive_choices_stand_alone() {
        let offered: Vec<Offered> = [("a", false), ("b", false), ("none", true)]
            .into_iter()
            .map(|(value, exclusive)| Offered {
                value: value.into(),
                text: value.into(),
                enabled: true,
                exclusive,
                is_other: false,
            })
            .collect();
        let list = |values: &[&str]| Value::list(values.iter().map(|value| Value::from(*value)));
        let cases: [(&[&str], usize, Value); 6] = [
            (&[], 0, list(&["a"])),
            (&["a"], 1, list(&["a", "b"])),
            (&["a", "b"], 0, list(&["b"])),
            (&["a"], 0, Value::Undefined),
            (&["a", "b"], 2, list(&["none"])),
            (&["none"], 0, list(&["a"])),
        ];
        for (before, index, expected) in cases {
            let before: Vec<Value> = before.iter().map(|value| Value::from(*value)).collect();
            assert_eq!(toggled(&offered, &before, index), expected);
        }
    }
}
