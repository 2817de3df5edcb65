//! One or several out of a list that opens below a field: the combobox of the ARIA Authoring Practices, with typing that
//! narrows the list, or without.
//!
//! The list is in the top layer, where no edge of a popup cuts it off; style sheets put it above or below the field.

mod combo;

use std::rc::Rc;

use web_sys::{HtmlElement, HtmlInputElement};
use yew::{Event, InputEvent, KeyboardEvent, MouseEvent, TargetCast};

pub use combo::{Act, Combo, Outcome};

use super::app::Message;
use super::choice::words_beside;
use super::ids::part_of;
use super::scene::{Scene, sends};
use super::tag::{Tag, button, tag};
use super::text::described;
use crate::definition::{Choice, Kind, Localized, Question};
use crate::session::{Entry, ItemId, Offered};
use crate::value::Value;
use combo::{Manner, Row, chosen};

/// Up to so many choices are better looked at than searched, so no keyboard covers them on a touch screen.
const FEW: usize = 12;

pub fn view(scene: &Scene, id: ItemId, question: &Question) -> Vec<Tag> {
    let session = scene.session;
    let Some(manner) = Manner::of(&question.kind) else {
        return Vec::new();
    };
    let choice = match &question.kind {
        Kind::Dropdown(choice) | Kind::Tagbox(choice) => Some(choice),
        _ => None,
    };
    let open = scene.combo.filter(|combo| combo.item == id);
    let chosen = chosen(session, id);
    let field = field(scene, id, &manner, choice, &chosen, open);
    let may_answer = session.may_answer(id);
    let clear = (manner.clears && may_answer && !chosen.is_empty()).then(|| {
        let empty =
            scene.enters_and_leads(id, Entry::Value(Value::Undefined), part_of(id, "field"));
        button("clear", empty)
            .key("clear")
            .put("aria-label", &about(scene, id, "clear"))
            .child(tag("span").set("aria-hidden", "true").text("×"))
    });
    let combo = tag("div")
        .set("class", "combo")
        .key("field")
        .flag("data-open", open.is_some())
        .child(field.key("input"))
        .child(clear)
        .child(open.map(|open| list(scene, id, &manner, open)));
    let other = chosen
        .iter()
        .filter_map(|offered| words_beside(scene, id, offered))
        .enumerate()
        .map(|(place, words)| words.key(&["words", &place.to_string()].concat()));
    let chips = (manner.several && !chosen.is_empty()).then(|| chips(scene, id, &chosen));
    chips
        .into_iter()
        .chain(std::iter::once(combo))
        .chain(other)
        .collect()
}

/// A label that says which question it is about.
fn about(scene: &Scene, id: ItemId, key: &str) -> String {
    let session = scene.session;
    [session.texts().get(key), ": ", &session.title_of(id)].concat()
}

fn field(
    scene: &Scene,
    id: ItemId,
    manner: &Manner,
    choice: Option<&Choice>,
    chosen: &[Offered],
    open: Option<&Combo>,
) -> Tag {
    let session = scene.session;
    let placeholder: Rc<str> = match choice.map(|choice| &choice.placeholder) {
        Some(text) if !text.is_empty() => session.text_of(id, text),
        _ => session.texts().get("choose").into(),
    };
    let shown: &str = match chosen {
        [one, ..] if !manner.several => &one.text,
        _ => "",
    };
    let name = match manner.searches {
        true => "input",
        false => "button",
    };
    let is_listed = open.is_some_and(|open| open.len() > 0);
    let active = open.and_then(Combo::active);
    let list = part_of(id, "list");
    let field = described(tag(name), scene, id, None, &Localized::default())
        .flag("disabled", !session.may_answer(id))
        .set("role", "combobox")
        .set("aria-haspopup", "listbox")
        .set("aria-expanded", if is_listed { "true" } else { "false" })
        .put_some("aria-controls", is_listed.then_some(&*list))
        .put_some(
            "aria-activedescendant",
            active.map(|place| row_id(id, place)).as_deref(),
        )
        .on_blur(sends(scene.link, move |_| Message::List(id, Act::Leave)))
        .on_key(sends_keys(scene, id, manner, open, chosen.last()));
    if !manner.searches {
        let is_open = open.is_some();
        let toggle = sends(scene.link, move |_: MouseEvent| {
            Message::List(id, if is_open { Act::Close } else { Act::Open })
        });
        let is_empty = shown.is_empty();
        return field.set("type", "button").on_click(toggle).child(
            tag("span")
                .set("class", if is_empty { "placeholder" } else { "chosen" })
                .text(if is_empty { &placeholder } else { shown }),
        );
    }
    let typed = open.and_then(|open| open.typed.as_deref());
    let few = choice.is_some_and(|choice| choice.items.len() <= FEW && choice.by_url.is_none());
    let was_open = open.is_some();
    let open_list = sends(scene.link, move |event: MouseEvent| {
        if !was_open {
            // What is typed takes the place of what is there.
            event.target_unchecked_into::<HtmlInputElement>().select();
        }
        Message::List(id, Act::Open)
    });
    let write = sends(scene.link, move |event: InputEvent| {
        let typed = event.target_unchecked_into::<HtmlInputElement>().value();
        Message::List(id, Act::Type(typed))
    });
    field
        .set("type", "text")
        .set("aria-autocomplete", "list")
        .put("placeholder", &placeholder)
        .put_some("inputmode", few.then_some("none"))
        .put(
            "autocomplete",
            choice
                .and_then(|choice| choice.autocomplete.as_deref())
                .unwrap_or("off"),
        )
        .set("spellcheck", "false")
        .set("maxlength", "1000")
        .value(typed.unwrap_or(shown))
        .on_click(open_list)
        .on_input(write)
}

