use std::rc::Rc;

use super::element::ElementReader;
use super::reader::Reader;
use super::{Condition, Element, Journey, Localized, surveyjs};

/// One stop on a respondent's way: questions that are shown together, or a journey, which shows screens of its own.
#[derive(Clone, Debug)]
pub struct Page {
    pub name: Rc<str>,
    pub title: Localized,
    pub description: Localized,
    pub visible: bool,
    pub visible_if: Option<Condition>,
    pub content: PageContent,
}

#[derive(Clone, Debug)]
pub enum PageContent {
    Elements(Vec<Element>),
    Journey(Rc<Journey>),
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
        reader.finish();
        let mut pages = Self::of_elements(name, list);
        for page in &mut pages {
            page.visible = visible;
            page.visible_if = visible_if.clone();
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
                title: Localized::default(),
                description: Localized::default(),
                visible: true,
                visible_if: None,
                content,
            })
            .collect()
    }
}
