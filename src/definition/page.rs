use std::rc::Rc;

use super::element::ElementReader;
use super::element::{read_order, read_question_title_location};
use super::reader::Reader;
use super::{
    Condition, Element, Journey, Localized, Order, ShowNumbers, State, TitleLocation, surveyjs,
};

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
    /// In seconds; 0 for the survey's.
    pub time_limit: usize,
    /// `None`: as the survey says.
    pub show_navigation_buttons: Option<bool>,
    pub navigation_title: Localized,
    pub navigation_description: Localized,
    /// Where in the document it stands; empty where the document has no pages.
    pub pointer: Rc<str>,
    pub content: PageContent,
}

#[derive(Clone, Debug)]
pub enum PageContent {
    Elements(Vec<Element>),
    Journey(Rc<Journey>),
}

impl Default for PageContent {
    fn default() -> Self {
        Self::Elements(Vec::new())
    }
}

impl Page {
    /// A page of the document. One that holds a journey beside other elements becomes several: what stands before the
    /// journey, the journey, what stands after it.
    pub(super) fn read<'d>(
        reader: Reader<'d>,
        index: usize,
        elements: &mut ElementReader<'d>,
    ) -> Vec<Self> {
        let name = reader
            .text("name")
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| format!("page{}", index + 1).into());
        let title = reader.localized("title");
        let description = reader.localized("description");
        let visible = reader.flag("visible", true);
        let visible_if = reader.condition("visibleIf");
        let list = elements.read_list(&reader, "elements|questions", 0);
        reader.passes_over(&surveyjs::PANEL);
        reader.passes_over(&surveyjs::PAGE);
        let common = Self {
            visible,
            visible_if,
            enable_if: reader.condition("enableIf"),
            required_if: reader.condition("requiredIf"),
            required: reader.flag("isRequired", false),
            required_text: reader.localized("requiredErrorText"),
            read_only: reader.flag("readOnly", false),
            state: super::question::read_state(&reader),
            question_order: read_order(&reader),
            title_location: read_question_title_location(&reader),
            show_number: reader.flag("showNumber", false),
            time_limit: reader
                .whole_number("timeLimit|maxTimeToFinish", 0..=10_000_000)
                .unwrap_or(0),
            show_navigation_buttons: reader.value("showNavigationButtons").as_bool(),
            navigation_title: reader.localized("navigationTitle"),
            navigation_description: reader.localized("navigationDescription"),
            pointer: reader.pointer.clone(),
            ..Self::default()
        };
        reader.finish();
        let mut pages = Self::of_elements(name, list);
        for page in &mut pages {
            *page = Self {
                name: page.name.clone(),
                content: std::mem::take(&mut page.content),
                ..common.clone()
            };
        }
        if let Some(first) = pages.first_mut() {
            first.title = title;
            first.description = description;
        }
        pages
    }

    pub(super) fn of_elements(name: Rc<str>, elements: Vec<Element>) -> Vec<Self> {
        let mut contents = Vec::new();
        let mut questions = Vec::new();
        for element in elements {
            match element {
                Element::Journey(journey) => {
                    if !questions.is_empty() {
                        contents.push(PageContent::Elements(std::mem::take(&mut questions)));
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
                    _ => format!("{name}-{}", part + 1).into(),
                },
                visible: true,
                content,
                ..Self::default()
            })
            .collect()
    }
}
