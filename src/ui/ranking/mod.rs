use super::ids::part_of;
use super::scene::Scene;
use super::tag::{Tag, button, tag};
use crate::definition::Choice;
use crate::session::{Entry, ItemId, Offered};
use crate::value::Value;

/// All of several in the respondent's order, moved by buttons.
pub fn view(scene: &Scene, id: ItemId, choice: &Choice) -> Tag {
    let session = scene.session;
    let offered = session.offered(id);
    let value = session.value(id);
    let given = value.as_list().unwrap_or_default();
    let find = |value: &Value| offered.iter().find(|offered| offered.value == *value);
    let mut ranked: Vec<&Offered> = given.iter().filter_map(find).collect();
    let mut rest: Vec<&Offered> = offered
        .iter()
        .filter(|offered| !given.contains(&offered.value))
        .collect();
    if !choice.select_to_rank {
        // Without a ranking yet all stand in the order in which they are offered.
        ranked.append(&mut rest);
    }
    let order: Vec<Value> = ranked.iter().map(|offered| offered.value.clone()).collect();
    let ranking = Ranking { scene, id, order };
    let may_answer = session.may_answer(id);
    let ranked: Vec<Tag> = ranked
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
            ranking.row(offered).child(steps).child(out)
        })
        .collect();
    let rest: Vec<Tag> = rest
        .iter()
        .map(|offered| {
            let take_in = may_answer.then(|| ranking.taken_in(offered));
            ranking.row(offered).child(take_in)
        })
        .collect();
    let rest = (!rest.is_empty()).then(|| tag("ul").set("class", "options").child(rest));
    tag("div")
        .child(tag("ol").set("class", "options").child(ranked))
        .child(rest)
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

    /// Changes places with a neighbour; the focus stays with what moved.
    fn step(&self, offered: &Offered, way: &'static str, from: usize, to: usize) -> Tag {
        let mut order = self.order.clone();
        let is_possible = to < order.len();
        let to = if is_possible { to } else { from };
        order.swap(from, to);
        let lead = part_of(self.id, &[way, &to.to_string()].concat());
        let sign = if way == "up" { "↑" } else { "↓" };
        self.button(offered, way, sign, order, lead)
            .put("id", &part_of(self.id, &[way, &from.to_string()].concat()))
            .set("aria-disabled", if is_possible { "false" } else { "true" })
    }

    fn out(&self, offered: &Offered, place: usize) -> Tag {
        let mut order = self.order.clone();
        order.remove(place);
        self.button(offered, "panel.remove", "×", order, part_of(self.id, "up0"))
    }

    fn taken_in(&self, offered: &Offered) -> Tag {
        let mut order = self.order.clone();
        order.push(offered.value.clone());
        let lead = part_of(self.id, &["up", &self.order.len().to_string()].concat());
        self.button(offered, "panel.add", "+", order, lead)
    }

    fn button(
        &self,
        offered: &Offered,
        key: &str,
        sign: &str,
        order: Vec<Value>,
        lead: String,
    ) -> Tag {
        let entry = Entry::Value(order.into());
        let session = self.scene.session;
        let label = [session.texts().get(key), ": ", &offered.text].concat();
        button("move", self.scene.enters_and_leads(self.id, entry, lead))
            .put("aria-label", &label)
            .span(sign)
    }
}
