use std::rc::Rc;

use journey_survey::delivery::{KEEPALIVE_BYTES, Nudge, Progress};

use crate::endpoint::Mood;
use crate::state::{LENIENT, STRICT, record};
use crate::world::{Tab, World};

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

/// A page whose endpoints are in this mood, with so many records submitted.
fn with_records(seed: u64, mood: Mood, count: usize) -> (World, Rc<Tab>) {
    let world = World::new(seed);
    world.set_mood(mood);
    let tab = world.open_idle(0);
    for number in 0..count {
        world.submit(&tab, record(&format!("{number:04}"), STRICT, 20), false);
        world.run_for(100);
    }
    world.spawn(&tab, |outbox| async move { outbox.run().await });
    (world, tab)
}

/// When each request left.
fn times(world: &World) -> Vec<u64> {
    let state = world.0.state.borrow();
    state.posts.iter().map(|(at, _, _)| *at).collect()
}

#[test]
fn a_record_is_saved_then_sent_and_leaves_only_its_receipt() {
    let (world, tab) = with_records(1, Mood::Healthy, 0);
    world.submit(&tab, record("a", STRICT, 20), true);
    world.run_for(SECOND);
    let expected = [Progress::Saving, Progress::Saved, Progress::Sent];
    assert_eq!(world.heard("a"), expected);
    assert_eq!(world.rows(), ["a"]);
    for (kind, expected) in [("r", 0), ("m", 0), ("d", 0), ("s", 1), ("e", 0), ("q", 0)] {
        assert_eq!(world.disk_keys(kind).len(), expected, "{kind}");
    }
    assert!(world.0.state.borrow().mirrored.is_empty());
    assert_eq!(tab.outbox().status().sent, 1);
    world.assert_sound();
}

#[test]
fn a_failing_endpoint_is_tried_as_often_as_the_law_allows_and_no_more() {
    for (name, mood) in [
        ("status 503", Mood::Status(503, None)),
        ("no network", Mood::Unreachable),
        ("lost replies", Mood::LosesReplies),
        ("captive portal", Mood::CaptivePortal),
        ("409 for ever", Mood::Status(409, None)),
        ("no answer", Mood::Hangs),
    ] {
        let (world, _) = with_records(2, mood, 1);
        world.run_for(24 * HOUR);
        let posts = world.posts() as u64;
        // Every 150 s on average, in the long run; between half and twice that is certain enough.
        let mean = 24 * HOUR / 150_000;
        assert!((mean / 2..mean * 2).contains(&posts), "{name}: {posts}");
        world.set_mood(Mood::Healthy);
        world.run_for(6 * MINUTE);
        assert_eq!(world.rows(), ["0000"], "{name}");
        world.assert_sound();
    }
}

#[test]
fn retry_after_is_kept_to() {
    let cases = [
        ("7", 7 * SECOND, 8 * SECOND),
        ("Thu, 15 Jan 2026 12:10:00 GMT", 9 * MINUTE, 10 * MINUTE),
        ("1000000000", HOUR, HOUR + SECOND),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0, 3 * SECOND),
        ("soon", 0, 3 * SECOND),
    ];
    for (text, least, most) in cases {
        let (world, tab) = with_records(3, Mood::Status(429, Some(text.into())), 1);
        world.run_for(MINUTE / 2);
        // Coming online is no reason to break a promise.
        tab.outbox().flush_now(Nudge::Automatic);
        world.run_for(2 * HOUR);
        let times = times(&world);
        let gap = times[1] - times[0];
        assert!((least..=most).contains(&gap), "{text}: {gap}");
        world.assert_sound();
    }
}

#[test]
fn fifty_clients_do_not_come_back_at_once() {
    let mut comebacks: Vec<u64> = Vec::new();
    for seed in 0..50 {
        let (world, _) = with_records(seed, Mood::Status(503, None), 1);
        world.run_for(MINUTE);
        comebacks.push(times(&world)[1]);
    }
    comebacks.sort();
    for quarter in comebacks.chunks(13) {
        let spread = quarter[quarter.len() - 1] - quarter[0];
        assert!(spread > 100, "{comebacks:?}");
    }
}

