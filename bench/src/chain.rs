use std::fmt::Write as _;
use std::rc::Rc;

use journey_survey::definition::{self, Question};
use journey_survey::session::Session;

use crate::world::World;

/// A run through a survey of [`document`].
pub struct Chain {
    session: Session,
    /// What [`Chain::alternate`] sets.
    changed: Rc<str>,
    /// The questions that stand on its page.
    page: Vec<Rc<Question>>,
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
        let names = names(&session);
        let middle = middle(names.len());
        let changed = names
            .get(middle)
            .ok_or("the survey has no questions")?
            .clone();
        let mut page = Vec::new();
        session.each_question(&mut |question| page.push(question.clone()));
        let page_start = middle - middle % QUESTIONS_PER_PAGE;
        let page = page.into_iter().skip(page_start).take(QUESTIONS_PER_PAGE);
        Ok(Self {
            changed,
            page: page.collect(),
            session,
            says_no: false,
        })
    }

    /// Answers everything before the middle.
    pub fn answer_half(&mut self) {
        let names = names(&self.session);
        for name in names.iter().take(middle(names.len())) {
            self.session.set(name, "yes".into());
        }
    }

    /// How many questions are visible.
    pub fn visible(&self) -> usize {
        let mut visible = 0;
        self.session.each_question(&mut |question| {
            visible += usize::from(self.session.is_question_visible(question));
        });
        visible
    }

    /// Sets the question in the middle, to "no" and "yes" in turn, and looks which questions on its page are visible: how
    /// many.
    pub fn alternate(&mut self) -> usize {
        self.says_no = !self.says_no;
        let value = if self.says_no { "no" } else { "yes" };
        self.session.set(&self.changed, value.into());
        let is_visible = |question: &&Rc<Question>| self.session.is_question_visible(question);
        self.page.iter().filter(is_visible).count()
    }
}

/// Not the last of its group, so that another hangs on it.
fn middle(count: usize) -> usize {
    count / 2 - count / 2 % QUESTIONS_PER_GROUP + 4
}

fn names(session: &Session) -> Vec<Rc<str>> {
    let mut names = Vec::new();
    session.each_question(&mut |question| names.push(question.name.clone()));
    names
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
        for (questions, on_page) in [(20, 20), (100, 50), (1000, 50)] {
            let mut chain = Chain::load(&document(questions), &world).unwrap();
            chain.answer_half();
            assert_eq!(chain.visible(), questions);
            assert_eq!(chain.alternate(), on_page - 1);
            assert_eq!(chain.visible(), questions - 1);
            assert_eq!(chain.alternate(), on_page);
            assert_eq!(chain.visible(), questions);
        }
        assert!(Chain::load("{", &world).is_err());
        assert!(Chain::load("{}", &world).is_err());
        assert!(Chain::load(&document(1), &world).is_err());
    }
}
