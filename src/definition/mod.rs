//! Document → [`Survey`] and diagnostics: the only code that knows how documents are spelled.

mod adaptive;
mod condition;
mod delivery;
mod diagnostic;
mod element;
mod findings;
mod journey;
mod kind;
mod limits;
mod localized;
mod markup;
mod page;
mod question;
mod reader;
mod spelling;
mod survey;
mod surveyjs;
mod validator;

pub use adaptive::{Adaptive, ScreenChoice};
pub use condition::Condition;
pub use delivery::Delivery;
pub use diagnostic::{Diagnostic, Severity};
pub use element::{Element, Panel};
pub use journey::{Cause, Journey, Owner, OwnerKind, Prior, Stage, Touchpoint};
pub use kind::{
    Boolean, BooleanDisplay, Choice, ChoiceItem, ChoiceOrder, Comment, InputType, Kind,
    RateDisplay, RateValue, Rating, Text,
};
pub use limits::MAX_DOCUMENT_BYTES;
pub use localized::{DEFAULT_LOCALE, Localized, language_of};
pub use markup::{Markup, parse_markup};
pub use page::{Page, PageContent};
pub use question::Question;
pub use survey::{Audience, Reading, Survey, read};
pub use validator::{Check, Validator};
