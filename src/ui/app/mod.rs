use std::cell::RefCell;
use std::rc::Rc;

use yew::html::Scope;
use yew::{AttrValue, Callback, Component, Context, Html, NodeRef, Properties, SubmitEvent};

use super::closing::{self, Fate};
use super::problem::{self, Problem};
use super::scene::Scene;
use super::tag::{Tag, button, tag};
use super::{journey, navigation, page};
use crate::definition::language_of;
use crate::session::{COMMENT_SUFFIX, Position, Said, Session, Texts, View};
use crate::value::Value;

/// The widget. It is mounted once for each element and lives through any number of runs.
pub struct App {
    stage: Stage,
    /// What was chosen on the journey's screen and is not said yet.
    draft: Option<Said>,
    heading: NodeRef,
    /// The screen that was drawn last: when it changes, the new one's heading is focused.
    drawn: String,
    fate: Fate,
}

enum Stage {
    Loading,
    Problem(Problem),
    Run(Rc<RefCell<Session>>),
}

pub enum Message {
    /// Shows a run that was started or taken up again.
    Run(Rc<RefCell<Session>>),
    Problem(Problem),
    Set(Rc<str>, Value),
    Draft(Option<Said>),
    /// Answers the journey's screen and goes on.
    Say(Said),
    Next,
    Back,
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
            fate: Fate::Saving,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Run(session) => {
                self.draft = recalled(&session.borrow());
                self.drawn = session.borrow().screen_name();
                self.stage = Stage::Run(session);
                self.fate = Fate::Saving;
            }
            Message::Problem(problem) => self.stage = Stage::Problem(problem),
            Message::Set(name, value) => self.change(ctx, |session| {
                match name.strip_suffix(COMMENT_SUFFIX) {
                    Some(name) => session.set_comment(name, value.as_text().unwrap_or_default()),
                    None => session.set(&name, value),
                }
            }),
            Message::Draft(said) => self.draft = said,
            Message::Say(said) => self.go(ctx, |session| {
                session.say(said);
            }),
            Message::Next => self.next(ctx),
            Message::Back => self.go(ctx, |session| {
                session.go_back();
            }),
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
        let screen = session.borrow().screen_name();
        if screen != self.drawn {
            self.drawn = screen;
            if !first {
                self.focus_heading();
            }
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
        };
        let content = match session.view() {
            View::Completed => return closing::view(&scene, self.fate, &self.heading),
            View::Questions(page, elements) => page::view(&scene, page, elements, &self.heading),
            View::Journey(turn) => journey::view(&scene, turn, &self.heading),
        };
        let submit = link.callback(|event: SubmitEvent| {
            event.prevent_default();
            Message::Next
        });
        let screen = tag("div")
            .set("class", "screen")
            .key(&session.screen_name())
            .child(content);
        tag("form")
            .set("class", "run")
            .flag("novalidate", true)
            .on_submit(submit)
            .child(navigation::progress(&scene))
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
        let (now, error) = {
            let session = session.borrow();
            self.draft = recalled(&session);
            (session.position(), session.first_error())
        };
        if let Some(name) = error {
            self.focus_question(&name);
        }
        let is_over = was != Position::Completed && now == Position::Completed;
        ctx.props().signal.emit(if is_over {
            Signal::Completed
        } else {
            Signal::Changed
        });
    }

    fn change(&mut self, ctx: &Context<Self>, change: impl FnOnce(&mut Session)) {
        if let Stage::Run(session) = &self.stage {
            change(&mut session.borrow_mut());
            ctx.props().signal.emit(Signal::Changed);
        }
    }

    fn focus_heading(&self) {
        if let Some(heading) = self.heading.cast::<web_sys::HtmlElement>() {
            // A heading that cannot be focused leaves the focus where it was: no harm.
            let _ = heading.focus();
        }
    }

    /// Puts the focus into the first field of a question.
    fn focus_question(&self, name: &str) {
        let Some(heading) = self.heading.cast::<web_sys::Element>() else {
            return;
        };
        let selector = format!(
            "[data-question=\"{}\"] :is(input, textarea)",
            super::ids::part_of(name, "field")
        );
        let field = heading
            .closest("form")
            .ok()
            .flatten()
            .and_then(|form| form.query_selector(&selector).ok().flatten())
            .and_then(|field| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(field).ok());
        if let Some(field) = field {
            let _ = field.focus();
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
    button("close", link.callback(|_| Message::Close))
        .set("part", "close")
        .put("aria-label", texts.get("close"))
        .child(tag("span").set("aria-hidden", "true").text("×"))
}
