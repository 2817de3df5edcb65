//! Checking answers.

use std::rc::Rc;

use super::Session;
use super::equal::is_blank;
use super::form::{Id, Spec, choice_of};
use super::navigation::Stage;
use super::problem::{Problem, ProblemKind};
use super::scope::Subject;
use super::values::number_of;
use super::wording::plain_text;
use crate::definition::{
    Check, CheckErrors, Choice, ClearInvisible, InputType, Kind, Localized, Text, Validator,
};
use crate::expression::{Equality, date_of, is_empty, is_truthy};
use crate::value::{Value, number_to_text, remainder};

/// How a check is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct How {
    /// Whether what is found is kept beside the questions.
    pub keeps: bool,
    /// Whether it is made because an answer changed: what was never answered is not missed yet.
    pub on_change: bool,
}

const LOOK_ONLY: How = How {
    keeps: false,
    on_change: false,
};

impl Session {
    pub(super) fn checks_on_change(&self) -> bool {
        self.survey.check_errors == CheckErrors::OnValueChanged
    }

    /// Checks a question and keeps what is wrong with it; true if all is well.
    pub(super) fn validate_question(&mut self, id: Id, on_change: bool) -> bool {
        if on_change && let Some(parent) = self.form.item(id).parent {
            self.validate_containers_from(parent);
        }
        self.validate_element(
            id,
            How {
                keeps: true,
                on_change,
            },
        )
    }

    /// Whether a question would stand up to a check; nothing is kept.
    pub(super) fn would_be_valid(&mut self, id: Id) -> bool {
        self.validate_element(id, LOOK_ONLY)
    }

    /// Checks a question, panel or page; true if all is well.
    pub(super) fn validate_element(&mut self, id: Id, how: How) -> bool {
        if !self.form.item(id).is_question() {
            return self.validate_container(id, how);
        }
        if (self.cannot_show)(&self.spec(id).kind) {
            return true;
        }
        let mut is_valid = true;
        if self.is_dynamic(id) {
            match self.validate_panels(id, how) {
                Some(valid) => is_valid = valid,
                None => return true,
            }
        } else {
            if choice_of(&self.spec(id).kind).is_some()
                && !how.on_change
                && self.clearing(id) != ClearInvisible::None
            {
                self.clear_incorrect(id);
            }
            for field in self.form.item(id).children.clone() {
                if how.on_change && self.is_empty_question(field) {
                    continue;
                }
                is_valid &= self.validate_element(field, how);
            }
        }
        let problems = self.problems_of(id, how);
        let has_errors = problems.iter().any(|problem| problem.is_error);
        if how.keeps {
            self.form.item_mut(id).errors = problems;
        }
        is_valid && !has_errors
    }

    /// Checks what is shown in a page or panel, then the page or panel itself.
    pub(super) fn validate_container(&mut self, id: Id, how: How) -> bool {
        let mut is_valid = true;
        if let Some(question) = self.question_alone_in(id) {
            // What a page asks of all it holds cannot be asked while one of them is shown.
            return !self.is_shown_itself(question) || self.validate_element(question, how);
        }
        for child in self.form.item(id).children.clone() {
            if self.is_shown_itself(child)
                && !matches!(self.form.item(child).spec, Spec::Journey(_))
            {
                is_valid &= self.validate_element(child, how);
            }
        }
        self.validate_container_itself(id, how) && is_valid
    }

    /// Where questions are shown one at a time: the one that is shown, if it is in there.
    fn question_alone_in(&self, id: Id) -> Option<Id> {
        self.element.filter(|&element| {
            self.stage != Stage::Preview
                && self.form.item(element).is_question()
                && self.form.questions_in(id).contains(&element)
        })
    }

    fn validate_container_itself(&mut self, id: Id, how: How) -> bool {
        if self.is_read_only(id) {
            return true;
        }
        let mut problems = Vec::new();
        if self.form.item(id).required {
            let questions = self.visible_questions_in(id);
            if !questions.is_empty()
                && questions
                    .iter()
                    .all(|&question| self.is_empty_question(question))
            {
                let words = match &self.form.item(id).spec {
                    Spec::Panel(panel) => panel.required_text.clone(),
                    Spec::Page(place) => self
                        .survey
                        .pages
                        .get(*place)
                        .map(|page| page.required_text.clone())
                        .unwrap_or_default(),
                    _ => Localized::default(),
                };
                problems.push(Problem::new(ProblemKind::RequiredInPanel, &words));
            }
        }
        let is_valid = problems.is_empty();
        if how.keeps {
            self.form.item_mut(id).errors = problems;
        }
        is_valid
    }

