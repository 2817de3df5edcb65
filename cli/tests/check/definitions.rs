//! What is wrong with surveys that are JSON objects.

use crate::program::check;

/// A document with one element, which starts on line 2, column 1.
fn with_element(element: &str) -> String {
    format!("{{\"elements\":[\n{element}\n]}}")
}

#[test]
fn elements_that_cannot_be_asked_are_named() {
    let document = r#"{ "pages": [ { "elements": [
  { "type": "text", "name": "a" },
  { "type": "raiting", "name": "b" },
  { "type": "teleporter", "name": "c" },
  { "type": "matrixdynamic", "name": "d" },
  { "name": "e" },
  { "type": "text" },
  { "type": "comment", "name": "a" },
  7,
  { "type": "checkbox", "name": "f", "choices": [] }
] } ] }"#;
    check(
        document,
        &[
            (
                "3:5 error unknown-type /pages/0/elements/1/type",
                "Did you mean `rating`?",
            ),
            (
                "4:5 error unknown-type /pages/0/elements/2/type",
                "`teleporter` is not a type of element, so this one is skipped.",
            ),
            (
                "5:5 warning unsupported-type /pages/0/elements/3/type",
                "type `matrixdynamic` is not supported yet",
            ),
            ("6:3 error no-type /pages/0/elements/4", "no `type`"),
            (
                "7:3 warning no-name /pages/0/elements/5",
                "recorded as `question1`",
            ),
            (
                "8:24 error duplicate-name /pages/0/elements/6/name",
                "called `a` too",
            ),
            (
                "9:3 error wrong-shape /pages/0/elements/7",
                "an object {…} is needed, not a number",
            ),
            (
                "10:38 error empty-choices /pages/0/elements/8/choices",
                "nothing to choose from",
            ),
        ],
    );
}

