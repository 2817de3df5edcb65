use clap::ValueEnum;
use journey_survey::journey::{Plan, Screens, Strategy};

/// A strategy with the screens that it opens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Contender {
    AdaptiveMapPick,
    AdaptivePick,
    Adaptive,
    SkipLogicPick,
    SkipLogic,
    Random,
    Fixed,
}

impl Contender {
    pub const ALL: [Self; 7] = [
        Self::AdaptiveMapPick,
        Self::AdaptivePick,
        Self::Adaptive,
        Self::SkipLogicPick,
        Self::SkipLogic,
        Self::Random,
        Self::Fixed,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::AdaptiveMapPick => "adaptive + map + pick",
            Self::AdaptivePick => "adaptive + pick",
            Self::Adaptive => "adaptive",
            Self::SkipLogicPick => "skip logic + pick",
            Self::SkipLogic => "skip logic",
            Self::Random => "random order",
            Self::Fixed => "fixed order",
        }
    }

    pub fn strategy(self) -> Strategy {
        match self {
            Self::AdaptiveMapPick | Self::AdaptivePick | Self::Adaptive => Strategy::Adaptive,
            Self::SkipLogicPick | Self::SkipLogic => Strategy::SkipLogic,
            Self::Random => Strategy::Random,
            Self::Fixed => Strategy::Fixed,
        }
    }

    /// The plan as this contender asks it.
    pub fn plan(self, plan: &Plan) -> Plan {
        let screens = Screens {
            map: self == Self::AdaptiveMapPick,
            pick: matches!(
                self,
                Self::AdaptiveMapPick | Self::AdaptivePick | Self::SkipLogicPick
            ),
        };
        Plan {
            screens,
            ..plan.clone()
        }
    }
}
