use crate::journey::{Answer, Screen};
use crate::value::{Object, Value};

use super::{JourneyTurn, Said};

impl JourneyTurn {
    /// What is known, for expressions: `{journey.installer.rating}`, `{journey.visit[0].rating}`, `{journey.overall}`.
    pub fn summary(&self) -> Value {
        let mut summary = Object::new();
        if let Some(overall) = self.overall() {
            summary.set("overall", overall);
        }
        for (number, touchpoint) in self.touchpoints() {
            let known = Value::from(self.touchpoint_summary(number));
            if touchpoint.name == touchpoint.document_name {
                summary.set(touchpoint.name.clone(), known);
                continue;
            }
            let instances = summary
                .get(&touchpoint.document_name)
                .and_then(Value::as_list);
            let instances = instances.unwrap_or_default().iter().cloned().chain([known]);
            let instances = Value::list(instances);
            summary.set(touchpoint.document_name.clone(), instances);
        }
        summary.into()
    }

    /// The value that the whole was rated with.
    pub fn overall(&self) -> Option<Value> {
        self.history()
            .find(|(asked, answer, _)| {
                asked.screen == Screen::Overall && matches!(answer, Answer::Rated { .. })
            })
            .map(|(asked, answer, _)| self.spell(&asked.screen, &Said::new(answer.clone())))
    }

    /// The touchpoints met, with the engine's number of each.
    pub fn touchpoints(&self) -> impl Iterator<Item = (usize, &crate::definition::Touchpoint)> {
        (0..self.journey.touchpoints.len())
            .filter(|&number| self.run.plan().touchpoints[number].met)
            .map(|number| (number, self.touchpoint(number)))
    }

    /// What is known of one touchpoint: `reached`, `rating`, `marked`, `picked`, `causes`, `other`.
    pub fn touchpoint_summary(&self, number: usize) -> Object {
        let facts = &self.run().facts().touchpoints[number];
        let mut summary = Object::new();
        summary.set("reached", !facts.did_not_happen);
        if let Some(rating) = facts
            .rank
            .and_then(|rank| self.touchpoint(number).rating.values.get(rank))
        {
            summary.set("rating", rating.value.clone());
        }
        for (name, flag) in [("marked", facts.marked), ("picked", facts.picked)] {
            if let Some(flag) = flag {
                summary.set(name, flag);
            }
        }
        if facts.told_why {
            let causes = self
                .deepest_causes(number)
                .into_iter()
                .map(|path| Value::list(self.values_on(number, path).into_iter().map(Value::from)));
            summary.set("causes", Value::list(causes));
        }
        if facts.told_why
            && let Some(words) = self.words_about(number)
        {
            summary.set("other", words);
        }
        summary
    }

    /// What is believed of a touchpoint, `{mean, sd}`; `None` for one that was not met.
    pub fn belief(&self, number: usize) -> Option<Object> {
        let (mean, sd) = self.run().belief(number)?;
        let mut belief = Object::new();
        belief.set("mean", mean);
        belief.set("sd", sd);
        Some(belief)
    }

    /// What the respondent wrote when asked why.
    fn words_about(&self, number: usize) -> Option<Value> {
        self.history()
            .filter(|(asked, _, _)| asked.screen.touchpoint() == Some(number))
            .filter_map(|(_, _, words)| words)
            .last()
            .map(|words| Value::Text(words.clone()))
    }
}
