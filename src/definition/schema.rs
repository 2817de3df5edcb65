use super::class::{Class, Property, Shape, Types};
use super::element::ELEMENTS;
use super::survey::SURVEY;
use crate::value::{Object, Value};

/// What documents may look like, as a JSON Schema (draft 7, which editors understand best): made from the tables that
/// documents are read by.
///
/// It is stricter than the reader where that helps an author: names that are not known, and words in another case, are
/// no valid document. Old names are marked as deprecated.
pub fn schema() -> Value {
    let mut schema = Schema::default();
    schema.define(LOCALIZED, localized());
    schema.define(
        EXPRESSION,
        described(
            of_type("string"),
            "An expression, such as `{question} = 'value' and {other} > 3`.",
        ),
    );
    let root = schema.class(&SURVEY);
    let mut document = object([
        ("$schema", "http://json-schema.org/draft-07/schema#".into()),
        ("title", "A survey of Journey Survey".into()),
    ]);
    for (name, value) in root.as_object().into_iter().flat_map(Object::iter) {
        document.set(name.clone(), value.clone());
    }
    document.set("definitions", schema.definitions);
    document.into()
}

/// Names that no class has.
const LOCALIZED: &str = "localized-text";
const EXPRESSION: &str = "expression-text";

#[derive(Default)]
struct Schema {
    definitions: Object,
}

impl Schema {
    fn define(&mut self, name: &str, definition: Value) {
        self.definitions.set(name, definition);
    }

    /// A reference to a definition, which is made when it is first referred to.
    fn refer(&mut self, name: &str, make: &mut dyn FnMut(&mut Self) -> Value) -> Value {
        if self.definitions.get(name).is_none() {
            // Classes may hold themselves.
            self.define(name, true.into());
            let definition = make(self);
            self.define(name, definition);
        }
        reference(name)
    }

    fn class(&mut self, class: &'static Class) -> Value {
        let mut properties = Object::new();
        for property in class.properties() {
            // What stands nearer takes the place of the parent's.
            if properties.get(property.name()).is_some() {
                continue;
            }
            let shape = self.property(property);
            if let Some(old) = property.old_name() {
                properties.set(old, outdated(shape.clone(), property.name()));
            }
            properties.set(property.name(), shape);
        }
        let mut definition = object([
            ("type", "object".into()),
            ("properties", properties.into()),
            ("additionalProperties", false.into()),
        ]);
        if let Some(needed) = needed_by(class) {
            definition.set("required", texts(&[needed]));
        }
        definition.into()
    }

    fn property(&mut self, property: &'static Property) -> Value {
        match &property.1 {
            Shape::Flag => of_type("boolean"),
            Shape::Number(from, to) => number("number", *from, *to),
            Shape::Count(from, to) => number("integer", f64::from(*from), f64::from(*to)),
            Shape::Text => object([("type", texts(&["string", "number"]))]).into(),
            Shape::Localized => reference(LOCALIZED),
            Shape::Expression => reference(EXPRESSION),
            Shape::OneOf(words) => one_of(words),
            Shape::Value => true.into(),
            Shape::Texts(limit) => list(of_type("string"), *limit),
            Shape::LocalizedTexts(limit) => any_of([
                list(reference(LOCALIZED), *limit),
                object([
                    ("type", "object".into()),
                    ("additionalProperties", list(of_type("string"), *limit)),
                ])
                .into(),
            ]),
            Shape::Object(class) => self.reference_to(class),
            Shape::List(class, limit) => list(self.reference_to(class), *limit),
            Shape::Items(class, limit) => {
                let plain = object([("type", texts(&["string", "number", "boolean"]))]);
                let item = any_of([plain.into(), self.reference_to(class)]);
                list(item, *limit)
            }
            Shape::Typed(types, limit) => {
                let item = self.refer(types.noun, &mut |schema| schema.types(types));
                list(item, *limit)
            }
            Shape::Open => of_type("object"),
            Shape::Layout => true.into(),
            Shape::NotYet => described(true.into(), "Not supported yet: reported, and skipped."),
        }
    }

    fn reference_to(&mut self, class: &'static Class) -> Value {
        self.refer(class.name, &mut |schema| schema.class(class))
    }