#[test]
fn a_misspelt_property_is_told_from_one_that_is_not_supported_yet() {
    let cases = [
        (
            r#""visbleIf":"true""#,
            "unknown-property",
            "Did you mean `visibleIf`?",
        ),
        (
            r#""isrequired":true"#,
            "unknown-property",
            "Did you mean `isRequired`?",
        ),
        (
            r#""titleLocatoin":"left""#,
            "unknown-property",
            "Did you mean `titleLocation`?",
        ),
        (
            r#""colour":"red""#,
            "unknown-property",
            "`colour` is not a property that is known here; it is skipped.",
        ),
        (
            r#""renderAs":"select""#,
            "unsupported-property",
            "`renderAs` is not supported yet",
        ),
    ];
    for (property, code, message) in cases {
        let name = property.split('"').nth(1).unwrap();
        let head = format!("2:27 warning {code} /elements/0/{name}");
        let element = format!(r#"{{"type":"text","name":"a",{property}}}"#);
        check(with_element(&element), &[(&head, message)]);
    }
}

#[test]
fn what_only_arranges_the_page_passes_without_a_word() {
    let quiet = [
        r#"{"type":"text","name":"a","width":"50%","minWidth":"9em","maxWidth":"99%","startWithNewLine":false,"indent":1,"titleLocation":"default","clearIfInvisible":"default","inputSize":9}"#,
        r#"{"type":"radiogroup","name":"a","choices":[1,{"value":2,"text":"two"}],"colCount":2,"separateSpecialChoices":true}"#,
        r#"{"type":"rating","name":"a","rateValues":[1,{"value":2,"text":"two"}],"rateDisplayMode":"stars","mininumRateDescription":"bad","rateColorMode":"scale"}"#,
        r#"{"type":"comment","name":"a","cols":30,"rows":2,"autoGrow":true,"placeHolder":"…"}"#,
        r#"{"type":"panel","questions":[{"type":"html","name":"h","html":"<p>hi</p>"}],"innerIndent":1,"width":"9em"}"#,
    ];
    for element in quiet {
        check(with_element(element), &[]);
    }
    check(
        r#"{"elements":[{"type":"text","name":"a"}],"triggers":[],"goNextPageAutomatic":true,"logoWidth":9,"pages":null}"#,
        &[],
    );
}

#[test]
fn what_is_written_in_another_shape_is_used_and_a_warning_says_so() {
    let cases = [
        (
            r#""isRequired":"true""#,
            "isRequired",
            "is a text; it is taken for true",
        ),
        (
            r#""isRequired":0"#,
            "isRequired",
            "is a number; it is taken for false",
        ),
        (
            r#""maxLength":"5""#,
            "maxLength",
            "is a text; it is taken for 5",
        ),
    ];
    for (property, name, message) in cases {
        let head = format!("2:27 warning other-shape /elements/0/{name}");
        let element = format!(r#"{{"type":"text","name":"a",{property}}}"#);
        check(with_element(&element), &[(&head, message)]);
    }
    check(
        with_element(r#"{"type":"text","name":"a","validators":{"type":"email"}}"#),
        &[(
            "2:27 warning other-shape /elements/0/validators",
            "a list of one",
        )],
    );
}

#[test]
fn expressions_that_cannot_be_read_name_the_character() {
    let cases = [
        ("{a} = ", "`{a} = `: The expression ends too early"),
        ("{a} ?? 1", "at character 5"),
        ("{a} = 1)", "at character 8"),
        ("'é😀' = = 1", "at character"),
    ];
    for (expression, message) in cases {
        let element = format!(r#"{{"type":"text","name":"a","visibleIf":"{expression}"}}"#);
        check(
            with_element(&element),
            &[("2:27 error bad-expression /elements/0/visibleIf", message)],
        );
    }
}

#[test]
fn properties_of_the_wrong_shape_say_what_is_needed() {
    let cases = [
        (r#""title":[]"#, "wrong-shape", "must be a text, not a list"),
        (
            r#""isRequired":"yes""#,
            "wrong-shape",
            "must be true or false, not a text",
        ),
        (
            r#""maxLength":"five""#,
            "wrong-shape",
            "must be a number, not a text",
        ),
        (
            r#""maxLength":-7"#,
            "out-of-range",
            "must lie between -1 and 1000000",
        ),
        (
            r#""validators":7"#,
            "wrong-shape",
            "must be a list […], not a number",
        ),
        (
            r#""inputType":"nmber""#,
            "unknown-word",
            "must be one of: text, email, number",
        ),
    ];
    for (property, code, message) in cases {
        let name = property.split('"').nth(1).unwrap();
        let head = format!("2:27 error {code} /elements/0/{name}");
        let element = format!(r#"{{"type":"text","name":"a",{property}}}"#);
        check(with_element(&element), &[(&head, message)]);
    }
    check(
        with_element(r#"{"type":"text","name":"a","validators":[{"type":"emial"}]}"#),
        &[(
            "2:42 error unknown-type /elements/0/validators/0/type",
            "Did you mean `email`?",
        )],
    );
}

#[test]
fn a_journey_says_what_does_not_fit_together() {
    let document = r#"{
  "stages": [ { "name": "order" } ],
  "touchpoints": [
    { "name": "web", "stage": "ordr" },
    { "name": "web" },
    { "name": "visit", "question": { "type": "rating", "name": "q", "isRequired": true, "width": "9" } },
    { "name": "bill", "owners": [ { "role": "Billing", "kind": "enabeler" } ], "instances": "{bills}" }
  ],
  "adaptive": { "always": [ "nobody" ], "budgt": 3 },
  "delivery": { "endpoint": "ftp://example.org", "headers": { "a/b~c": 1, "X Team": "a", "X-Team": "Prix €" } },
  "theme": { "accent": "red" }
}"#;
    check(
        document,
        &[
            ("4:22 error unknown-stage /touchpoints/0/stage", "`ordr`"),
            (
                "5:7 error duplicate-name /touchpoints/1/name",
                "called `web` too",
            ),
            (
                "6:69 warning unsupported-property /touchpoints/2/question/isRequired",
                "not supported yet",
            ),
            (
                "7:56 error unknown-word /touchpoints/3/owners/0/kind",
                "creator, enabler",
            ),
            (
                "7:80 error unknown-name /touchpoints/3/instances",
                "`bills`",
            ),
            ("9:17 error unknown-touchpoint /adaptive/always", "`nobody`"),
            (
                "9:41 warning unknown-property /adaptive/budgt",
                "Did you mean `budget`?",
            ),
            ("10:17 error bad-endpoint /delivery/endpoint", "http(s)"),
            (
                "10:63 error wrong-shape /delivery/headers/a~1b~0c",
                "`a/b~c`",
            ),
            (
                "10:75 error bad-header /delivery/headers/X Team",
                "`X Team`",
            ),
            (
                "10:90 error bad-header /delivery/headers/X-Team",
                "`X-Team`",
            ),
            ("11:14 warning bad-theme /theme/accent", "--js-"),
        ],
    );
}

#[test]
fn what_is_missing_stands_where_it_is_missed() {
    check(
        with_element("\n {\"type\":\"checkbox\",\"name\":\"a\"}"),
        &[(
            "3:2 error empty-choices /elements/0/choices",
            "nothing to choose from",
        )],
    );
    check(
        "{\n \"touchpoints\": [ {\"title\":\"x\"} ] }",
        &[
            ("1:1 error nothing-to-ask", "no question"),
            ("2:2 error nothing-to-ask /touchpoints", "touchpoints"),
            ("2:19 error no-name /touchpoints/0", "no `name`"),
        ],
    );
}

#[test]
fn a_member_that_is_written_twice_counts_once_and_is_reported() {
    check(
        "{\"title\":\"x\",\n\"elements\":[{\"type\":\"teleporter\"}],\n\"elements\":[{\"type\":\"text\",\"name\":\"a\",\"naem\":1}],\n\"title\":\"y\"}",
        &[
            (
                "1:2 warning repeated-property /title",
                "This `title` is not read",
            ),
            (
                "2:1 warning repeated-property /elements",
                "This `elements` is not read",
            ),
            (
                "3:39 warning unknown-property /elements/0/naem",
                "Did you mean `name`?",
            ),
        ],
    );
}
