use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use yew::html::Scope;
use yew::{AttrValue, Callback, Component, Context, Html, NodeRef, Properties, SubmitEvent};

use super::closing::{self, Fate};
use super::ids::part_of;
use super::problem::{self, Problem};
use super::scene::{Scene, sends};
use super::still::Stills;
use super::tag::{Tag, button, tag};
use super::{journey, navigation, page};
use crate::definition::Kind;
use crate::definition::language_of;
use crate::session::{Entry, ItemId, Position, Said, Session, Texts, View};

/// The widget. It is mounted once for each element and lives through any number of runs.
pub struct App {
    stage: Stage,
    /// What was chosen on the journey's screen and is not said yet.
    draft: Option<Said>,
    heading: NodeRef,
    /// The screen that was drawn last: when it changes, the new one's heading is focused.
    drawn: String,
    /// Where the focus is to go once what was entered is drawn.
    lead: Option<String>,
    /// Going on by itself, until it does.
    advance: Option<Timeout>,
    /// Counts the seconds of a survey that has to be answered in time.
    clock: Option<Interval>,
    fate: Fate,
    stills: Stills,
}

/// How long a respondent sees the last answer on a page before the next page comes.
const ADVANCE_MILLIS: u32 = 300;

enum Stage {
    Loading,
    Problem(Problem),
    Run(Rc<RefCell<Session>>),
}

#[derive(Clone)]
pub enum Message {
    /// Shows a run that was started or taken up again.
    Run(Rc<RefCell<Session>>),
    Problem(Problem),
    Enter(ItemId, Entry),
    /// The same, and the id of what gets the focus.
    EnterAndLead(ItemId, Entry, String),
    /// What is typed into a field is complete.
    Left(ItemId),
    /// Goes on from the screen of that name, if it is still there.
    Advance(String),
    /// A second passed.
    Tick,
    Draft(Option<Said>),
    /// Answers the journey's screen and goes on.
    Say(Said),
    Next,
    Back,
    /// Goes back from the preview.
    Edit,
    /// What becomes of the finished record.
    Fate(Fate),
    Close,
    Retry,
    /// The language was switched.
    Redraw,
}

/// What the embedding side acts upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// An answer or the place in the survey changed.
    Changed,
    Completed,
    Closed,
    Retry,
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub signal: Callback<Signal>,
    pub display: AttrValue,
    /// It can be closed: it stands over the page and not in it.
    pub closable: bool,
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
            heading: NodeRef::default(),
            drawn: String::new(),
            lead: None,
            advance: None,
            clock: None,
            fate: Fate::Saving,
            stills: Stills::default(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match &message {
            Message::Enter(item, _) | Message::EnterAndLead(item, ..) => self.stills.forget(*item),
            Message::Left(_) | Message::Tick => {}
            _ => self.stills.forget_all(),
        }
        match message {
            Message::Run(session) => {
                self.draft = recalled(&session.borrow());
                self.drawn = session.borrow().view_name();
                self.clock = session.borrow().survey().show_timer.then(|| {
                    let link = ctx.link().clone();
                    Interval::new(1000, move || link.send_message(Message::Tick))
                });
                self.stage = Stage::Run(session);
                self.fate = Fate::Saving;
            }
            Message::Problem(problem) => self.stage = Stage::Problem(problem),
            Message::Enter(item, entry) => self.enter(ctx, item, entry),
            Message::EnterAndLead(item, entry, focus) => {
                self.lead = Some(focus);
                self.enter(ctx, item, entry);
            }
            Message::Left(item) => self.advance_after(ctx, item),
            Message::Advance(screen) => {
                if let Stage::Run(session) = &self.stage
                    && session.borrow().view_name() == screen
                {
                    self.next(ctx);
                }
            }
            Message::Tick => return self.tick(ctx),
            Message::Draft(said) => self.draft = said,
            Message::Say(said) => self.go(ctx, |session| {
                session.say(said);
            }),
            Message::Next => self.next(ctx),
            Message::Back => self.go(ctx, |session| {
                session.go_back();
            }),
            Message::Edit => self.go(ctx, Session::cancel_preview),
            Message::Fate(fate) => self.fate = fate,
            Message::Close => ctx.props().signal.emit(Signal::Closed),
            Message::Retry => {
                self.stage = Stage::Loading;
                ctx.props().signal.emit(Signal::Retry);
            }
            Message::Redraw => {}
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let english = Texts::english(&props.locale);
        let (content, locale) = match &self.stage {
            Stage::Loading => (loading().into(), props.locale.to_string()),
            Stage::Problem(problem) => (
                problem::view(problem, &english, ctx.link()),
                props.locale.to_string(),
            ),
            Stage::Run(session) => {
                let session = session.borrow();
                (self.run(&session, ctx.link()), session.locale().to_owned())
            }
        };
        let close = props
            .closable
            .then(|| close_button(self.texts(&english), ctx.link()));
        tag("div")
            .set("class", "card")
            .set("part", "card")
            .put("data-display", &props.display)
            .flag("data-closable", props.closable)
            .put("lang", &locale)
            .set("dir", direction_of(&locale))
            .child(close)
            .child(content)
            .into()
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        let Stage::Run(session) = &self.stage else {
            return;
        };
        let screen = session.borrow().view_name();
        let lead = self.lead.take();
        if screen != self.drawn {
            self.drawn = screen;
            if !first {
                self.focus_heading();
            }
        } else if let Some(id) = lead {
            self.focus(&["#", &id].concat());
        }
    }
}

