use super::app::Message;
use super::scene::{Scene, sends};
use super::tag::{Tag, button, tag};
use crate::definition::{Localized, PageMode, ProgressType};
use crate::session::{Stage, asks};

/// How far it is, in words and as a bar.
pub fn progress(scene: &Scene) -> Option<Tag> {
    let session = scene.session;
    let survey = session.survey();
    if !survey.show_progress || session.stage() != Stage::Running || session.asks_nothing() {
        return None;
    }
    let is_journey = survey.has_journey();
    let by_pages =
        survey.page_mode == PageMode::Standard && survey.progress_type == ProgressType::Pages;
    let (words, done, all) = if is_journey && survey.page_mode == PageMode::Standard {
        let left = session.at_most();
        let done = session.behind();
        // Not a plural form: some languages count 21 as one.
        let words = match left {
            0 | 1 => session.texts().get("last").to_owned(),
            _ => session.texts().count("left", left),
        };
        (words, done, done + left)
    } else if by_pages {
        let all = session.visible_page_count();
        let words = match all {
            0 | 1 => session.texts().get("last").to_owned(),
            _ => session.progress_text(),
        };
        (words, session.page_number().saturating_sub(1), all)
    } else {
        let counts = session.progress_counts();
        (session.progress_text(), counts.answered, counts.questions)
    };
    let bar = tag("progress")
        .put("value", &done.to_string())
        .put("max", &all.to_string())
        .set("aria-hidden", "true");
    let progress = tag("div")
        .set("class", "progress")
        .set("part", "progress")
        .child(bar)
        .child(tag("p").text(&words));
    Some(progress)
}

/// How long it has taken, and how long it may take.
pub fn time(scene: &Scene) -> Option<Tag> {
    let words = scene.session.timer_text();
    (!words.is_empty()).then(|| {
        tag("p")
            .set("class", "time")
            .set("part", "time")
            .set("role", "timer")
            .text(&words)
    })
}

pub fn buttons(scene: &Scene) -> Option<Tag> {
    let session = scene.session;
    let survey = session.survey();
    if !survey.show_navigation_buttons || session.asks_nothing() {
        return None;
    }
    let own = |text: &Localized, key: &str| scene.own_words(text, key);
    let back = match session.stage() {
        // Of several pages each has its own.
        Stage::Preview if session.parts().len() > 1 => None,
        Stage::Preview => Some((true, own(&survey.edit_text, "edit"))),
        _ if session.can_go_back() => Some((false, own(&survey.previous_text, "back"))),
        _ => None,
    };
    let back = back.map(|(edits, text)| {
        let goes = move |_| match edits {
            true => Message::Edit(None),
            false => Message::Back,
        };
        button("button", sends(scene.link, goes))
            .key("back")
            .set("part", "back")
            .span(&text)
    });
    // On a journey's screen going on without an answer is allowed, and said so.
    let skips = session
        .turn()
        .is_some_and(|turn| scene.draft.is_none() && !turn.extra_elements().iter().any(asks));
    let next = if skips {
        session.texts().get("skip").into()
    } else if session.stage() == Stage::Starting {
        own(&survey.start_text, "start")
    } else if session.previews_next() {
        own(&survey.preview_text, "preview")
    } else if session.is_last() || session.ends_here() {
        own(&survey.complete_text, "complete")
    } else {
        own(&survey.next_text, "next")
    };
    // The keys keep an element from becoming the other button while it is being clicked: its default action would be
    // the other one's.
    let next = tag("button")
        .key("next")
        .set("class", if skips { "button" } else { "button go" })
        .set("part", "next")
        .set("type", "submit")
        .span(&next);
    Some(tag("div").set("class", "buttons").child(next).child(back))
}
