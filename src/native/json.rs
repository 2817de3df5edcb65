use crate::value::{Json, JsonError, Value};

/// JSON by `serde_json`. Of members with the same name the last one counts, as in `JSON.parse`.
#[derive(Clone, Copy, Debug, Default)]
pub struct SerdeJson;

impl Json for SerdeJson {
    fn parse(&self, text: &str) -> Result<Value, JsonError> {
        serde_json::from_str(text).map_err(|error| JsonError {
            message: error.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::value::{MAX_DEPTH, to_json};

    #[test]
    fn json_reads_back_as_written() {
        for text in [
            "null",
            "[1,-0.5,1e+21,\"é\\n\",{\"b\":1,\"a\":[]},true]",
            "{\"z\":1,\"a\":{\"k\":null}}",
        ] {
            assert_eq!(to_json(&SerdeJson.parse(text).unwrap()), text);
        }
        assert_eq!(
            to_json(&SerdeJson.parse("{\"a\":1,\"b\":2,\"a\":3}").unwrap()),
            "{\"a\":3,\"b\":2}"
        );
    }

    #[test]
    fn hostile_depth_is_an_error_and_not_a_stack_overflow() {
        let fits = format!("{}{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
        assert!(SerdeJson.parse(&fits).is_ok());
        for depth in [MAX_DEPTH + 1, 100_000] {
            let deep = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
            assert!(SerdeJson.parse(&deep).is_err(), "{depth}");
        }
    }
}