#[test]
fn what_somebody_must_see_to_pauses_the_endpoint() {
    for (mood, code) in [
        (Mood::Status(401, None), "401"),
        (Mood::Status(403, None), "403"),
        (Mood::Status(404, None), "404"),
        (Mood::Status(407, None), "407"),
        (Mood::Status(410, None), "410"),
        (Mood::Redirects, "redirect"),
    ] {
        let (world, tab) = with_records(4, mood, 5);
        world.run_for(59 * MINUTE);
        assert_eq!(world.posts(), 1, "{code}");
        assert_eq!(
            world.heard("0000").last(),
            Some(&Progress::Paused(code.into()))
        );
        let status = tab.outbox().status();
        assert_eq!((status.waiting, status.paused.len()), (5, 1), "{code}");
        assert_eq!(status.paused[0].code, code);

        // An hour, a nudge, a tap, another page: one request each.
        world.run_for(2 * MINUTE);
        assert_eq!(world.posts(), 2, "{code}");
        for (number, nudge) in [Nudge::Automatic, Nudge::Tap].into_iter().enumerate() {
            tab.outbox().flush_now(nudge);
            world.run_for(SECOND);
            assert_eq!(world.posts(), 3 + number, "{code}");
        }
        world.set_mood(Mood::Healthy);
        world.open(1);
        world.run_for(10 * SECOND);
        assert_eq!(world.rows().len(), 5, "{code}");
        world.assert_sound();
    }
}

#[test]
fn a_refused_record_waits_for_attention_and_the_others_go_on() {
    for status in [400, 413, 415, 422] {
        let (world, tab) = with_records(5, Mood::RefusesBodiesWith("0002", status), 5);
        world.run_for(HOUR);
        assert_eq!(world.rows(), ["0000", "0001", "0003", "0004"]);
        assert_eq!(world.posts(), 5);
        let code = status.to_string();
        assert_eq!(
            world.heard("0002").last(),
            Some(&Progress::NeedsAttention(code))
        );
        assert_eq!(tab.outbox().status().needs_attention, 1);
        assert!(tab.outbox().export().contains("\"id\":\"0002\""));

        world.set_mood(Mood::Healthy);
        tab.outbox().flush_now(Nudge::Automatic);
        world.run_for(HOUR);
        assert_eq!(world.posts(), 5, "only a person gives it another try");
        tab.outbox().flush_now(Nudge::Tap);
        world.run_for(SECOND);
        assert_eq!(world.rows().len(), 5);
        world.assert_sound();
    }
}

#[test]
fn three_alike_refusals_pause_and_condemn_nobody() {
    let (world, tab) = with_records(6, Mood::Status(422, None), 10);
    world.run_for(MINUTE);
    assert_eq!(world.posts(), 3);
    let status = tab.outbox().status();
    assert_eq!((status.waiting, status.needs_attention), (10, 0));
    assert_eq!(status.paused[0].code, "alike-422");
    let paused = Progress::Paused("alike-422".into());
    for id in ["0000", "0001", "0002"] {
        assert_eq!(world.heard(id).last(), Some(&paused), "{id}");
    }
    // Still broken: one probe at a time.
    tab.outbox().flush_now(Nudge::Automatic);
    world.run_for(MINUTE);
    assert_eq!(world.posts(), 4);
    world.set_mood(Mood::Healthy);
    tab.outbox().flush_now(Nudge::Automatic);
    world.run_for(MINUTE);
    assert_eq!(world.rows().len(), 10);
    world.assert_sound();
}

#[test]
fn three_bad_records_are_found_out_in_the_end() {
    let world = World::new(7);
    world.set_mood(Mood::RefusesBodiesWith("bad", 422));
    let tab = world.open_idle(0);
    for id in ["bad-1", "bad-2", "bad-3", "good-1", "good-2"] {
        world.submit(&tab, record(id, STRICT, 20), false);
    }
    world.run_for(SECOND);
    world.spawn(&tab, |outbox| async move { outbox.run().await });
    world.run_for(5 * HOUR);
    assert_eq!(world.rows(), ["good-1", "good-2"]);
    assert_eq!(tab.outbox().status().needs_attention, 3);
    assert_eq!(world.posts(), 8);
    world.assert_sound();
}

#[test]
fn a_record_that_always_fails_holds_up_nobody() {
    for status in [500, 409] {
        let (world, tab) = with_records(8, Mood::RefusesBodiesWith("0000", status), 10);
        world.run_for(10 * SECOND);
        assert_eq!(world.rows().len(), 9, "{status}");
        assert_eq!(tab.outbox().status().waiting, 1);
        world.assert_sound();
    }
}

#[test]
fn endpoints_wait_each_for_itself() {
    let (world, tab) = with_records(9, Mood::Healthy, 0);
    world.set_mood_of(STRICT, Mood::Status(503, Some("600".into())));
    world.submit(&tab, record("a", STRICT, 20), false);
    world.submit(&tab, record("b", LENIENT, 20), false);
    world.run_for(SECOND);
    assert_eq!(world.rows(), ["b"]);
    world.assert_sound();
}

