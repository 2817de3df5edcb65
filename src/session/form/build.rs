use std::rc::Rc;

use super::rules::{Reads, Rule, RuleKind};
use super::{Choices, Form, Id, Item, Panels, QuestionState, Spec};
use crate::definition::{
    Check, Choice, ChoiceItem, Condition, Element, Kind, Page, PageContent, PanelDynamic, Question,
    Survey, Text,
};
use crate::expression::lowercase;
use crate::session::each_question;
use crate::value::Value;

impl Form {
    /// The form of a document, with everything as the document says: no condition has been looked at yet.
    pub fn of(survey: &Survey) -> Self {
        let mut form = Self::default();
        for (place, value) in survey.calculated_values.iter().enumerate() {
            let mut reads = Reads::default();
            reads.add_condition(value.expression.as_ref());
            // Items do not matter to what is calculated.
            form.rules.add(
                Rule {
                    item: Id::of(0),
                    kind: RuleKind::Calculated(place),
                },
                &reads,
            );
        }
        for (place, page) in survey.pages.iter().enumerate() {
            form.add_page(place, page);
        }
        form
    }

    fn add_page(&mut self, place: usize, page: &Page) {
        let mut item = Item::new(Spec::Page(place), None);
        item.visible = page.visible;
        item.read_only = page.read_only;
        item.required = page.required;
        let id = self.add(item);
        self.pages.push(id);
        match &page.content {
            PageContent::Elements(elements) => self.add_elements(id, elements, None, true),
            PageContent::Journey(journey) => {
                let mut item = Item::new(Spec::Journey(journey.clone()), Some(id));
                item.visible = journey.visible;
                let child = self.add(item);
                self.item_mut(id).children.push(child);
                self.add_rule(child, RuleKind::VisibleIf, journey.visible_if.as_ref());
                for (number, touchpoint) in journey.touchpoints.iter().enumerate() {
                    if !touchpoint.elements.is_empty() {
                        let mut item = Item::new(Spec::More(number), Some(id));
                        item.visible = false;
                        let more = self.add(item);
                        self.item_mut(id).children.push(more);
                        self.add_elements(more, &touchpoint.elements, None, true);
                        self.add_content_rule(more);
                    }
                }
            }
        }
        self.add_rule(id, RuleKind::VisibleIf, page.visible_if.as_ref());
        self.add_rule(id, RuleKind::EnableIf, page.enable_if.as_ref());
        self.add_rule(id, RuleKind::RequiredIf, page.required_if.as_ref());
        self.add_content_rule(id);
    }

    /// `indexed`: their names and conditions can be found from anywhere; those within questions are looked after by
    /// their question.
    pub fn add_elements(
        &mut self,
        parent: Id,
        elements: &[Element],
        owner: Option<Id>,
        indexed: bool,
    ) {
        for element in elements {
            let id = match element {
                Element::Question(question) => {
                    self.add_question(question, Some(parent), owner, indexed)
                }
                Element::Panel(panel) => {
                    let mut item = Item::new(Spec::Panel(panel.clone()), Some(parent));
                    item.owner = owner;
                    item.visible = panel.visible;
                    item.read_only = panel.read_only;
                    item.required = panel.required;
                    let id = self.add(item);
                    self.add_elements(id, &panel.elements, owner, indexed);
                    if indexed {
                        if !panel.name.is_empty() {
                            self.panel_names.add(&panel.name, id);
                        }
                        self.add_rule(id, RuleKind::VisibleIf, panel.visible_if.as_ref());
                        self.add_rule(id, RuleKind::EnableIf, panel.enable_if.as_ref());
                        self.add_rule(id, RuleKind::RequiredIf, panel.required_if.as_ref());
                        self.add_content_rule(id);
                    }
                    id
                }
                Element::Journey(_) => continue,
            };
            self.item_mut(parent).children.push(id);
        }
    }

    pub fn add_question(
        &mut self,
        question: &Rc<Question>,
        parent: Option<Id>,
        owner: Option<Id>,
        indexed: bool,
    ) -> Id {
        let mut item = Item::new(Spec::Question(question.clone()), parent);
        item.owner = owner;
        item.visible = question.visible;
        item.read_only = question.read_only;
        item.required = question.required;
        let mut state = QuestionState::default();
        match &question.kind {
            Kind::Text(_) => state.bounds = Some(Box::default()),
            Kind::PanelDynamic(kind) => {
                // Those of a page are brought within their bounds as they are loaded.
                let count = match owner {
                    None => kind.panel_count,
                    Some(_) => kind.within_bounds(kind.panel_count),
                };
                state.panels = Some(Box::new(Panels {
                    said_count: Value::Number(count as f64),
                    ..Panels::default()
                }));
            }
            kind if choice_of(kind).is_some() => {
                state.choices = Some(Box::new(Choices {
                    list: choice_of(kind)
                        .is_some_and(|choice| choice.by_url.is_some())
                        .then(Box::default),
                    ..Choices::default()
                }))
            }
            _ => {}
        }
        item.question = Some(Box::new(state));
        let id = self.add(item);
        if let Kind::MultipleText(kind) = &question.kind {
            let fields: Vec<Id> = kind
                .items
                .iter()
                .map(|field| self.add_question(field, None, Some(id), false))
                .collect();
            self.item_mut(id).children = fields;
        }
        if indexed {
            self.index_question(id, question);
        }
        id
    }

