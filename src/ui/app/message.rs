use std::cell::RefCell;
use std::rc::Rc;

use web_sys::FocusEvent;

use crate::session::{Entry, ItemId, Said, Session, Texts};
use crate::ui::closing::Fate;
use crate::ui::desk::Deed;
use crate::ui::dropdown::Act;
use crate::ui::problem::Problem;
use crate::ui::ranking::Grip;

/// What happens to the widget.
#[derive(Clone)]
pub enum Message {
    /// Shows a run that was started or taken up again.
    Run(Rc<RefCell<Session>>),
    Problem(Problem, Texts),
    Enter(ItemId, Entry),
    /// The same, and the id of what gets the focus.
    EnterAndLead(ItemId, Entry, String),
    /// Does something to the list of a question.
    List(ItemId, Act),
    /// Ranks anew: the entry, the id of what gets the focus, and what is said of it.
    Rank(ItemId, Entry, String, String),
    /// Drags a row of a ranking, by its place.
    Drag(ItemId, usize, Grip),
    /// Shows a panel of a dynamic panel.
    Show(ItemId, ItemId),
    /// Asks whether a panel is to be removed, or no longer; and the id of what gets the focus.
    AskToRemove(Option<ItemId>, String),
    /// What is typed into a field is complete.
    Left(ItemId),
    /// The focus leaves a field.
    Visited(ItemId, FocusEvent),
    /// Goes on from the screen of that name, if it is still there.
    Advance(String),
    /// A second passed.
    Tick,
    Draft(Option<Said>),
    /// Handles a file or a signature.
    Do(ItemId, Deed),
    /// Whether this device keeps the files that were chosen until they are sent.
    Keeps(bool),
    Next,
    Back,
    /// Back from the preview, to a page by its name or to the last.
    Edit(Option<Rc<str>>),
    /// What becomes of the finished record.
    Fate(Fate),
    /// How many responses are on this device.
    Held(usize),
    /// Saves them as a file.
    Export,
    /// Asks whether the respondent is still there, for so many seconds, or stops asking.
    Wait(Option<u32>),
    Close,
    Retry,
    /// Starts again, for the next respondent.
    Again,
    /// What the session says changed otherwise: the language, the context, a list that arrived.
    Redraw,
}

/// What the embedding side acts upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    /// An answer or the place in the survey changed.
    Changed,
    Completed,
    Closed,
    Retry,
    Again,
    Export,
    /// For whoever does not see what changed.
    Say(String),
}
