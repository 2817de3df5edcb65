//! What follows an answer, a step and a second.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlInputElement};
use yew::Context;

use super::{App, Message, Signal, Stage};
use crate::definition::Kind;
use crate::session::{Entry, ItemId, Position, Said, Session};
use crate::ui::ids::part_of;

/// How long a respondent sees the last answer on a page before the next page comes.
const ADVANCE_MILLIS: u32 = 300;

impl App {
    /// Says what was drafted, or goes on from a page.
    pub(super) fn next(&mut self, ctx: &Context<Self>) {
        self.note_unfinished();
        let draft = self.draft.clone();
        self.go(ctx, |session| {
            let fills_page = session
                .turn()
                .is_some_and(|turn| !turn.extra_elements().is_empty());
            match draft {
                Some(said) => session.say(said),
                None if fills_page => session.say(Said::new(crate::journey::Answer::Filled)),
                None if session.previews_next() => session.show_preview(),
                None => session.go_next(),
            };
        });
    }

    /// Fields into which half a date or a number was typed look empty to everybody but the browser.
    fn note_unfinished(&self) {
        let (Stage::Run(session), Some(form)) = (&self.stage, self.form()) else {
            return;
        };
        session.borrow_mut().mark_unfinished(&|item| {
            let selector = ["input#", &part_of(item, "field")].concat();
            let field = form.query_selector(&selector).ok().flatten();
            let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
            field.is_some_and(|field| field.validity().bad_input())
        });
    }

    pub(super) fn go(&mut self, ctx: &Context<Self>, step: impl FnOnce(&mut Session)) {
        let Stage::Run(session) = &self.stage else {
            return;
        };
        let was = session.borrow().position();
        step(&mut session.borrow_mut());
        self.moved(ctx, was);
    }

    /// Counts a second, which may be the last one on this screen; false if there is nothing to draw.
    pub(super) fn tick(&mut self, ctx: &Context<Self>) -> bool {
        let Stage::Run(session) = &self.stage else {
            return false;
        };
        if !session.borrow().is_timed() {
            return false;
        }
        let (was, screen) = (session.borrow().position(), session.borrow().view_name());
        session.borrow_mut().tick();
        let is_same_screen = session.borrow().view_name() == screen;
        if !is_same_screen {
            self.moved(ctx, was);
        }
        true
    }

    pub(super) fn enter(&mut self, ctx: &Context<Self>, item: ItemId, entry: Entry) {
        let Stage::Run(session) = &self.stage else {
            return;
        };
        let session = session.clone();
        let panels = session.borrow().entries_of(item);
        let adds = matches!(entry, Entry::AddPanel(_));
        let is_typed = {
            let mut session = session.borrow_mut();
            session.enter(item, entry);
            session
                .question(item)
                .is_some_and(|question| matches!(question.kind, Kind::Text(_)))
        };
        self.asked = None;
        let now = session.borrow().entries_of(item);
        if let Some(&new) = now.iter().find(|panel| adds && !panels.contains(panel)) {
            self.show(item, new);
            let first = session.borrow().shown_in(new).first().copied();
            self.lead = first.map(first_field_of).or(self.lead.take());
        }
        self.refresh_list();
        // A trigger may have ended the survey.
        let is_over = session.borrow().is_completed();
        tell_change(ctx, is_over);
        if !is_typed {
            self.advance_after(ctx, item);
        }
    }

    /// Says what a field lacks that is left empty, where the document wants that.
    #[inline(never)]
    pub(super) fn visited(&self, item: ItemId, event: &FocusEvent) {
        let goes_to = event
            .related_target()
            .and_then(|to| to.dyn_into::<Element>().ok());
        // An error that comes between press and release would move the button away from under the pointer.
        let is_pressing = goes_to.is_some_and(|to| to.matches("button").unwrap_or_default());
        if let Stage::Run(session) = &self.stage
            && !is_pressing
        {
            session.borrow_mut().check_visited(item);
        }
    }

    /// Goes on by itself in a moment, where the document wants it and all is answered.
    pub(super) fn advance_after(&mut self, ctx: &Context<Self>, item: ItemId) {
        let Stage::Run(session) = &self.stage else {
            return;
        };
        let by_keys = self
            .form()
            .and_then(|form| form.query_selector(":focus-visible").ok().flatten())
            .is_some();
        let goes_on = session.borrow_mut().goes_on_after(item, !by_keys);
        self.advance = goes_on.then(|| {
            let screen = session.borrow().view_name();
            let link = ctx.link().clone();
            Timeout::new(ADVANCE_MILLIS, move || {
                link.send_message(Message::Advance(screen));
            })
        });
    }

    /// What follows a step from a position.
    fn moved(&mut self, ctx: &Context<Self>, was: Position) {
        // What was said of the screen before is over.
        ctx.props().signal.emit(Signal::Say(String::new()));
        self.combo = None;
        self.drag = None;
        let Stage::Run(session) = &self.stage else {
            return;
        };
        let (now, error) = {
            let session = session.borrow();
            self.draft = recalled(&session);
            (session.position(), session.first_error())
        };
        if let Some(item) = error {
            self.shows_more = true;
            let around = session.borrow().entries_around(item);
            for (owner, panel) in around {
                self.show(owner, panel);
            }
            // Once it is drawn, with its panel if that was not shown.
            self.lead = Some(first_field_of(item));
        }
        let is_over = was != Position::Completed && now == Position::Completed;
        tell_change(ctx, is_over);
    }
}

/// A selector of where an answer is mended: a row or words that are missing rather than the first control, and a chosen
/// radio button rather than the first, which a key would choose.
fn first_field_of(item: ItemId) -> String {
    const SELECTOR: &str = "#ID:not([data-question=ID]:has(.lacking) *), \
        [data-question=ID]:not(:has(.missing, .lacking, [type=radio]:checked)) \
        :is(input, textarea, select, button:not(.out)), \
        [data-question=ID]:not(:has(.missing, .lacking)) [type=radio]:checked, \
        [data-question=ID] :is(.missing input, .lacking)";
    SELECTOR.replace("ID", &part_of(item, "field"))
}

fn tell_change(ctx: &Context<App>, is_over: bool) {
    ctx.props().signal.emit(if is_over {
        Signal::Completed
    } else {
        Signal::Changed
    });
}

/// What was said on this screen before going back.
pub(super) fn recalled(session: &Session) -> Option<Said> {
    session.turn()?.recalled().cloned()
}
