//! `survey.schema.json`: what is a valid document to `check` is one to an editor too.

use std::path::Path;

use jsonschema::Validator;
use serde_json::{Value, json};

fn validator() -> Validator {
    let schema = journey_survey::value::to_json(&journey_survey::definition::schema());
    jsonschema::draft7::new(&serde_json::from_str(&schema).unwrap()).unwrap()
}

/// What is wrong with a document, each with the place.
fn problems(validator: &Validator, document: &Value) -> Vec<String> {
    let errors = validator.iter_errors(document);
    errors
        .map(|error| format!("{}: {error:.200}", error.instance_path()))
        .collect()
}

/// The documents that ship, and those that the sessions' tests run.
fn documents() -> Vec<(String, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |path: &Path| -> Value {
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(root.join("www/surveys")).unwrap() {
        let path = entry.unwrap().path();
        documents.push((path.display().to_string(), read(&path)));
    }
    for entry in std::fs::read_dir(root.join("tests/session")).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            for (index, case) in read(&path).as_array().unwrap().iter().enumerate() {
                if let Some(survey) = case.get("survey").filter(|survey| survey.is_object()) {
                    documents.push((format!("{} {index}", path.display()), survey.clone()));
                }
            }
        }
    }
    documents
}

#[test]
fn documents_that_are_valid_satisfy_the_schema() {
    let validator = validator();
    let documents = documents();
    assert!(documents.len() > 20, "{}", documents.len());
    for (name, document) in &documents {
        let problems = problems(&validator, document);
        assert!(problems.is_empty(), "{name}: {problems:#?}");
    }
    let every_kind = include_str!("every-kind.json");
    let document = serde_json::from_str(every_kind).unwrap();
    assert_eq!(problems(&validator, &document), Vec::<String>::new());
    crate::program::check(every_kind, &[]);
}

#[test]
fn what_is_wrong_with_a_document_the_schema_says_too() {
    let validator = validator();
    let element = |element: Value| json!({ "elements": [element] });
    let wrong = [
        json!([]),
        json!({ "elments": [] }),
        json!({ "pages": {} }),
        json!({ "pages": [{ "elements": [{ "type": "txet", "name": "a" }] }] }),
        json!({ "audience": "martian" }),
        json!({ "triggers": [{ "type": "explode" }] }),
        json!({ "touchpoints": [{ "title": "no name" }] }),
        json!({ "touchpoints": [{ "name": "a", "cost": 1000 }] }),
        json!({ "touchpoints": [{ "name": "a", "owners": [{ "role": "b", "kind": "maker" }] }] }),
        element(json!({ "name": "a" })),
        element(json!({ "type": "text" })),
        element(json!({ "type": "text", "name": "a", "isRequired": "yes" })),
        element(json!({ "type": "text", "name": "a", "inputType": "nmber" })),
        element(json!({ "type": "text", "name": "a", "choices": [1] })),
        element(json!({ "type": "text", "name": "a", "title": ["a"] })),
        element(json!({ "type": "rating", "name": "a", "rateCount": 1.5 })),
        element(json!({ "type": "checkbox", "name": "a", "choices": [{ "vlaue": 1 }] })),
        element(
            json!({ "type": "text", "name": "a", "validators": [{ "type": "regex", "minValue": 1 }] }),
        ),
        element(json!({ "type": "panel", "elements": [{ "type": "html" }] })),
    ];
    for document in wrong {
        assert!(!validator.is_valid(&document), "{document}");
    }
}

#[test]
fn old_names_are_allowed_and_marked() {
    let schema = journey_survey::value::to_json(&journey_survey::definition::schema());
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let old = &schema["definitions"]["dropdown"]["properties"]["hasOther"];
    assert_eq!(old["deprecated"], true);
    assert_eq!(
        old["deprecationMessage"],
        "This is now called `showOtherItem`."
    );
    let document = json!({
        "$schema": "survey.schema.json",
        "elements": [{
            "type": "dropdown", "name": "a", "hasOther": true, "choices": ["x"],
            "validators": [{ "type": "expressionvalidator", "expression": "{a} notempty" }]
        }]
    });
    assert_eq!(problems(&validator(), &document), Vec::<String>::new());
}
