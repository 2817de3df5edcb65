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

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DescriptionLocation {
    #[default]
    Default,
    UnderInput,
    UnderTitle,
    Hidden,
}
