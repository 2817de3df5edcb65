//! Somebody who answers whatever is asked, by drawn numbers.

use journey_survey::definition::{Kind, Question};
use journey_survey::journey::{Answer, Screen};
use journey_survey::session::{ItemId, JourneyTurn, Said, Session, View};
use journey_survey::value::Value;

pub struct Respondent {
    state: u64,
}

impl Respondent {
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A number below `bound`: Knuth's linear congruential generator, of which the high bits are good enough here.
    pub fn below(&mut self, bound: usize) -> usize {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % bound.max(1)
    }

    /// Answers what is shown and goes on, now and then back. Gives the addresses of the journey's screens that were
    /// answered.
    pub fn finish(&mut self, session: &mut Session) -> Vec<String> {
        const MOST_STEPS: usize = 300;
        let mut asked = Vec::new();
        for _ in 0..MOST_STEPS {
            if self.below(12) == 0 && asked.len() < 20 {
                session.go_back();
            }
            match session.view() {
                View::Completed => return asked,
                View::Questions(parts) => {
                    let items = parts.into_iter().flat_map(|part| part.items).collect();
                    self.fill_in(session, items);
                    session.go_next();
                }
                View::Journey(turn) => {
                    let items = session.extra_shown();
                    asked.extend(turn.address());
                    let said = self.answer(turn);
                    self.fill_in(session, items);
                    if !session.say(said) {
                        session.go_next();
                    }
                }
            }
        }
        panic!("it goes on and on, at {}", session.screen_name());
    }

    fn answer(&mut self, turn: &JourneyTurn) -> Said {
        let Some(asked) = turn.current() else {
            return Said::skipped();
        };
        match self.below(12) {
            0 => return Said::skipped(),
            1 => return Said::new(Answer::DontKnow),
            2 => return Said::new(Answer::DidNotHappen),
            _ => {}
        }
        Said::new(match &asked.screen {
            Screen::Overall | Screen::Rating { .. } => {
                let levels = turn.scale().unwrap().values.len();
                let bound = if self.below(2) == 0 { 2 } else { levels };
                Answer::Rated {
                    rank: self.below(bound),
                }
            }
            Screen::Pick => Answer::Picked(
                asked
                    .listed
                    .get(self.below(asked.listed.len() + 1))
                    .copied(),
            ),
            Screen::Map => Answer::Marked(
                asked
                    .listed
                    .iter()
                    .copied()
                    .filter(|_| self.below(3) == 0)
                    .collect(),
            ),
            Screen::Why { offered, .. } => {
                let chosen: Vec<_> = offered
                    .iter()
                    .filter(|_| self.below(2) == 0)
                    .cloned()
                    .collect();
                if chosen.is_empty() {
                    return Said {
                        answer: Answer::NoneOfThese,
                        words: Some("in my own words".into()),
                    };
                }
                Answer::Causes(chosen)
            }
            Screen::More { .. } => Answer::Filled,
        })
    }

    fn fill_in(&mut self, session: &mut Session, items: Vec<ItemId>) {
        for id in items {
            let Some(question) = session.question(id).cloned() else {
                self.fill_in(session, session.shown_in(id));
                continue;
            };
            if session.must_answer(id) || self.below(2) == 0 {
                let answer = self.answer_to(&question);
                session.set(&question.name, answer);
            }
        }
    }

    fn answer_to(&mut self, question: &Question) -> Value {
        match &question.kind {
            Kind::Rating(rating) => rating.values[self.below(rating.values.len())].value.clone(),
            Kind::RadioGroup(choice) => choice.items[self.below(choice.items.len())].value.clone(),
            Kind::Checkbox(choice) => Value::list([choice.items[0].value.clone()]),
            Kind::Boolean(boolean) if self.below(2) == 0 => boolean.yes_value.clone(),
            Kind::Boolean(boolean) => boolean.no_value.clone(),
            _ => "someone@example.com".into(),
        }
    }
}
