use crate::journey::{Asked, Screen};
use crate::session::{JourneyTurn, Said, Session};
use crate::value::{Object, Value};

/// What was asked and said of each journey, by its name.
pub(super) fn of(session: &Session) -> Object {
    let mut journeys = Object::new();
    for turn in session.turns() {
        journeys.set(turn.name().clone(), journey(session, turn));
    }
    journeys
}

fn journey(session: &Session, turn: &JourneyTurn) -> Object {
    let mut journey = Object::new();
    if let Some(overall) = turn.overall() {
        journey.set("overall", overall);
    }
    journey.set("touchpoints", touchpoints(turn));
    let asked = turn
        .history()
        .enumerate()
        .map(|(index, (asked, answer, words))| {
            let said = Said {
                answer: answer.clone(),
                words: words.cloned(),
            };
            asked_entry(session, turn, index + 1, asked, &said).into()
        });
    journey.set("asked", Value::list(asked));
    journey
}

/// All touchpoints of the document: those that were not met are told apart from those that were not asked about.
fn touchpoints(turn: &JourneyTurn) -> Object {
    turn.journey()
        .touchpoints
        .iter()
        .enumerate()
        .map(|(number, touchpoint)| {
            let entry = if turn.run().plan().touchpoints[number].met {
                touchpoint_entry(turn, number)
            } else {
                let mut entry = Object::new();
                entry.set("reached", false);
                entry
            };
            (touchpoint.name.clone(), entry.into())
        })
        .collect()
}

fn touchpoint_entry(turn: &JourneyTurn, number: usize) -> Object {
    let mut entry = turn.touchpoint_summary(number);
    let counts = turn.run().facts().touchpoints[number].rank.is_some();
    let rating = turn
        .history()
        .find(|(asked, _, _)| asked.screen == Screen::Rating { touchpoint: number });
    if let Some((asked, _, _)) = rating.filter(|_| counts) {
        entry.set("rule", asked.rule.name());
        entry.set("chance", chance(asked));
    }
    let owners: Vec<Value> = turn
        .deepest_causes(number)
        .into_iter()
        .map(|path| {
            let owner = turn.owner_of(number, path);
            owner.map_or(Value::Null, |role| role.clone().into())
        })
        .collect();
    if owners.iter().any(|owner| *owner != Value::Null) {
        entry.set("owners", Value::list(owners));
    }
    if let Some(belief) = turn.belief(number) {
        entry.set("belief", belief);
    }
    entry
}

fn asked_entry(
    session: &Session,
    turn: &JourneyTurn,
    order: usize,
    asked: &Asked,
    said: &Said,
) -> Object {
    let mut entry = Object::new();
    entry.set("order", order as f64);
    entry.set("kind", asked.screen.kind_name());
    entry.set("address", turn.address_of(&asked.screen));
    if let Some(number) = asked.screen.touchpoint() {
        entry.set("touchpoint", turn.touchpoint(number).name.clone());
    }
    entry.set("answer", turn.spell(&asked.screen, said));
    entry.set("rule", asked.rule.name());
    entry.set("value", asked.value.map_or(Value::Null, Value::Number));
    entry.set("chance", chance(asked));
    entry.set(
        "because",
        session.because(turn, &asked.screen, asked.reason),
    );
    entry
}

fn chance(asked: &Asked) -> Value {
    asked.chance.map_or(Value::Null, Value::Number)
}
