//! What the parts of a screen do that remember more than an answer: lists, rankings, dynamic panels, files.

use yew::Context;

use super::{App, Signal, Stage};
use crate::session::ItemId;
use crate::ui::desk::Deed;
use crate::ui::dropdown::{Act, Combo, Outcome};
use crate::ui::ranking::{self, Drag, Grip};

impl App {
    /// Whether there is something to draw.
    #[inline(never)]
    pub(super) fn list(&mut self, ctx: &Context<Self>, item: ItemId, act: Act) -> bool {
        let Stage::Run(session) = &self.stage else {
            return false;
        };
        let outcome = Combo::act(&mut self.combo, &session.borrow(), item, act);
        match outcome {
            Outcome::Nothing => false,
            Outcome::Redraw => {
                let count = match &self.combo {
                    Some(combo) if combo.typed.is_some() => combo.count(session.borrow().texts()),
                    _ => String::new(),
                };
                ctx.props().signal.emit(Signal::Say(count));
                true
            }
            Outcome::Enter(entry) => {
                self.enter(ctx, item, entry);
                true
            }
        }
    }

    /// Whether there is something to draw.
    #[inline(never)]
    pub(super) fn drag(
        &mut self,
        ctx: &Context<Self>,
        item: ItemId,
        place: usize,
        grip: Grip,
    ) -> bool {
        match grip {
            Grip::Down(event) => {
                self.drag = Drag::begin(item, place, &event);
                self.drag.is_some()
            }
            Grip::Move(event) => self.drag.as_mut().is_some_and(|drag| drag.moves_to(&event)),
            Grip::Cancel => self.drag.take().is_some(),
            Grip::Up(_) => {
                let (Some(drag), Stage::Run(session)) = (self.drag.take(), &self.stage) else {
                    return false;
                };
                let dropped = ranking::dropped(&session.borrow(), &drag);
                if let Some((entry, said)) = dropped {
                    ctx.props().signal.emit(Signal::Say(said));
                    self.enter(ctx, item, entry);
                }
                true
            }
        }
    }

    pub(super) fn show(&mut self, item: ItemId, panel: ItemId) {
        self.shows_more = true;
        self.current.retain(|(owner, _)| *owner != item);
        self.current.push((item, panel));
    }

    pub(super) fn refresh_list(&mut self) {
        if let (Stage::Run(session), Some(combo)) = (&self.stage, &mut self.combo) {
            combo.refresh(&session.borrow());
        }
    }

    /// False if there is nothing to draw.
    #[inline(never)]
    pub(super) fn handle(&mut self, ctx: &Context<Self>, item: ItemId, deed: Deed) -> bool {
        let Stage::Run(session) = &self.stage else {
            return false;
        };
        let done = self.desk.act(&session.borrow(), ctx.link(), item, deed);
        self.lead = done.focus;
        if let Some(entry) = done.entry {
            self.enter(ctx, item, entry);
        }
        if self.desk.next_waits && !self.desk.is_reading() {
            self.desk.next_waits = false;
            self.next(ctx);
        }
        done.redraws
    }
}
