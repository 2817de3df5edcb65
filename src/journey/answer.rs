use crate::value::sorted;

use super::screen::Screen;

/// What a respondent said on a screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// To `Overall` and `Rating`: the place on the scale, from 0 for the worst.
    Rated {
        rank: usize,
    },
    /// To `Pick`: the touchpoint that gave the most trouble, or none of them.
    Picked(Option<usize>),
    /// To `Map`: all touchpoints that gave trouble.
    Marked(Vec<usize>),
    /// To `Why`: the chosen causes, as paths into the touchpoint's why-tree.
    Causes(Vec<CausePath>),
    /// To `Why`: none of the listed causes, perhaps in words of one's own.
    NoneOfThese,
    /// To `More`: the extra page was filled in.
    Filled,
    DontKnow,
    Skipped,
    DidNotHappen,
}

/// The indices from the root of a why-tree down to a cause.
pub type CausePath = Vec<usize>;

impl Answer {
    /// The same answer in the order of the document, with nothing said twice.
    pub(super) fn normal(mut self) -> Self {
        match &mut self {
            Self::Marked(touchpoints) => {
                *touchpoints = sorted(touchpoints, &|a, b| a < b);
                touchpoints.dedup();
            }
            Self::Causes(paths) => {
                *paths = sorted(paths, &|a, b| a < b);
                paths.dedup();
            }
            _ => {}
        }
        self
    }

    /// Whether the screen offers this answer.
    pub fn fits(&self, screen: &Screen) -> bool {
        match (self, screen) {
            (Self::DontKnow | Self::Skipped, _) => true,
            (Self::DidNotHappen, screen) => screen.touchpoint().is_some(),
            (Self::Rated { .. }, Screen::Overall | Screen::Rating { .. })
            | (Self::Picked(_), Screen::Pick)
            | (Self::Marked(_), Screen::Map)
            | (Self::NoneOfThese, Screen::Why { .. })
            | (Self::Filled, Screen::More { .. }) => true,
            (Self::Causes(paths), Screen::Why { offered, .. }) => {
                !paths.is_empty() && paths.iter().all(|path| offered.contains(path))
            }
            _ => false,
        }
    }
}
