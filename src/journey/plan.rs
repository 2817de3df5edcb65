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
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct TouchpointPlan {
    /// The respondent came through it; the others are neither listed nor asked about.
    pub met: bool,
    /// What rating it costs.
    pub cost: f64,
    /// How many values its rating has.
    pub levels: usize,
    /// The roots of its why-tree; without any, the why is one open question.
    pub causes: Vec<CausePlan>,
    /// It has extra questions.
    pub has_more: bool,
    /// Rated every time.
    pub always: bool,
    /// Listed on screens, never rated or asked why.
    pub never: bool,
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
        let levels = self.touchpoints[touchpoint].levels;
        rank == 0 || (rank + 1) * 5 <= levels * 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_two_fifths_of_a_scale_are_low() {
        let cases = [(2, 1), (3, 1), (4, 1), (5, 2), (7, 2), (10, 4), (11, 4)];
        for (levels, expected) in cases {
            let plan = Plan {
                touchpoints: vec![TouchpointPlan {
                    levels,
                    ..TouchpointPlan::default()
                }],
                budget: 6.0,
                depth: 3,
                screens: Screens {
                    map: false,
                    pick: false,
                },
                overall_levels: 5,
            };
            let low = (0..levels).filter(|&rank| plan.is_low(0, rank)).count();
            assert_eq!(low, expected, "{levels} levels");
        }
    }
}
