use std::mem::take;
use std::rc::Rc;

use super::class::{Class, Property, Shape};
use super::element::{ElementReader, PANEL};
use super::limits::MAX_SECONDS;
use super::names::valid_name;
use super::reader::{Reader, concat, meaning};
use super::{Condition, Element, Journey, Localized, Order, ShowNumbers, State, TitleLocation};

/// One stop on a respondent's way: questions that are shown together, or a journey, which shows screens of its own.
#[derive(Clone, Debug, Default)]
pub struct Page {
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
    /// `None`: as the survey says.
    pub question_order: Option<Order>,
    pub title_location: TitleLocation,
    pub show_number: bool,
    pub show_question_numbers: ShowNumbers,
    pub question_start_index: Rc<str>,
    /// In seconds; 0 for the survey's.
    pub time_limit: usize,
    /// `None`: as the survey says.
    pub show_navigation_buttons: Option<bool>,
    /// Where in the document it stands; empty where the document has no pages.
    pub pointer: Rc<str>,
    pub content: PageContent,
}

#[derive(Clone, Debug)]
pub enum PageContent {
    Elements(Vec<Element>),
    Journey(Rc<Journey>),
}

pub(super) static PAGE: Class = Class {
    name: "page",
    parent: Some(&PANEL),
    properties: &[
        Property(
            "showNavigationButtons|navigationButtonsVisibility",
            Shape::OneOf(&["inherit", "show", "hide", "true", "false"]),
        ),
        Property("timeLimit|maxTimeToFinish", Shape::Count(0, MAX_SECONDS)),
        Property("navigationTitle", Shape::Layout),
        Property("navigationDescription", Shape::Layout),
    ],
};

impl Default for PageContent {
    fn default() -> Self {
        Self::Elements(Vec::new())
    }
}

impl Page {
    /// Whether it asks nothing.
    pub(super) fn is_empty(&self) -> bool {
        matches!(&self.content, PageContent::Elements(elements) if elements.is_empty())
    }

    /// A page of the document. One that holds a journey beside other elements becomes several: what stands before the
    /// journey, the journey, what stands after it.
    pub(super) fn read<'d>(
        reader: Reader<'d>,
        index: usize,
        elements: &mut ElementReader<'d>,
    ) -> Vec<Self> {
        let name = reader
            .text("name")
            .map(valid_name)
            .unwrap_or_else(|| concat(&["page", &(index + 1).to_string()]).into());
        let list = elements.read_list(&reader, "elements", 0);
        let (mut title, mut description) =
            (reader.localized("title"), reader.localized("description"));
        let common = Self {
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
            time_limit: reader.count("timeLimit", 0),
            show_navigation_buttons: meaning(
                &[None, Some(true), Some(false), Some(true), Some(false)],
                reader.word("showNavigationButtons"),
            ),
            pointer: reader.pointer,
            ..Self::default()
        };
        let mut parts = Self::of_elements(name.clone(), list);
        if parts.is_empty() {
            // Nobody sees an empty page, but it may be the start page, or make another one that.
            parts.push(Self {
                name,
                visible: true,
                ..Self::default()
            });
        }
        parts
            .into_iter()
            .map(|page| Self {
                name: page.name,
                content: page.content,
                title: take(&mut title),
                description: take(&mut description),
                ..common.clone()
            })
            .collect()
    }

    pub(super) fn of_elements(name: Rc<str>, elements: Vec<Element>) -> Vec<Self> {
        let mut contents = Vec::new();
        let mut questions = Vec::new();
        for element in elements {
            match element {
                Element::Journey(journey) => {
                    if !questions.is_empty() {
                        contents.push(PageContent::Elements(take(&mut questions)));
                    }
                    contents.push(PageContent::Journey(journey));
                }
                other => questions.push(other),
            }
        }
        if !questions.is_empty() {
            contents.push(PageContent::Elements(questions));
        }
        contents
            .into_iter()
            .enumerate()
            .map(|(part, content)| Self {
                name: match part {
                    0 => name.clone(),
                    _ => concat(&[&name, "-", &(part + 1).to_string()]).into(),
                },
                visible: true,
                content,
                ..Self::default()
            })
            .collect()
    }
}
