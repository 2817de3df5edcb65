//! Any text: the widget's reader of JSON reads what `serde_json` reads, and nothing else that is no JSON in a browser.
#![no_main]

use journey_survey::native::SerdeJson;
use journey_survey::value::{Json as _, read_json, to_json};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let own = read_json(text).map(|value| to_json(&value));
    match SerdeJson.parse(text) {
        Ok(value) => assert_eq!(own, Some(to_json(&value))),
        Err(error) => assert!(
            own.is_none() || is_json_in_browsers(&error.message),
            "{error:?}"
        ),
    }
    if let Some(written) = own {
        assert_eq!(
            read_json(&written).map(|value| to_json(&value)).as_deref(),
            Some(&*written)
        );
    }
});

/// `JSON.parse` knows infinite numbers, and halves of characters.
fn is_json_in_browsers(error: &str) -> bool {
    ["number out of range", "surrogate", "hex escape"]
        .iter()
        .any(|known| error.contains(known))
}
