//! The screens that look for trouble among all touchpoints: pick the worst, or mark all.

use std::rc::Rc;

use crate::journey::Answer;
use crate::session::{JourneyTurn, Said};
use crate::ui::choice::{Option, option, options};
use crate::ui::scene::Scene;
use crate::ui::tag::{Tag, tag};

pub fn pick(scene: &Scene, turn: &JourneyTurn) -> Vec<Tag> {
    let picked = match scene.draft.map(|said| &said.answer) {
        Some(Answer::Picked(picked)) => Some(*picked),
        _ => None,
    };
    let choose = |answer: std::option::Option<usize>, text: Rc<str>| {
        option(&Option {
            radio: true,
            name: "journey".into(),
            text,
            chosen: picked == Some(answer),
            enabled: true,
            on_choose: scene.drafts(move |_| Some(Said::new(Answer::Picked(answer)))),
        })
    };
    let none = choose(None, scene.session.texts().get("journey.pick.none").into());
    stops(scene, turn, none, &|number, text| {
        choose(Some(number), text)
    })
}

pub fn map(scene: &Scene, turn: &JourneyTurn) -> Vec<Tag> {
    let marked = match scene.draft.map(|said| &said.answer) {
        Some(Answer::Marked(marked)) => Some(marked.clone()),
        _ => None,
    };
    let none = option(&Option {
        radio: false,
        name: "journey".into(),
        text: scene.session.texts().get("journey.pick.none").into(),
        chosen: marked.as_ref().is_some_and(Vec::is_empty),
        enabled: true,
        on_choose: scene.drafts(|_| Some(Said::new(Answer::Marked(Vec::new())))),
    });
    let marked = marked.unwrap_or_default();
    stops(scene, turn, none, &|number, text| {
        let before = marked.clone();
        option(&Option {
            radio: false,
            name: "journey".into(),
            text,
            chosen: marked.contains(&number),
            enabled: true,
            on_choose: scene.drafts(move |_| {
                let mut after = before.clone();
                match after.binary_search(&number) {
                    Ok(at) => {
                        after.remove(at);
                    }
                    Err(at) => after.insert(at, number),
                }
                // Marking nothing is said by "none", not by taking the last mark away.
                (!after.is_empty()).then(|| Said::new(Answer::Marked(after)))
            }),
        })
    })
}

/// The touchpoints along the way, stage by stage.
fn stops(
    scene: &Scene,
    turn: &JourneyTurn,
    none: Tag,
    stop: &dyn Fn(usize, Rc<str>) -> Tag,
) -> Vec<Tag> {
    let session = scene.session;
    let mut stages: Vec<Tag> = Vec::new();
    let mut last = None;
    for number in turn.listed() {
        let touchpoint = turn.touchpoint(number);
        let drawn = stop(
            number,
            session.piped(&touchpoint.title_or_name(session.locale())),
        );
        let stops = match stages.pop() {
            Some(stops) if last == Some(touchpoint.stage) => stops,
            before => {
                stages.extend(before);
                let title = touchpoint
                    .stage
                    .and_then(|stage| turn.journey().stages.get(stage))
                    .map(|stage| {
                        tag("p")
                            .set("class", "stop-stage")
                            .text(&session.text(&stage.title))
                    });
                tag("div").set("class", "stops").child(title)
            }
        };
        stages.push(stops.child(drawn));
        last = Some(touchpoint.stage);
    }
    vec![
        tag("div").set("class", "way").child(stages),
        options().child(none),
    ]
}
