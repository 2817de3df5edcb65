use journey_survey::expression::{Expression, Values};
use journey_survey::native::{SerdeJson, Zone, coded};
use journey_survey::value::{Object, Value};

use super::request::Request;
use crate::lines::Line;

/// `{value, condition}`, the value coded, or `{error}`, with `at` where the expression has a place to name.
pub fn answer(line: Line, zone_of_device: &Zone) -> Value {
    let request = match Request::read(line, zone_of_device) {
        Ok(request) => request,
        Err(sentence) => return object([("error", sentence.into())]),
    };
    match Expression::parse(&request.expression) {
        Ok(expression) => evaluate(&expression, request),
        Err(error) => object([
            ("error", error.message.into()),
            ("at", (error.offset as f64).into()),
        ]),
    }
}

fn evaluate(expression: &Expression, request: Request) -> Value {
    let scope = Values {
        values: request.values,
        calendar: &request.calendar,
        json: &SerdeJson,
    };
    object([
        ("value", coded::encode(&expression.evaluate(&scope))),
        ("condition", expression.is_true(&scope).into()),
    ])
}

fn object<const COUNT: usize>(members: [(&str, Value); COUNT]) -> Value {
    let members = members.map(|(name, value)| (name.into(), value));
    members.into_iter().collect::<Object>().into()
}
