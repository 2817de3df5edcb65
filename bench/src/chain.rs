use std::fmt::Write as _;
use std::rc::Rc;

use journey_survey::definition::{self, Question};
use journey_survey::session::Session;

use crate::world::World;

/// A run through a survey of [`document`].
pub struct Chain {
    session: Session,
    changed: Rc<str>,
    dependent: Rc<Question>,
    says_no: bool,
}

const QUESTIONS_PER_PAGE: usize = 50;
const QUESTIONS_PER_GROUP: usize = 10;

/// The JSON of a survey of that many text questions. Each is visible unless the one before it in its group says no; the
/// first of a group hangs on the first of the group before.
pub fn document(questions: usize) -> String {
    let mut json = String::from("{\"pages\":[");
    for number in 0..questions {
        if number % QUESTIONS_PER_PAGE == 0 {
            let page = number / QUESTIONS_PER_PAGE + 1;
            let close = if number == 0 { "" } else { "]}," };
            // Writing to a String cannot fail.
            let _ = write!(json, "{close}{{\"name\":\"page{page}\",\"elements\":[");
        } else {
            json.push(',');
        }
        let _ = write!(json, "{{\"type\":\"text\",\"name\":\"{}\"", name(number));
        let before = if number % QUESTIONS_PER_GROUP == 0 {
            number.checked_sub(QUESTIONS_PER_GROUP)
        } else {
            number.checked_sub(1)
        };
        if let Some(before) = before {
            let _ = write!(json, ",\"visibleIf\":\"{{{}}} != 'no'\"", name(before));
        }
        json.push('}');
    }
    json.push_str("]}]}");
    json
}

fn name(number: usize) -> String {
    format!("question{}", number + 1)
}

impl Chain {
    /// From the text of a document to a session that could be shown.
    ///
    /// Errors: why there is no such session, as a sentence.
    pub fn load(document: &str, world: &World) -> Result<Self, String> {
        let document = world.json.parse(document).map_err(|error| error.message)?;
        let survey = definition::read(&document)
            .survey
            .ok_or("the document has no survey")?;
        let session = Session::start(survey, world.setting());
        let mut count = 0;
        session.each_question(&mut |_| count += 1);
        // In the middle, and not the last of its group.
        let changed = count / 2 - count / 2 % QUESTIONS_PER_GROUP + 4;
        let changed_and_next = question(&session, changed).zip(question(&session, changed + 1));
        let (changed, dependent) = changed_and_next.ok_or("the survey is too short")?;
        Ok(Self {
            changed: changed.name.clone(),
            dependent,
            session,
            says_no: false,
        })
    }

    /// How many questions are visible.
    pub fn visible(&self) -> usize {
        let mut visible = 0;
        self.session.each_question(&mut |question| {
            visible += usize::from(self.session.is_question_visible(question));
        });
        visible
    }

    /// Sets the question in the middle, to "no" and "yes" in turn, and looks whether the one that hangs on it is visible.
    pub fn alternate(&mut self) -> bool {
        self.says_no = !self.says_no;
        let value = if self.says_no { "no" } else { "yes" };
        self.session.set(&self.changed, value.into());
        self.session.is_question_visible(&self.dependent)
    }
}

fn question(session: &Session, place: usize) -> Option<Rc<Question>> {
    let mut number = 0;
    let mut found = None;
    session.each_question(&mut |question| {
        if number == place {
            found = Some(question.clone());
        }
        number += 1;
    });
    found
}

#[cfg(all(test, feature = "native"))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use journey_survey::expression::FixedCalendar;
    use journey_survey::native::SerdeJson;

    use super::*;

    #[test]
    fn one_answer_hides_one_question() {
        let world = World {
            calendar: Rc::new(FixedCalendar::UTC),
            json: Rc::new(SerdeJson),
        };
        for questions in [20, 100, 1000] {
            let mut chain = Chain::load(&document(questions), &world).unwrap();
            assert_eq!(chain.visible(), questions);
            assert!(!chain.alternate());
            assert_eq!(chain.visible(), questions - 1);
            assert!(chain.alternate());
            assert_eq!(chain.visible(), questions);
        }
        assert!(Chain::load("{", &world).is_err());
        assert!(Chain::load("{}", &world).is_err());
        assert!(Chain::load(&document(1), &world).is_err());
    }
}
