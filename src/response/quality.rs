//! Signs that answers were given without thought. They never delete anything.

use crate::journey::{Answer, Screen};
use crate::session::{JourneyTurn, Session};
use crate::value::{Object, Value};

/// Nobody reads and answers a screen in less, on average.
const READING_MILLIS_PER_SCREEN: f64 = 1000.0;
/// Fewer screens say nothing about haste.
const MIN_SCREENS_TO_JUDGE: usize = 3;
/// So many ratings alike could be a pattern; fewer could be a person who is content.
const MIN_RATINGS_TO_JUDGE: usize = 4;

pub(super) fn of(session: &Session) -> Object {
    let mut quality = Object::new();
    quality.set("speeding", is_speeding(session));
    quality.set("straightlining", is_straightlining(session));
    let contradictions = session.turns().flat_map(contradictions).map(Value::from);
    quality.set("contradictions", Value::list(contradictions));
    quality
}

fn is_speeding(session: &Session) -> bool {
    let durations = &session.paradata().durations;
    let total: f64 = durations
        .iter()
        .filter_map(|(_, millis)| millis.as_number())
        .sum();
    durations.len() >= MIN_SCREENS_TO_JUDGE
        && total < READING_MILLIS_PER_SCREEN * durations.len() as f64
}

/// All touchpoints rated alike, unless with the best value: being content is no carelessness.
fn is_straightlining(session: &Session) -> bool {
    session.turns().any(|turn| {
        let ranks: Vec<(usize, usize)> = turn
            .touchpoints()
            .filter_map(|(number, touchpoint)| {
                let rank = turn.run().facts().touchpoints[number].rank?;
                Some((rank, touchpoint.rating.values.len()))
            })
            .collect();
        ranks.len() >= MIN_RATINGS_TO_JUDGE
            && ranks.windows(2).all(|pair| pair[0] == pair[1])
            && ranks[0].0 + 1 < ranks[0].1
    })
}

/// The names of touchpoints that were said to be trouble and then rated best.
fn contradictions(turn: &JourneyTurn) -> Vec<std::rc::Rc<str>> {
    turn.history()
        .filter_map(|(asked, answer, _)| match (&asked.screen, answer) {
            (Screen::Rating { touchpoint }, Answer::Rated { rank }) => Some((*touchpoint, *rank)),
            _ => None,
        })
        .filter(|(touchpoint, rank)| {
            let seen = &turn.run().facts().touchpoints[*touchpoint];
            let levels = turn.touchpoint(*touchpoint).rating.values.len();
            seen.is_in_trouble() && rank + 1 == levels
        })
        .map(|(touchpoint, _)| turn.touchpoint(touchpoint).name.clone())
        .collect()
}
