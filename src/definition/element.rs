use std::rc::Rc;

use super::class::{Class, Property, Shape, Types};
use super::findings::Findings;
use super::kind::{self, ChoiceItem, Kind};
use super::limits::{MAX_ELEMENTS, MAX_PANEL_DEPTH};
use super::names::{Names, valid_name, valid_question_name};
use super::options::words;
use super::reader::{Reader, concat, meaning};
use super::{
    Condition, Journey, Localized, Order, Question, ShowNumbers, State, TitleLocation, journey,
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
    /// Whether it holds what is asked of those who choose something, and stands below what they chose it in.
    pub of_choice: bool,
    /// Where in the document it stands.
    pub pointer: Rc<str>,
}

pub(super) static ELEMENTS: Types = Types {
    noun: "element",
    suffix: "",
    classes: &[
        ("text", &kind::TEXT),
        ("comment", &kind::COMMENT),
        ("radiogroup", &kind::RADIO_GROUP),
        ("checkbox", &kind::CHECKBOX),
        ("dropdown", &kind::DROPDOWN),
        ("tagbox", &kind::TAGBOX),
        ("rating", &kind::RATING),
        ("boolean", &kind::BOOLEAN),
        ("ranking", &kind::RANKING),
        ("imagepicker", &kind::IMAGE_PICKER),
        ("matrix", &kind::MATRIX),
        ("multipletext", &kind::MULTIPLE_TEXT),
        ("expression", &kind::EXPRESSION),
        ("html", &kind::HTML),
        ("image", &kind::IMAGE),
        ("panel", &PANEL),
        ("paneldynamic", &kind::PANEL_DYNAMIC),
        ("file", &kind::FILE),
        ("signaturepad", &kind::SIGNATURE_PAD),
        ("nps", &kind::SCALE),
        ("csat", &kind::SCALE),
        ("ces", &kind::SCALE),
        ("journey", &journey::JOURNEY),
    ],
    not_yet: &[
        "matrixdropdown",
        "matrixdynamic",
        "slider",
        "buttongroup",
        "imagemap",
        "empty",
        "flowpanel",
    ],
};

/// What pages and panels share.
pub(super) static PANEL: Class = Class {
    name: "panel",
    parent: None,
    properties: &[
        Property("type", Shape::Text),
        Property("name", Shape::Text),
        Property("title", Shape::Localized),
        Property("description", Shape::Localized),
        Property("elements|questions", Shape::Typed(&ELEMENTS, MAX_ELEMENTS)),
        Property("visible", Shape::Flag),
        Property("visibleIf", Shape::Expression),
        Property("enableIf", Shape::Expression),
        Property("requiredIf", Shape::Expression),
        Property("isRequired", Shape::Flag),
        Property("requiredErrorText", Shape::Localized),
        Property("readOnly", Shape::Flag),
        Property("state", Shape::OneOf(words::STATES)),
        Property(
            "questionOrder|questionsOrder",
            Shape::OneOf(words::ORDERS_OR_DEFAULT),
        ),
        Property(
            "questionTitleLocation",
            Shape::OneOf(words::TITLE_LOCATIONS),
        ),
        Property("showNumber", Shape::Flag),
        Property(
            "showQuestionNumbers",
            Shape::OneOf(words::NUMBERS_OF_PANELS),
        ),
        Property("questionStartIndex", Shape::Text),
        Property("questionErrorLocation", Shape::Layout),
        Property("questionTitleWidth", Shape::Layout),
        Property("gridLayoutColumns", Shape::Layout),
        Property("startWithNewLine", Shape::Layout),
        Property("width", Shape::Layout),
        Property("minWidth", Shape::Layout),
        Property("maxWidth", Shape::Layout),
        Property("colSpan", Shape::Layout),
        Property("effectiveColSpan", Shape::Layout),
        Property("innerIndent", Shape::Layout),
        Property("indent", Shape::Layout),
        Property("page", Shape::Layout),
        Property("allowAdaptiveActions", Shape::Layout),
    ],
};

impl Panel {
    /// Shown while the question is and the item is chosen.
    #[inline(never)]
    fn of_choice(
        question: &Question,
        several: bool,
        item: &ChoiceItem,
        is_in_template: bool,
    ) -> Self {
        let prefix = if is_in_template { "panel." } else { "" };
        let name = concat(&[prefix, &question.name]);
        Self {
            name: "".into(),
            title: item.text.clone(),
            description: Localized::default(),
            visible: false,
            visible_if: Condition::is_answered(&name, several, &item.value),
            enable_if: None,
            required_if: None,
            required: false,
            required_text: Localized::default(),
            read_only: false,
            state: State::default(),
            question_order: None,
            title_location: TitleLocation::default(),
            show_number: false,
            show_question_numbers: ShowNumbers::Off,
            question_start_index: "".into(),
            elements: item.elements.clone(),
            of_choice: true,
            pointer: question.pointer.clone(),
        }
    }
}

/// Reads elements and sees to it that no two have the same name.
pub(super) struct ElementReader<'d> {
    findings: &'d Findings,
    names: Names,
    count: usize,
    /// In the template of a dynamic panel names stand for what is in the same panel only after `panel.`.
    is_in_template: bool,
}

impl<'d> ElementReader<'d> {
    pub fn new(findings: &'d Findings) -> Self {
        Self {
            findings,
            names: Names::default(),
            count: 0,
            is_in_template: false,
        }
    }

