use crate::definition::PageContent;
use crate::session::{Session, each_question};
use crate::value::Object;

/// The answers to questions that measure something by name, such as `recommend_0_10`.
pub(super) fn of(session: &Session) -> Object {
    let mut metrics = Object::new();
    for page in &session.survey().pages {
        let PageContent::Elements(elements) = &page.content else {
            continue;
        };
        each_question(elements, &mut |question| {
            let answer = session.answer(&question.name);
            if let Some(metric) = question.metric
                && !answer.is_unanswered()
            {
                metrics.set(metric, answer.clone());
            }
        });
    }
    metrics
}
