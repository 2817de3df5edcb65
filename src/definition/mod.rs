//! Document → [`Survey`] and diagnostics: the only code that knows how documents are spelled.

mod adaptive;
mod calculated;
mod class;
mod condition;
mod conform;
mod delivery;
mod diagnostic;
mod element;
mod findings;
mod journey;
mod kind;
mod limits;
#[cfg(feature = "native")]
mod lint;
mod localized;
mod lot;
mod markup;
mod names;
mod options;
mod page;
mod priors;
mod question;
mod rare;
mod reader;
#[cfg(feature = "native")]
mod schema;
mod spelling;
mod survey;
mod trigger;
mod validator;

pub use adaptive::{Adaptive, ScreenChoice};
pub use calculated::{CalculatedValue, HtmlCondition, UrlCondition};
pub use condition::Condition;
pub use delivery::{Delivery, Format, PLACEHOLDERS, is_header, next_placeholder};
pub use diagnostic::{Diagnostic, Severity};
pub use element::{Element, Panel};
pub use journey::{Cause, Journey, Owner, OwnerKind, Prior, Stage, Touchpoint};
pub use kind::{
    Boolean, BooleanDisplay, Cell, Choice, ChoiceItem, ChoiceOrder, ChoicesByUrl, ChoicesFromMode,
    Comment, CurrencyMask, DateMask, DatePreset, DisplayStyle, ExpressionKind, FileKind,
    FileSource, Image, ImageFit, ImageMode, InputType, Kind, Mask, MaskKind, Matrix, MultipleText,
    NewPanelPosition, NumberMask, PanelDisplay, PanelDynamic, RateDisplay, RateValue, Rating,
    RatingDisplay, SignatureFormat, SignaturePad, Text,
};
pub use limits::{MAX_DOCUMENT_BYTES, MAX_INSTANCES};
#[cfg(feature = "native")]
pub use lint::lint;
pub use localized::{DEFAULT_LOCALE, Localized, language_of};
pub use lot::Lot;
pub use markup::{Markup, image_address, parse_markup};
pub use options::{
    CheckErrors, ClearInvisible, DescriptionLocation, Order, PageMode, PreviewMode, ProgressType,
    ShowNumbers, State, TimerInfo, TitleLocation, TitlePattern,
};
pub use page::{Page, PageContent};
pub use priors::with_priors;
pub use question::Question;
pub use rare::uses_rare;
#[cfg(feature = "native")]
pub use schema::schema;
pub use survey::{Audience, NAMELESS, Reading, RegionalFormat, Survey, read};
pub use trigger::{Trigger, TriggerAction};
pub use validator::{Check, Validator};
