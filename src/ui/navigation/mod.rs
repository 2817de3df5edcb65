use super::app::Message;
use super::scene::Scene;
use super::tag::{Tag, button, tag};
use crate::session::asks;

/// How far it is, in words and as a bar.
pub fn progress(scene: &Scene) -> Option<Tag> {
    if !scene.session.survey().show_progress {
        return None;
    }
    let left = scene.session.at_most();
    let words = scene.session.texts().count("left", left);
    let done = scene.session.paradata().durations.len();
    let bar = tag("progress")
        .put("value", &done.to_string())
        .put("max", &(done + left).to_string())
        .set("aria-hidden", "true");
    let progress = tag("div")
        .set("class", "progress")
        .set("part", "progress")
        .child(bar)
        .child(tag("p").text(&words));
    Some(progress)
}

pub fn buttons(scene: &Scene) -> Tag {
    let session = scene.session;
    let texts = session.texts();
    let locale = session.locale();
    let survey = session.survey();
    let back = session.can_go_back().then(|| {
        let text = match survey.previous_text.find(locale) {
            Some(text) => session.piped(&text).to_string(),
            None => texts.get("back").to_owned(),
        };
        button("button", scene.link.callback(|_| Message::Back))
            .key("back")
            .set("part", "back")
            .span(&text)
    });
    let own = |text: &crate::definition::Localized, key: &str| match text.find(locale) {
        Some(text) => session.piped(&text).to_string(),
        None => texts.get(key).to_owned(),
    };
    // On a journey's screen going on without an answer is allowed, and said so.
    let skips = session
        .turn()
        .is_some_and(|turn| scene.draft.is_none() && !turn.extra_elements().iter().any(asks));
    let next = if skips {
        texts.get("skip").to_owned()
    } else if session.is_last() {
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
    tag("div").set("class", "buttons").child(next).child(back)
}
