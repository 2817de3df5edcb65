mod drag;

use web_sys::{Element, KeyboardEvent, PointerEvent};
use yew::TargetCast;

pub use drag::{Drag, Grip};

use super::app::Message;
use super::ids::part_of;
use super::scene::{Scene, sends};
use super::tag::{Tag, button, tag};
use crate::definition::{Choice, Kind};
use crate::session::{Entry, ItemId, Offered, Session};
use crate::value::Value;

/// All of several in the respondent's order: dragged, or moved by buttons or arrow keys.
pub fn view(scene: &Scene, id: ItemId, choice: &Choice) -> Tag {
    let session = scene.session;
    let (ranked, rest) = in_order(session, id, choice);
    let order: Vec<Value> = ranked.iter().map(|offered| offered.value.clone()).collect();
    let ranking = Ranking { scene, id, order };
    let may_answer = session.may_answer(id);
    let rows: Vec<Tag> = ranked
        .iter()
        .enumerate()
        .map(|(place, offered)| {
            if !may_answer {
                return ranking.row(offered);
            }
            let steps = vec![
                ranking.step(offered, "up", place, place.wrapping_sub(1)),
                ranking.step(offered, "down", place, place + 1),
            ];
            let out = choice.select_to_rank.then(|| ranking.out(offered, place));
            ranking.movable(offered, place).child(steps).child(out)
        })
        .collect();
    let rest: Vec<Tag> = rest
        .iter()
        .map(|offered| {
            let is_full = choice.max_selected.is_some_and(|most| ranked.len() >= most);
            let take_in = (may_answer && !is_full).then(|| ranking.taken_in(offered));
            ranking.row(offered).child(take_in)
        })
        .collect();
    let empty = |text, key| {
        let text = match session.text_of(id, text) {
            text if text.is_empty() => session.texts().get(key).into(),
            text => text,
        };
        tag("p").set("class", "description").text(&text)
    };
    let no_rank = rows
        .is_empty()
        .then(|| empty(&choice.rank_empty_text, "rank.empty").key("empty"));
    let no_rest = (choice.select_to_rank && rest.is_empty())
        .then(|| session.text_of(id, &choice.unranked_empty_text))
        .filter(|text| !text.is_empty())
        .map(|text| tag("p").set("class", "description").key("full").text(&text));
    let is_unanswered = session.value(id).as_list().is_none_or(<[Value]>::is_empty);
    let keep = (is_unanswered && may_answer && !choice.select_to_rank && rows.len() > 1)
        .then(|| ranking.kept());
    let drag = scene.drag.filter(|drag| drag.item == id);
    let ranked = tag("ol")
        .set("class", "options")
        .key("ranked")
        .flag("data-dragging", drag.is_some())
        .flag("data-unanswered", is_unanswered)
        .child(rows);
    let rest = (!rest.is_empty()).then(|| {
        tag("ul")
            .set("class", "options unranked")
            .key("rest")
            .child(rest)
    });
    tag("div")
        .child(no_rank)
        .child(ranked)
        .child(rest)
        .child(no_rest)
        .child(keep)
}

/// What is ranked, in its order, and what is not.
fn in_order(session: &Session, id: ItemId, choice: &Choice) -> (Vec<Offered>, Vec<Offered>) {
    let mut rest = session.offered(id);
    let mut ranked = Vec::new();
    for given in session.value(id).as_list().unwrap_or_default() {
        if let Some(place) = rest.iter().position(|offered| offered.value == *given) {
            ranked.push(rest.remove(place));
        }
    }
    if !choice.select_to_rank {
        // Without a ranking yet all stand in the order in which they are offered.
        ranked.append(&mut rest);
    }
    (ranked, rest)
}

/// What comes of a drag that ended, and how it is said.
pub fn dropped(session: &Session, drag: &Drag) -> Option<(Entry, String)> {
    let Kind::Ranking(choice) = &session.question(drag.item)?.kind else {
        return None;
    };
    let (mut ranked, _) = in_order(session, drag.item, choice);
    if drag.from == drag.to || drag.from.max(drag.to) >= ranked.len() {
        return None;
    }
    let held = ranked.remove(drag.from);
    let said = said(session, &held.text, drag.to, ranked.len() + 1);
    ranked.insert(drag.to, held);
    let order: Vec<Value> = ranked.into_iter().map(|offered| offered.value).collect();
    Some((Entry::Value(order.into()), said))
}

struct Ranking<'s> {
    scene: &'s Scene<'s>,
    id: ItemId,
    order: Vec<Value>,
}