    fn validate_containers_from(&mut self, id: Id) {
        let mut at = Some(id);
        while let Some(here) = at {
            self.validate_container_itself(
                here,
                How {
                    keeps: true,
                    on_change: false,
                },
            );
            at = self.form.item(here).parent;
        }
    }

    /// The questions whose own condition, and that of every panel around them within `id`, shows them.
    pub(super) fn visible_questions_in(&self, id: Id) -> Vec<Id> {
        let mut found = Vec::new();
        if self.form.item(id).visible {
            self.collect_visible(id, &mut found);
        }
        found
    }

    fn collect_visible(&self, id: Id, found: &mut Vec<Id>) {
        for &child in &self.form.item(id).children {
            let item = self.form.item(child);
            if !item.visible {
                continue;
            }
            match item.spec {
                Spec::Question(_) => found.push(child),
                _ => self.collect_visible(child, found),
            }
        }
    }

    /// `None` while the panels are just being made or changed.
    fn validate_panels(&mut self, id: Id, how: How) -> Option<bool> {
        let (is_busy, changing) = {
            let panels = self.panels(id)?;
            (
                panels.is_building || panels.changing_internally,
                panels.changing_questions.clone(),
            )
        };
        let has_changing = changing
            .as_ref()
            .is_some_and(|changing| !changing.is_empty());
        if is_busy && !has_changing {
            return None;
        }
        let mut is_valid = true;
        let mut keys: Vec<Value> = Vec::new();
        match changing {
            Some(changing) => {
                for &question in &changing {
                    is_valid &= self.validate_element(question, how);
                }
                for entry in self.entries(id).to_vec() {
                    is_valid &= !self.is_key_duplicated(id, entry, &mut keys, how, Some(&changing));
                }
            }
            None => {
                self.build_panels(id);
                for entry in self.visible_entries(id) {
                    is_valid &= self.validate_container(entry, how);
                    is_valid &= !self.is_key_duplicated(id, entry, &mut keys, how, None);
                }
            }
        }
        Some(is_valid)
    }

    fn is_key_duplicated(
        &mut self,
        id: Id,
        entry: Id,
        keys: &mut Vec<Value>,
        how: How,
        changing: Option<&[Id]>,
    ) -> bool {
        let spec = self.spec(id);
        let Kind::PanelDynamic(kind) = &spec.kind else {
            return false;
        };
        if kind.key_name.is_empty() {
            return false;
        }
        let name = crate::expression::lowercase(&kind.key_name);
        let Some(question) = self.questions_named_in_entry(entry, &name) else {
            return false;
        };
        if self.is_empty_question(question) {
            return false;
        }
        let value = self.value_of(question);
        if changing.is_some_and(|changing| !changing.contains(&question)) {
            self.validate_element(question, how);
        }
        if keys.iter().any(|key| is_loosely_equal(key, &value)) {
            if how.keeps {
                self.form.item_mut(question).errors.push(Problem::new(
                    ProblemKind::KeyDuplicated,
                    &kind.key_duplication_error,
                ));
            }
            return true;
        }
        keys.push(value);
        false
    }

    /// All that is wrong with a question and what it is made of.
    pub(super) fn all_errors(&self, id: Id) -> Vec<&Problem> {
        let mut errors: Vec<&Problem> = self.form.item(id).errors.iter().collect();
        for &child in &self.form.item(id).children {
            if self.form.item(child).is_question() {
                errors.extend(self.all_errors(child));
            } else if self.form.item(child).visible {
                for question in self.form.questions_in(child) {
                    errors.extend(self.all_errors(question));
                }
            }
        }
        errors
    }

    pub(super) fn clear_errors(&mut self, id: Id) {
        self.form.item_mut(id).errors.clear();
        for child in self.form.item(id).children.clone() {
            self.clear_errors(child);
        }
    }

