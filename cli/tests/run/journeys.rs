use serde_json::json;

use crate::program::{answers, check};

#[test]
fn a_journey_shows_a_screen_at_a_time_and_answers_move_it_on() {
    let request = json!({
        "json": {"pages": [{"name": "p", "elements": [
            {"type": "journey", "name": "trip", "adaptive": {"budget": 9, "screen": "none"}, "touchpoints": [
                {"name": "order", "causes": [{"value": "late"}, {"value": "rude"}]}, {"name": "visit"}]}]},
            {"name": "end", "elements": [{"type": "text", "name": "said", "title": "{trip.order.rating}"}]}]},
        "steps": [["answer", 9], ["answer", 1], ["answer", ["late"]], ["prev"], ["next"], ["answer", "did-not-happen"], ["complete"]]
    });
    check(
        &request,
        &json!([
            {"page": "trip:order.rating", "pages": ["trip:order.rating", "end"], "visible": ["order.rating", "said"]},
            {"ret": {"error": "The screen `order.rating` does not offer the answer 9."}, "page": "trip:order.rating"},
            {"ret": true, "page": "trip:order.why", "data": {}},
            {"page": "trip:visit.rating", "titles": {"visit.rating": "visit: how well did it go?", "said": "1"}},
            {"ret": true, "page": "trip:order.why"},
            {"ret": true, "page": "trip:visit.rating"},
            {"ret": true, "page": "end"},
            {"ret": true, "state": "completed"},
        ]),
    );
}

#[test]
fn a_journey_says_what_it_asks_and_why() {
    let request = json!({"json": {"touchpoints": [{"name": "order"}, {"name": "visit"}]}, "steps": [["answer", 1]]});
    let answers = answers(&[request.to_string()]);
    let journey = |place: usize| &answers[0]["snaps"][place]["journey"]["journey"];
    let current = &journey(1)["current"];
    assert_eq!(
        (
            &current["kind"],
            &current["address"],
            &current["touchpoint"]
        ),
        (&json!("why"), &json!("order.why"), &json!("order"))
    );
    assert!(current["because"].as_str().unwrap().ends_with('.'));
    assert!(journey(0)["spent"].as_f64() < journey(1)["spent"].as_f64());
    assert!(journey(0)["left"].as_f64() > journey(1)["left"].as_f64());
    assert!(journey(1)["atMost"].as_u64() > Some(0));
}