#[test]
fn three_tabs_drain_a_hundred_records_with_one_request_each() {
    for has_locks in [true, false] {
        let (world, tab) = with_records(10, Mood::Unreachable, 100);
        world.run_for(MINUTE);
        let before = world.posts();
        world.0.state.borrow_mut().has_locks = has_locks;
        world.set_mood(Mood::Healthy);
        let others = [world.open(1), world.open(2)];
        tab.outbox().flush_now(Nudge::Automatic);
        world.run_for(MINUTE);
        assert_eq!(world.rows().len(), 100, "locks: {has_locks}");
        assert_eq!(world.posts() - before, 100, "locks: {has_locks}");
        // The page that submitted hears of it, whoever sent.
        assert_eq!(world.heard("0050").last(), Some(&Progress::Sent));
        for tab in &others {
            assert_eq!(tab.outbox().status().waiting, 0);
        }
        world.assert_sound();
    }
}

#[test]
fn when_the_sender_dies_another_tab_goes_on() {
    for has_locks in [true, false] {
        let (world, tab) = with_records(11, Mood::Hangs, 3);
        world.0.state.borrow_mut().has_locks = has_locks;
        world.run_for(SECOND);
        assert_eq!(world.posts(), 1);
        world.open(1);
        world.run_for(SECOND);
        assert_eq!(world.posts(), 1, "the other one is at it");
        world.set_mood(Mood::Healthy);
        world.crash(&tab);
        world.run_for(15 * SECOND);
        assert_eq!(world.rows().len(), 3, "locks: {has_locks}");
        world.assert_sound();
    }
}

#[test]
fn a_clock_that_jumps_a_year_delays_nothing_by_much() {
    let year = 365 * 24 * HOUR as i64;
    let moods = [
        Mood::Status(503, Some("3000".into())),
        Mood::Status(503, None),
        Mood::Status(404, None),
    ];
    for mood in moods {
        for jump in [year, -year] {
            for has_locks in [true, false] {
                let (world, _) = with_records(12, mood.clone(), 2);
                world.0.state.borrow_mut().has_locks = has_locks;
                world.run_for(5 * MINUTE);
                let before = world.posts();
                world.0.state.borrow_mut().clock_offset += jump;
                world.0.state.borrow_mut().promises.holds.clear();
                world.run_for(2 * MINUTE);
                let tried = world.posts() - before;
                assert!((1..8).contains(&tried), "{mood:?} {jump}: {tried}");
                world.set_mood(Mood::Healthy);
                world.run_for(61 * MINUTE);
                assert_eq!(world.rows().len(), 2, "{mood:?} {jump}");
                world.assert_sound();
            }
        }
    }
}

#[test]
fn the_last_flush_takes_the_newest_that_fit_and_concludes_nothing() {
    let (world, tab) = with_records(13, Mood::Unreachable, 20);
    for number in 20..30 {
        world.submit(&tab, record(&format!("{number:04}"), STRICT, 10_000), false);
    }
    world.submit(&tab, record("elsewhere", LENIENT, 20), false);
    world.run_for(MINUTE);
    world.set_mood_of(LENIENT, Mood::Status(404, None));
    world.run_for(HOUR);

    let requests = tab.outbox().take_for_keepalive();
    let size: usize = requests.iter().map(|request| request.size_bytes()).sum();
    assert!((50_000..=KEEPALIVE_BYTES).contains(&size), "{size}");
    assert!(
        requests.iter().all(|request| request.url == STRICT),
        "the other is paused"
    );
    assert!(requests[0].body.contains("\"0029\""));
    assert_eq!(tab.outbox().status().waiting, 31);
    world.assert_sound();
}

#[test]
fn a_thousand_waiting_records_drain_without_a_second_look_at_each() {
    let (world, tab) = with_records(14, Mood::Healthy, 0);
    world.crash(&tab);
    let tab = world.open_idle(0);
    for number in 0..1_000 {
        world.submit(&tab, record(&format!("{number:04}"), STRICT, 20), false);
    }
    world.run_for(SECOND);
    world.spawn(&tab, |outbox| async move { outbox.run().await });
    world.run_for(2 * MINUTE);
    assert_eq!((world.rows().len(), world.posts()), (1_000, 1_000));
    // The ring of receipts.
    let receipts = world.disk_keys("s");
    assert_eq!(receipts.len(), 500);
    // The oldest went; which of those that were sent at once is the older one is chance.
    assert!(receipts[0].as_str() >= "0497", "{}", receipts[0]);
    world.assert_sound();
}
