//! What takes the whole document to see, and what could be asked better.

use crate::program::check;

/// Checks a document with these members beside its questions.
#[track_caller]
fn check_survey(members: &str, expected: &[(&str, &str)]) {
    check(format!("{{\n{members}\n}}"), expected);
}

#[track_caller]
fn check_elements(elements: &str, expected: &[(&str, &str)]) {
    check_survey(&format!("\"elements\":[\n{elements}\n]"), expected);
}

#[test]
fn names_that_nothing_defines_are_errors_in_expressions_and_warnings_in_texts() {
    check_elements(
        r#"{"type":"text","name":"first.name","valueName":"shared"},
{"type":"text","name":"b","visibleIf":"{frst.name} = 1 and {first.name} = {shared}"},
{"type":"text","name":"c","title":"Dear {nane}, {b} {0} {panel.x}"},
{"type":"text","name":"d","visibleIf":"{b-Comment} notempty and {$c.isVisible} and {D[0].x} = 1"},
{"type":"text","name":"e","visibleIf":"nofunction({b})"}"#,
        &[
            (
                "4:27 error unknown-name /elements/1/visibleIf",
                "Nothing is called `frst.name`: no question, calculated value or variable. If the page passes it, list it under `context`. Did you mean `first.name`?",
            ),
            (
                "5:27 warning unknown-name /elements/2/title",
                "`{nane}` is shown as it is written",
            ),
            (
                "7:27 error unknown-function /elements/4/visibleIf",
                "no function `nofunction`",
            ),
        ],
    );
    check_survey(
        r#""context":["plan"],"elements":[{"type":"text","name":"a","visibleIf":"{plan} = 1 and {v} = {w} and {c.x} = 1"}],
"calculatedValues":[{"name":"c","expression":"1"}],
"triggers":[{"type":"setvalue","setToName":"v","setValue":1,"isVariable":true},{"type":"runexpression","setToName":"w","runExpression":"1"}]"#,
        &[],
    );
}

#[test]
fn names_in_the_template_of_what_is_sent_that_stand_for_nothing_are_warnings() {
    check_survey(
        r#""elements":[{"type":"text","name":"remark"},{"type":"text","name":"first.name"}],"context":["plan"],
"delivery":{"body":{"uuid":"{id}","at":"{completedat}",
"list":["{answers.remark} of {survey.id}","{answers.first.name}{context.plan}","{record}{json}","{ not one }"],
"a/b":"{answers.remrk}"}}"#,
        &[
            (
                "3:35 warning unknown-placeholder /delivery/body/at",
                "No response has a `completedat`, so `{completedat}` is sent empty. Did you mean `completedAt`?",
            ),
            (
                "5:1 warning unknown-placeholder /delivery/body/a~1b",
                "Nothing is called `remrk`, so `{answers.remrk}` is sent empty. Did you mean `remark`?",
            ),
        ],
    );
}

#[test]
fn values_that_are_computed_from_themselves_are_errors() {
    check_survey(
        r#""calculatedValues":[
{"name":"a","expression":"{b} + 1"},
{"name":"b","expression":"{c} + 1"},
{"name":"c","expression":"{a} + {q}"}],
"elements":[
{"type":"text","name":"q","defaultValueExpression":"{q} + 1"},
{"type":"text","name":"r","visibleIf":"{s} = 1"},
{"type":"text","name":"s","visibleIf":"{r} = 1"},
{"type":"paneldynamic","name":"p","templateElements":[
{"type":"expression","name":"q","expression":"{panel.x}"},
{"type":"expression","name":"x","expression":"{q}"}]}]"#,
        &[
            (
                "3:13 error cycle /calculatedValues/0/expression",
                "`a` is computed from itself: a → b → c → a.",
            ),
            (
                "7:27 error cycle /elements/0/defaultValueExpression",
                "`q` is computed from itself: q → q.",
            ),
        ],
    );
}