    /// The elements that a container has under `name`.
    pub fn read_list(&mut self, reader: &Reader<'d>, name: &str, depth: usize) -> Vec<Element> {
        let mut elements = Vec::new();
        for (index, item) in reader.list(name).iter().enumerate() {
            self.count += 1;
            if self.count > MAX_ELEMENTS {
                if self.count == MAX_ELEMENTS + 1 {
                    self.findings.error(
                        "too-many",
                        &reader.at_item(name, index),
                        || format!("A document may have {MAX_ELEMENTS} elements; from here on they are left out."),
                    );
                }
                break;
            }
            if let Some((kind, element)) = reader.typed(name, index, item)
                && let Some(element) = self.read(kind, element, depth)
            {
                let below = self.panels_of_choices(&element);
                elements.push(element);
                elements.extend(below);
            }
        }
        elements
    }

    /// The elements of a template, which have names of their own.
    pub fn read_template(&mut self, reader: &Reader<'d>, name: &str, depth: usize) -> Vec<Element> {
        let outside = self.names.enter();
        let was_in_template = std::mem::replace(&mut self.is_in_template, true);
        let elements = self.read_list(reader, name, depth);
        self.is_in_template = was_in_template;
        self.names.leave(outside);
        elements
    }

    /// What is asked of those who choose something, as panels of their own below the question.
    fn panels_of_choices(&self, element: &Element) -> Vec<Element> {
        let Element::Question(question) = element else {
            return Vec::new();
        };
        let (Kind::RadioGroup(choice) | Kind::Checkbox(choice)) = &question.kind else {
            return Vec::new();
        };
        let items = choice.items.iter().filter(|item| !item.elements.is_empty());
        items
            .map(|item| Panel::of_choice(question, choice.several, item, self.is_in_template))
            .map(|panel| Element::Panel(Rc::new(panel)))
            .collect()
    }

    /// The items of a `multipletext`, each read as a question; their names are their own too.
    pub fn read_items(&mut self, reader: &Reader<'d>, name: &str) -> Vec<Rc<Question>> {
        let outside = self.names.enter();
        let mut items = Vec::new();
        for item in reader.objects(name) {
            let pointer = item.pointer.clone();
            let Some(name) = item.text("name").map(valid_question_name) else {
                item.error(
                    "",
                    "no-name",
                    || "This field has no `name` to record its answer under, so it is skipped.",
                );
                continue;
            };
            if let Some(question) = Question::read(item, "text", name, self, 0) {
                self.names.claim(&question.name, &pointer);
                items.push(question);
            }
        }
        self.names.leave(outside);
        items
    }

    pub fn read_journey_shorthand(&mut self, reader: &Reader<'d>) -> Option<Element> {
        Journey::read(reader, self, None).map(|journey| Element::Journey(Rc::new(journey)))
    }

    /// Reports names that stand for several elements.
    pub fn finish(self) {
        self.names.report_duplicates(self.findings);
    }

    /// Whether there may be one more panel within `depth` others; else it is reported.
    pub fn may_nest(reader: &Reader, depth: usize) -> bool {
        let may = depth < MAX_PANEL_DEPTH;
        if !may {
            reader.error("", "too-deep", || {
                format!("Panels may be nested {MAX_PANEL_DEPTH} deep; this one is skipped.")
            });
        }
        may
    }

    fn read(&mut self, kind: &str, reader: Reader<'d>, depth: usize) -> Option<Element> {
        let pointer = reader.pointer.clone();
        let written = reader.text("name");
        Some(match kind {
            "panel" => {
                let name = written.map(valid_name).unwrap_or_default();
                let name = self.names.given(name, "panel", &pointer);
                Element::Panel(Rc::new(self.read_panel(reader, name, depth)?))
            }
            "journey" => {
                let journey = self.read_journey(&reader, depth)?;
                self.names.claim(&journey.name, &pointer);
                Element::Journey(Rc::new(journey))
            }
            _ => {
                let name = written.map(valid_question_name).unwrap_or_default();
                let is_nameless = name.is_empty();
                let name = self.names.given(name, "question", &pointer);
                let question = Question::read(reader, kind, name, self, depth)?;
                if !question.has_answer() {
                    self.names.release(&question.name, &pointer);
                } else if is_nameless {
                    self.findings.warning("no-name", &pointer, || {
                        format!(
                            "This question has no `name`, so its answer is recorded as `{}`, until another nameless question comes before it. Give it one.",
                            question.name
                        )
                    });
                }
                Element::Question(question)
            }
        })
    }

    fn read_panel(&mut self, reader: Reader<'d>, name: Rc<str>, depth: usize) -> Option<Panel> {
        if !Self::may_nest(&reader, depth) {
            return None;
        }
        Some(Panel {
            name,
            title: reader.localized("title"),
            description: reader.localized("description"),
            visible: reader.flag("visible", true),
            visible_if: reader.condition("visibleIf"),
            enable_if: reader.condition("enableIf"),
            required_if: reader.condition("requiredIf"),
            required: reader.flag("isRequired", false),
            required_text: reader.localized("requiredErrorText"),
            read_only: reader.flag("readOnly", false),
            state: meaning(&State::ALL, reader.word("state")),
            question_order: meaning(&Order::ALL_OR_DEFAULT, reader.word("questionOrder")),
            title_location: meaning(&TitleLocation::ALL, reader.word("questionTitleLocation")),
            show_number: reader.flag("showNumber", false),
            show_question_numbers: meaning(
                &ShowNumbers::OF_PANELS,
                reader.word("showQuestionNumbers"),
            ),
            question_start_index: reader.text_or("questionStartIndex", ""),
            elements: self.read_list(&reader, "elements", depth + 1),
            of_choice: false,
            pointer: reader.pointer,
        })
    }

    fn read_journey(&mut self, reader: &Reader<'d>, depth: usize) -> Option<Journey> {
        if depth > 0 {
            reader.error(
                "",
                "journey-in-panel",
                || "A journey shows screens of its own and cannot stand in a panel; move it to a page.",
            );
            return None;
        }
        Journey::read(reader, self, reader.text("name"))
    }
}