impl App {
    fn texts<'a>(&'a self, english: &'a Texts) -> Texts {
        match &self.stage {
            Stage::Run(session) => session.borrow().texts().clone(),
            _ => english.clone(),
        }
    }

    fn run(&self, session: &Session, link: &Scope<Self>) -> Html {
        let scene = Scene {
            session,
            link,
            draft: self.draft.as_ref(),
            stills: &self.stills,
        };
        let content = match session.view() {
            View::Completed => return closing::view(&scene, self.fate, &self.heading),
            View::Questions(parts) => page::view(&scene, &parts, &self.heading),
            View::Journey(turn) => journey::view(&scene, turn, &self.heading),
        };
        let submit = sends(link, |event: SubmitEvent| {
            event.prevent_default();
            Message::Next
        });
        let screen = tag("div")
            .set("class", "screen")
            .key(&session.view_name())
            .child(content);
        // Where nothing is kept, it is said before anybody has answered.
        let unkept = match self.fate {
            Fate::MemoryOnly => closing::state(&scene, self.fate),
            _ => None,
        };
        tag("form")
            .set("class", "run")
            .flag("novalidate", true)
            .on_submit(submit)
            .child(unkept.map(|unkept| unkept.key("unkept")))
            .child(navigation::progress(&scene))
            .child(navigation::time(&scene))
            .child(screen)
            .child(navigation::buttons(&scene))
            .into()
    }

    /// Says what was drafted, or goes on from a page.
    fn next(&mut self, ctx: &Context<Self>) {
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

    fn go(&mut self, ctx: &Context<Self>, step: impl FnOnce(&mut Session)) {
        let Stage::Run(session) = &self.stage else {
            return;
        };
        let was = session.borrow().position();
        step(&mut session.borrow_mut());
        self.moved(ctx, was);
    }

    /// Counts a second, which may be the last one on this screen; false if there is nothing to draw.
    fn tick(&mut self, ctx: &Context<Self>) -> bool {
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

    /// What follows a step from a position.
    fn moved(&mut self, ctx: &Context<Self>, was: Position) {
        let Stage::Run(session) = &self.stage else {
            return;
        };
        let (now, error) = {
            let session = session.borrow();
            self.draft = recalled(&session);
            (session.position(), session.first_error())
        };
        if let Some(item) = error {
            let field = part_of(item, "field");
            self.focus(&format!(
                "[data-question={field}] :is(input, textarea, select, button)"
            ));
        }
        let is_over = was != Position::Completed && now == Position::Completed;
        ctx.props().signal.emit(if is_over {
            Signal::Completed
        } else {
            Signal::Changed
        });
    }

    fn enter(&mut self, ctx: &Context<Self>, item: ItemId, entry: Entry) {
        let Stage::Run(session) = &self.stage else {
            return;
        };
        let is_typed = {
            let mut session = session.borrow_mut();
            session.enter(item, entry);
            session
                .question(item)
                .is_some_and(|question| matches!(question.kind, Kind::Text(_)))
        };
        // A trigger may have ended the survey.
        let is_over = session.borrow().is_completed();
        ctx.props().signal.emit(if is_over {
            Signal::Completed
        } else {
            Signal::Changed
        });
        if !is_typed {
            self.advance_after(ctx, item);
        }
    }

    /// Goes on by itself in a moment, where the document wants it and all is answered.
    fn advance_after(&mut self, ctx: &Context<Self>, item: ItemId) {
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

    fn focus_heading(&self) {
        if let Some(heading) = self.heading.cast::<web_sys::HtmlElement>() {
            // A heading that cannot be focused leaves the focus where it was: no harm.
            let _ = heading.focus();
        }
    }

    fn form(&self) -> Option<web_sys::Element> {
        let heading = self.heading.cast::<web_sys::Element>()?;
        heading.closest("form").ok().flatten()
    }

    /// Puts the focus into the first element that a selector finds.
    fn focus(&self, selector: &str) {
        let found = self
            .form()
            .and_then(|form| form.query_selector(selector).ok().flatten())
            .and_then(|found| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(found).ok());
        if let Some(found) = found {
            let _ = found.focus();
        }
    }
}

/// Which way a language is written. The page's own direction must not turn the survey's texts around.
fn direction_of(locale: &str) -> &'static str {
    match language_of(locale) {
        "ar" | "fa" | "he" | "ps" | "ur" => "rtl",
        _ => "ltr",
    }
}

/// What was said on this screen before going back.
fn recalled(session: &Session) -> Option<Said> {
    session.turn()?.recalled().cloned()
}

fn loading() -> Tag {
    let dot = || tag("span").set("class", "dot");
    tag("div")
        .set("class", "loading")
        .set("role", "status")
        .set("aria-busy", "true")
        .child(vec![dot(), dot(), dot()])
}

fn close_button(texts: Texts, link: &Scope<App>) -> Tag {
    button("close", sends(link, |_| Message::Close))
        .set("part", "close")
        .put("aria-label", texts.get("close"))
        .child(tag("span").set("aria-hidden", "true").text("×"))
}
