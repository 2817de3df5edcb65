//! The least and the greatest value that an input takes, which may be computed.

use crate::definition::{InputType, Kind};
use crate::session::Session;
use crate::session::form::Id;
use crate::session::scope::Subject;
use crate::value::Value;

/// Years of five digits are typing mistakes.
const LAST_DATE: &str = "2999-12-31";

impl Session {
    pub(in crate::session) fn update_bounds(&mut self, id: Id) {
        let spec = self.spec(id);
        let Kind::Text(text) = &spec.kind else {
            return;
        };
        let bound = |expression: &Option<crate::definition::Condition>, written: &Value| {
            let value = match expression {
                Some(expression) => self.evaluate_for(Subject::Item(id), expression),
                None => written.clone(),
            };
            self.to_question_value(id, value)
        };
        let min = bound(&text.min_expression, &text.min);
        let mut max = bound(&text.max_expression, &text.max);
        if !crate::expression::is_truthy(&max)
            && matches!(text.input, InputType::Date | InputType::DateTimeLocal)
        {
            max = Value::text(LAST_DATE);
        }
        if let Some(bounds) = self.state_mut(id).and_then(|state| state.bounds.as_mut()) {
            **bounds = crate::session::form::Bounds { min, max };
        }
    }
}
