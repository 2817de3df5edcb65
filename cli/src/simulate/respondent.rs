use journey_survey::journey::{Answer, Asked, Screen};

/// What is true of one respondent, and what they answer, whoever asks.
pub struct Respondent {
    /// Satisfaction with each touchpoint, on the engine's scale.
    pub truth: Vec<f64>,
    /// Touchpoints at which something happened.
    pub incidents: Vec<bool>,
    pub met: Vec<bool>,
    /// The rank that each touchpoint would be rated with.
    pub ratings: Vec<usize>,
    pub overall: usize,
    pub marked: Vec<bool>,
    pub picked: Option<usize>,
    /// Whether they could tell the cause at each touchpoint.
    pub knows_why: Vec<bool>,
    /// The true cause at each touchpoint, as a path into its why-tree.
    pub causes: Vec<Vec<usize>>,
    /// They leave after so many screens.
    pub leaves_after: Option<usize>,
}

impl Respondent {
    pub fn answer(&self, asked: &Asked) -> Answer {
        match &asked.screen {
            Screen::Overall => Answer::Rated { rank: self.overall },
            Screen::Map => {
                let listed = asked.listed.iter().copied();
                Answer::Marked(listed.filter(|&number| self.marked[number]).collect())
            }
            Screen::Pick => {
                Answer::Picked(self.picked.filter(|number| asked.listed.contains(number)))
            }
            Screen::Rating { touchpoint } => Answer::Rated {
                rank: self.ratings[*touchpoint],
            },
            Screen::Why {
                touchpoint,
                level,
                offered,
            } => self.tell_why(*touchpoint, *level, offered),
            Screen::More { .. } => Answer::Filled,
        }
    }

    fn tell_why(&self, touchpoint: usize, level: usize, offered: &[Vec<usize>]) -> Answer {
        if !self.knows_why[touchpoint] {
            return Answer::DontKnow;
        }
        let cause = &self.causes[touchpoint];
        let known = cause.get(..level).map(<[usize]>::to_vec);
        match known.filter(|path| offered.contains(path)) {
            Some(path) => Answer::Causes(vec![path]),
            // In words, where there is no tree.
            None => Answer::NoneOfThese,
        }
    }

    /// The touchpoint met that went worst, of those at which something happened.
    pub fn worst(&self) -> Option<usize> {
        (0..self.truth.len())
            .filter(|&number| self.met[number] && self.incidents[number])
            .min_by(|&a, &b| self.truth[a].total_cmp(&self.truth[b]))
    }
}
