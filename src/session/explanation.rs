//! Why a journey asks what it asks: what is believed, what was weighed, and what the respondent can be told.

use super::Session;
use super::turn::JourneyTurn;
use crate::journey::{Asked, Parts, Weighed};
use crate::value::{Object, Value};

impl Session {
    /// Why the journey asks what it asks at the moment: `{kind, address, touchpoint, rule, value, parts, rejected,
    /// chance, because}`, null while it asks nothing. `parts` is what `value` is made of, `rejected` what else was
    /// weighed, the best first.
    pub fn explain(&self) -> Value {
        let Some(turn) = self.turn().filter(|_| !self.is_completed()) else {
            return Value::Null;
        };
        let Some(asked) = turn.current() else {
            return Value::Null;
        };
        let candidates = turn.run().candidates();
        let is_current = |weighed: &Weighed| {
            asked.value.is_some()
                && asked.screen.touchpoint() == Some(weighed.touchpoint)
                && asked.screen.kind_name() == kind_name(weighed)
        };
        let mut explanation = self.explained(turn, asked);
        let chosen = candidates.iter().find(|weighed| is_current(weighed));
        explanation.set(
            "parts",
            chosen.map_or(Value::Null, |weighed| parts(weighed).into()),
        );
        let rejected = candidates.iter().filter(|weighed| !is_current(weighed));
        explanation.set(
            "rejected",
            Value::list(rejected.map(|weighed| candidate(turn, weighed))),
        );
        explanation.into()
    }

    /// Each journey that was entered, by its name: `{current, belief, candidates, spent, left, atMost}`.
    pub(super) fn explained_journeys(&self) -> Object {
        let mut journeys = Object::new();
        for turn in self.turns() {
            let run = turn.run();
            let mut journey = Object::new();
            let current = turn
                .current()
                .map_or(Value::Null, |asked| self.explained(turn, asked).into());
            journey.set("current", current);
            journey.set("belief", belief(turn));
            let candidates = run.candidates();
            journey.set(
                "candidates",
                Value::list(candidates.iter().map(|weighed| candidate(turn, weighed))),
            );
            journey.set("spent", run.facts().spent);
            journey.set("left", run.left());
            journey.set("atMost", run.at_most() as f64);
            journeys.set(turn.name().clone(), journey);
        }
        journeys
    }

    /// `{kind, address, touchpoint, rule, value, chance, because}`.
    fn explained(&self, turn: &JourneyTurn, asked: &Asked) -> Object {
        let about = asked.screen.touchpoint().map_or(Value::Null, |touchpoint| {
            turn.touchpoint(touchpoint).name.clone().into()
        });
        let mut explained = Object::new();
        explained.set("kind", asked.screen.kind_name());
        explained.set("address", turn.address_of(&asked.screen));
        explained.set("touchpoint", about);
        explained.set("rule", asked.rule.name());
        explained.set("value", asked.value.map_or(Value::Null, Value::Number));
        explained.set("chance", asked.chance.map_or(Value::Null, Value::Number));
        explained.set("because", self.because(turn, &asked.screen, asked.reason));
        explained
    }
}

/// By name of each touchpoint met `{mean, sd, pain}`.
fn belief(turn: &JourneyTurn) -> Object {
    let mut beliefs = Object::new();
    for (number, touchpoint) in turn.touchpoints() {
        if let Some(mut belief) = turn.belief(number) {
            belief.set("pain", turn.run().pain(number).unwrap_or_default());
            beliefs.set(touchpoint.name.clone(), belief);
        }
    }
    beliefs
}

fn candidate(turn: &JourneyTurn, weighed: &Weighed) -> Value {
    let mut candidate = Object::new();
    candidate.set("kind", kind_name(weighed));
    candidate.set(
        "touchpoint",
        turn.touchpoint(weighed.touchpoint).name.clone(),
    );
    candidate.set("value", weighed.value);
    candidate.into()
}

fn parts(weighed: &Weighed) -> Object {
    let mut parts = Object::new();
    match weighed.parts {
        Parts::Rating {
            information_bits,
            variance,
        } => {
            parts.set("information", information_bits);
            parts.set("variance", variance);
        }
        Parts::Why { pain } => parts.set("pain", pain),
    }
    parts
}

fn kind_name(weighed: &Weighed) -> &'static str {
    if weighed.is_why() { "why" } else { "rating" }
}