    /// After the answer of a question changed: what was found before is looked at again.
    pub(super) fn validate_on_change(&mut self, id: Id) {
        if self.checks_on_change() || !self.all_errors(id).is_empty() {
            self.validate_question(id, true);
            return;
        }
        let mut parent = self.form.item(id).parent;
        while let Some(at) = parent {
            if !self.form.item(at).errors.is_empty() {
                self.validate_containers_from(at);
                return;
            }
            parent = self.form.item(at).parent;
        }
    }

    /// After the answer of another question changed, which a validator of this one reads.
    pub(super) fn validate_because_of(&mut self, id: Id, by: &str) {
        let mut is_due = !self.all_errors(id).is_empty();
        if !is_due && self.checks_on_change() {
            is_due = self
                .form
                .names
                .first(by)
                .is_none_or(|changed| self.all_errors(changed).is_empty());
        }
        if is_due {
            self.validate_question(id, true);
        }
    }

    /// What is wrong with a question's own value.
    fn problems_of(&self, id: Id, how: How) -> Vec<Problem> {
        let mut problems = Vec::new();
        let spec = self.spec(id);
        let is_computed = matches!(spec.kind, Kind::Expression(_));
        if !self.is_shown_itself(id)
            || !spec.has_answer()
            || (self.is_read_only(id) && !is_computed)
        {
            return problems;
        }
        let state = self.state(id);
        let was_answered = state.is_some_and(|state| state.was_answered == Some(true));
        if (!how.on_change || was_answered)
            && self.form.item(id).required
            && !is_computed
            && self.is_empty_question(id)
        {
            problems.push(Problem::new(ProblemKind::Required, &spec.required_text));
        }
        match &spec.kind {
            Kind::Text(text) => self.check_text(id, text, &mut problems),
            Kind::Matrix(_) if !how.on_change || !self.form.item(id).errors.is_empty() => {
                self.check_rows(id, &mut problems);
            }
            kind => {
                if let Some(choice) = choice_of(kind) {
                    self.check_choice(id, choice, how, &mut problems);
                }
            }
        }
        if !problems.is_empty() {
            return problems;
        }
        let value = self.value_of(id);
        let value = match choice_of(&spec.kind) {
            Some(_) if super::choices::is_other(&value) && self.is_other_chosen(id) => {
                self.value_with_other_words(id, &value)
            }
            _ => value,
        };
        spec.validators
            .iter()
            .filter_map(|validator| self.problem_found_by(id, validator, &value))
            .collect()
    }

    fn value_with_other_words(&self, id: Id, value: &Value) -> Value {
        let words = self.other_words(id);
        if is_blank(&words) {
            return value.clone();
        }
        match value {
            Value::List(items) => Value::list(items.iter().map(|item| {
                if super::choices::is_other(item) {
                    words.clone()
                } else {
                    item.clone()
                }
            })),
            _ => words,
        }
    }

