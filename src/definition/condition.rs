use std::rc::Rc;

use crate::expression::{Expression, ParseError, Scope};
use crate::value::Value;

/// An expression of the document that is true or false, such as `visibleIf`, with the text its author wrote.
#[derive(Clone, Debug)]
pub struct Condition {
    pub text: Rc<str>,
    expression: Rc<Expression>,
}

impl Condition {
    pub fn parse(text: &Rc<str>) -> Result<Self, ParseError> {
        Ok(Self {
            text: text.clone(),
            expression: Rc::new(Expression::parse(text)?),
        })
    }

    /// Whether an answer is that value, or holds it where it is a list; nobody wrote it.
    pub(super) fn is_answered(name: &str, is_list: bool, value: &Value) -> Option<Self> {
        Expression::is_answered(name, is_list, value).map(|expression| Self {
            text: "".into(),
            expression: Rc::new(expression),
        })
    }

    pub fn holds(&self, scope: &dyn Scope) -> bool {
        self.expression.is_true(scope)
    }

    pub fn expression(&self) -> &Expression {
        &self.expression
    }
}
