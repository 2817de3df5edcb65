//! The live survey: every page, panel and question of the document with its present state, and who depends on whom.

mod build;
mod index;
mod item;
mod rules;

pub(super) use build::{choice_of, value_name, watched_by_validators};
pub(super) use index::Index;
pub use item::Id;
pub(super) use item::{Bounds, Choices, From, Item, Offer, Panels, QuestionState, Spec, Special};
pub(super) use rules::{Reads, RuleKind, Rules};

use crate::definition::Question;

/// All items, found by number, by name, or by what depends on them.
#[derive(Clone, Default)]
pub(super) struct Form {
    items: Vec<Item>,
    /// The pages in their order, those of the document first; a page that holds all others (single page, preview) is
    /// not among them.
    pub pages: Vec<Id>,
    pub names: Index,
    pub value_names: Index,
    pub panel_names: Index,
    pub rules: Rules,
    /// Questions with `setValueIf`, `setValueExpression` or `resetValueIf`, in the order of the document.
    pub with_triggers: Vec<Id>,
    /// Questions whose validators read other answers, and the names they read.
    pub with_watching_validators: Vec<(Id, Vec<String>)>,
    /// Questions that offer the choices of another, by its name.
    pub carrying: Vec<(Id, std::rc::Rc<str>)>,
    /// Questions whose choices are fetched.
    pub with_lists: Vec<Id>,
    pub with_bindings: Vec<Id>,
    /// Panels that a respondent adds, and questions made of several: their parts are not in the index.
    pub dynamic_panels: Vec<Id>,
    /// Those of them with questions that offer the choices of another.
    pub panels_carrying: Vec<Id>,
}

impl Form {
    pub fn item(&self, id: Id) -> &Item {
        &self.items[id.place()]
    }

    pub fn item_mut(&mut self, id: Id) -> &mut Item {
        let item = &mut self.items[id.place()];
        item.revision = item.revision.wrapping_add(1);
        item
    }

    pub fn add(&mut self, item: Item) -> Id {
        let id = Id::of(self.items.len());
        self.items.push(item);
        id
    }

    pub fn question(&self, id: Id) -> Option<&std::rc::Rc<Question>> {
        match &self.item(id).spec {
            Spec::Question(question) => Some(question),
            _ => None,
        }
    }

    /// Whether it stands in what a choice asks, or is that itself.
    pub fn is_of_choice(&self, id: Id) -> bool {
        let parent = || self.item(id).parent;
        self.holds_choice(id) || parent().is_some_and(|parent| self.is_of_choice(parent))
    }

    /// What the choices of a question ask: the panels right below it.
    pub fn panels_of_choices(&self, question: Id) -> Vec<Id> {
        match self.question(question) {
            Some(spec) if spec.has_choice_elements() => self.panels_below(question),
            _ => Vec::new(),
        }
    }

    #[inline(never)]
    fn panels_below(&self, question: Id) -> Vec<Id> {
        let siblings = match self.item(question).parent {
            Some(parent) => &self.item(parent).children[..],
            None => &[],
        };
        let below = siblings.iter().copied().skip_while(|&id| id != question);
        below
            .skip(1)
            .take_while(|&id| self.holds_choice(id))
            .collect()
    }

    /// The question whose choice asks this.
    pub fn question_of_choice(&self, id: Id) -> Option<Id> {
        match self.is_of_choice(id) {
            true => self.question_above(id),
            false => None,
        }
    }

    #[inline(never)]
    fn question_above(&self, id: Id) -> Option<Id> {
        let mut at = id;
        while !self.holds_choice(at) {
            at = self.item(at).parent?;
        }
        let siblings = &self.item(self.item(at).parent?).children;
        let before = siblings
            .iter()
            .copied()
            .take_while(|&sibling| sibling != at);
        before.filter(|&sibling| !self.holds_choice(sibling)).last()
    }

    /// Whether it is the panel of what a choice asks.
    pub fn holds_choice(&self, id: Id) -> bool {
        matches!(&self.item(id).spec, Spec::Panel(panel) if panel.of_choice)
    }

    /// The questions in a page or panel, those of panels within it too, in the order of the document.
    pub fn questions_in(&self, id: Id) -> Vec<Id> {
        let mut found = Vec::new();
        self.each_question_in(id, &mut |question| found.push(question));
        found
    }

    pub fn each_question_in(&self, id: Id, visit: &mut dyn FnMut(Id)) {
        for &child in &self.item(id).children {
            if self.item(child).is_question() {
                visit(child);
            } else {
                self.each_question_in(child, visit);
            }
        }
    }

    /// All questions that stand on pages, in the order of the document; not those within questions.
    pub fn all_questions(&self) -> Vec<Id> {
        let mut found = Vec::new();
        for &page in &self.pages {
            self.each_question_in(page, &mut |question| found.push(question));
        }
        found
    }

    /// All questions that stand on pages, and those within them.
    pub fn all_questions_within(&self) -> Vec<Id> {
        let mut found = self.all_questions();
        let mut place = 0;
        while let Some(&question) = found.get(place) {
            place += 1;
            for &child in &self.item(question).children {
                if self.item(child).is_question() {
                    found.push(child);
                } else {
                    self.each_question_in(child, &mut |within| found.push(within));
                }
            }
        }
        found
    }
}
