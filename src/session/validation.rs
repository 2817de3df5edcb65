use std::rc::Rc;

use crate::definition::{Check, Choice, Element, InputType, Kind, PageContent, Question, Text};
use crate::value::{Value, read_number};

use super::{Session, each_question};

impl Session {
    /// Checks the visible questions among elements; true if all is well. The messages stay beside the questions.
    pub(super) fn validate(&mut self, elements: &[Element]) -> bool {
        let mut errors = Vec::new();
        for element in elements.iter().filter(|element| self.is_visible(element)) {
            self.collect_errors(element, &mut errors);
        }
        self.errors = errors;
        self.errors.is_empty()
    }

    fn collect_errors(&self, element: &Element, errors: &mut Vec<(Rc<str>, Rc<str>)>) {
        match element {
            Element::Question(question) => {
                if let Some(message) = self.problem_with(question) {
                    errors.push((question.name.clone(), message.into()));
                }
            }
            Element::Panel(panel) => {
                for inner in panel.elements.iter().filter(|inner| self.is_visible(inner)) {
                    self.collect_errors(inner, errors);
                }
            }
            Element::Journey(_) => {}
        }
    }

    /// What is wrong with an answer, in the respondent's language.
    fn problem_with(&self, question: &Question) -> Option<String> {
        if !question.has_answer() || !self.is_enabled(question) {
            return None;
        }
        let answer = self.answer(&question.name);
        if answer.is_unanswered() {
            return self.is_required(question).then(|| {
                match question.required_text.find(self.locale()) {
                    Some(text) => self.piped(&text).to_string(),
                    None => self.texts().get("error.required").to_owned(),
                }
            });
        }
        self.problem_of_kind(question, answer).or_else(|| {
            question.validators.iter().find_map(|validator| {
                let message = self.problem_found_by(&validator.check, answer)?;
                Some(match validator.text.find(self.locale()) {
                    Some(text) => self.piped(&text).to_string(),
                    None => message,
                })
            })
        })
    }

    fn problem_of_kind(&self, question: &Question, answer: &Value) -> Option<String> {
        match &question.kind {
            Kind::Text(text) => self.problem_with_text(text, answer),
            Kind::RadioGroup(choice) => self.problem_with_other(question, choice),
            Kind::Checkbox(choice) => self.problem_with_other(question, choice).or_else(|| {
                self.problem_with_count(answer, choice.min_selected, choice.max_selected)
            }),
            _ => None,
        }
    }

    fn problem_with_text(&self, text: &Text, answer: &Value) -> Option<String> {
        if text.input == InputType::Email && !is_email(answer.as_text().unwrap_or_default()) {
            return Some(self.texts().get("error.email").to_owned());
        }
        if !text.input.is_number() {
            return None;
        }
        let Some(number) = number_in(answer) else {
            return Some(self.texts().get("error.number").to_owned());
        };
        let bound = |bound: &Value| bound.as_number().or_else(|| read_number(bound.as_text()?));
        self.problem_with_range(number, bound(&text.min), bound(&text.max))
    }

    fn problem_with_other(&self, question: &Question, choice: &Choice) -> Option<String> {
        let missing = self.is_other_chosen(question, choice)
            && self
                .answer(&Self::comment_name(&question.name))
                .is_unanswered();
        missing.then(|| self.texts().get("error.other").to_owned())
    }

    fn problem_with_range(
        &self,
        number: f64,
        min: Option<f64>,
        max: Option<f64>,
    ) -> Option<String> {
        let say =
            |key, bound: f64| Some(self.texts().with(key, &crate::value::number_to_text(bound)));
        match (min, max) {
            (Some(min), _) if number < min => say("error.min", min),
            (_, Some(max)) if number > max => say("error.max", max),
            _ => None,
        }
    }

    fn problem_with_count(&self, answer: &Value, min: usize, max: Option<usize>) -> Option<String> {
        let count = answer.as_list().map_or(1, <[Value]>::len);
        if count < min {
            return Some(self.texts().count("error.choose-more", min));
        }
        max.filter(|&max| count > max)
            .map(|max| self.texts().count("error.choose-fewer", max))
    }

