//! What is drawn: the run, and around it what every stage has.

use yew::html::Scope;
use yew::{Html, SubmitEvent};

use super::{App, Message, Stage};
use crate::definition::language_of;
use crate::session::{Session, Texts, View};
use crate::ui::closing::{self, Fate};
use crate::ui::scene::{Scene, sends};
use crate::ui::tag::{Tag, button, tag};
use crate::ui::{introduction, journey, navigation, page};

impl App {
    pub(super) fn texts<'a>(&'a self, english: &'a Texts) -> Texts {
        match &self.stage {
            Stage::Run(session) => session.borrow().texts().clone(),
            Stage::Problem(_, texts) => texts.clone(),
            Stage::Loading => english.clone(),
        }
    }

    pub(super) fn run(&self, session: &Session, link: &Scope<Self>) -> Html {
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
            first_error: session.first_error(),
        };
        let mut leads = false;
        let content = match session.view() {
            View::Completed => return closing::view(&scene, self.fate, self.held, &self.heading),
            View::Questions(parts) => {
                let titles = parts.first().map(|part| page::title(&scene, part));
                leads = titles.is_some_and(|title| title.is_empty()) && !session.asks_nothing();
                page::view(&scene, &parts, &self.heading)
            }
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
            .key("run")
            .flag("novalidate", true)
            .on_submit(submit)
            .child(unkept.map(|unkept| unkept.key("unkept")))
            .child(navigation::progress(&scene))
            .child(navigation::time(&scene))
            .child(introduction::view(&scene, leads.then_some(&self.heading)))
            .child(screen)
            .child(navigation::buttons(&scene))
            .into()
    }
}

/// Which way a language is written. The page's own direction must not turn the survey's texts around.
pub(super) fn direction_of(locale: &str) -> &'static str {
    match language_of(locale) {
        "ar" | "ckb" | "dv" | "fa" | "he" | "iw" | "ps" | "sd" | "ug" | "ur" | "yi" => "rtl",
        _ => "ltr",
    }
}

pub(super) fn loading() -> Tag {
    let dot = || tag("span").set("class", "dot");
    tag("div")
        .set("class", "loading")
        .key("loading")
        .set("role", "status")
        .set("aria-busy", "true")
        .child(vec![dot(), dot(), dot()])
}

pub(super) fn close_button(texts: &Texts, link: &Scope<App>) -> Tag {
    button("close", sends(link, |_| Message::Close))
        .set("part", "close")
        .key("close")
        .put("aria-label", texts.get("close"))
        .child(tag("span").set("aria-hidden", "true").text("×"))
}

/// Any touch answers the question; the button is for those who look for one.
pub(super) fn waits(seconds: u32, texts: &Texts, link: &Scope<App>) -> Tag {
    let stay = button("button go", sends(link, |_| Message::Wait(None)));
    tag("div")
        .set("class", "waits")
        .key("waits")
        .set("part", "waits")
        .child(tag("p").text(&texts.with("kiosk.waits", &seconds.to_string())))
        .child(stay.span(texts.get("kiosk.stay")))
}