#[test]
fn pages_that_nobody_sees_are_errors() {
    let question = r#"{"type":"text","name":"NAME"}"#;
    let hidden = r#"{"type":"panel","name":"NAME","visibleIf":"1 = 2","elements":[{"type":"text","name":"inNAME"}]}"#;
    let page = |members: &str, element: &str, name: &str| {
        format!(
            r#"{{"name":"{name}",{members}"elements":[{}]}}"#,
            element.replace("NAME", &format!("{name}q"))
        )
    };
    let pages = [
        page("", question, "a"),
        page(r#""visibleIf":"false","#, question, "b"),
        page(r#""visible":false,"#, question, "c"),
        page(r#""visible":false,"#, question, "d"),
        page("", hidden, "e"),
        page(r#""visibleIf":"{aq} = 1","#, question, "f"),
    ];
    check_survey(
        &format!(
            "\"pages\":[\n{}\n],\"triggers\":[{{\"type\":\"visible\",\"expression\":\"{{aq}} = 1\",\"pages\":[\"d\"]}}]",
            pages.join(",\n")
        ),
        &[
            (
                "4:1 error unreachable-page /pages/1",
                "Nobody ever sees this page",
            ),
            (
                "5:1 error unreachable-page /pages/2",
                "Nobody ever sees this page",
            ),
            (
                "7:1 error unreachable-page /pages/4",
                "Nobody ever sees this page",
            ),
            (
                "7:25 warning never-visible /pages/4/elements/0",
                "never visible",
            ),
        ],
    );
}

#[test]
fn ranges_that_nothing_lies_in_are_errors() {
    let cases = [
        (r#""type":"text","min":5,"max":4"#, "min"),
        (
            r#""type":"text","inputType":"date","min":"2026-02-01","max":"2026-01-01""#,
            "min",
        ),
        (
            r#""type":"checkbox","choices":[1,2,3],"minSelectedChoices":3,"maxSelectedChoices":2"#,
            "minSelectedChoices",
        ),
        (
            r#""type":"checkbox","choices":[1,2],"minSelectedChoices":3"#,
            "minSelectedChoices",
        ),
        (
            r#""type":"paneldynamic","minPanelCount":3,"maxPanelCount":2"#,
            "minPanelCount",
        ),
        (r#""type":"rating","rateMin":5,"rateMax":5"#, "rateMax"),
    ];
    for (members, name) in cases {
        let element = format!(r#"{{"name":"q",{members}}}"#);
        let column = element.find(&format!("\"{name}\"")).unwrap() + 1;
        check_elements(
            &element,
            &[(
                &format!("3:{column} error bad-range /elements/0/{name}"),
                "",
            )],
        );
    }
    check_elements(
        r#"{"type":"text","name":"q","validators":[{"type":"numeric","minValue":2,"maxValue":1}]},
{"type":"checkbox","name":"r","choices":[1,2],"minSelectedChoices":2,"maxSelectedChoices":0}"#,
        &[(
            "3:59 error bad-range /elements/0/validators/0/minValue",
            "nothing lies between",
        )],
    );
}

#[test]
fn references_to_nothing_are_warnings() {
    check_survey(
        r#""elements":[{"type":"text","name":"real"},
{"type":"dropdown","name":"b","choicesFromQuestion":"rael"},
{"type":"paneldynamic","name":"p","keyName":"real","templateElements":[{"type":"text","name":"inner"}]}],
"triggers":[
{"type":"setvalue","setToName":"nobody"},
{"type":"skip","gotoName":"nowhere"},
{"type":"visible","questions":["real","nothing"],"pages":["page1"]}]"#,
        &[
            (
                "3:31 warning unknown-element /elements/1/choicesFromQuestion",
                "Did you mean `real`?",
            ),
            ("4:35 warning unknown-element /elements/2/keyName", "`real`"),
            (
                "6:20 warning unknown-element /triggers/0/setToName",
                "`nobody`",
            ),
            (
                "7:16 warning unknown-element /triggers/1/gotoName",
                "`nowhere`",
            ),
            (
                "8:39 warning unknown-element /triggers/2/questions/1",
                "`nothing`",
            ),
        ],
    );
}

#[test]
fn values_that_stand_twice_and_patterns_that_take_for_ever_are_warnings() {
    check_elements(
        r#"{"type":"checkbox","name":"a","choices":[1,"1",{"value":1}]},
{"type":"rating","name":"b","rateValues":[1,2,2]},
{"type":"text","name":"c","validators":[{"type":"regex","regex":"^(a+)+$"}]},
{"type":"text","name":"d","validators":[{"type":"regex","regex":"(a"},{"type":"regex","regex":"^\\d{3}-[^]/\\w]$"}]}"#,
        &[
            (
                "3:48 warning duplicate-value /elements/0/choices/2",
                "The value 1 stands here twice",
            ),
            (
                "4:47 warning duplicate-value /elements/1/rateValues/2",
                "The value 2",
            ),
            (
                "5:57 warning slow-pattern /elements/2/validators/0/regex",
                "(a+)+",
            ),
            (
                "6:57 error bad-pattern /elements/3/validators/0/regex",
                "not a regular expression",
            ),
        ],
    );
}

#[test]
fn a_journey_about_one_desk_is_told_so() {
    check_survey(
        r#""touchpoints":[{"name":"visit","owners":[{"role":"Installer"}]}]"#,
        &[("2:1 lint one-desk /touchpoints", "one touchpoint")],
    );
    check_survey(
        r#""touchpoints":[
{"name":"visit","owners":[{"role":"Installer"}]},
{"name":"call","owners":[{"role":"Installer"},{"role":"Dispatch","kind":"enabler"}]}]"#,
        &[(
            "2:1 lint one-actor /touchpoints",
            "the same actor, `Installer`",
        )],
    );
}

#[test]
fn a_journey_is_asked_about_what_the_customer_could_see() {
    check_survey(
        r#""jargon":["logistics"],"touchpoints":[
{"name":"a","title":"Our Logistics team","owners":[{"role":"Driver"}]},
{"name":"b","title":"The visit","owners":[{"role":"Installer"},{"role":"Dispatch","kind":"enabler"}],
"question":{"title":"How good is our dispatch department?"},
"causes":[{"value":"late","owner":"Warehouse"},{"value":"a/b"},{"value":"none"}]},
{"name":"skip"}],
"adaptive":{"randomSlot":0,
"screen":"none"}"#,
        &[
            ("3:13 lint department /touchpoints/0/title", "(`logistics`)"),
            (
                "5:13 lint enabler-rated /touchpoints/1/question/title",
                "`Dispatch` works behind the scenes",
            ),
            (
                "6:27 lint idle-role /touchpoints/1/causes/0/owner",
                "`Warehouse` owns no touchpoint",
            ),
            (
                "6:49 warning bad-cause /touchpoints/1/causes/1/value",
                "`a/b`",
            ),
            (
                "6:65 warning taken-word /touchpoints/1/causes/2/value",
                "`none`",
            ),
            ("7:2 warning taken-word /touchpoints/2/name", "`skip`"),
            ("8:13 lint no-random-slot /adaptive/randomSlot", "biased"),
            ("9:1 lint no-screen /adaptive/screen", "`auto`"),
        ],
    );
}

#[test]
fn questions_that_lead_ask_twice_or_are_turned_round_are_told_so() {
    let cases = [
        ("Don’t you love it?", "leading"),
        ("How fast and friendly was it?", "double-barrelled"),
        ("How often did it not work?", "negation"),
    ];
    for (title, code) in cases {
        check_elements(
            &format!(r#"{{"type":"rating","name":"a","title":"{title}"}}"#),
            &[(&format!("3:29 lint {code} /elements/0/title"), "")],
        );
    }
    for title in [
        "How understanding was the brand?",
        "How easy was it to find a notary?",
    ] {
        check_elements(
            &format!(r#"{{"type":"rating","name":"a","title":"{title}"}}"#),
            &[],
        );
    }
    check_elements(
        r#"{"type":"rating","name":"a","minRateDescription":"Strongly disagree"},
{"type":"radiogroup","name":"b","choices":["Agree","Disagree"]},
{"type":"ces","name":"c","minRateDescription":"Disagree"},
{"type":"text","name":"d","title":"Name and address, not more"}"#,
        &[
            (
                "3:29 lint agreement-scale /elements/0/minRateDescription",
                "tend to agree",
            ),
            (
                "4:33 lint agreement-scale /elements/1/choices",
                "tend to agree",
            ),
        ],
    );
}

#[test]
fn what_respondents_do_not_see_here_is_a_warning() {
    check_survey(
        r#""showTOC":true,"cookieName":"","logo":"a.png",
"elements":[{"type":"panel","name":"p","state":"collapsed","title":"P","elements":[
{"type":"file","name":"f","storeDataAsText":false},
{"type":"file","name":"g","storeDataAsText":true}]}],"loadingHtml":"Wait""#,
        &[
            ("2:1 warning no-effect /showTOC", "`showTOC`"),
            (
                "4:27 warning no-effect /elements/0/elements/0/storeDataAsText",
                "changes nothing that respondents see here yet",
            ),
            ("5:54 warning no-effect /loadingHtml", "`loadingHtml`"),
        ],
    );
}