    fn problem_found_by(&self, check: &Check, answer: &Value) -> Option<String> {
        match check {
            Check::Email => (!is_email(answer.as_text().unwrap_or_default()))
                .then(|| self.texts().get("error.email").to_owned()),
            Check::Number { min, max } => match number_in(answer) {
                Some(number) => self.problem_with_range(number, *min, *max),
                None => Some(self.texts().get("error.number").to_owned()),
            },
            Check::TextLength { min, max, .. } => {
                // Characters as the browser's own maxlength counts them.
                let length = answer.as_text().unwrap_or_default().encode_utf16().count();
                if length < *min {
                    return Some(self.texts().count("error.longer", *min));
                }
                max.filter(|&max| length > max)
                    .map(|max| self.texts().count("error.shorter", max))
            }
            Check::AnswerCount { min, max } => self.problem_with_count(answer, *min, *max),
            Check::Pattern { .. } => None,
            Check::Expression(condition) => (!self.holds(condition.as_ref(), true))
                .then(|| self.texts().get("error.invalid").to_owned()),
        }
    }

    /// The answers that the record keeps: those to questions that the respondent could see at the end.
    pub(super) fn forget_invisible(&mut self) {
        let survey = self.survey.clone();
        let mut invisible = Vec::new();
        let mut visible_pages = Vec::new();
        for (index, page) in survey.pages.iter().enumerate() {
            let page_visible = self.is_page_visible(page);
            if page_visible {
                visible_pages.push(index);
            }
            match &page.content {
                PageContent::Elements(elements) => {
                    for element in elements {
                        self.collect_invisible(element, page_visible, &mut invisible);
                    }
                }
                PageContent::Journey(journey) => {
                    let turn = self.turn_at(index).filter(|_| page_visible);
                    for (number, touchpoint) in journey.touchpoints.iter().enumerate() {
                        let was_shown = turn
                            .is_some_and(|turn| turn.run().facts().touchpoints[number].more_shown);
                        for element in &touchpoint.elements {
                            self.collect_invisible(element, was_shown, &mut invisible);
                        }
                    }
                }
            }
        }
        let idle_comments = self.idle_comments();
        for name in invisible {
            self.answers.set(&name, Value::Undefined);
            self.answers
                .set(&Self::comment_name(&name), Value::Undefined);
        }
        for name in idle_comments {
            self.answers.set(&name, Value::Undefined);
        }
        self.turns
            .retain(|(index, _)| visible_pages.contains(index));
    }

    /// What was written beside an "other" that is not chosen any more.
    fn idle_comments(&self) -> Vec<String> {
        let mut idle = Vec::new();
        self.each_question(&mut |question| {
            if let Kind::RadioGroup(choice) | Kind::Checkbox(choice) = &question.kind
                && !self.is_other_chosen(question, choice)
            {
                idle.push(Self::comment_name(&question.name));
            }
        });
        idle
    }

    fn collect_invisible(&self, element: &Element, parent_visible: bool, names: &mut Vec<Rc<str>>) {
        let visible = parent_visible && self.is_visible(element);
        match element {
            Element::Question(question) if !visible => names.push(question.name.clone()),
            Element::Panel(panel) if !visible => {
                each_question(&panel.elements, &mut |question| {
                    names.push(question.name.clone());
                });
            }
            Element::Panel(panel) => {
                for inner in &panel.elements {
                    self.collect_invisible(inner, true, names);
                }
            }
            _ => {}
        }
    }
}

fn number_in(answer: &Value) -> Option<f64> {
    let number = match answer {
        Value::Number(number) => Some(*number),
        Value::Text(text) => read_number(text.trim()),
        _ => None,
    };
    number.filter(|number: &f64| number.is_finite())
}

/// One `@` with something before it, and after it a name with a dot inside. Mail servers decide the rest: a stricter
/// rule turns away real addresses.
fn is_email(text: &str) -> bool {
    let Some((user, domain)) = text.trim().rsplit_once('@') else {
        return false;
    };
    let has_space = text.trim().chars().any(char::is_whitespace);
    let labels: Vec<&str> = domain.split('.').collect();
    !has_space
        && !user.is_empty()
        && !user.contains('@')
        && labels.len() >= 2
        && labels.iter().all(|label| !label.is_empty())
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
            " a@b.co ",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "", "a", "a@", "@b.co", "a@b", "a@b.", "a@.co", "a b@c.de", "a@@b.co", "a@b..co",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
