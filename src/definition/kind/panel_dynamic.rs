use std::rc::Rc;

use crate::definition::class::{Class, Property, Shape};
use crate::definition::element::{ELEMENTS, ElementReader};
use crate::definition::limits::{MAX_ELEMENTS, MAX_PANELS};
use crate::definition::options::words;
use crate::definition::question::QUESTION;
use crate::definition::reader::{Reader, meaning};
use crate::definition::{Condition, Element, Localized, ShowNumbers, State, TitleLocation};
use crate::value::Value;

/// The same questions as often as the respondent wants: each time a panel, the answer a list of objects.
#[derive(Clone, Debug)]
pub struct PanelDynamic {
    pub elements: Vec<Element>,
    pub template_title: Localized,
    pub template_tab_title: Localized,
    pub tab_title_placeholder: Localized,
    pub template_description: Localized,
    pub template_visible_if: Option<Condition>,
    pub panel_count: usize,
    pub panel_count_expression: Option<Condition>,
    pub min: usize,
    pub max: usize,
    /// What a new panel starts with.
    pub default_panel_value: Value,
    /// A new panel starts with the answers of the last one.
    pub copy_last: bool,
    /// The question whose answers must differ between panels; empty for none.
    pub key_name: Rc<str>,
    pub key_duplication_error: Localized,
    pub allow_add: bool,
    pub allow_remove: bool,
    pub new_panel_position: NewPanelPosition,
    pub confirm_delete: bool,
    pub confirm_delete_text: Localized,
    pub add_text: Localized,
    pub remove_text: Localized,
    pub previous_text: Localized,
    pub next_text: Localized,
    pub no_entries_text: Localized,
    pub display: PanelDisplay,
    pub panels_state: State,
    pub show_progress: bool,
    pub show_question_numbers: ShowNumbers,
    pub question_start_index: Rc<str>,
    pub title_location: TitleLocation,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NewPanelPosition {
    #[default]
    Last,
    /// After the current one.
    Next,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PanelDisplay {
    /// One below the other.
    #[default]
    List,
    /// One at a time.
    Carousel,
    Tab,
}

pub(in crate::definition) static PANEL_DYNAMIC: Class = Class {
    name: "paneldynamic",
    parent: Some(&QUESTION),
    properties: &[
        Property(
            "templateElements|questions",
            Shape::Typed(&ELEMENTS, MAX_ELEMENTS),
        ),
        Property("templateTitle", Shape::Localized),
        Property("templateTabTitle", Shape::Localized),
        Property("tabTitlePlaceholder", Shape::Localized),
        Property("templateDescription", Shape::Localized),
        Property("templateVisibleIf", Shape::Expression),
        Property("panelCount", Shape::Count(0, MAX_PANELS)),
        Property("panelCountExpression", Shape::Expression),
        Property("minPanelCount", Shape::Count(0, MAX_PANELS)),
        Property("maxPanelCount", Shape::Count(0, MAX_PANELS)),
        Property("defaultPanelValue", Shape::Value),
        Property(
            "copyDefaultValueFromLastEntry|defaultValueFromLastPanel",
            Shape::Flag,
        ),
        Property("keyName", Shape::Text),
        Property("keyDuplicationError", Shape::Localized),
        Property("allowAddPanel", Shape::Flag),
        Property("allowRemovePanel", Shape::Flag),
        Property("newPanelPosition", Shape::OneOf(&["last", "next"])),
        Property("confirmDelete", Shape::Flag),
        Property("confirmDeleteText", Shape::Localized),
        Property("addPanelText|panelAddText", Shape::Localized),
        Property("removePanelText|panelRemoveText", Shape::Localized),
        Property("prevPanelText|panelPrevText", Shape::Localized),
        Property("nextPanelText|panelNextText", Shape::Localized),
        Property("noEntriesText", Shape::Localized),
        Property("displayMode", Shape::OneOf(&["list", "carousel", "tab"])),
        Property(
            "renderMode",
            Shape::OneOf(&[
                "list",
                "progressTop",
                "progressBottom",
                "progressTopBottom",
                "tab",
            ]),
        ),
        Property(
            "panelsState",
            Shape::OneOf(&["default", "collapsed", "expanded", "firstExpanded"]),
        ),
        Property("showProgressBar|showRangeInProgress", Shape::Flag),
        Property(
            "showQuestionNumbers",
            Shape::OneOf(&["off", "default", "onpanel", "recursive", "onSurvey"]),
        ),
        Property("questionStartIndex", Shape::Text),
        Property(
            "templateQuestionTitleLocation|templateTitleLocation",
            Shape::OneOf(words::TITLE_LOCATIONS),
        ),
        Property("templateQuestionTitleWidth", Shape::Layout),
        Property("templateErrorLocation", Shape::Layout),
        Property("progressBarLocation", Shape::Layout),
        Property("tabAlign", Shape::Layout),
        Property(
            "removePanelButtonLocation|panelRemoveButtonLocation",
            Shape::Layout,
        ),
    ],
};

impl PanelDynamic {
    pub(in crate::definition) fn read<'d>(
        reader: &Reader<'d>,
        elements: &mut ElementReader<'d>,
        depth: usize,
    ) -> Option<Self> {
        if !ElementReader::may_nest(reader, depth) {
            return None;
        }
        let min = reader.count("minPanelCount", 0);
        Some(Self {
            elements: elements.read_template(reader, "templateElements", depth + 1),
            template_title: reader.localized("templateTitle"),
            template_tab_title: reader.localized("templateTabTitle"),
            tab_title_placeholder: reader.localized("tabTitlePlaceholder"),
            template_description: reader.localized("templateDescription"),
            template_visible_if: reader.condition("templateVisibleIf"),
            panel_count: reader.count("panelCount", 0),
            panel_count_expression: reader.condition("panelCountExpression"),
            min,
            max: reader.count("maxPanelCount", 100).max(min).max(1),
            default_panel_value: reader.value("defaultPanelValue"),
            copy_last: reader.flag("copyDefaultValueFromLastEntry", false),
            key_name: reader.text_or("keyName", ""),
            key_duplication_error: reader.localized("keyDuplicationError"),
            allow_add: reader.flag("allowAddPanel", true),
            allow_remove: reader.flag("allowRemovePanel", true),
            new_panel_position: meaning(
                &[NewPanelPosition::Last, NewPanelPosition::Next],
                reader.word("newPanelPosition"),
            ),
            confirm_delete: reader.flag("confirmDelete", false),
            confirm_delete_text: reader.localized("confirmDeleteText"),
            add_text: reader.localized("addPanelText"),
            remove_text: reader.localized("removePanelText"),
            previous_text: reader.localized("prevPanelText"),
            next_text: reader.localized("nextPanelText"),
            no_entries_text: reader.localized("noEntriesText"),
            display: read_display(reader),
            panels_state: meaning(&State::ALL, reader.word("panelsState")),
            show_progress: reader.flag("showProgressBar", true),
            show_question_numbers: meaning(
                &[
                    ShowNumbers::Off,
                    ShowNumbers::Default,
                    ShowNumbers::OnPanel,
                    ShowNumbers::Recursive,
                    ShowNumbers::Default,
                ],
                reader.word("showQuestionNumbers"),
            ),
            question_start_index: reader.text_or("questionStartIndex", ""),
            title_location: meaning(
                &TitleLocation::ALL,
                reader.word("templateQuestionTitleLocation"),
            ),
        })
    }

    /// As near to that count of panels as the bounds allow.
    pub fn within_bounds(&self, count: usize) -> usize {
        count.clamp(self.min, self.max)
    }
}

fn read_display(reader: &Reader) -> PanelDisplay {
    match (reader.word("renderMode"), reader.word("displayMode")) {
        (0, 0) => PanelDisplay::List,
        (4, _) | (0, 2) => PanelDisplay::Tab,
        _ => PanelDisplay::Carousel,
    }
}