    fn index_question(&mut self, id: Id, question: &Question) {
        self.names.add(&question.name, id);
        self.value_names.add(value_name(question), id);
        if question.set_value_if.is_some()
            || question.set_value_expression.is_some()
            || question.reset_value_if.is_some()
            || matches!(question.kind, Kind::PanelDynamic(_))
        {
            self.with_triggers.push(id);
        }
        if let Kind::PanelDynamic(kind) = &question.kind {
            self.dynamic_panels.push(id);
            if carries_over(&kind.elements) {
                self.panels_carrying.push(id);
            }
        }
        if !question.bindings.is_empty() {
            self.with_bindings.push(id);
        }
        let watched = watched_by_validators(question);
        if !watched.is_empty() {
            self.with_watching_validators.push((id, watched));
        }
        self.add_rule(id, RuleKind::VisibleIf, question.visible_if.as_ref());
        self.add_rule(id, RuleKind::EnableIf, question.enable_if.as_ref());
        self.add_rule(id, RuleKind::RequiredIf, question.required_if.as_ref());
        match &question.kind {
            Kind::Expression(kind) => {
                self.add_rule(id, RuleKind::Value, kind.expression.as_ref());
            }
            Kind::PanelDynamic(kind) => {
                let mut reads = Reads::default();
                reads.add_condition(kind.panel_count_expression.as_ref());
                if !reads.is_empty() {
                    // Whoever sets another list is told how many there are to be.
                    reads.add_lowercase(&lowercase(value_name(question)));
                }
                self.add_rule_reading(id, RuleKind::PanelCount, &reads);
                let mut reads = Reads::default();
                reads.add_lowercase(&lowercase(value_name(question)));
                reads.add_parts(kind);
                self.rules.add(
                    Rule {
                        item: id,
                        kind: RuleKind::Parts,
                    },
                    &reads,
                );
            }
            Kind::MultipleText(kind) => {
                let mut reads = Reads::default();
                for field in &kind.items {
                    reads.add_question(field);
                }
                let is_computed = |field: &Rc<Question>| field.default_value_expression.is_some();
                if !reads.is_empty() || kind.items.iter().any(is_computed) {
                    reads.add_lowercase(&lowercase(value_name(question)));
                }
                self.add_rule_reading(id, RuleKind::Parts, &reads);
            }
            Kind::Text(text) => {
                let mut reads = Reads::default();
                reads.add_condition(text.min_expression.as_ref());
                reads.add_condition(text.max_expression.as_ref());
                self.add_rule_reading(id, RuleKind::Bounds, &reads);
            }
            kind => {
                let mut reads = Reads::default();
                reads.add_items(kind);
                if let Some(choice) = choice_of(kind) {
                    if choice.max_selected.is_some() {
                        // Whether there is room for more depends on what was chosen.
                        reads.add_lowercase(&lowercase(value_name(question)));
                    }
                    if choice.by_url.is_some() {
                        self.with_lists.push(id);
                    }
                    if let Some(name) = &choice.choices_from {
                        self.carrying.push((id, name.clone()));
                        reads.add_lowercase(&lowercase(name));
                        // What is carried over is made anew, and compared, with every look.
                        reads.anything = true;
                    }
                }
                self.add_rule_reading(id, RuleKind::Choices, &reads);
            }
        }
        if question.default_value_expression.is_some() {
            let mut reads = Reads::default();
            reads.add_condition(question.default_value_expression.as_ref());
            reads.add_lowercase(&lowercase(value_name(question)));
            let rule = Rule {
                item: id,
                kind: RuleKind::Default,
            };
            self.item_mut(id).default_rule = Some(self.rules.add(rule, &reads));
        }
    }

    fn add_rule(&mut self, item: Id, kind: RuleKind, condition: Option<&Condition>) {
        if condition.is_some() {
            let mut reads = Reads::default();
            reads.add_condition(condition);
            self.rules.add(Rule { item, kind }, &reads);
        }
    }

