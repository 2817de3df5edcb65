use super::belief::TouchpointPrior;
use super::screen::Screen;

/// What a journey may ask: its touchpoints in document order, which of them the respondent met, and what may be spent
/// on asking about them.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub touchpoints: Vec<TouchpointPlan>,
    pub budget: f64,
    /// How deep into a why-tree to ask.
    pub depth: usize,
    pub screens: Screens,
    /// How many values the question about the whole has.
    pub overall_levels: usize,
    /// So many screens are shown before the best question can be too poor to be asked.
    pub min_questions: usize,
    /// A question worth less than this is too poor to be asked.
    pub stop_below: f64,
    /// 1 to look for trouble only, 0 to reduce uncertainty everywhere alike.
    pub balance: f64,
    /// How probable trouble must be before asking why, where the respondent's own words do not settle it.
    pub drill_at: f64,
    /// The probability that one touchpoint, drawn by lot, is rated whatever the answers.
    pub random_slot: f64,
    /// Where all chance comes from.
    pub seed: u64,
}

impl Default for Plan {
    /// A journey without touchpoints, adaptive as documents are by default.
    fn default() -> Self {
        Self {
            touchpoints: Vec::new(),
            budget: 6.0,
            depth: 3,
            screens: Screens {
                map: false,
                pick: true,
            },
            overall_levels: 5,
            min_questions: 3,
            stop_below: 0.3,
            balance: 0.5,
            drill_at: 0.45,
            random_slot: 1.0,
            seed: 0,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct TouchpointPlan {
    /// The respondent came through it; the others are neither listed nor asked about.
    pub met: bool,
    /// What rating it costs.
    pub cost: f64,
    /// How many values its rating has.
    pub levels: usize,
    /// The roots of its why-tree; without any, the why is one open question.
    pub causes: Vec<CausePlan>,
    /// Which page of extra questions it has; touchpoints with the same page are asked it once.
    pub more: Option<usize>,
    /// Rated every time.
    pub always: bool,
    /// Listed on screens, never rated or asked why.
    pub never: bool,
    /// Expected satisfaction before the first answer, and its standard deviation.
    pub prior: (f64, f64),
    /// The stage that it belongs to.
    pub stage: Option<usize>,
    /// The roles that bring it about behind the scenes, each at most once.
    pub enablers: Vec<usize>,
    /// How much learning about it counts.
    pub priority: f64,
}

impl Default for TouchpointPlan {
    fn default() -> Self {
        Self {
            met: false,
            cost: 1.0,
            levels: 5,
            causes: Vec::new(),
            more: None,
            always: false,
            never: false,
            prior: (TouchpointPrior::MEAN, TouchpointPrior::SD),
            stage: None,
            enablers: Vec::new(),
            priority: TouchpointPrior::PRIORITY,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct CausePlan {
    pub causes: Vec<CausePlan>,
}

/// Which screens look for trouble before single touchpoints are asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screens {
    pub map: bool,
    pub pick: bool,
}

impl Plan {
    pub fn met_count(&self) -> usize {
        self.touchpoints.iter().filter(|plan| plan.met).count()
    }

    /// Whether the screen is about the whole, or about a touchpoint that the respondent met.
    pub fn is_met(&self, screen: &Screen) -> bool {
        screen
            .touchpoint()
            .is_none_or(|touchpoint| self.touchpoints[touchpoint].met)
    }

    /// The cause at the end of a path.
    pub fn cause(&self, touchpoint: usize, path: &[usize]) -> Option<&CausePlan> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(
            self.touchpoints.get(touchpoint)?.causes.get(*first)?,
            |cause, index| cause.causes.get(*index),
        )
    }

    /// The lowest two fifths of a scale, and always its lowest value: explicit evidence of trouble.
    pub fn is_low(&self, touchpoint: usize, rank: usize) -> bool {
        self.is_within_fifths(touchpoint, rank, 2)
    }

    /// The lowest fifth of a scale, and always its lowest value: trouble beyond doubt.
    pub fn is_lowest(&self, touchpoint: usize, rank: usize) -> bool {
        self.is_within_fifths(touchpoint, rank, 1)
    }

    fn is_within_fifths(&self, touchpoint: usize, rank: usize, fifths: usize) -> bool {
        let levels = self.touchpoints[touchpoint].levels;
        rank == 0 || (rank + 1) * 5 <= levels * fifths
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_fifths_of_a_scale() {
        let cases = [
            (2, 1, 1),
            (3, 1, 1),
            (4, 1, 1),
            (5, 2, 1),
            (7, 2, 1),
            (10, 4, 2),
            (11, 4, 2),
        ];
        for (levels, low, lowest) in cases {
            let plan = Plan {
                touchpoints: vec![TouchpointPlan {
                    levels,
                    ..TouchpointPlan::default()
                }],
                ..Plan::default()
            };
            let count = |is: &dyn Fn(usize) -> bool| (0..levels).filter(|&rank| is(rank)).count();
            assert_eq!(count(&|rank| plan.is_low(0, rank)), low, "{levels} levels");
            assert_eq!(
                count(&|rank| plan.is_lowest(0, rank)),
                lowest,
                "{levels} levels"
            );
        }
    }
}
