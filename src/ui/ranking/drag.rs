use web_sys::{Element, HtmlElement, PointerEvent};
use yew::TargetCast;

use crate::session::ItemId;

/// A row of a ranking that is being dragged.
pub struct Drag {
    pub item: ItemId,
    pub from: usize,
    pub to: usize,
    /// Where the pointer took hold, …
    start: i32,
    /// … and where the middles of all rows were.
    middles: Vec<f64>,
    list: HtmlElement,
}

/// What a pointer does to a row.
#[derive(Clone)]
pub enum Grip {
    Down(PointerEvent),
    Move(PointerEvent),
    Up(PointerEvent),
    Cancel,
}

impl Drag {
    pub fn begin(item: ItemId, from: usize, event: &PointerEvent) -> Option<Self> {
        if event.button() != 0 || !event.is_primary() {
            return None;
        }
        let target: Element = event.target_dyn_into()?;
        let row = target.closest("li").ok().flatten()?;
        let list: HtmlElement = wasm_bindgen::JsCast::dyn_into(row.parent_element()?).ok()?;
        let rows = list.children();
        let middles = (0..rows.length())
            .filter_map(|place| rows.item(place))
            .map(|row| row.get_bounding_client_rect())
            .map(|bounds| bounds.top() + bounds.height() / 2.0)
            .collect();
        // All that follows comes to the row, wherever the pointer goes; without it the drag ends at the row's edge.
        let _ = row.set_pointer_capture(event.pointer_id());
        event.prevent_default();
        let drag = Self {
            item,
            from,
            to: from,
            start: event.client_y(),
            middles,
            list,
        };
        let height = row.get_bounding_client_rect().height() as i32;
        drag.tell("--height", height);
        drag.tell("--drag", 0);
        Some(drag)
    }

    /// Whether the row would come to stand in another place.
    pub fn moves_to(&mut self, event: &PointerEvent) -> bool {
        let by = event.client_y() - self.start;
        self.tell("--drag", by);
        let Some(middle) = self.middles.get(self.from) else {
            return false;
        };
        let middle = middle + f64::from(by);
        let others = self.middles.iter().enumerate();
        let to = others
            .filter(|&(place, &other)| match place < self.from {
                true => other < middle,
                false => place > self.from && other <= middle,
            })
            .count();
        std::mem::replace(&mut self.to, to) != to
    }

    /// What a row does while another one is dragged over it.
    pub fn shift(&self, place: usize) -> Option<&'static str> {
        if place == self.from {
            Some("held")
        } else if (self.from..=self.to).contains(&place) {
            Some("up")
        } else if (self.to..self.from).contains(&place) {
            Some("down")
        } else {
            None
        }
    }

    /// Style sheets move the rows.
    fn tell(&self, property: &str, pixels: i32) {
        let pixels = [&pixels.to_string(), "px"].concat();
        let _ = self.list.style().set_property(property, &pixels);
    }
}
