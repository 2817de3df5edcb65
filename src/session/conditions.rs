//! Looking at conditions again: only those that read what changed, in the order of the document, until nothing changes.

use std::iter::successors;

use super::Session;
use super::equal::is_same_choice;
use super::form::{Id, Reads, RuleKind, Spec, choice_of, value_name};
use super::panels::Awaited;
use super::scope::Subject;
use crate::definition::{Condition, Kind};
use crate::expression::lowercase;
use crate::value::Value;

/// Conditions that chase each other are left alone after some rounds.
const MAX_ROUNDS: u32 = 10;

/// Names that lead into panels of a dynamic panel, and those of their places, which move without word of it.
const PANELS: [&str; 4] = ["panel", "prevpanel", "nextpanel", "parentpanel"];
const PLACES: [&str; 2] = ["panelindex", "visiblepanelindex"];

impl Session {
    pub(super) fn run_conditions(&mut self) {
        if self.is_completed() || self.running.loading || self.running.conditions {
            return;
        }
        loop {
            self.running.conditions = true;
            let mut place = 0;
            while let Some(number) = self.form.rules.take_from(place) {
                place = number + 1;
                if let Some(rule) = self.form.rules.rule(number) {
                    self.running.looked_at = Some(rule.item);
                    self.awaited = Awaited::default();
                    self.run_rule(rule.item, rule.kind);
                    if self.make_awaited() {
                        self.run_rule(rule.item, rule.kind);
                    }
                }
            }
            self.running.conditions = false;
            self.running.looked_at = None;
            if !self.running.changed_in_conditions {
                break;
            }
            if self.running.rounds >= MAX_ROUNDS {
                // What was hidden last must not leave an empty page behind.
                for page in self.form.pages.clone() {
                    self.recount(page);
                }
                self.update_current_page();
                // What was still to be looked at stays as it is until something it reads changes; a default may be taken
                // back with whatever changes.
                self.form.rules.forget_all_but_defaults();
                break;
            }
            self.running.changed_in_conditions = false;
            self.running.rounds += 1;
            self.mark_for_next_round();
        }
        self.running.changed_in_conditions = false;
        self.running.rounds = 0;
        if self.running.notify_after_conditions {
            self.running.notify_after_conditions = false;
            self.notify_of_any("", "");
        }
        if !self.running.because_of_change {
            self.running.keys = None;
        }
    }

    /// What reads a name that changed is looked at in every round: what it did may have been undone since.
    fn mark_for_next_round(&mut self) {
        if !self.running.because_of_change {
            self.form.rules.mark_all();
            return;
        }
        self.mark_readers_of_changes();
    }

    pub(super) fn mark_readers_of_changes(&mut self) {
        if let Some(keys) = &self.running.keys {
            for change in keys.borrow().iter() {
                self.form
                    .rules
                    .mark_readers(&crate::expression::lowercase(&change.name));
            }
        }
    }

    pub(super) fn run_rule(&mut self, id: Id, kind: RuleKind) {
        match kind {
            RuleKind::Calculated(place) => self.calculate(place, 0),
            RuleKind::VisibleIf => {
                if let Some(value) = self.condition_value(id, |conditions| conditions.visible_if) {
                    // What a choice asks is gone with its question.
                    let is_shown = value == Value::Bool(true)
                        && (!self.form.holds_choice(id)
                            || self
                                .form
                                .question_of_choice(id)
                                .is_some_and(|question| self.is_shown_itself(question)));
                    self.set_visible(id, is_shown);
                }
            }
            RuleKind::EnableIf => {
                if let Some(value) = self.condition_value(id, |conditions| conditions.enable_if) {
                    self.set_read_only(id, value == Value::Bool(false));
                }
            }
            RuleKind::RequiredIf => {
                if let Some(value) = self.condition_value(id, |conditions| conditions.required_if) {
                    self.set_required(id, value == Value::Bool(true));
                }
            }
            RuleKind::Value => self.compute_value(id),
            RuleKind::PanelCount => self.count_panels(id),
            RuleKind::Choices => self.run_item_conditions(id),
            RuleKind::Bounds => self.update_bounds(id),
            RuleKind::Parts => self.run_parts(id),
            RuleKind::Default => self.run_default(id),
            RuleKind::Content => self.content_changed(id),
        }
    }

    /// All conditions of a question that is a part of another, in their order.
    pub(super) fn run_own_conditions(&mut self, id: Id) {
        self.run_state_conditions(id);
        let Some(question) = self.form.question(id).cloned() else {
            return;
        };
        match &question.kind {
            Kind::Expression(kind) if self.may_have_changed(id, kind.expression.as_ref()) => {
                self.compute_value(id);
            }
            Kind::PanelDynamic(_) => {
                self.count_panels(id);
                self.run_parts(id);
            }
            Kind::MultipleText(_) => self.run_parts(id),
            Kind::Text(text) if text.min_expression.is_some() || text.max_expression.is_some() => {
                self.update_bounds(id);
            }
            Kind::Matrix(_) | Kind::Rating(_) => self.run_item_conditions(id),
            kind if choice_of(kind).is_some() => self.run_item_conditions(id),
            _ => {}
        }
        self.run_default(id);
    }

    pub(super) fn run_container(&mut self, id: Id) {
        for child in self.form.item(id).children.clone() {
            if self.form.item(child).is_question() {
                self.run_own_conditions(child);
            } else {
                self.run_container(child);
            }
        }
        self.run_state_conditions(id);
        self.content_changed(id);
    }

