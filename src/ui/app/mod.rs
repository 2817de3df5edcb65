mod card;
mod focus;
mod message;
mod parts;
mod steps;

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use yew::{AttrValue, Callback, Component, Context, Html, NodeRef, Properties};

use super::closing::Fate;
use super::desk::Desk;
use super::dropdown::{self, Combo};
use super::problem::{self, Problem};
use super::ranking::Drag;
use super::scene::sends;
use super::still::Stills;
use super::tag::{button, tag};
use crate::definition::PageMode;
use crate::session::{ItemId, Said, Session, Texts};
use card::{close_button, direction_of, loading, waits};
pub use message::{Message, Signal};
use steps::recalled;

/// The widget. It is mounted once for each element and lives through any number of runs.
pub struct App {
    stage: Stage,
    /// What was chosen on the journey's screen and is not said yet.
    draft: Option<Said>,
    /// The list that is open.
    combo: Option<Combo>,
    drag: Option<Drag>,
    /// Which panel each dynamic panel shows, where it shows one at a time.
    current: Vec<(ItemId, ItemId)>,
    /// The panel that would be removed, while it is asked whether it should.
    asked: Option<ItemId>,
    heading: NodeRef,
    /// Whether panels came into sight, or mistakes.
    shows_more: bool,
    /// The screen that was drawn last: when it changes, the new one's heading is focused.
    drawn: String,
    /// Where the focus is to go once what was entered is drawn: an id, or a selector that begins with one.
    lead: Option<String>,
    /// Going on by itself, until it does.
    advance: Option<Timeout>,
    /// Counts the seconds of a survey that has to be answered in time.
    clock: Option<Interval>,
    fate: Fate,
    held: usize,
    stills: Stills,
    desk: Desk,
    /// The respondent is asked whether they are still there, for so many seconds.
    waits_seconds: Option<u32>,
}

enum Stage {
    Loading,
    Problem(Problem, Texts),
    Run(Rc<RefCell<Session>>),
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub signal: Callback<Signal>,
    pub display: AttrValue,
    /// It can be closed: it stands over the page and not in it.
    pub closable: bool,
    /// The page cannot be used meanwhile, so that the focus belongs here.
    pub is_modal: bool,
    /// One respondent comes after the other.
    pub is_kiosk: bool,
    /// For what is said before there is a survey.
    pub locale: AttrValue,
}

