//! Touchpoints that were met more than once.

use std::rc::Rc;

use crate::definition::{Condition, Journey, Localized, MAX_INSTANCES, Touchpoint};
use crate::session::wording::js_text;
use crate::value::Value;

/// The journey with a touchpoint for each instance of a repeated one: `visit[0]`, `visit[1]` and so on.
/// `value_of` evaluates an expression over the context.
pub fn expanded(journey: &Rc<Journey>, value_of: &dyn Fn(&Condition) -> Value) -> Rc<Journey> {
    let is_repeated = |touchpoint: &Touchpoint| touchpoint.instances.is_some();
    if !journey.touchpoints.iter().any(is_repeated) {
        return journey.clone();
    }
    let touchpoints = journey.touchpoints.iter().flat_map(|touchpoint| {
        let listed = touchpoint.instances.as_ref().map(value_of);
        match listed.as_ref().and_then(Value::as_list) {
            Some(items) => (items.iter().take(MAX_INSTANCES).enumerate())
                .map(|(number, item)| instance(touchpoint, number, item))
                .collect(),
            // Nobody knows how often: it is asked about once.
            None => vec![touchpoint.clone()],
        }
    });
    Rc::new(Journey {
        touchpoints: touchpoints.collect(),
        ..(**journey).clone()
    })
}

/// What the item is called tells one instance from the other, else its number does.
fn instance(touchpoint: &Touchpoint, number: usize, item: &Value) -> Touchpoint {
    let called = match item {
        Value::Object(object) => object.get("title").or_else(|| object.get("name")).cloned(),
        item => Some(item.clone()),
    };
    let called = match called {
        Some(called @ (Value::Text(_) | Value::Number(_))) => js_text(&called),
        _ => (number + 1).to_string(),
    };
    let title = if touchpoint.title.is_empty() {
        Localized::plain(touchpoint.name.clone())
    } else {
        touchpoint.title.clone()
    };
    Touchpoint {
        name: [&*touchpoint.name, "[", &number.to_string(), "]"]
            .concat()
            .into(),
        title: title.followed_by(&[" (", &called, ")"].concat()),
        ..touchpoint.clone()
    }
}
