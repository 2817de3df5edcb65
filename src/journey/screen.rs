use super::answer::CausePath;

/// One question of a journey, shown on its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// How did it all go?
    Overall,
    /// Which of these gave you the most trouble?
    Pick,
    /// Which of these gave you trouble?
    Map,
    /// How well did this touchpoint go?
    Rating { touchpoint: usize },
    /// What went wrong? At level 1 the roots of the why-tree are offered, below the children of what was chosen.
    /// Nothing offered: an open question.
    Why {
        touchpoint: usize,
        level: usize,
        offered: Vec<CausePath>,
    },
    /// The touchpoint's extra questions.
    More { touchpoint: usize },
}

impl Screen {
    /// What kind of screen it is, as records and scripts call it.
    pub fn kind_name(&self) -> &'static str {
        match self {
            Self::Overall => "overall",
            Self::Pick => "pick",
            Self::Map => "map",
            Self::Rating { .. } => "rating",
            Self::Why { .. } => "why",
            Self::More { .. } => "more",
        }
    }

    /// The one touchpoint that the screen is about.
    pub fn touchpoint(&self) -> Option<usize> {
        match self {
            Self::Overall | Self::Pick | Self::Map => None,
            Self::Rating { touchpoint }
            | Self::Why { touchpoint, .. }
            | Self::More { touchpoint } => Some(*touchpoint),
        }
    }
}

/// By which rule a screen came to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    Overall,
    Map,
    Pick,
    Always,
    /// Worth more than anything else that could be asked.
    Greedy,
    /// Next in an order that was fixed beforehand.
    Order,
    Why,
    /// Drawn by lot.
    Slot,
}

impl Rule {
    const ALL: [Self; 8] = [
        Self::Overall,
        Self::Map,
        Self::Pick,
        Self::Always,
        Self::Greedy,
        Self::Order,
        Self::Why,
        Self::Slot,
    ];

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Overall => "overall",
            Self::Map => "map",
            Self::Pick => "pick",
            Self::Always => "always",
            Self::Greedy => "greedy",
            Self::Order => "order",
            Self::Why => "why",
            Self::Slot => "slot",
        }
    }
}

/// Why a screen is asked; the layers below put it into a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is where every journey starts.
    Opening,
    /// The answer leaves most steps out of what is asked.
    Narrowing,
    /// The author wants it rated every time.
    Always,
    /// It is the next touchpoint that the respondent met.
    NextMet,
    /// It tells most after what was said so far.
    Informative,
    /// The respondent picked it as the worst.
    Picked,
    /// The respondent marked it as trouble.
    Marked,
    /// Why, as the respondent picked it as the worst.
    WhyPicked,
    /// Why, as the respondent marked it as trouble.
    WhyMarked,
    /// Why, as the respondent rated it low.
    RatedLow,
    /// A chosen cause has causes of its own.
    Deeper,
    /// The respondent said what went wrong; the author wants to know more.
    More,
    /// It was drawn by lot.
    Slot,
}

impl Reason {
    const ALL: [Self; 13] = [
        Self::Opening,
        Self::Narrowing,
        Self::Always,
        Self::NextMet,
        Self::Informative,
        Self::Picked,
        Self::Marked,
        Self::WhyPicked,
        Self::WhyMarked,
        Self::RatedLow,
        Self::Deeper,
        Self::More,
        Self::Slot,
    ];

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Narrowing => "narrowing",
            Self::Always => "always",
            Self::NextMet => "next-met",
            Self::Informative => "informative",
            Self::Picked => "picked",
            Self::Marked => "marked",
            Self::WhyPicked => "why-picked",
            Self::WhyMarked => "why-marked",
            Self::RatedLow => "rated-low",
            Self::Deeper => "deeper",
            Self::More => "more",
            Self::Slot => "slot",
        }
    }
}
