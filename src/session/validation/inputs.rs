//! What a question itself asks of its answer: bounds, steps, how many choices.

use std::rc::Rc;

use crate::definition::{Check, Choice, InputType, Text};
use crate::expression::{date_of, is_truthy};
use crate::session::Session;
use crate::session::equal::is_blank;
use crate::session::form::Id;
use crate::session::problem::{Problem, ProblemKind};
use crate::session::validation::How;
use crate::session::validation::validators::is_email;
use crate::session::values::number_of;
use crate::session::wording::plain_text;
use crate::value::{Value, remainder};

impl Session {
    pub(super) fn check_text(&self, id: Id, text: &Text, problems: &mut Vec<Problem>) {
        // Nobody is to believe that an unfinished answer counts.
        if self.is_unfinished(id) {
            problems.push(Problem::plain(match text.input.is_number() {
                true => ProblemKind::NotNumeric,
                false => ProblemKind::Unfinished,
            }));
        }
        if self.is_below(id, text) {
            let problem = self.beyond(
                text,
                &self.bounds(id).0,
                ProblemKind::Below,
                ProblemKind::Early,
            );
            problems.push(Problem::new(problem, &text.min_error));
        }
        if self.is_above(id, text) {
            let problem = self.beyond(
                text,
                &self.bounds(id).1,
                ProblemKind::Above,
                ProblemKind::Late,
            );
            problems.push(Problem::new(problem, &text.max_error));
        }
        if self.is_off_step(id, text) {
            let step = plain_text(&text.step).unwrap_or_default();
            problems.push(Problem::new(
                ProblemKind::OffStep(step.into()),
                &text.step_error,
            ));
        }
        let has_own = self
            .spec(id)
            .validators
            .iter()
            .any(|validator| matches!(validator.check, Check::Email));
        if text.input == InputType::Email && !has_own {
            let value = self.value_of(id);
            if is_truthy(&value) && !is_email(&plain_text(&value).unwrap_or_default()) {
                problems.push(Problem::plain(ProblemKind::NotEmail));
            }
        }
    }

    /// Whether there is something in the field that is no answer.
    pub(super) fn is_unfinished(&self, id: Id) -> bool {
        self.is_empty_question(id) && self.state(id).is_some_and(|state| state.typed.is_some())
    }

    /// What is wrong with an answer beyond a bound: of times it is said otherwise than of numbers.
    fn beyond(
        &self,
        text: &Text,
        bound: &Value,
        number: fn(Rc<str>) -> ProblemKind,
        time: fn(Rc<str>, Rc<str>) -> ProblemKind,
    ) -> ProblemKind {
        let shown = self.shown_bound(text, bound).into();
        if !text.input.is_time() {
            return number(shown);
        }
        time(shown, plain_text(bound).unwrap_or_default().into())
    }

    fn shown_bound(&self, text: &Text, bound: &Value) -> String {
        if matches!(text.input, InputType::Date | InputType::DateTimeLocal) {
            let millis = date_of(bound, &*self.setting.calendar);
            if text.input == InputType::Date {
                return crate::session::wording::date_string(millis, &*self.setting.calendar);
            }
            return crate::expression::to_text(&Value::Date(millis), &*self.setting.calendar)
                .to_string();
        }
        plain_text(bound).unwrap_or_default()
    }

    /// The least and the greatest answer to a text question at present.
    pub fn bounds(&self, id: Id) -> (Value, Value) {
        self.state(id)
            .and_then(|state| state.bounds.as_ref())
            .map(|bounds| (bounds.min.clone(), bounds.max.clone()))
            .unwrap_or_default()
    }

    pub(in crate::session) fn is_below(&self, id: Id, text: &Text) -> bool {
        let (min, _) = self.bounds(id);
        !is_blank(&min)
            && !self.is_empty_question(id)
            && self.is_less(text, &self.value_of(id), &min)
    }

    pub(in crate::session) fn is_above(&self, id: Id, text: &Text) -> bool {
        let (_, max) = self.bounds(id);
        !is_blank(&max)
            && !self.is_empty_question(id)
            && self.is_less(text, &max, &self.value_of(id))
    }

    /// JavaScript's `<`.
    fn is_less(&self, text: &Text, one: &Value, other: &Value) -> bool {
        if matches!(text.input, InputType::Date | InputType::DateTimeLocal) {
            let calendar = &*self.setting.calendar;
            return date_of(one, calendar) < date_of(other, calendar);
        }
        match (one, other) {
            (Value::Text(one), Value::Text(other)) => one < other,
            _ => crate::expression::to_number(one) < crate::expression::to_number(other),
        }
    }

    fn is_off_step(&self, id: Id, text: &Text) -> bool {
        if text.input != InputType::Number || self.is_empty_question(id) {
            return false;
        }
        let (Some(step), Some(value)) = (number_of(&text.step), number_of(&self.value_of(id)))
        else {
            return false;
        };
        let mut power = 1.0;
        let is_whole = |number: f64, power: f64| (number * power).round() / power == number;
        while (!is_whole(step, power) || !is_whole(value, power)) && power < 1e6 {
            power *= 10.0;
        }
        let (value, step) = ((value * power).round(), (step * power).round());
        step > 0.0 && remainder(value, step) != 0.0
    }

    pub(super) fn check_choice(
        &self,
        id: Id,
        choice: &Choice,
        how: How,
        problems: &mut Vec<Problem>,
    ) {
        let is_noticed = !how.on_change
            || self
                .choices(id)
                .is_some_and(|choices| is_truthy(&choices.previous_other));
        if is_noticed && let Some(chosen) = self.choice_without_words(id) {
            problems.push(Problem::new(
                ProblemKind::OtherEmpty(self.choice_text(id, chosen)),
                &choice.other_error_text,
            ));
        }
        if how.on_change
            || choice.min_selected == 0
            || !crate::session::choices::is_list(&self.spec(id).kind)
        {
            return;
        }
        let value = self.value_of(id);
        let chosen = value.as_list().unwrap_or_default();
        let is_none = chosen.len() == 1 && self.is_exclusive_chosen(id);
        if !is_none && chosen.len() < choice.min_selected {
            problems.push(Problem::plain(ProblemKind::TooFewChosen(
                choice.min_selected,
            )));
        }
    }
}