    fn check_text(&self, id: Id, text: &Text, problems: &mut Vec<Problem>) {
        let shown = |bound: &Value| -> Rc<str> { self.shown_bound(text, bound).into() };
        if self.is_below(id, text) {
            let bound = shown(&self.bounds(id).0);
            problems.push(Problem::new(ProblemKind::Below(bound), &text.min_error));
        }
        if self.is_above(id, text) {
            let bound = shown(&self.bounds(id).1);
            problems.push(Problem::new(ProblemKind::Above(bound), &text.max_error));
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

    fn shown_bound(&self, text: &Text, bound: &Value) -> String {
        if matches!(text.input, InputType::Date | InputType::DateTimeLocal) {
            let millis = date_of(bound, &*self.setting.calendar);
            if text.input == InputType::Date {
                return super::wording::date_string(millis, &*self.setting.calendar);
            }
            return crate::expression::to_text(&Value::Date(millis), &*self.setting.calendar)
                .to_string();
        }
        plain_text(bound).unwrap_or_default()
    }

    fn bounds(&self, id: Id) -> (Value, Value) {
        self.state(id)
            .and_then(|state| state.bounds.as_ref())
            .map(|bounds| (bounds.min.clone(), bounds.max.clone()))
            .unwrap_or_default()
    }

    pub(super) fn is_below(&self, id: Id, text: &Text) -> bool {
        let (min, _) = self.bounds(id);
        !is_blank(&min)
            && !self.is_empty_question(id)
            && self.is_less(text, &self.value_of(id), &min)
    }

    pub(super) fn is_above(&self, id: Id, text: &Text) -> bool {
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

    fn check_choice(&self, id: Id, choice: &Choice, how: How, problems: &mut Vec<Problem>) {
        let is_noticed = !how.on_change
            || self
                .choices(id)
                .is_some_and(|choices| is_truthy(&choices.previous_other));
        if is_noticed && self.lacks_words(id) {
            problems.push(Problem::new(
                ProblemKind::OtherEmpty,
                &choice.other_error_text,
            ));
        }
        if how.on_change
            || choice.min_selected == 0
            || !super::choices::is_list(&self.spec(id).kind)
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

    fn problem_found_by(&self, id: Id, validator: &Validator, value: &Value) -> Option<Problem> {
        let words = &validator.text;
        let found = |kind| {
            Some(Problem {
                is_error: validator.is_error,
                ..Problem::new(kind, words)
            })
        };
        let text = || plain_text(value).unwrap_or_default();
        match &validator.check {
            Check::Email => {
                if is_truthy(value) && !is_email(&text()) {
                    return found(ProblemKind::NotEmail);
                }
            }
            Check::Number { min, max } => {
                if is_blank(value) {
                    return None;
                }
                let Some(number) = number_of(value) else {
                    return found(ProblemKind::NotNumeric);
                };
                if min.is_some_and(|min| min > number) || max.is_some_and(|max| max < number) {
                    let bound =
                        |bound: &Option<f64>| bound.map(|bound| number_to_text(bound).into());
                    return found(ProblemKind::NumberOutside {
                        name: self.name_for_validators(id),
                        min: bound(min),
                        max: bound(max),
                    });
                }
            }
            Check::TextLength {
                min,
                max,
                allow_digits,
            } => {
                if is_blank(value) {
                    return None;
                }
                if !allow_digits && text().ends_with(|last: char| last.is_ascii_digit()) {
                    return found(ProblemKind::Digits);
                }
                let length = match value {
                    Value::Text(text) => text.encode_utf16().count(),
                    Value::List(items) => items.len(),
                    _ => return None,
                };
                let max_length = max.unwrap_or(0);
                if (*min > 0 && length < *min) || (max_length > 0 && length > max_length) {
                    return found(ProblemKind::Length {
                        min: *min,
                        max: max_length,
                    });
                }
            }
            Check::AnswerCount { min, max } => {
                let items = value.as_list().filter(|items| !items.is_empty())?;
                if *min > 0 && items.len() < *min {
                    return found(ProblemKind::TooFewChosen(*min));
                }
                if let Some(max) = max
                    && items.len() > *max
                {
                    return found(ProblemKind::TooManyChosen(*max));
                }
            }
            Check::Pattern {
                pattern,
                ignore_case,
            } => {
                if pattern.is_empty() || is_blank(value) {
                    return None;
                }
                let fits = |value: &Value| {
                    let text = super::wording::js_text(value);
                    self.setting.patterns.is_match(pattern, *ignore_case, &text)
                };
                let all_fit = match value {
                    Value::List(items) => items.iter().all(fits) && fits(value),
                    value => fits(value),
                };
                if !all_fit {
                    return found(ProblemKind::Pattern);
                }
            }
            Check::Expression(condition) => {
                let condition = condition.as_ref()?;
                if !self.holds_for(Subject::Item(id), condition) {
                    return found(ProblemKind::Expression(condition.text.clone()));
                }
            }
        }
        None
    }

    /// Fields of a `multipletext` are called by their titles.
    fn name_for_validators(&self, id: Id) -> Option<Rc<str>> {
        let owner = self.form.item(id).owner?;
        matches!(self.spec(owner).kind, Kind::MultipleText(_)).then(|| self.question_title(id))
    }

    /// What is said of a problem, in the respondent's language.
    pub(super) fn problem_text(&self, id: Id, problem: &Problem) -> Rc<str> {
        self.piped_for(Subject::Item(id), &self.problem_words(problem))
    }

    /// The same, with the names in an author's words as they were written.
    pub(super) fn problem_words(&self, problem: &Problem) -> Rc<str> {
        let texts = self.texts();
        let written = problem.words.find(self.locale());
        let with = |key: &str, argument: &str| -> Rc<str> { texts.with(key, argument).into() };
        if let Some(words) = written {
            return match &problem.kind {
                ProblemKind::Below(bound)
                | ProblemKind::Above(bound)
                | ProblemKind::OffStep(bound) => words.replacen("{0}", bound, 1).into(),
                _ => words,
            };
        }
        match &problem.kind {
            ProblemKind::Required => texts.get("error.required").into(),
            ProblemKind::RequiredInPanel => texts.get("error.required-in-panel").into(),
            ProblemKind::RequiredInAllRows => texts.get("error.required-in-rows").into(),
            ProblemKind::RowsNotUnique => texts.get("error.rows-unique").into(),
            ProblemKind::NotNumeric => texts.get("error.number").into(),
            ProblemKind::OtherEmpty => texts.get("error.other").into(),
            ProblemKind::KeyDuplicated => texts.get("error.unique").into(),
            ProblemKind::Below(bound) => with("error.min", bound),
            ProblemKind::Above(bound) => with("error.max", bound),
            ProblemKind::OffStep(step) => with("error.step", step),
            ProblemKind::NumberOutside { name, min, max } => {
                let name = name.clone().unwrap_or_else(|| texts.get("value").into());
                let (key, bounds) = match (min, max) {
                    (Some(min), Some(max)) => ("error.between", vec![min, max]),
                    (Some(min), None) => ("error.at-least", vec![min]),
                    (None, Some(max)) => ("error.at-most", vec![max]),
                    (None, None) => ("error.number", vec![]),
                };
                let mut text = texts.with(key, &name);
                for (place, bound) in bounds.into_iter().enumerate() {
                    text = text.replace(["{1}", "{2}"][place], bound);
                }
                text.into()
            }
            ProblemKind::Digits => texts.get("error.digits").into(),
            ProblemKind::Length { min, max } => match (min, max) {
                (0, max) => texts.count("error.shorter", *max).into(),
                (min, 0) => texts.count("error.longer", *min).into(),
                (min, max) => texts
                    .with("error.length", &min.to_string())
                    .replace("{1}", &max.to_string())
                    .into(),
            },
            ProblemKind::TooFewChosen(min) => texts.count("error.choose-more", *min).into(),
            ProblemKind::TooManyChosen(max) => texts.count("error.choose-fewer", *max).into(),
            ProblemKind::NotEmail => texts.get("error.email").into(),
            ProblemKind::Pattern => texts.get("error.pattern").into(),
            ProblemKind::Expression(text) => with("error.expression", text),
            ProblemKind::ListNotLoaded(reason) => with("error.list", reason),
            ProblemKind::ListEmpty => texts.get("error.list-empty").into(),
        }
    }
}

fn is_loosely_equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => one == other,
        (Value::List(_) | Value::Object(_), Value::List(_) | Value::Object(_)) => false,
        _ => Equality::ORDERED.holds(one, other) && is_empty(one) == is_empty(other),
    }
}

/// What survey-core's pattern for addresses accepts: a name of parts between dots, or one in quotes; then labels
/// between dots, of which the last has two signs at least.
fn is_email(text: &str) -> bool {
    let is_forbidden = |sign: char, extra: &str| {
        "<>()[].,;:@\"".contains(sign) || extra.contains(sign) || is_js_space(sign)
    };
    let Some((user, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_quoted = user.len() > 2
        && user.starts_with('"')
        && user.ends_with('"')
        && !user.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
    let is_plain = user
        .split('.')
        .all(|part| !part.is_empty() && !part.chars().any(|sign| is_forbidden(sign, "")));
    let labels: Vec<&str> = domain.split('.').collect();
    let are_labels = labels.len() >= 2
        && labels
            .iter()
            .all(|label| !label.is_empty() && !label.chars().any(|sign| is_forbidden(sign, "=")))
        && labels
            .last()
            .is_some_and(|last| last.encode_utf16().count() >= 2);
    (is_quoted || is_plain) && are_labels
}

fn is_js_space(sign: char) -> bool {
    sign.is_whitespace() && sign != '\u{85}' || sign == '\u{feff}'
}

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn addresses_are_told_from_typing_mistakes() {
        for good in [
            "a@b.co",
            "first.last+tag@mail.example.org",
            "ü@bücher.example",
            "\"a b\"@c.de",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "", "a", "a@", "@b.co", "a@b", "a@b.", "a@.co", "a b@c.de", "a@@b.co", "a@b..co",
            " a@b.co", "a@b.c",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