    /// Whether it is shown, enabled and required.
    fn run_state_conditions(&mut self, id: Id) {
        let Some(conditions) = self.conditions_of(id) else {
            return;
        };
        for (kind, condition) in [
            (RuleKind::VisibleIf, conditions.visible_if),
            (RuleKind::EnableIf, conditions.enable_if),
            (RuleKind::RequiredIf, conditions.required_if),
        ] {
            if self.may_have_changed(id, condition.as_ref()) {
                self.run_rule(id, kind);
            }
        }
    }

    /// Whether a condition within a panel of a dynamic panel reads a name that changed, or all are looked at.
    fn may_have_changed(&self, id: Id, condition: Option<&Condition>) -> bool {
        let (Some(condition), Some(owner)) = (condition, self.form.item(id).owner) else {
            return condition.is_some();
        };
        let Some(keys) = self
            .running
            .keys
            .as_ref()
            .filter(|_| self.running.because_of_change)
        else {
            return true;
        };
        let expression = condition.expression();
        let names = expression.names();
        if names.is_empty() || expression.calls_without_names() {
            return true;
        }
        let mut reads = Reads::default();
        for name in names {
            reads.add_name(name);
        }
        let reads_any = |names: &[&str]| reads.names.iter().any(|name| names.contains(&&**name));
        if reads.anything || reads_any(&PLACES) {
            return true;
        }
        let keys = keys.borrow();
        if reads_any(&PANELS) {
            let changed = |name: &str| keys.iter().any(|change| *change.name == *name);
            let mut holders = successors(Some(owner), |&holder| self.form.item(holder).owner);
            if holders.any(|holder| changed(value_name(&self.spec(holder)))) {
                return true;
            }
        }
        keys.iter()
            .any(|change| reads_any(&[&lowercase(&change.name)]))
    }

    /// What is within a question.
    fn run_parts(&mut self, id: Id) {
        let children = self.form.item(id).children.clone();
        if self.is_dynamic(id) {
            let before = self
                .panels_mut(id)
                .is_some_and(|panels| std::mem::replace(&mut panels.changing_internally, true));
            for child in children {
                self.run_container(child);
            }
            if let Some(panels) = self.panels_mut(id) {
                panels.changing_internally = before;
            }
        } else {
            for child in children {
                self.run_own_conditions(child);
            }
        }
    }

    /// Only true itself shows or requires, and only false itself disables: 1 is neither.
    fn condition_value(
        &mut self,
        id: Id,
        pick: fn(Conditions) -> Option<Condition>,
    ) -> Option<Value> {
        let condition = pick(self.conditions_of(id)?)?;
        Some(self.evaluate_with_panels(Subject::Item(id), &condition))
    }

    fn conditions_of(&self, id: Id) -> Option<Conditions> {
        let (visible_if, enable_if, required_if) = match &self.form.item(id).spec {
            Spec::Page(place) => {
                let page = self.survey.pages.get(*place)?;
                (&page.visible_if, &page.enable_if, &page.required_if)
            }
            Spec::Panel(panel) => (&panel.visible_if, &panel.enable_if, &panel.required_if),
            Spec::Question(question) => (
                &question.visible_if,
                &question.enable_if,
                &question.required_if,
            ),
            Spec::Journey(journey) => (&journey.visible_if, &None, &None),
            Spec::Entry => {
                let owner = self.form.item(id).owner?;
                let question = self.form.question(owner)?;
                match &question.kind {
                    Kind::PanelDynamic(kind) => (&kind.template_visible_if, &None, &None),
                    _ => return None,
                }
            }
            Spec::More(..) => return None,
        };
        Some(Conditions {
            visible_if: visible_if.clone(),
            enable_if: enable_if.clone(),
            required_if: required_if.clone(),
        })
    }

    pub(super) fn holds_for(&self, subject: Subject, condition: &Condition) -> bool {
        condition.expression().is_true(&self.scope_of(subject))
    }

    pub(super) fn evaluate_for(&self, subject: Subject, condition: &Condition) -> Value {
        condition.expression().evaluate(&self.scope_of(subject))
    }

    /// The same, once the panels that it reads by their place are made.
    pub(super) fn evaluate_with_panels(
        &mut self,
        subject: Subject,
        condition: &Condition,
    ) -> Value {
        self.with_panels(|session| session.evaluate_for(subject, condition))
    }

    /// A calculated value, those it reads first.
    fn calculate(&mut self, place: usize, depth: usize) {
        const MAX_DEPTH: usize = 32;
        let survey = self.survey.clone();
        let Some(calculated) = survey.calculated_values.get(place) else {
            return;
        };
        let Some(expression) = calculated
            .expression
            .as_ref()
            .filter(|_| !calculated.name.is_empty())
        else {
            return;
        };
        if depth < MAX_DEPTH {
            let names = expression.expression().names();
            for (other, value) in survey.calculated_values.iter().enumerate() {
                if other != place
                    && names.contains(&&*value.name)
                    && self.form.rules.take_exactly(other as u32)
                {
                    self.calculate(other, depth + 1);
                }
            }
        }
        let value = self.evaluate_for(Subject::Survey, expression);
        let old = self.variable(&calculated.name);
        if !is_same_choice(&value, &old) {
            self.set_variable(&calculated.name, value);
        }
    }

    pub(super) fn variable(&self, name: &str) -> Value {
        self.variables
            .get(&crate::expression::lowercase(name))
            .cloned()
            .unwrap_or_default()
    }
}

struct Conditions {
    visible_if: Option<Condition>,
    enable_if: Option<Condition>,
    required_if: Option<Condition>,
}
