use crate::session::Session;
use crate::value::Object;

/// The answers to questions that measure something by name, such as `recommend_0_10`.
pub(super) fn of(session: &Session) -> Object {
    let mut metrics = Object::new();
    session.each_question(&mut |question| {
        let answer = session.answer(&question.name);
        if let Some(metric) = question.metric
            && !answer.is_unanswered()
        {
            metrics.set(metric, answer.clone());
        }
    });
    metrics
}
