//! What expressions come to, and how values that JSON lacks go in and out.

use crate::program::check;

#[test]
fn values_and_whether_they_hold_as_a_condition() {
    check(&[
        (r#"{"expr":"true"}"#, r#"{"value":true,"condition":true}"#),
        (r#"{"expr":"1"}"#, r#"{"value":1,"condition":true}"#),
        (
            r#"{"expr":"'yes'"}"#,
            r#"{"value":"yes","condition":false}"#,
        ),
        (
            r#"{"expr":"{a} + {b.c[1]}","values":{"a":0.1,"b":{"c":[9,0.2]}}}"#,
            r#"{"value":0.3,"condition":false}"#,
        ),
        (
            r#"{"expr":"{list}","values":{"list":[1,"é\n",null,{"k":false}]}}"#,
            r#"{"value":[1,"é\n",null,{"k":false}],"condition":false}"#,
        ),
        (
            r#"{"expr":"{a} notempty","values":null}"#,
            r#"{"value":false,"condition":false}"#,
        ),
        // Of members with the same name the last one counts.
        (
            r#"{"expr":"{a}","values":{"a":1,"a":2}}"#,
            r#"{"value":2,"condition":false}"#,
        ),
        (
            r#"{"expr":"1 + 1","expected":3,"id":"x"}"#,
            r#"{"value":2,"condition":false}"#,
        ),
        (
            r#"{"expr":"unheardOf({a})","values":{"a":1}}"#,
            r#"{"value":null,"condition":false}"#,
        ),
    ]);
}

#[test]
fn values_that_json_lacks() {
    check(&[
        (r#"{"expr":"{a}"}"#, r#"{"value":null,"condition":false}"#),
        (
            r#"{"expr":"displayValue('a')"}"#,
            r#"{"value":{"$undefined":true},"condition":false}"#,
        ),
        (
            r#"{"expr":"round({a})"}"#,
            r#"{"value":{"$nan":true},"condition":false}"#,
        ),
        (
            r#"{"expr":"[{a}, {b}, {c}]","values":{"a":{"$inf":1},"b":{"$inf":-1},"c":{"$nan":true}}}"#,
            r#"{"value":[{"$inf":1},{"$inf":-1},{"$nan":true}],"condition":false}"#,
        ),
        (
            r#"{"expr":"{a} > {b}","values":{"a":{"$inf":1},"b":1e308}}"#,
            r#"{"value":true,"condition":true}"#,
        ),
        (
            r#"{"expr":"{a} empty","values":{"a":{"$undefined":true}}}"#,
            r#"{"value":true,"condition":true}"#,
        ),
        (
            r#"{"expr":"{d}","values":{"d":{"$date":"2024-02-29T12:30:00.5+02:00"}}}"#,
            r#"{"value":{"$date":"2024-02-29T10:30:00.500Z"},"condition":false}"#,
        ),
        (
            r#"{"expr":"{d}","values":{"d":{"$date":null}}}"#,
            r#"{"value":{"$date":null},"condition":false}"#,
        ),
        (
            r#"{"expr":"dateAdd({d}, 9000, 'years')","values":{"d":{"$date":"2024-02-29T00:00:00Z"}},"tz":"UTC"}"#,
            r#"{"value":{"$date":"+011024-02-29T00:00:00.000Z"},"condition":false}"#,
        ),
        // With other members beside it nothing is coded.
        (
            r#"{"expr":"{a}","values":{"a":{"$nan":true,"b":1}}}"#,
            r#"{"value":{"$nan":true,"b":1},"condition":false}"#,
        ),
        (
            r#"{"expr":"true","values":{"$nan":"the values themselves are not coded"}}"#,
            r#"{"value":true,"condition":true}"#,
        ),
    ]);
}

#[test]
fn texts_that_are_no_expressions_say_where() {
    check(&[
        (
            r#"{"expr":""}"#,
            r#"{"error":"The expression ends too early: something is missing at its end.","at":0}"#,
        ),
        (
            r#"{"expr":" \t "}"#,
            r#"{"error":"The expression ends too early: something is missing at its end.","at":3}"#,
        ),
        (
            r#"{"expr":"{a} ++"}"#,
            r#"{"error":"The expression cannot be read at character 6: an unexpected \"+\".","at":5}"#,
        ),
        // A character beyond the first 65,536 counts as two, as in JavaScript.
        (
            r#"{"expr":"'😀' @ 1"}"#,
            r#"{"error":"The expression cannot be read at character 6: an unexpected \"@\".","at":5}"#,
        ),
        (
            r#"{"expr":"sum(1, "}"#,
            r#"{"error":"The expression ends too early: something is missing at its end.","at":7}"#,
        ),
    ]);
}