impl Component for App {
    type Message = Message;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self {
            stage: Stage::Loading,
            draft: None,
            combo: None,
            drag: None,
            current: Vec::new(),
            asked: None,
            heading: NodeRef::default(),
            shows_more: false,
            drawn: String::new(),
            lead: None,
            advance: None,
            clock: None,
            fate: Fate::Saving,
            held: 0,
            stills: Stills::default(),
            desk: Desk::default(),
            waits_seconds: None,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match &message {
            Message::Enter(item, _) | Message::EnterAndLead(item, ..) => self.stills.forget(*item),
            // Lists, rankings and dynamic panels never stand still.
            Message::Left(_)
            | Message::Visited(..)
            | Message::Tick
            | Message::List(..)
            | Message::Rank(..)
            | Message::Drag(..) => {}
            _ => self.stills.forget_all(),
        }
        match message {
            Message::Run(session) => {
                self.draft = recalled(&session.borrow());
                let takes_focus = session.borrow().survey().auto_focus_first_question;
                self.drawn = match ctx.props().is_modal || takes_focus {
                    true => String::new(),
                    false => session.borrow().view_name(),
                };
                self.combo = None;
                self.current.clear();
                self.asked = None;
                self.clock = session.borrow().survey().show_timer.then(|| {
                    let link = ctx.link().clone();
                    Interval::new(1000, move || link.send_message(Message::Tick))
                });
                self.stage = Stage::Run(session);
                self.fate = Fate::Saving;
                self.desk = Desk::default();
                self.waits_seconds = None;
            }
            Message::Problem(problem, texts) => self.stage = Stage::Problem(problem, texts),
            Message::Enter(item, entry) => self.enter(ctx, item, entry),
            Message::EnterAndLead(item, entry, focus) => {
                self.lead = Some(focus);
                self.enter(ctx, item, entry);
            }
            Message::List(item, act) => return self.list(ctx, item, act),
            Message::Rank(item, entry, focus, said) => {
                self.lead = Some(focus);
                ctx.props().signal.emit(Signal::Say(said));
                self.enter(ctx, item, entry);
            }
            Message::Drag(item, place, grip) => return self.drag(ctx, item, place, grip),
            Message::Show(item, panel) => self.show(item, panel),
            Message::AskToRemove(panel, focus) => {
                self.asked = panel;
                self.lead = Some(focus);
            }
            Message::Left(item) => self.advance_after(ctx, item),
            Message::Visited(item, event) => self.visited(item, &event),
            Message::Advance(screen) => {
                if let Stage::Run(session) = &self.stage
                    && session.borrow().view_name() == screen
                {
                    self.next(ctx);
                }
            }
            Message::Tick => return self.tick(ctx),
            Message::Draft(said) => self.draft = said,
            Message::Do(item, deed) => return self.handle(ctx, item, deed),
            Message::Keeps(keeps) => self.desk.keeps_nothing = !keeps,
            // What is being read belongs to this page.
            Message::Next if self.desk.is_reading() => self.desk.next_waits = true,
            Message::Next => self.next(ctx),
            Message::Back => {
                let draft = self.draft.take();
                self.go(ctx, |session| {
                    if let Some(said) = draft {
                        session.keep_for_later(said);
                    }
                    session.go_back();
                });
            }
            Message::Edit(page) => self.go(ctx, |session| {
                session.cancel_preview();
                if let Some(page) = page {
                    session.go_to_name(&page);
                }
            }),
            Message::Fate(fate) => self.fate = fate,
            Message::Held(held) => {
                let is_news = self.held != held;
                self.held = held;
                return is_news;
            }
            Message::Export => ctx.props().signal.emit(Signal::Export),
            Message::Wait(seconds) => self.waits_seconds = seconds,
            Message::Again => ctx.props().signal.emit(Signal::Again),
            Message::Close => ctx.props().signal.emit(Signal::Closed),
            Message::Retry => {
                self.stage = Stage::Loading;
                ctx.props().signal.emit(Signal::Retry);
            }
            Message::Redraw => self.refresh_list(),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let english = Texts::english(&props.locale);
        let (content, locale) = match &self.stage {
            Stage::Loading => (loading().into(), props.locale.to_string()),
            Stage::Problem(problem, texts) => (
                problem::view(problem, texts, ctx.link()),
                texts.language().to_owned(),
            ),
            Stage::Run(session) => {
                let session = session.borrow();
                (self.run(&session, ctx.link()), session.locale().to_owned())
            }
        };
        let texts = self.texts(&english);
        let close = props.closable.then(|| close_button(&texts, ctx.link()));
        let is_over = matches!(&self.stage, Stage::Run(session) if session.borrow().is_completed());
        let again = (props.is_kiosk && is_over && !self.fate.is_at_risk()).then(|| {
            button("button", sends(ctx.link(), |_| Message::Again))
                .key("again")
                .span(texts.get("kiosk.again"))
        });
        let waits = self
            .waits_seconds
            .map(|seconds| waits(seconds, &texts, ctx.link()));
        tag("div")
            .set("class", "card")
            .set("part", "card")
            .put("data-display", &props.display)
            .flag("data-closable", props.closable)
            .put("lang", &locale.replace('_', "-"))
            .set("dir", direction_of(&locale))
            .child(close)
            .child(content)
            .child(again)
            .child(waits)
            .into()
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        let Stage::Run(session) = &self.stage else {
            return;
        };
        if let Some(form) = self.form() {
            self.desk.draw(&form);
        }
        let (screen, is_one_question, first_field) = {
            let session = session.borrow();
            let mode = session.survey().page_mode;
            let one_by_one = matches!(mode, PageMode::QuestionPerPage | PageMode::InputPerPage);
            let first_field = session.survey().auto_focus_first_question;
            (session.view_name(), one_by_one, first_field)
        };
        let lead = self.lead.take();
        if screen != self.drawn || std::mem::take(&mut self.shows_more) {
            self.unfold();
        }
        if screen != self.drawn {
            let was = std::mem::replace(&mut self.drawn, screen);
            const FIELD: &str = ".elements summary, \
                .question :is(input, textarea, button):enabled:not(details:not([open]) *)";
            let is_focused = first_field && self.focus(FIELD);
            if !first && !is_focused {
                self.focus_heading(is_one_question, was.is_empty());
            }
        } else if let Some(lead) = lead {
            let lead = match lead.starts_with('#') {
                true => lead,
                false => ["#", &lead].concat(),
            };
            self.focus(&lead);
        }
        if let Some(combo) = &mut self.combo {
            let reveals = std::mem::take(&mut combo.reveals);
            if let Some(form) = self.form() {
                dropdown::settle(&form, reveals);
            }
        }
    }
}