    /// The `type` decides which class it is.
    fn types(&mut self, types: &'static Types) -> Value {
        let mut names = Vec::new();
        let mut cases = Vec::new();
        for (name, class) in types.classes {
            let mut spellings = vec![Value::from(*name)];
            if !types.suffix.is_empty() {
                spellings.push([*name, types.suffix].concat().into());
            }
            names.extend(spellings.iter().cloned());
            let is_this = object([("enum", spellings.into())]);
            let kind = object([("type", is_this.into())]);
            let condition = object([("properties", kind.into()), ("required", texts(&["type"]))]);
            cases.push(
                object([("if", condition.into()), ("then", self.reference_to(class))]).into(),
            );
        }
        let kind = object([("enum", names.into())]);
        let properties = object([("type", kind.into())]);
        object([
            ("type", "object".into()),
            ("required", texts(&["type"])),
            ("properties", properties.into()),
            ("allOf", cases.into()),
        ])
        .into()
    }
}

/// The member without which such an object is skipped.
fn needed_by(class: &'static Class) -> Option<&'static str> {
    let is_element = ELEMENTS
        .classes
        .iter()
        .any(|(_, element)| std::ptr::eq(*element, class));
    match class.name {
        "panel" | "journey" => None,
        "stage" | "touchpoint" | "calculatedvalue" | "multipletextitem" => Some("name"),
        "owner" => Some("role"),
        "cause" => Some("value"),
        _ => is_element.then_some("name"),
    }
}

fn localized() -> Value {
    let texts_by_locale = object([
        ("type", "object".into()),
        (
            "additionalProperties",
            object([("type", texts(&["string", "number"]))]).into(),
        ),
    ]);
    let plain = object([("type", texts(&["string", "number"]))]);
    described(
        any_of([plain.into(), texts_by_locale.into()]),
        "A text, or texts by language: `{ \"default\": \"Next\", \"fr\": \"Suivant\" }`.",
    )
}

fn one_of(words: &[&str]) -> Value {
    let flags = [("true", true), ("false", false)]
        .into_iter()
        .filter(|(word, _)| words.contains(word))
        .map(|(_, flag)| Value::Bool(flag));
    let words = words.iter().map(|word| Value::from(*word));
    object([("enum", Value::list(words.chain(flags)))]).into()
}

fn number(kind: &str, from: f64, to: f64) -> Value {
    let mut number = object([("type", kind.into())]);
    if from > f64::MIN {
        number.set("minimum", from);
        number.set("maximum", to);
    }
    number.into()
}

fn list(item: Value, limit: usize) -> Value {
    object([
        ("type", "array".into()),
        ("items", item),
        ("maxItems", (limit as f64).into()),
    ])
    .into()
}

fn outdated(shape: Value, present: &str) -> Value {
    let mut outdated = object([
        ("deprecated", true.into()),
        (
            "deprecationMessage",
            ["This is now called `", present, "`."].concat().into(),
        ),
    ]);
    // In draft 7 nothing counts beside a reference.
    outdated.set("allOf", Value::list([shape]));
    outdated.into()
}

fn described(shape: Value, description: &str) -> Value {
    let mut described = shape.as_object().cloned().unwrap_or_default();
    described.set("description", description);
    described.into()
}

fn any_of<const N: usize>(shapes: [Value; N]) -> Value {
    object([("anyOf", Value::list(shapes))]).into()
}

fn of_type(name: &str) -> Value {
    object([("type", name.into())]).into()
}

fn reference(name: &str) -> Value {
    object([("$ref", ["#/definitions/", name].concat().into())]).into()
}

fn texts(texts: &[&str]) -> Value {
    Value::list(texts.iter().map(|text| Value::from(*text)))
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Object {
    members
        .into_iter()
        .map(|(name, value)| (name.into(), value))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::trigger::TRIGGERS;
    use crate::definition::validator::VALIDATORS;

    /// Two classes of one name would overwrite each other's definition.
    #[test]
    fn classes_have_names_of_their_own() {
        let mut seen: Vec<&'static Class> = vec![&SURVEY];
        let mut index = 0;
        while let Some(class) = seen.get(index).copied() {
            index += 1;
            let inner = class.properties().flat_map(|property| match &property.1 {
                Shape::Object(class) | Shape::List(class, _) | Shape::Items(class, _) => {
                    vec![*class]
                }
                Shape::Typed(types, _) => types.classes.iter().map(|(_, class)| *class).collect(),
                _ => Vec::new(),
            });
            for class in inner {
                if !seen.iter().any(|other| std::ptr::eq(*other, class)) {
                    assert!(
                        seen.iter().all(|other| other.name != class.name),
                        "{}",
                        class.name
                    );
                    seen.push(class);
                }
            }
        }
        for types in [&ELEMENTS, &VALIDATORS, &TRIGGERS] {
            assert!(seen.iter().all(|class| class.name != types.noun));
        }
    }
}
