//! The map: the steps of the journey as stations on a line, stage by stage. On it the worst step is picked, or every
//! step that gave trouble marked.

use std::rc::Rc;

use crate::journey::{Answer, Screen};
use crate::session::{JourneyTurn, Said};
use crate::ui::choice::{Option, input, option, options};
use crate::ui::scene::Scene;
use crate::ui::tag::{Tag, tag};

pub fn pick(scene: &Scene, turn: &JourneyTurn) -> Vec<Tag> {
    let picked = match scene.draft.map(|said| &said.answer) {
        Some(Answer::Picked(picked)) => Some(*picked),
        _ => None,
    };
    let choose = |answer: std::option::Option<usize>| Option {
        radio: true,
        name: "journey".into(),
        text: scene.session.texts().get("journey.pick.none").into(),
        chosen: picked == Some(answer),
        enabled: true,
        on_choose: scene.drafts(move |_| Some(Said::new(Answer::Picked(answer)))),
    };
    let none = option(&choose(None));
    stations(scene, turn, none, &|number| choose(Some(number)))
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
    stations(scene, turn, none, &|number| {
        let before = marked.clone();
        Option {
            radio: false,
            name: "journey".into(),
            text: "".into(),
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
        }
    })
}

fn stations(
    scene: &Scene,
    turn: &JourneyTurn,
    none: Tag,
    choice: &dyn Fn(usize) -> Option,
) -> Vec<Tag> {
    let mut legs: Vec<(std::option::Option<usize>, Tag)> = Vec::new();
    for number in turn.listed() {
        let stage = turn.touchpoint(number).stage;
        let line = match legs.pop() {
            Some((same, line)) if same == stage => line,
            before => {
                legs.extend(before);
                tag("div").set("class", "line")
            }
        };
        let station = station(scene, turn, number, &choice(number));
        legs.push((stage, line.child(station)));
    }
    let legs: Vec<Tag> = legs
        .into_iter()
        .map(|(stage, line)| leg(scene, turn, stage, line))
        .collect();
    vec![
        tag("div")
            .set("class", "map")
            .set("part", "map")
            .child(legs),
        options().child(none),
    ]
}

/// A stage with its stations.
fn leg(scene: &Scene, turn: &JourneyTurn, stage: std::option::Option<usize>, line: Tag) -> Tag {
    let stage = stage.and_then(|stage| turn.journey().stages.get(stage));
    let leg = match stage {
        Some(stage) => {
            let title = scene.session.text(&stage.title);
            tag("fieldset").child(tag("legend").text(&title))
        }
        None => tag("div"),
    };
    leg.set("class", "leg").child(line)
}

/// Who works behind the scenes is told apart from who meets the customer, by shape and in words.
fn station(scene: &Scene, turn: &JourneyTurn, number: usize, choice: &Option) -> Tag {
    let session = scene.session;
    let touchpoint = turn.touchpoint(number);
    let is_behind = touchpoint.is_behind_the_scenes();
    let note = |text: &str| tag("span").set("class", "note").text(text);
    let behind = is_behind.then(|| note(session.texts().get("journey.behind")));
    tag("label")
        .set("class", "station")
        .set("part", "station")
        .flag("data-behind", is_behind)
        .child(input(choice).set("class", "node"))
        .child(
            tag("span")
                .set("class", "names")
                .span(&session.piped(&touchpoint.title_or_name(session.locale())))
                .child(behind)
                .child(mark(scene, turn, number).map(|text| note(&text))),
        )
}

/// What the respondent said of a step before: on the map, or by a rating before going back.
fn mark(scene: &Scene, turn: &JourneyTurn, touchpoint: usize) -> std::option::Option<Rc<str>> {
    let texts = scene.session.texts();
    let rating = Screen::Rating { touchpoint };
    if let Some(said) = turn.said_on(&rating)
        && let Answer::Rated { rank } = said.answer
    {
        let rate = turn.touchpoint(touchpoint).rating.values.get(rank)?;
        let text = scene.session.text(&rate.text);
        return Some(texts.with("journey.rated", &text).into());
    }
    let is_marked = turn.run().facts().touchpoints[touchpoint].marked == Some(true);
    is_marked.then(|| texts.get("journey.marked").into())
}