fn sends_keys(
    scene: &Scene,
    id: ItemId,
    manner: &Manner,
    open: Option<&Combo>,
    last: Option<&Offered>,
) -> yew::Callback<KeyboardEvent> {
    let searches = manner.searches;
    let is_open = open.is_some();
    let may_remove = manner.several && open.is_none_or(|open| open.typed.is_none());
    let last = last
        .filter(|_| may_remove)
        .map(|last| Entry::Toggle(last.value.clone()));
    let link = scene.link.clone();
    yew::Callback::from(move |event: KeyboardEvent| {
        // A word is being put together out of several keys.
        if event.is_composing() {
            return;
        }
        let key = event.key();
        let is_empty = || {
            event
                .target_dyn_into::<HtmlInputElement>()
                .is_some_and(|input| input.value().is_empty())
        };
        let act = match &*key {
            "ArrowDown" => Act::Step(1),
            // Back to where the list belongs.
            "ArrowUp" if event.alt_key() => Act::Close,
            "ArrowUp" => Act::Step(-1),
            "Enter" => Act::ChooseActive,
            " " if !searches => Act::ChooseActive,
            "Home" if is_open || !searches => Act::First,
            "End" if is_open || !searches => Act::Last,
            "PageDown" if is_open => Act::Page(1),
            "PageUp" if is_open => Act::Page(-1),
            // The list closes, and not what it stands in.
            "Escape" if is_open => Act::Close,
            "Backspace" if last.is_some() && is_empty() => {
                if let Some(last) = &last {
                    link.send_message(Message::Enter(id, last.clone()));
                }
                return;
            }
            letter if !searches && letter.chars().count() == 1 && !has_modifier(&event) => {
                Act::Seek(key.clone(), event.time_stamp())
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        link.send_message(Message::List(id, act));
    })
}

fn has_modifier(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key()
}

fn row_id(id: ItemId, place: usize) -> String {
    part_of(id, &["row", &place.to_string()].concat())
}

fn list(scene: &Scene, id: ItemId, manner: &Manner, open: &Combo) -> Tag {
    let session = scene.session;
    // The field keeps the focus while the list is used.
    let stay = yew::Callback::from(|event: MouseEvent| event.prevent_default());
    let layer = tag("div")
        .set("class", "layer")
        .set("popover", "manual")
        .key("list")
        .on_press(stay);
    if open.len() == 0 {
        return layer.child(
            tag("p")
                .set("class", "none")
                .key("none")
                .text(session.texts().get("nothing-found")),
        );
    }
    let scroll = sends(scene.link, move |event: Event| {
        let list = event.target_unchecked_into::<HtmlElement>();
        let whole = f64::from(list.scroll_height().max(1));
        Message::List(id, Act::Scroll(f64::from(list.scroll_top()) / whole))
    });
    let rows: Vec<Tag> = open
        .rows()
        .map(|row| row_view(scene, id, open, &row))
        .collect();
    let above = open.rows().next().map_or(0, |row| row.place);
    let below = open.len() - above - rows.len();
    let list = tag("div")
        .set("class", "list")
        .set("part", "list")
        .set("role", "listbox")
        .key("rows")
        .put("id", &part_of(id, "list"))
        .put("aria-label", &session.title_of(id))
        .put_some("aria-multiselectable", manner.several.then_some("true"))
        .flag("data-windowed", open.is_windowed())
        .on_scroll(scroll)
        .child(space(above).key("above"))
        .child(rows)
        .child(space(below).key("below"));
    layer.child(list)
}

/// The place of rows that are not in the document.
fn space(rows: usize) -> Tag {
    // As high as a row in the style sheet. An element that has its height from an attribute needs no inline style.
    tag("svg")
        .set("class", "space")
        .set("aria-hidden", "true")
        .put("height", &[&(rows * 3).to_string(), "em"].concat())
}

fn row_view(scene: &Scene, id: ItemId, open: &Combo, row: &Row) -> Tag {
    let place = row.place;
    let choose = sends(scene.link, move |_: MouseEvent| {
        Message::List(id, Act::Choose(place))
    });
    let is_chosen = row.offered.is_some_and(|offered| offered.chosen);
    let is_enabled = row.offered.is_none_or(|offered| offered.enabled);
    let text: Rc<str> = match row.offered {
        Some(offered) => offered.text.clone(),
        None => {
            let typed = open.typed.as_deref().unwrap_or_default().trim();
            added(scene, id).replace("{0}", typed).into()
        }
    };
    let count = |number: usize| open.is_windowed().then(|| number.to_string());
    tag("div")
        .set("class", "row")
        .key(&place.to_string())
        .set("role", "option")
        .put("id", &row_id(id, place))
        .set("aria-selected", if is_chosen { "true" } else { "false" })
        .put_some("aria-disabled", (!is_enabled).then_some("true"))
        .put_some("aria-setsize", count(open.len()).as_deref())
        .put_some("aria-posinset", count(place + 1).as_deref())
        .flag("data-active", row.is_active)
        .on_click(choose)
        .span(&text)
}

/// How it is said that a choice can be added.
fn added(scene: &Scene, id: ItemId) -> Rc<str> {
    let session = scene.session;
    match session.question(id).map(|question| &question.kind) {
        Some(Kind::Dropdown(choice) | Kind::Tagbox(choice)) if !choice.custom_text.is_empty() => {
            session.text_of(id, &choice.custom_text)
        }
        _ => session.texts().get("add-choice").into(),
    }
}

/// What is chosen, each with a button that takes it out.
fn chips(scene: &Scene, id: ItemId, chosen: &[Offered]) -> Tag {
    let session = scene.session;
    let chips: Vec<Tag> = chosen
        .iter()
        .map(|offered| {
            let remove = session.may_answer(id).then(|| {
                let out = Entry::Toggle(offered.value.clone());
                let label = [session.texts().get("panel.remove"), ": ", &offered.text].concat();
                button("out", scene.enters_and_leads(id, out, part_of(id, "field")))
                    .put("aria-label", &label)
                    .child(tag("span").set("aria-hidden", "true").text("×"))
            });
            tag("li")
                .set("class", "chip")
                .span(&offered.text)
                .child(remove)
        })
        .collect();
    tag("ul")
        .set("class", "chips")
        .key("chips")
        .put("aria-label", &about(scene, id, "chosen"))
        .child(chips)
}

/// Brings the list that is open into the top layer, and the row that the keys stand on into view.
#[inline(never)]
pub fn settle(form: &web_sys::Element, reveals: bool) {
    let find = |selector| form.query_selector(selector).ok().flatten();
    let find = |selector| {
        find(selector).and_then(|found| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(found).ok())
    };
    // What cannot be tied to its field is better off in the page than in the top layer.
    if let Some(layer) = find(".layer")
        && web_sys::css::supports("(anchor-name: --a)") == Ok(true)
    {
        // It fails where the list is shown already.
        let _ = layer.show_popover();
    }
    if let Some(list) = find(".list")
        && let Some(row) = find(".row[data-active]").filter(|_| reveals)
    {
        let (top, bottom) = (row.offset_top(), row.offset_top() + row.offset_height());
        if top < list.scroll_top() {
            list.set_scroll_top(top);
        } else if bottom > list.scroll_top() + list.client_height() {
            list.set_scroll_top(bottom - list.client_height());
        }
    }
}