impl Ranking<'_> {
    fn row(&self, offered: &Offered) -> Tag {
        tag("li").set("class", "option").span(&offered.text)
    }

    fn movable(&self, offered: &Offered, place: usize) -> Tag {
        let id = self.id;
        let orders = [place.checked_sub(1), Some(place + 1)].map(|to| {
            let to = to.filter(|&to| to < self.order.len())?;
            Some(self.moved(offered, place, to, if to < place { "up" } else { "down" }))
        });
        let link = self.scene.link.clone();
        let keys = yew::Callback::from(move |event: KeyboardEvent| {
            let [up, down] = &orders;
            let message = match &*event.key() {
                "ArrowUp" => up,
                "ArrowDown" => down,
                _ => return,
            };
            event.prevent_default();
            if let Some(message) = message {
                link.send_message(message.clone());
            }
        });
        let link = self.scene.link.clone();
        let take_hold = yew::Callback::from(move |event: PointerEvent| {
            let target: Option<Element> = event.target_dyn_into();
            let is_on = |selector| {
                let found = target
                    .as_ref()
                    .and_then(|target| target.closest(selector).ok());
                found.flatten().is_some()
            };
            // A finger scrolls the page, except on the grip.
            if is_on(".grip") || (event.pointer_type() == "mouse" && !is_on("button")) {
                link.send_message(Message::Drag(id, place, Grip::Down(event)));
            }
        });
        let drag = self.scene.drag.filter(|drag| drag.item == id);
        let grip = tag("span").set("class", "grip").set("aria-hidden", "true");
        let row = tag("li")
            .set("class", "option")
            .put_some("data-shift", drag.and_then(|drag| drag.shift(place)))
            .on_key(keys)
            .on_pointer_down(take_hold);
        let row = match drag {
            Some(drag) if drag.from == place => {
                let grips = |grip: fn(PointerEvent) -> Grip| {
                    sends(self.scene.link, move |event| {
                        Message::Drag(id, place, grip(event))
                    })
                };
                row.on_pointer_move(grips(Grip::Move))
                    .on_pointer_up(grips(Grip::Up))
                    .on_pointer_cancel(grips(|_| Grip::Cancel))
            }
            _ => row,
        };
        row.child(grip).span(&offered.text)
    }

    /// A move from one place to another. The focus goes along.
    fn moved(&self, offered: &Offered, from: usize, to: usize, way: &str) -> Message {
        let mut order = self.order.clone();
        let value = order.remove(from);
        order.insert(to, value);
        let lead = part_of(self.id, &[way, &to.to_string()].concat());
        self.ranks(order, lead, Some((offered, to)))
    }

    fn ranks(&self, order: Vec<Value>, lead: String, place: Option<(&Offered, usize)>) -> Message {
        let said = place.map_or_else(String::new, |(offered, place)| {
            said(self.scene.session, &offered.text, place, order.len())
        });
        Message::Rank(self.id, Entry::Value(order.into()), lead, said)
    }

    fn step(&self, offered: &Offered, way: &'static str, from: usize, to: usize) -> Tag {
        let is_possible = to < self.order.len();
        let to = if is_possible { to } else { from };
        let sign = if way == "up" { "↑" } else { "↓" };
        self.button(offered, way, sign, self.moved(offered, from, to, way))
            .put("id", &part_of(self.id, &[way, &from.to_string()].concat()))
            .set("aria-disabled", if is_possible { "false" } else { "true" })
    }

    fn out(&self, offered: &Offered, place: usize) -> Tag {
        let mut order = self.order.clone();
        order.remove(place);
        let message = self.ranks(order, part_of(self.id, "up0"), None);
        self.button(offered, "panel.remove", "×", message)
    }

    fn taken_in(&self, offered: &Offered) -> Tag {
        let mut order = self.order.clone();
        let place = order.len();
        order.push(offered.value.clone());
        let lead = part_of(self.id, &["up", &place.to_string()].concat());
        let message = self.ranks(order, lead, Some((offered, place)));
        self.button(offered, "panel.add", "+", message)
    }

    /// For those who agree with the order in which all are offered: unless it is moved or kept, it is nobody's answer.
    fn kept(&self) -> Tag {
        let message = self.ranks(self.order.clone(), part_of(self.id, "down0"), None);
        button(
            "button keep",
            sends(self.scene.link, move |_| message.clone()),
        )
        .key("keep")
        .child(self.scene.words("rank.keep"))
    }

    fn button(&self, offered: &Offered, key: &str, sign: &str, message: Message) -> Tag {
        let label = [self.scene.session.texts().get(key), ": ", &offered.text].concat();
        button("move", sends(self.scene.link, move |_| message.clone()))
            .put("aria-label", &label)
            .child(tag("span").set("aria-hidden", "true").text(sign))
    }
}

/// Where something stands now, for those who listen.
fn said(session: &Session, text: &str, place: usize, count: usize) -> String {
    let words = session.texts().get("rank.place");
    words
        .replace("{1}", &(place + 1).to_string())
        .replace("{2}", &count.to_string())
        .replace("{0}", text)
}
