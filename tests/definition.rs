//! Documents as they are read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::rc::Rc;

use journey_survey::definition::{
    Check, ClearInvisible, Element, Kind, MaskKind, PageContent, PageMode, PreviewMode, Question,
    Reading, Severity, Survey, TriggerAction, lint, read,
};
use journey_survey::native::SerdeJson;
use journey_survey::value::{Json, Object, Value};

fn read_text(text: &str) -> Reading {
    read(&SerdeJson.parse(text).unwrap())
}

/// The survey of a document without problems.
#[track_caller]
fn survey(text: &str) -> Rc<Survey> {
    let reading = read_text(text);
    assert_eq!(reading.diagnostics, [], "{text}");
    reading.survey.unwrap()
}

/// The only question of a document without problems.
#[track_caller]
fn question(element: &str) -> Rc<Question> {
    let survey = survey(&format!(r#"{{"elements":[{element}]}}"#));
    let PageContent::Elements(elements) = &survey.pages[0].content else {
        panic!("no questions: {element}");
    };
    let Some(Element::Question(question)) = elements.first() else {
        panic!("no question: {element}");
    };
    question.clone()
}

/// Where an object of a class can stand; `@` is the place of the object's members.
fn place_of(class: &str) -> Option<String> {
    let element = |text: &str| Some(format!(r#"{{"elements":[{text}]}}"#));
    let of_text = |text: &str| element(&format!(r#"{{"type":"text","name":"q",{text}}}"#));
    match class {
        "survey" => Some(r#"{"elements":[{"type":"text","name":"q"}]@}"#.into()),
        "page" => Some(r#"{"pages":[{"elements":[{"type":"text","name":"q"}]@}]}"#.into()),
        "panel" => element(r#"{"type":"panel","elements":[{"type":"text","name":"q"}]@}"#),
        "itemvalue" => element(
            r#"{"type":"matrix","name":"q","columns":[1],"rows":[{"value":1@}]}"#,
        ),
        "matrixcolumn" => element(r#"{"type":"matrix","name":"q","columns":[{"value":1@}]}"#),
        "choiceitem" => element(r#"{"type":"dropdown","name":"q","choices":[{"value":1@}]}"#),
        "checkboxitem" => element(r#"{"type":"checkbox","name":"q","choices":[{"value":1@}]}"#),
        "imageitemvalue" => {
            element(r#"{"type":"imagepicker","name":"q","choices":[{"value":1@}]}"#)
        }
        "ratingitem" => element(r#"{"type":"rating","name":"q","rateValues":[1,{"value":2@}]}"#),
        "multipletextitem" => element(r#"{"type":"multipletext","name":"q","items":[{"name":"i"@}]}"#),
        "calculatedvalue" => Some(
            r#"{"elements":[{"type":"text","name":"q"}],"calculatedValues":[{"name":"c"@}]}"#.into(),
        ),
        "htmlconditionitem" => Some(
            r#"{"elements":[{"type":"text","name":"q"}],"completedHtmlOnCondition":[{"expression":"1"@}]}"#.into(),
        ),
        "urlconditionitem" => Some(
            r#"{"elements":[{"type":"text","name":"q"}],"navigateToUrlOnCondition":[{"expression":"1"@}]}"#.into(),
        ),
        // Of masks the table is one for all kinds.
        _ if class.ends_with("mask") => of_text(r#""maskType":"numeric","maskSettings":{"pattern":null@}"#),
        // These have no objects of their own.
        "question" | "nonvalue" | "selectbase" | "checkboxbase" | "textbase" | "matrixbase"
        | "panelbase" | "surveytrigger" | "surveyvalidator" | "masksettings" | "expressionitem" => None,
        _ if class.ends_with("validator") => {
            of_text(&format!(r#""validators":[{{"type":"{class}"@}}]"#))
        }
        _ if class.ends_with("trigger") => Some(format!(
            r#"{{"elements":[{{"type":"text","name":"q"}}],"triggers":[{{"type":"{class}"@}}]}}"#
        )),
        _ => element(&format!(r#"{{"type":"{class}","name":"q","choices":[1]@}}"#)),
    }
}

#[test]
fn every_property_of_the_vocabulary_is_known_under_each_of_its_names() {
    let classes: Vec<(&str, &str, Vec<&str>)> = include_str!("definition/vocabulary.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (head, names) = line.split_once(':').unwrap();
            let (class, parent) = head.split_once(" <").unwrap();
            (class, parent.trim(), names.split_whitespace().collect())
        })
        .collect();
    let mut checked = 0;
    for (class, ..) in &classes {
        let Some(place) = place_of(class) else {
            continue;
        };
        let mut next = Some(*class);
        while let Some((_, parent, names)) =
            next.and_then(|next| classes.iter().find(|(class, ..)| *class == next))
        {
            for name in names {
                let document = place.replace('@', &format!(r#","{name}":null"#));
                let unknown = read_text(&document).diagnostics.into_iter().find(|found| {
                    found.code == "unknown-property" && found.message.contains(&format!("`{name}`"))
                });
                assert_eq!(unknown, None, "{document}");
                checked += 1;
            }
            next = Some(*parent);
        }
    }
    assert!(checked > 1000, "{checked}");
}

#[test]
fn what_old_documents_say_otherwise_is_understood() {
    let base = r#""elements":[{"type":"text","name":"q"}]"#;
    let of = |members: &str| survey(&format!("{{{base},{members}}}"));
    assert!(of(r#""mode":"display""#).read_only);
    assert_eq!(of(r#""isSinglePage":true"#).page_mode, PageMode::SinglePage);
    assert_eq!(
        of(r#""questionsOnPageMode":"questionPerPage""#).page_mode,
        PageMode::QuestionPerPage
    );
    for (value, shows, mode) in [
        ("true", true, PreviewMode::AllQuestions),
        ("false", false, PreviewMode::AllQuestions),
        (r#""noPreview""#, false, PreviewMode::AllQuestions),
        (r#""showAllQuestions""#, true, PreviewMode::AllQuestions),
        (
            r#""showAnsweredQuestions""#,
            true,
            PreviewMode::AnsweredQuestions,
        ),
    ] {
        let survey = of(&format!(r#""showPreviewBeforeComplete":{value}"#));
        assert_eq!(
            (survey.show_preview, survey.preview_mode),
            (shows, mode),
            "{value}"
        );
    }
    assert_eq!(of(r#""maxTimeToFinish":60"#).time_limit, 60);
    assert!(of(r#""showTimerPanel":"top""#).show_timer);
    assert!(of(r#""goNextPageAutomatic":true"#).auto_advance);
    assert_eq!(
        of(r#""clearInvisibleValues":"none""#).clear_invisible,
        ClearInvisible::None
    );
    assert!(!question(r#"{"type":"text","name":"q","hideNumber":true}"#).show_number);
}

#[test]
fn the_present_name_counts_where_both_are_written() {
    for element in [
        r#"{"type":"text","name":"q","placeholder":"new","placeHolder":"old"}"#,
        r#"{"type":"text","name":"q","placeHolder":"old","placeholder":"new"}"#,
    ] {
        let question = question(element);
        let Kind::Text(text) = &question.kind else {
            panic!("no text");
        };
        assert_eq!(&*text.placeholder.get("en"), "new");
    }
}

#[test]
fn kinds_are_read_with_what_is_their_own() {
    let Kind::Checkbox(choice) = &question(
        r#"{"type":"checkbox","name":"q","choices":[1,{"value":"b","text":{"fr":"B"},"isExclusive":true}],"hasSelectAll":true,"maxSelectedChoices":2}"#,
    )
    .kind
    else {
        panic!("no checkbox");
    };
    assert!(choice.several && choice.select_all.is_some() && choice.other.is_none());
    assert_eq!(choice.max_selected, Some(2));
    assert!(choice.items[1].exclusive);
    assert_eq!(&*choice.items[0].text.get("fr"), "1");
    let Kind::Dropdown(choice) =
        &question(r#"{"type":"dropdown","name":"q","choicesMax":5,"choicesMin":1}"#).kind
    else {
        panic!("no dropdown");
    };
    assert!(choice.allow_clear && !choice.several);
    let Kind::Text(text) = &question(
        r#"{"type":"text","name":"q","inputType":"tel","min":1,"dataList":{"default":["a","b"],"fr":["x"]},"maskType":"currency","maskSettings":{"prefix":"$","thousandsSeparator":""}}"#,
    )
    .kind
    else {
        panic!("no text");
    };
    let listed: Vec<_> = text.data_list.iter().map(|text| text.get("fr")).collect();
    assert_eq!(listed, ["x".into(), Rc::<str>::from("b")]);
    let Some(MaskKind::Currency(number, currency)) = text.mask.as_ref().map(|mask| &mask.kind)
    else {
        panic!("no currency mask");
    };
    assert_eq!(
        (
            currency.pattern.as_deref(),
            number.thousands_separator.as_deref(),
            number.precision
        ),
        (Some("$-#"), Some(""), 2)
    );
    let Kind::PanelDynamic(panel) = &question(
        r#"{"type":"paneldynamic","name":"q","renderMode":"progressTop","templateElements":[{"type":"text","name":"q"}]}"#,
    )
    .kind
    else {
        panic!("no panels");
    };
    assert_eq!(panel.elements.len(), 1);
    assert_eq!(panel.max, 100);
    let Kind::MultipleText(several) = &question(
        r#"{"type":"multipletext","name":"q","items":[{"name":"a","isRequired":true},{"name":"b"}]}"#,
    )
    .kind
    else {
        panic!("no items");
    };
    assert!(several.items[0].required && !several.items[1].required);
    let validated = question(
        r#"{"type":"text","name":"q","validators":[{"type":"regexvalidator","regex":"^a$","caseInsensitive":true},{"type":"text","allowDigits":false}]}"#,
    );
    assert!(matches!(
        &validated.validators[0].check,
        Check::Pattern { pattern, ignore_case: true } if &**pattern == "^a$"
    ));
    assert!(matches!(
        validated.validators[1].check,
        Check::TextLength {
            allow_digits: false,
            max: None,
            ..
        }
    ));
}

#[test]
fn bounds_fit_the_type_of_input() {
    let cases = [
        ("number", "1", Value::from(1)),
        ("number", "\"1\"", Value::from("1")),
        ("number", "\"2026-01-01\"", Value::Undefined),
        ("date", "\"2026-01-01\"", Value::from("2026-01-01")),
        (
            "datetime_local",
            "\"2026-01-01\"",
            Value::from("2026-01-01"),
        ),
        ("date", "1", Value::Undefined),
        ("tel", "1", Value::Undefined),
    ];
    for (input, min, expected) in cases {
        let question = question(&format!(
            r#"{{"type":"text","name":"q","inputType":"{input}","min":{min}}}"#
        ));
        let Kind::Text(text) = &question.kind else {
            panic!("no text");
        };
        assert_eq!(text.min, expected, "{input} {min}");
    }
}

#[test]
fn triggers_of_old_documents_get_the_condition_that_survey_core_builds() {
    let survey = survey(
        r#"{"elements":[{"type":"text","name":"q"}],"triggers":[
            {"type":"completetrigger","name":"q","operator":"notequal","value":"no"},
            {"type":"setvalue","setToName":"x","setValue":[1],"isVariable":true,"expression":"{q} = 1"},
            {"type":"visible","name":"q","operator":"notempty","questions":["q"]}]}"#,
    );
    let conditions: Vec<&str> = survey
        .triggers
        .iter()
        .map(|trigger| &*trigger.condition.as_ref().unwrap().text)
        .collect();
    assert_eq!(
        conditions,
        ["{q} notequal 'no'", "{q} = 1", "{q} notempty "]
    );
    assert!(matches!(survey.triggers[0].action, TriggerAction::Complete));
}

#[test]
fn a_document_deeper_than_any_parser_allows_costs_no_stack() {
    let mut element = Value::from("end");
    for _ in 0..100_000 {
        let mut panel = Object::new();
        panel.set("type", "panel");
        panel.set("elements", Value::list([element]));
        element = panel.into();
    }
    let mut document = Object::new();
    document.set("elements", Value::list([element]));
    let document = Value::from(document);
    let reading = read(&document);
    assert!(
        reading
            .diagnostics
            .iter()
            .any(|found| found.code == "too-deep")
    );
    lint(&document, &Survey::default(), &|_| true);
}

#[test]
fn hostile_documents_are_read_and_looked_at() {
    let many = |item: &dyn Fn(usize) -> String, count: usize| {
        (0..count).map(item).collect::<Vec<_>>().join(",")
    };
    let element = |index: usize| {
        format!(
            r#"{{"type":"text","name":"q{index}","setValueExpression":"{{q{}}}"}}"#,
            (index + 1) % 20_000
        )
    };
    let documents = [
        // Names in a circle, as many as there may be.
        format!(r#"{{"elements":[{}]}}"#, many(&element, 20_000)),
        format!(
            r#"{{"elements":[{}]}}"#,
            many(
                &|_| r#"{"type":"text","name":"q","visibleIf":"{nobody}"}"#.into(),
                20_000
            )
        ),
        format!(
            r#"{{"elements":[{{"type":"checkbox","name":"q","choices":[{}]}}]}}"#,
            many(&|index| index.to_string(), 500_000)
        ),
        format!(
            r#"{{"elements":[{}]}}"#,
            many(
                &|index| format!(
                    r#"{{"type":"paneldynamic","name":"q{index}","keyName":"x","templateElements":[]}}"#
                ),
                20_000
            )
        ),
        format!(
            r#"{{"elements":[{{"type":"text","name":"q"}}],"triggers":[{}]}}"#,
            many(
                &|_| r#"{"type":"skip","gotoName":"x","expression":"1"}"#.into(),
                20_000
            )
        ),
    ];
    for text in documents {
        let document = SerdeJson.parse(&text).unwrap();
        let reading = read(&document);
        let found = lint(&document, reading.survey.as_ref().unwrap(), &|_| true);
        assert!(found.len() <= 501, "{text:.80}");
    }
}

#[test]
fn an_empty_list_of_choices_is_an_error_and_the_question_is_kept() {
    let reading = read_text(r#"{"elements":[{"type":"radiogroup","name":"q","choices":[]}]}"#);
    let found: Vec<_> = reading
        .diagnostics
        .iter()
        .map(|found| (found.severity, found.code))
        .collect();
    assert_eq!(found, [(Severity::Error, "empty-choices")]);
    assert_eq!(reading.survey.unwrap().pages.len(), 1);
}
