//! What `docs/delivery.md` says that its templates send.

use std::fs;
use std::path::Path;

use journey_survey::definition::read;
use journey_survey::native::SerdeJson;
use journey_survey::response::encode;
use journey_survey::value::{Json, Object, Value};

const RECORD: &str = r#"{"id":"018f2b7e-6c1d-7a3b-9f00-0123456789ab","survey":{"id":"installation"},"completedAt":"2026-01-15T12:00:00Z","answers":{"remark":"Fine"},"metrics":{"recommend_0_10":9}}"#;

#[test]
fn the_templates_of_the_documentation_send_what_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/delivery.md");
    let text = fs::read_to_string(path).unwrap();
    let blocks: Vec<&str> = text
        .split("```json\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    let record = SerdeJson.parse(RECORD).unwrap();
    let mut templates = 0;
    for pair in blocks.windows(2) {
        let delivery = SerdeJson.parse(pair[0]).unwrap();
        if delivery.get("endpoint") == &Value::Undefined {
            continue;
        }
        let mut document = Object::new();
        document.set("delivery", delivery);
        let question = r#"[{"type":"text","name":"remark"}]"#;
        document.set("elements", SerdeJson.parse(question).unwrap());
        let reading = read(&document.into());
        assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
        let (_, body) = encode(&record, &reading.survey.unwrap().delivery);
        assert_eq!(body.trim_end(), pair[1].trim_end());
        templates += 1;
    }
    assert_eq!(templates, 3);
}
