use crate::value::{Object, Value};

/// The document with what is believed of its touchpoints beforehand: a snapshot
/// `{"<touchpoint>": {"mean": -0.2, "sd": 0.8}}`, in the place of the document's own `prior`. What the snapshot says of
/// touchpoints that the document does not have is passed over.
pub fn with_priors(document: &Value, snapshot: &Value) -> Value {
    let Value::Object(members) = document else {
        return document.clone();
    };
    let members = members.iter().map(|(name, value)| {
        let value = match &**name {
            "pages" | "elements" => each(value, &|part| with_priors(part, snapshot)),
            "touchpoints" => each(value, &|touchpoint| with_prior(touchpoint, snapshot)),
            _ => value.clone(),
        };
        (name.clone(), value)
    });
    Value::object(members)
}

fn with_prior(touchpoint: &Value, snapshot: &Value) -> Value {
    let name = touchpoint.get("name").as_text().unwrap_or_default();
    match (touchpoint, snapshot.get(name)) {
        (Value::Object(members), prior @ Value::Object(_)) => {
            let mut members = Object::clone(members);
            members.set("prior", prior.clone());
            members.into()
        }
        _ => touchpoint.clone(),
    }
}

fn each(list: &Value, change: &dyn Fn(&Value) -> Value) -> Value {
    match list.as_list() {
        Some(items) => Value::list(items.iter().map(change)),
        None => list.clone(),
    }
}
