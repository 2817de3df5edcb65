use std::rc::Rc;

use crate::definition::Localized;

/// What is wrong with an answer. It is put into words only when it is shown, so that it follows the language.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub kind: ProblemKind,
    /// The author's own words; empty for the built-in ones.
    pub words: Localized,
    /// Warnings and remarks do not keep anybody from going on.
    pub is_error: bool,
}

/// The kinds of problem, and what the built-in words speak of.
#[derive(Clone, Debug, PartialEq)]
pub enum ProblemKind {
    Required,
    RequiredInPanel,
    RequiredInAllRows,
    RowsNotUnique,
    NotNumeric,
    /// No words beside the choice of this text.
    OtherEmpty(Rc<str>),
    KeyDuplicated,
    Below(Rc<str>),
    Above(Rc<str>),
    /// A date or a time before the first that is taken: as JavaScript writes it, and as the document does.
    Early(Rc<str>, Rc<str>),
    Late(Rc<str>, Rc<str>),
    OffStep(Rc<str>),
    NumberOutside {
        name: Option<Rc<str>>,
        min: Option<Rc<str>>,
        max: Option<Rc<str>>,
    },
    Digits,
    Length {
        min: usize,
        max: usize,
    },
    TooFewChosen(usize),
    TooManyChosen(usize),
    NotEmail,
    /// What is in the field is not complete, or does not exist, such as the 30th of February.
    Unfinished,
    Pattern,
    Expression(Rc<str>),
    ListNotLoaded(Rc<str>),
    ListEmpty,
}

impl Problem {
    pub fn new(kind: ProblemKind, words: &Localized) -> Self {
        Self {
            kind,
            words: words.clone(),
            is_error: true,
        }
    }

    pub fn plain(kind: ProblemKind) -> Self {
        Self::new(kind, &Localized::default())
    }

    /// The name of the kind, as it is called where surveys like these are run elsewhere.
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            ProblemKind::Required => "required",
            ProblemKind::RequiredInPanel => "requireoneanswer",
            ProblemKind::RequiredInAllRows => "requiredinallrowserror",
            ProblemKind::RowsNotUnique => "eachrowuniqueeerror",
            ProblemKind::NotNumeric => "requirenumeric",
            ProblemKind::OtherEmpty(_) => "otherempty",
            ProblemKind::KeyDuplicated => "keyduplicationerror",
            ProblemKind::ListNotLoaded(_) => "webrequest",
            ProblemKind::ListEmpty => "webrequestempty",
            _ => "custom",
        }
    }
}
