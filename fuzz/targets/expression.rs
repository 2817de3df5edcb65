//! Any text: it is an expression or it is not, and one that is prints to itself and has a value.
#![no_main]

use journey_survey::expression::{Expression, FixedCalendar, MAX_LENGTH_BYTES, ParseError, Values};
use journey_survey::native::SerdeJson;
use journey_survey::value::{Json as _, to_json};
use libfuzzer_sys::fuzz_target;

const VALUES: &str = r#"{"a":1,"b":"2","c":"abc","d":"2024-01-15","e":[1,"2",3],"f":null,"g":true,"h":-0.5,"i":"",
    "rows":[{"n":1,"p":2.5},{"n":"3"},{"p":null}],"o":{"x.y":1,"length":2,"k":{"z":[[1]]}},"nested":"{n} > 1",
    "self":"countInArray({rows}, 'n', {self}) > 0"}"#;

fuzz_target!(|text: &str| {
    let Ok(expression) = Expression::parse(text) else {
        return;
    };
    let canonical = expression.to_string();
    match Expression::parse(&canonical) {
        Ok(again) => assert_eq!(again, expression, "{canonical}"),
        // It has more parentheses than what was written.
        Err(error) => assert!(
            is_beyond_a_limit(&canonical, &error),
            "{canonical}: {error}"
        ),
    }
    let values = SerdeJson.parse(VALUES).unwrap_or_default();
    let scope = Values {
        values,
        calendar: &FixedCalendar::UTC,
        json: &SerdeJson,
    };
    let value = expression.evaluate(&scope);
    assert_eq!(to_json(&value), to_json(&expression.evaluate(&scope)));
    let names = &expression.dependencies().names;
    assert!(
        expression
            .names()
            .into_iter()
            .all(|name| names.iter().any(|known| known.text() == name))
    );
});

fn is_beyond_a_limit(text: &str, error: &ParseError) -> bool {
    text.len() > MAX_LENGTH_BYTES || error.message.contains("nested deeper than")
}
