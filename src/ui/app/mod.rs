use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use yew::html::Scope;
use yew::{AttrValue, Callback, Component, Context, Html, NodeRef, Properties, SubmitEvent};

use super::closing::{self, Fate};
use super::desk::{Deed, Desk};
use super::dropdown::{self, Act, Combo, Outcome};
use super::ids::part_of;
use super::problem::{self, Problem};
use super::ranking::{self, Drag, Grip};
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
    /// The list that is open.
    combo: Option<Combo>,
    drag: Option<Drag>,
    /// Which panel each dynamic panel shows, where it shows one at a time.
    current: Vec<(ItemId, ItemId)>,
    /// The panel that would be removed, while it is asked whether it should.
    asked: Option<ItemId>,
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
    held: usize,
    stills: Stills,
    desk: Desk,
    /// The respondent is asked whether they are still there, for so many seconds.
    waits_seconds: Option<u32>,
}

/// How long a respondent sees the last answer on a page before the next page comes.
const ADVANCE_MILLIS: u32 = 300;

enum Stage {
    Loading,
    Problem(Problem, Texts),
    Run(Rc<RefCell<Session>>),
}

#[derive(Clone)]
pub enum Message {
    /// Shows a run that was started or taken up again.
    Run(Rc<RefCell<Session>>),
    Problem(Problem, Texts),
    Enter(ItemId, Entry),
    /// The same, and the id of what gets the focus.
    EnterAndLead(ItemId, Entry, String),
    /// Does something to the list of a question.
    List(ItemId, Act),
    /// Ranks anew: the entry, the id of what gets the focus, and what is said of it.
    Rank(ItemId, Entry, String, String),
    /// Drags a row of a ranking, by its place.
    Drag(ItemId, usize, Grip),
    /// Shows a panel of a dynamic panel.
    Show(ItemId, ItemId),
    /// Asks whether a panel is to be removed, or no longer; and the id of what gets the focus.
    AskToRemove(Option<ItemId>, String),
    /// What is typed into a field is complete.
    Left(ItemId),
    /// Goes on from the screen of that name, if it is still there.
    Advance(String),
    /// A second passed.
    Tick,
    Draft(Option<Said>),
    /// Handles a file or a signature.
    Do(ItemId, Deed),
    /// Whether this device keeps the files that were chosen until they are sent.
    Keeps(bool),
    Next,
    Back,
    /// Goes back from the preview.
    Edit,
    /// What becomes of the finished record.
    Fate(Fate),
    /// How many responses are on this device.
    Held(usize),
    /// Saves them as a file.
    Export,
    /// Asks whether the respondent is still there, for so many seconds, or stops asking.
    Wait(Option<u32>),
    Close,
    Retry,
    /// Starts again, for the next respondent.
    Again,
    /// What the session says changed otherwise: the language, the context, a list that arrived.
    Redraw,
}

/// What the embedding side acts upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    /// An answer or the place in the survey changed.
    Changed,
    Completed,
    Closed,
    Retry,
    Again,
    Export,
    /// For whoever does not see what changed.
    Say(String),
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
            | Message::Tick
            | Message::List(..)
            | Message::Rank(..)
            | Message::Drag(..) => {}
            _ => self.stills.forget_all(),
        }
        match message {
            Message::Run(session) => {
                self.draft = recalled(&session.borrow());
                self.drawn = match ctx.props().is_modal {
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
            Message::Edit => self.go(ctx, Session::cancel_preview),
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
        let again = (props.is_kiosk && is_over).then(|| {
            button("button", sends(ctx.link(), |_| Message::Again)).span(texts.get("kiosk.again"))
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
        if let Some(combo) = &mut self.combo {
            let reveals = std::mem::take(&mut combo.reveals);
            if let Some(form) = self.form() {
                dropdown::settle(&form, reveals);
            }
        }
    }
}

impl App {
    fn texts<'a>(&'a self, english: &'a Texts) -> Texts {
        match &self.stage {
            Stage::Run(session) => session.borrow().texts().clone(),
            Stage::Problem(_, texts) => texts.clone(),
            Stage::Loading => english.clone(),
        }
    }

    fn run(&self, session: &Session, link: &Scope<Self>) -> Html {
        let scene = Scene {
            session,
            link,
            draft: self.draft.as_ref(),
            stills: &self.stills,
            desk: &self.desk,
            combo: self.combo.as_ref(),
            drag: self.drag.as_ref(),
            current: &self.current,
            asked: self.asked,
        };
        let content = match session.view() {
            View::Completed => return closing::view(&scene, self.fate, self.held, &self.heading),
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

    /// Whether there is something to draw.
    #[inline(never)]
    fn list(&mut self, ctx: &Context<Self>, item: ItemId, act: Act) -> bool {
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
    fn drag(&mut self, ctx: &Context<Self>, item: ItemId, place: usize, grip: Grip) -> bool {
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

    fn show(&mut self, item: ItemId, panel: ItemId) {
        self.current.retain(|(owner, _)| *owner != item);
        self.current.push((item, panel));
    }

    fn refresh_list(&mut self) {
        if let (Stage::Run(session), Some(combo)) = (&self.stage, &mut self.combo) {
            combo.refresh(&session.borrow());
        }
    }

    /// What follows a step from a position.
    fn moved(&mut self, ctx: &Context<Self>, was: Position) {
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
            let around = session.borrow().entries_around(item);
            for (owner, panel) in around {
                self.show(owner, panel);
            }
            let field = part_of(item, "field");
            // Once it is drawn, with its panel if that was not shown; and better a row that is missing than the first.
            self.lead = Some(format!(
                "{field}, [data-question={field}]:not(:has(.missing)) \
                 :is(input, textarea, select, button:not(.out)), \
                 [data-question={field}] .missing input"
            ));
        }
        let is_over = was != Position::Completed && now == Position::Completed;
        tell_change(ctx, is_over);
    }

    /// False if there is nothing to draw.
    #[inline(never)]
    fn handle(&mut self, ctx: &Context<Self>, item: ItemId, deed: Deed) -> bool {
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

    fn enter(&mut self, ctx: &Context<Self>, item: ItemId, entry: Entry) {
        let Stage::Run(session) = &self.stage else {
            return;
        };
        let session = session.clone();
        let panels = session.borrow().entries_of(item);
        let adds = entry == Entry::AddPanel;
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
        }
        self.refresh_list();
        // A trigger may have ended the survey.
        let is_over = session.borrow().is_completed();
        tell_change(ctx, is_over);
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
        "ar" | "ckb" | "dv" | "fa" | "he" | "iw" | "ps" | "sd" | "ug" | "ur" | "yi" => "rtl",
        _ => "ltr",
    }
}

fn tell_change(ctx: &Context<App>, is_over: bool) {
    ctx.props().signal.emit(if is_over {
        Signal::Completed
    } else {
        Signal::Changed
    });
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

fn close_button(texts: &Texts, link: &Scope<App>) -> Tag {
    button("close", sends(link, |_| Message::Close))
        .set("part", "close")
        .put("aria-label", texts.get("close"))
        .child(tag("span").set("aria-hidden", "true").text("×"))
}

/// Any touch answers the question; the button is for those who look for one.
fn waits(seconds: u32, texts: &Texts, link: &Scope<App>) -> Tag {
    let stay = button("button go", sends(link, |_| Message::Wait(None)));
    tag("div")
        .set("class", "waits")
        .set("part", "waits")
        .child(tag("p").text(&texts.with("kiosk.waits", &seconds.to_string())))
        .child(stay.span(texts.get("kiosk.stay")))
}
