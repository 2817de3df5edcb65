//! What a run looks like from outside, as one value: for scripts, tests and people with a user interface of their own.

use std::rc::Rc;

use super::Session;
use super::equal::is_blank;
use super::form::{Id, Spec, choice_of};
use super::turn::JourneyTurn;
use crate::definition::Kind;
use crate::value::{Object, Value};

impl Session {
    /// `{state, page, pages, visible, enabled, required, errors, titles, choices, progress, data, html}`, and where
    /// there is something to say `question`, `panels` and `journey`.
    pub fn snapshot(&self) -> Object {
        let questions = self.own_questions(self.form.all_questions());
        let screen = self.journey_screen();
        let mut snapshot = Object::new();
        snapshot.set("state", self.state_name());
        snapshot.set("page", self.page_in_snapshot());
        snapshot.set("pages", self.pages_in_snapshot());
        let mut visible: Vec<Value> = Vec::new();
        for &page in &self.form.pages {
            self.add_visible(page, &mut visible);
        }
        snapshot.set("visible", visible);
        let names = |chosen: &dyn Fn(Id) -> bool| -> Value {
            questions
                .iter()
                .filter(|&&id| chosen(id))
                .map(|&id| Value::Text(self.spec(id).name.clone()))
                .collect::<Vec<_>>()
                .into()
        };
        snapshot.set(
            "enabled",
            names(&|id| self.is_shown_itself(id) && !self.is_read_only(id)),
        );
        snapshot.set("required", names(&|id| self.form.item(id).required));
        let mut titles = Object::new();
        let mut choices = Object::new();
        let mut errors = Object::new();
        for &id in &questions {
            let spec = self.spec(id);
            titles.set(spec.name.clone(), self.question_title(id));
            if let Some(offered) = self.choices_in_snapshot(id) {
                choices.set(spec.name.clone(), offered);
            }
            if !self.form.item(id).errors.is_empty() {
                errors.set(spec.name.clone(), self.errors_in_snapshot(id));
            }
        }
        if let Some((turn, address)) = &screen
            && !address.is_empty()
        {
            titles.set(address.clone(), self.screen_title(turn));
        }
        snapshot.set("errors", errors);
        snapshot.set("titles", titles);
        snapshot.set("choices", choices);
        snapshot.set("progress", self.kept_progress_text());
        snapshot.set("data", self.data());
        if self.is_completed() {
            snapshot.set("html", self.completed_html());
        }
        if self.is_question_per_page()
            && let Some(element) = self.element
            && let Some(name) =
                self.name_of(self.form.question_of_choice(element).unwrap_or(element))
        {
            snapshot.set("question", name);
        }
        let panels = self.panels_in_snapshot(&self.form.dynamic_panels);
        if !panels.is_empty() {
            snapshot.set("panels", panels);
        }
        let journeys = self.explained_journeys();
        if !journeys.is_empty() {
            snapshot.set("journey", journeys);
        }
        snapshot
    }

    /// Without those that choices ask: in survey-core they are parts of others.
    fn own_questions(&self, mut questions: Vec<Id>) -> Vec<Id> {
        questions.retain(|&id| !self.form.is_of_choice(id));
        questions
    }

    fn name_of(&self, id: Id) -> Option<Value> {
        match &self.form.item(id).spec {
            Spec::Question(question) => Some(Value::Text(question.name.clone())),
            Spec::Panel(panel) => Some(Value::Text(panel.name.clone())),
            _ => None,
        }
    }

    fn journey_screen(&self) -> Option<(&JourneyTurn, String)> {
        let turn = self.turn().filter(|_| !self.is_completed())?;
        Some((turn, turn.address()?))
    }

    fn page_in_snapshot(&self) -> Value {
        if let Some((turn, address)) = self.journey_screen() {
            return Value::text([turn.name(), ":", &address].concat());
        }
        self.current_name().map_or(Value::Null, Value::Text)
    }

    fn pages_in_snapshot(&self) -> Value {
        if self.current_page().is_none()
            && let Some(name) = self.current_name()
        {
            return Value::list([Value::Text(name)]);
        }
        let here = self.current_page();
        let pages = self.listed_pages().into_iter().map(|page| {
            if Some(page) == here {
                self.page_in_snapshot()
            } else {
                Value::Text(self.page_name(page))
            }
        });
        Value::list(pages)
    }

    fn add_visible(&self, page: Id, visible: &mut Vec<Value>) {
        if !self.form.item(page).visible {
            return;
        }
        if Some(page) == self.current_page()
            && let Some((_, address)) = self.journey_screen()
        {
            visible.push(Value::text(address));
        }
        visible.extend(
            self.own_questions(self.visible_questions_in(page))
                .into_iter()
                .map(|id| Value::Text(self.spec(id).name.clone())),
        );
    }

