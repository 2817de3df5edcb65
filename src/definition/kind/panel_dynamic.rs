use std::rc::Rc;

use crate::definition::element::ElementReader;
use crate::definition::limits::{MAX_PANEL_DEPTH, MAX_PANELS};
use crate::definition::reader::Reader;
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

impl PanelDynamic {
    pub(in crate::definition) fn read<'d>(
        reader: &Reader<'d>,
        elements: &mut ElementReader<'d>,
        depth: usize,
    ) -> Option<Self> {
        if depth >= MAX_PANEL_DEPTH {
            reader.error(
                "",
                "too-deep",
                format!("Panels may be nested {MAX_PANEL_DEPTH} deep; this one is skipped."),
            );
            return None;
        }
        let count = |names, default| {
            reader
                .whole_number(names, 0..=MAX_PANELS)
                .unwrap_or(default)
        };
        Some(Self {
            elements: elements.read_template(reader, "templateElements|questions", depth + 1),
            template_title: reader.localized("templateTitle"),
            template_tab_title: reader.localized("templateTabTitle"),
            tab_title_placeholder: reader.localized("tabTitlePlaceholder"),
            template_description: reader.localized("templateDescription"),
            template_visible_if: reader.condition("templateVisibleIf"),
            panel_count: count("panelCount", 0),
            panel_count_expression: reader.condition("panelCountExpression"),
            min: count("minPanelCount", 0),
            max: count("maxPanelCount", 100),
            default_panel_value: reader.value("defaultPanelValue").clone(),
            copy_last: reader.flag(
                "copyDefaultValueFromLastEntry|defaultValueFromLastPanel",
                false,
            ),
            key_name: reader.text("keyName").unwrap_or_default(),
            key_duplication_error: reader.localized("keyDuplicationError"),
            allow_add: reader.flag("allowAddPanel", true),
            allow_remove: reader.flag("allowRemovePanel", true),
            new_panel_position: reader.one_of(
                "newPanelPosition",
                &[
                    ("last", NewPanelPosition::Last),
                    ("next", NewPanelPosition::Next),
                ],
                NewPanelPosition::Last,
            ),
            confirm_delete: reader.flag("confirmDelete", false),
            confirm_delete_text: reader.localized("confirmDeleteText"),
            add_text: reader.localized("addPanelText|panelAddText"),
            remove_text: reader.localized("removePanelText|panelRemoveText"),
            previous_text: reader.localized("prevPanelText|panelPrevText"),
            next_text: reader.localized("nextPanelText|panelNextText"),
            no_entries_text: reader.localized("noEntriesText"),
            display: if reader.has("renderMode") {
                reader.one_of(
                    "renderMode",
                    &[
                        ("list", PanelDisplay::List),
                        ("progressTop", PanelDisplay::Carousel),
                        ("progressBottom", PanelDisplay::Carousel),
                        ("progressTopBottom", PanelDisplay::Carousel),
                        ("tab", PanelDisplay::Tab),
                    ],
                    PanelDisplay::List,
                )
            } else {
                reader.one_of(
                    "displayMode",
                    &[
                        ("list", PanelDisplay::List),
                        ("carousel", PanelDisplay::Carousel),
                        ("tab", PanelDisplay::Tab),
                    ],
                    PanelDisplay::List,
                )
            },
            panels_state: reader.one_of(
                "panelsState",
                &[
                    ("default", State::Default),
                    ("collapsed", State::Collapsed),
                    ("expanded", State::Expanded),
                    ("firstExpanded", State::FirstExpanded),
                ],
                State::Default,
            ),
            show_progress: reader.flag("showProgressBar|showRangeInProgress", true),
            show_question_numbers: reader.one_of(
                "showQuestionNumbers",
                &[
                    ("off", ShowNumbers::Off),
                    ("default", ShowNumbers::Default),
                    ("onpanel", ShowNumbers::OnPanel),
                    ("recursive", ShowNumbers::Recursive),
                ],
                ShowNumbers::Off,
            ),
            question_start_index: reader.text("questionStartIndex").unwrap_or_default(),
            title_location: reader.one_of(
                "templateQuestionTitleLocation|templateTitleLocation",
                &[
                    ("default", TitleLocation::Default),
                    ("top", TitleLocation::Top),
                    ("bottom", TitleLocation::Bottom),
                    ("left", TitleLocation::Left),
                    ("hidden", TitleLocation::Hidden),
                ],
                TitleLocation::Default,
            ),
        })
    }
}
