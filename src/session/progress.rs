use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::definition::{Condition, Element, Page, PageContent};

use super::{JourneyTurn, Position, Session, each_question};

impl Session {
    /// The most screens that can still come, the present one among them. What is hidden now counts if answers from here
    /// on could bring it to light.
    pub fn at_most(&self) -> usize {
        let Position::Page(index) = self.position else {
            return 0;
        };
        let ahead = Ahead {
            session: self,
            index,
            names: OnceCell::new(),
        };
        let later = self.survey.pages.iter().enumerate().skip(index + 1);
        let count: usize = later
            .filter(|(_, page)| ahead.could_show_page(page))
            .map(|(at, page)| ahead.screens_on(at, page))
            .sum();
        let here = self
            .survey
            .pages
            .get(index)
            .map_or(0, |page| ahead.screens_on(index, page));
        here.max(1) + count
    }

    /// The names that can still get other values, in lower case: questions and journeys of this page and the later ones.
    fn names_from(&self, index: usize) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for page in self.survey.pages.iter().skip(index) {
            page_questions(page, &mut |question| {
                names.insert(question.name.to_ascii_lowercase());
            });
            if let PageContent::Journey(journey) = &page.content {
                names.insert(journey.name.to_ascii_lowercase());
            }
        }
        names
    }
}

/// What answers from the present page on can change.
struct Ahead<'s> {
    session: &'s Session,
    index: usize,
    /// Gathered only once something is hidden.
    names: OnceCell<BTreeSet<String>>,
}

impl Ahead<'_> {
    fn could_show_page(&self, page: &Page) -> bool {
        page.visible
            && self.could_hold(page.visible_if.as_ref())
            && match &page.content {
                PageContent::Elements(elements) => {
                    elements.iter().any(|element| self.could_show(element))
                }
                PageContent::Journey(journey) => {
                    journey.visible && self.could_hold(journey.visible_if.as_ref())
                }
            }
    }

    fn could_show(&self, element: &Element) -> bool {
        match element {
            Element::Question(question) => {
                question.visible && self.could_hold(question.visible_if.as_ref())
            }
            Element::Panel(panel) => {
                panel.visible
                    && self.could_hold(panel.visible_if.as_ref())
                    && panel.elements.iter().any(|inner| self.could_show(inner))
            }
            Element::Journey(journey) => {
                journey.visible && self.could_hold(journey.visible_if.as_ref())
            }
        }
    }

    fn screens_on(&self, index: usize, page: &Page) -> usize {
        let PageContent::Journey(journey) = &page.content else {
            return 1;
        };
        let could_be_met = |touchpoint: usize| {
            journey
                .touchpoints
                .get(touchpoint)
                .is_some_and(|touchpoint| self.could_hold(touchpoint.reached_if.as_ref()))
        };
        let at_most = |turn: &JourneyTurn| turn.run().at_most_if_met(&could_be_met);
        match self.session.turn_at(index) {
            Some(turn) => at_most(turn),
            None => at_most(&self.session.start_turn(journey)),
        }
    }

    fn could_hold(&self, condition: Option<&Condition>) -> bool {
        self.session.holds(condition, true)
            || condition.is_some_and(|condition| {
                // Functions may read more than the names in braces.
                let expression = condition.expression();
                !expression.functions().is_empty()
                    || expression.names().iter().any(|name| self.is_ahead(name))
            })
    }

    /// Whether a name, or what it is a part of, is among those that can still change. Names may have dots of their own.
    fn is_ahead(&self, name: &str) -> bool {
        let names = self
            .names
            .get_or_init(|| self.session.names_from(self.index));
        let name = name.to_ascii_lowercase();
        let starts = name
            .match_indices(['.', '['])
            .map(|(end, _)| &name[..end])
            .chain([&*name]);
        starts
            .map(|start| start.trim_start_matches('$'))
            .any(|start| names.contains(start))
    }
}

/// Visits all questions of a page, the extra questions of a journey's touchpoints among them.
pub(super) fn page_questions<'p>(
    page: &'p Page,
    visit: &mut dyn FnMut(&'p std::rc::Rc<crate::definition::Question>),
) {
    match &page.content {
        PageContent::Elements(elements) => each_question(elements, visit),
        PageContent::Journey(journey) => {
            for touchpoint in &journey.touchpoints {
                each_question(&touchpoint.elements, visit);
            }
        }
    }
}