    fn choices_in_snapshot(&self, id: Id) -> Option<Value> {
        let spec = self.spec(id);
        if let Kind::Rating(rating) = &spec.kind {
            let hidden = self.state(id).map(|state| &state.hidden_items);
            let values = rating
                .values
                .iter()
                .enumerate()
                .filter(|(place, _)| hidden.is_none_or(|hidden| hidden.get(*place) != Some(&true)))
                .map(|(_, rate)| {
                    let text = rate
                        .text
                        .find(self.locale())
                        .map(|text| {
                            self.piped_for(super::scope::Subject::Choice(id, &rate.value), &text)
                        })
                        .unwrap_or_else(|| super::wording::js_text(&rate.value).into());
                    Value::list([rate.value.clone(), Value::Text(text)])
                });
            return Some(Value::list(values));
        }
        choice_of(&spec.kind)?;
        Some(Value::list(self.shown_choices(id).iter().map(|offer| {
            let text = self.choice_text(id, offer);
            // Nothing to record and nothing to say.
            let is_nothing = text.is_empty() && is_blank(&offer.value);
            let text = if is_nothing {
                Value::Null
            } else {
                Value::Text(text)
            };
            Value::list([offer.value.clone(), text])
        })))
    }

    fn errors_in_snapshot(&self, id: Id) -> Value {
        Value::list(self.form.item(id).errors.iter().map(|problem| {
            Value::list([
                Value::text(problem.kind_name()),
                Value::Text(self.problem_words(problem)),
            ])
        }))
    }

    fn panels_in_snapshot(&self, dynamic_panels: &[Id]) -> Object {
        let mut panels = Object::new();
        for &id in dynamic_panels {
            let entries = self.entries(id).iter().map(|&entry| {
                let mut visible = Vec::new();
                let mut errors = Object::new();
                let mut titles = Object::new();
                let is_shown = self.is_shown_itself(entry);
                for question in self.own_questions(self.form.questions_in(entry)) {
                    let name = self.spec(question).name.clone();
                    if is_shown && self.is_shown_itself(question) {
                        visible.push(Value::Text(name.clone()));
                    }
                    if !self.form.item(question).errors.is_empty() {
                        errors.set(name.clone(), self.errors_in_snapshot(question));
                    }
                    titles.set(name, self.question_title(question));
                }
                let mut panel = Object::new();
                panel.set("visible", visible);
                panel.set("errors", errors);
                panel.set("titles", titles);
                let nested: Vec<Id> = self
                    .form
                    .questions_in(entry)
                    .into_iter()
                    .filter(|&question| self.is_dynamic(question))
                    .collect();
                if !nested.is_empty() {
                    panel.set("panels", self.panels_in_snapshot(&nested));
                }
                Value::from(panel)
            });
            panels.set(self.spec(id).name.clone(), Value::list(entries));
        }
        panels
    }

    /// All answers, with those calculated values that belong to them.
    pub fn data(&self) -> Object {
        let mut data = self.answers.to_object();
        for calculated in &self.survey.calculated_values {
            let value = self.variable(&calculated.name);
            if calculated.include_into_result && !value.is_undefined() {
                data.set(calculated.name.clone(), value);
            }
        }
        data
    }

    /// What is shown at the end; the built-in words without markup of the author's.
    pub fn completed_html(&self) -> String {
        match self.closing() {
            Some(html) => html.to_string(),
            None => self.texts().get("completed").to_owned(),
        }
    }

    /// What the author wrote for the end.
    pub fn closing(&self) -> Option<Rc<str>> {
        let survey = &self.survey;
        if self.answered_before {
            let written = &survey.completed_before_html;
            return written.find(self.locale()).map(|_| self.html(written));
        }
        let written = survey
            .completed_html_on
            .iter()
            .find(|item| self.holds_for(super::scope::Subject::Survey, &item.expression))
            .map_or(&survey.completed_html, |item| &item.html);
        written.find(self.locale()).map(|_| self.html(written))
    }

    /// Where the browser is to go at the end.
    pub fn navigate_to(&self) -> Option<String> {
        let survey = self.survey.clone();
        let on_condition = survey
            .navigate_to_url_on
            .iter()
            .find(|item| self.holds_for(super::scope::Subject::Survey, &item.expression))
            .and_then(|item| item.url.find(self.locale()));
        let url = on_condition.or_else(|| survey.navigate_to_url.clone())?;
        Some(self.piped(&url).to_string())
    }
}