    fn add_rule_reading(&mut self, item: Id, kind: RuleKind, reads: &Reads) {
        if !reads.is_empty() {
            self.rules.add(Rule { item, kind }, reads);
        }
    }

    fn add_content_rule(&mut self, item: Id) {
        let number = self.rules.add(
            Rule {
                item,
                kind: RuleKind::Content,
            },
            &Reads::default(),
        );
        self.item_mut(item).content_rule = Some(number);
    }
}

/// Under which name the answer is recorded.
pub fn value_name(question: &Question) -> &Rc<str> {
    question.value_name.as_ref().unwrap_or(&question.name)
}

pub fn choice_of(kind: &Kind) -> Option<&Choice> {
    match kind {
        Kind::RadioGroup(choice)
        | Kind::Checkbox(choice)
        | Kind::Dropdown(choice)
        | Kind::Tagbox(choice)
        | Kind::Ranking(choice)
        | Kind::ImagePicker(choice) => Some(choice),
        _ => None,
    }
}

/// Whether a question among them offers the choices of another.
fn carries_over(elements: &[Element]) -> bool {
    let mut carries = false;
    each_question(elements, &mut |question| {
        carries |= choice_of(&question.kind).is_some_and(|choice| choice.choices_from.is_some());
    });
    carries
}

/// The names that expression validators read beside the answer itself.
pub fn watched_by_validators(question: &Question) -> Vec<String> {
    let own = value_name(question);
    let mut names: Vec<String> = Vec::new();
    for validator in &question.validators {
        let Check::Expression(Some(condition)) = &validator.check else {
            continue;
        };
        for name in condition.expression().names() {
            let is_own = name == &**own || name.strip_prefix("panel.") == Some(own);
            if !is_own && !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

impl Reads {
    fn is_empty(&self) -> bool {
        self.names.is_empty() && !self.anything
    }

    pub fn add_condition(&mut self, condition: Option<&Condition>) {
        if let Some(condition) = condition {
            self.add(condition.expression());
            // What reads nothing at all is looked at again with everything, as it is in documents in the field.
            if self.is_empty() {
                self.anything = true;
            }
        }
    }

    fn add_items(&mut self, kind: &Kind) {
        let mut add = |item: &ChoiceItem| {
            self.add_condition(item.visible_if.as_ref());
            self.add_condition(item.enable_if.as_ref());
        };
        match kind {
            Kind::Matrix(matrix) => {
                matrix.rows.iter().for_each(&mut add);
                matrix.columns.iter().for_each(&mut add);
                self.add_condition(matrix.rows_visible_if.as_ref());
                self.add_condition(matrix.columns_visible_if.as_ref());
            }
            Kind::Rating(rating) => {
                for value in &rating.values {
                    self.add_condition(value.visible_if.as_ref());
                    self.add_condition(value.enable_if.as_ref());
                }
            }
            other => {
                if let Some(choice) = choice_of(other) {
                    choice.items.iter().for_each(&mut add);
                    self.add_condition(choice.visible_if.as_ref());
                    self.add_condition(choice.enable_if.as_ref());
                }
            }
        }
    }

    fn add_text(&mut self, text: &Text) {
        self.add_condition(text.min_expression.as_ref());
        self.add_condition(text.max_expression.as_ref());
    }

    fn add_parts(&mut self, kind: &PanelDynamic) {
        self.add_condition(kind.template_visible_if.as_ref());
        self.add_elements(&kind.elements);
    }

    fn add_elements(&mut self, elements: &[Element]) {
        for element in elements {
            match element {
                Element::Question(question) => self.add_question(question),
                Element::Panel(panel) => {
                    self.add_condition(panel.visible_if.as_ref());
                    self.add_condition(panel.enable_if.as_ref());
                    self.add_condition(panel.required_if.as_ref());
                    self.add_elements(&panel.elements);
                }
                Element::Journey(_) => {}
            }
        }
    }

    fn add_question(&mut self, question: &Question) {
        for condition in [
            &question.visible_if,
            &question.enable_if,
            &question.required_if,
            &question.default_value_expression,
        ] {
            self.add_condition(condition.as_ref());
        }
        self.add_items(&question.kind);
        match &question.kind {
            Kind::Text(text) => self.add_text(text),
            Kind::Expression(kind) => self.add_condition(kind.expression.as_ref()),
            Kind::PanelDynamic(kind) => {
                self.add_condition(kind.panel_count_expression.as_ref());
                self.add_parts(kind);
            }
            Kind::MultipleText(kind) => {
                for field in &kind.items {
                    self.add_question(field);
                }
            }
            _ => {}
        }
    }
}
