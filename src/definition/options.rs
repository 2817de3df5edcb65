//! The words with which documents choose between ways of doing things, shared by several classes.

/// When answers to questions that are not shown are dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClearInvisible {
    None,
    #[default]
    OnComplete,
    OnHidden,
    OnHiddenContainer,
}

/// When answers are checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckErrors {
    #[default]
    OnNextPage,
    OnValueChanged,
    OnComplete,
}

/// What is shown at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageMode {
    /// The pages of the document.
    #[default]
    Standard,
    SinglePage,
    QuestionPerPage,
    /// Questions that hold several fields are shown field by field too.
    InputPerPage,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PreviewMode {
    #[default]
    AllQuestions,
    AnsweredQuestions,
}

/// What progress counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProgressType {
    #[default]
    Pages,
    Questions,
    RequiredQuestions,
    CorrectQuestions,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Initial,
    Random,
}

/// Whether questions are numbered, and where counting starts anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShowNumbers {
    /// As the container of this one does.
    #[default]
    Default,
    On,
    /// Starting anew on each page.
    OnPage,
    /// Starting anew in each panel.
    OnPanel,
    /// `1.2.1`
    Recursive,
    Off,
}

/// Which times the respondent is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimerInfo {
    Page,
    Survey,
    #[default]
    Combined,
}

/// How a question or panel starts out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Default,
    Collapsed,
    Expanded,
    /// Of the panels of a `paneldynamic`: all but the first are collapsed.
    FirstExpanded,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TitleLocation {
    /// As the container of this one says.
    #[default]
    Default,
    Top,
    Bottom,
    Left,
    Hidden,
}

/// In which order the number, the mark of required questions and the title stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TitlePattern {
    #[default]
    NumberTitleMark,
    NumberMarkTitle,
    MarkNumberTitle,
    /// Without a mark.
    NumberTitle,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DescriptionLocation {
    #[default]
    Default,
    UnderInput,
    UnderTitle,
    Hidden,
}

/// The words of documents for these, in the order of their meanings.
pub(super) mod words {
    pub const CLEAR_INVISIBLE: &[&str] = &[
        "onComplete",
        "none",
        "onHidden",
        "onHiddenContainer",
        "true",
        "false",
    ];
    pub const CLEAR_IF_INVISIBLE: &[&str] = &[
        "default",
        "onComplete",
        "none",
        "onHidden",
        "onHiddenContainer",
    ];
    pub const ORDERS: &[&str] = &["initial", "random"];
    pub const ORDERS_OR_DEFAULT: &[&str] = &["default", "initial", "random"];
    pub const STATES: &[&str] = &["default", "collapsed", "expanded"];
    pub const TITLE_PATTERNS: &[&str] = &[
        "numTitleRequire",
        "numRequireTitle",
        "requireNumTitle",
        "numTitle",
    ];
    pub const TITLE_LOCATIONS: &[&str] = &["default", "top", "bottom", "left", "hidden"];
    pub const DESCRIPTION_LOCATIONS: &[&str] = &["default", "underInput", "underTitle", "hidden"];
    pub const NUMBERS_OF_PANELS: &[&str] = &["default", "onpanel", "recursive", "off"];
    pub const DEFAULT_TRUE_FALSE: &[&str] = &["default", "true", "false"];
}

impl ClearInvisible {
    pub(super) const ALL: [Self; 6] = [
        Self::OnComplete,
        Self::None,
        Self::OnHidden,
        Self::OnHiddenContainer,
        Self::OnComplete,
        Self::None,
    ];
}

impl Order {
    pub(super) const ALL: [Self; 2] = [Self::Initial, Self::Random];
    pub(super) const ALL_OR_DEFAULT: [Option<Self>; 3] =
        [None, Some(Self::Initial), Some(Self::Random)];
}

impl State {
    pub(super) const ALL: [Self; 4] = [
        Self::Default,
        Self::Collapsed,
        Self::Expanded,
        Self::FirstExpanded,
    ];
}

impl TitleLocation {
    pub(super) const ALL: [Self; 5] = [
        Self::Default,
        Self::Top,
        Self::Bottom,
        Self::Left,
        Self::Hidden,
    ];
}

impl DescriptionLocation {
    pub(super) const ALL: [Self; 4] = [
        Self::Default,
        Self::UnderInput,
        Self::UnderTitle,
        Self::Hidden,
    ];
}

impl ShowNumbers {
    pub(super) const OF_PANELS: [Self; 4] =
        [Self::Default, Self::OnPanel, Self::Recursive, Self::Off];
}

/// Of a property of three words: as others say, yes, no.
pub(super) const DEFAULT_TRUE_FALSE: [Option<bool>; 3] = [None, Some(true), Some(false)];
