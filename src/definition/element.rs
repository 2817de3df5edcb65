use std::collections::HashSet;
use std::rc::Rc;

use super::findings::Findings;
use super::limits::{MAX_ELEMENTS, MAX_PANEL_DEPTH};
use super::reader::Reader;
use super::{
    Condition, Journey, Localized, Order, Question, ShowNumbers, State, TitleLocation, surveyjs,
};

/// What stands on a page.
#[derive(Clone, Debug)]
pub enum Element {
    Question(Rc<Question>),
    Panel(Rc<Panel>),
    Journey(Rc<Journey>),
}

/// Elements with a common title and condition.
#[derive(Clone, Debug)]
pub struct Panel {
    pub name: Rc<str>,
    pub title: Localized,
    pub description: Localized,
    pub visible: bool,
    pub visible_if: Option<Condition>,
    pub enable_if: Option<Condition>,
    pub required_if: Option<Condition>,
    /// One of its questions must be answered.
    pub required: bool,
    pub required_text: Localized,
    pub read_only: bool,
    pub state: State,
    /// `None`: as the container says.
    pub question_order: Option<Order>,
    pub title_location: TitleLocation,
    pub show_number: bool,
    pub show_question_numbers: ShowNumbers,
    pub question_start_index: Rc<str>,
    pub elements: Vec<Element>,
    /// Where in the document it stands.
    pub pointer: Rc<str>,
}

/// Types of SurveyJS that this version knows of and does not ask.
const SURVEYJS_NOT_YET: &[&str] = &[
    "matrixdropdown",
    "matrixdynamic",
    "slider",
    "buttongroup",
    "imagemap",
    "empty",
];

/// Reads elements and sees to it that no two have the same name.
pub(super) struct ElementReader<'d> {
    findings: &'d Findings,
    names: HashSet<Rc<str>>,
    count: usize,
}

impl<'d> ElementReader<'d> {
    pub fn new(findings: &'d Findings) -> Self {
        Self {
            findings,
            names: HashSet::new(),
            count: 0,
        }
    }

    pub fn read_list(
        &mut self,
        reader: &Reader<'d>,
        names: &'static str,
        depth: usize,
    ) -> Vec<Element> {
        reader
            .objects(names, MAX_ELEMENTS)
            .into_iter()
            .filter_map(|element| self.read(element, depth))
            .collect()
    }

    /// The elements of a template, which have names of their own.
    pub fn read_template(
        &mut self,
        reader: &Reader<'d>,
        names: &'static str,
        depth: usize,
    ) -> Vec<Element> {
        let outside = std::mem::take(&mut self.names);
        let elements = self.read_list(reader, names, depth);
        self.names = outside;
        elements
    }

    pub fn read_journey_shorthand(&mut self, reader: &Reader<'d>) -> Option<Element> {
        Journey::read_members(reader, self, None).map(|journey| Element::Journey(Rc::new(journey)))
    }

    fn read(&mut self, reader: Reader<'d>, depth: usize) -> Option<Element> {
        self.count += 1;
        if self.count > MAX_ELEMENTS {
            if self.count == MAX_ELEMENTS + 1 {
                reader.error(
                    "",
                    "too-many",
                    format!("A document may have {MAX_ELEMENTS} elements; from here on they are left out."),
                );
            }
            return None;
        }
        let Some(kind) = reader.text("type") else {
            reader.error(
                "",
                "no-type",
                "This element has no `type`, so it is skipped.",
            );
            return None;
        };
        match &*kind {
            "panel" => self.read_panel(reader, depth),
            "journey" => self.read_journey(reader, depth),
            known if SURVEYJS_NOT_YET.contains(&known) => {
                reader.warning(
                    "type",
                    "unsupported-type",
                    format!(
                        "Elements of type `{known}` are not supported yet, so this one is skipped."
                    ),
                );
                None
            }
            _ => {
                let question = Question::read(reader, &kind, self, depth)?;
                self.claim_name(&question.name, &question.pointer);
                Some(Element::Question(Rc::new(question)))
            }
        }
    }

    fn read_panel(&mut self, reader: Reader<'d>, depth: usize) -> Option<Element> {
        if depth >= MAX_PANEL_DEPTH {
            reader.error(
                "",
                "too-deep",
                format!("Panels may be nested {MAX_PANEL_DEPTH} deep; this one is skipped."),
            );
            return None;
        }
        let panel = Panel {
            name: reader.text("name").unwrap_or_default(),
            title: reader.localized("title"),
            description: reader.localized("description"),
            visible: reader.flag("visible", true),
            visible_if: reader.condition("visibleIf"),
            enable_if: reader.condition("enableIf"),
            required_if: reader.condition("requiredIf"),
            required: reader.flag("isRequired", false),
            required_text: reader.localized("requiredErrorText"),
            read_only: reader.flag("readOnly", false),
            state: super::question::read_state(&reader),
            question_order: read_order(&reader),
            title_location: read_question_title_location(&reader),
            show_number: reader.flag("showNumber", false),
            show_question_numbers: reader.one_of(
                "showQuestionNumbers",
                &[
                    ("default", ShowNumbers::Default),
                    ("onpanel", ShowNumbers::OnPanel),
                    ("recursive", ShowNumbers::Recursive),
                    ("off", ShowNumbers::Off),
                ],
                ShowNumbers::Default,
            ),
            question_start_index: reader.text("questionStartIndex").unwrap_or_default(),
            pointer: reader.pointer.clone(),
            elements: self.read_list(&reader, "elements|questions", depth + 1),
        };
        if !panel.name.is_empty() {
            self.claim_name(&panel.name, &reader.pointer);
        }
        reader.passes_over(&surveyjs::PANEL);
        reader.finish();
        Some(Element::Panel(Rc::new(panel)))
    }

    fn read_journey(&mut self, reader: Reader<'d>, depth: usize) -> Option<Element> {
        if depth > 0 {
            reader.error(
                "",
                "journey-in-panel",
                "A journey shows screens of its own and cannot stand in a panel; move it to a page.",
            );
            return None;
        }
        let name = reader.text("name");
        let pointer = reader.pointer.clone();
        let journey = Journey::read_members(&reader, self, name);
        reader.finish();
        let journey = journey?;
        self.claim_name(&journey.name, &pointer);
        Some(Element::Journey(Rc::new(journey)))
    }

    fn claim_name(&mut self, name: &Rc<str>, pointer: &str) {
        if !self.names.insert(name.clone()) {
            self.findings.error(
                "duplicate-name",
                &format!("{pointer}/name"),
                format!("Another element is called `{name}` too; their answers would overwrite each other."),
            );
        }
    }
}

pub(super) fn read_order(reader: &Reader) -> Option<Order> {
    reader.one_of(
        "questionOrder|questionsOrder",
        &[
            ("default", None),
            ("initial", Some(Order::Initial)),
            ("random", Some(Order::Random)),
        ],
        None,
    )
}

pub(super) fn read_question_title_location(reader: &Reader) -> TitleLocation {
    reader.one_of(
        "questionTitleLocation",
        &[
            ("default", TitleLocation::Default),
            ("top", TitleLocation::Top),
            ("bottom", TitleLocation::Bottom),
            ("left", TitleLocation::Left),
            ("hidden", TitleLocation::Hidden),
        ],
        TitleLocation::Default,
    )
}
