use std::cell::RefCell;
use std::rc::Rc;

use journey_survey::delivery::{
    BALLAST_CHARS, Draft, Imported, Lack, Nudge, Progress, Record, Room, STORE_LIMIT_CHARS, Saved,
    SubmitError,
};

use crate::endpoint::Mood;
use crate::state::{LENIENT, STRICT, record};
use crate::world::{Tab, World};

const MINUTE: u64 = 60_000;

/// Submits, and tells how that ended, if it did within a minute.
fn submitted(world: &World, tab: &Rc<Tab>, record: Record) -> Option<Result<Saved, SubmitError>> {
    world.know(&record);
    let outcome = Rc::new(RefCell::new(None));
    let slot = outcome.clone();
    world.spawn(tab, |outbox| async move {
        *slot.borrow_mut() = Some(outbox.submit(&record, None).await);
    });
    world.run_for(MINUTE);
    outcome.take()
}

fn imported(world: &World, tab: &Rc<Tab>, text: &str) -> Imported {
    let outcome = Rc::new(RefCell::new(None));
    let (slot, text) = (outcome.clone(), text.to_string());
    world.spawn(tab, |outbox| async move {
        *slot.borrow_mut() = Some(outbox.import(&text).await);
    });
    world.run_for(MINUTE);
    outcome.take().expect("imported in time")
}

fn disk(world: &World, key: &str) -> Option<String> {
    world.0.state.borrow().disk.get(key).cloned()
}

fn set_disk(world: &World, key: &str, value: &str) {
    let state = &mut world.0.state.borrow_mut();
    state.disk.insert(key.into(), value.into());
}

#[test]
fn a_crash_at_any_storage_operation_leaves_the_draft_or_the_record() {
    for has_mirror in [true, false] {
        for tears in [false, true] {
            for operations in 0..20 {
                let case = format!("mirror {has_mirror}, tears {tears}, after {operations}");
                let world = World::new(1);
                world.0.state.borrow_mut().is_mirror_available = has_mirror;
                let tab = world.open(0);
                let answers = Draft {
                    id: "a".into(),
                    text: "answers".into(),
                };
                tab.outbox()
                    .put_draft("survey", "1", &answers)
                    .expect("there is room");
                tab.fuse.set(Some((operations, tears)));
                let finished = record("a", STRICT, 20);
                world.know(&finished);
                world.spawn(&tab, |outbox| async move {
                    let saved = outbox.submit(&finished, Some(("survey", "1"))).await;
                    saved.expect("the record is good");
                });
                let draft = |tab: &Rc<Tab>| tab.outbox().draft("survey", "1");
                world.run_for(MINUTE);
                let was_cut_short = tab.is_dead.get();
                world.crash(&tab);

                let tab = world.open(0);
                world.run_for(10 * MINUTE);
                let is_delivered = world.rows() == ["a"];
                assert!(is_delivered != draft(&tab).is_some(), "{case}");
                assert!(is_delivered || was_cut_short, "{case}");
                assert!(world.disk_keys("r").is_empty(), "{case}");
                assert!(world.disk_keys("m").is_empty(), "{case}");
                assert!(world.0.state.borrow().mirrored.is_empty(), "{case}");
                // Once the receipt is there, nothing is sent again.
                assert!(world.posts() <= 2, "{case}");
                world.assert_sound();
            }
        }
    }
}

#[test]
fn a_torn_write_is_noticed_and_done_again() {
    let world = World::new(15);
    world.0.state.borrow_mut().is_mirror_available = false;
    world.set_mood(Mood::Unreachable);
    let tab = world.open(0);
    world.0.state.borrow_mut().tear_next_write = true;
    let saved = submitted(&world, &tab, record("a", STRICT, 20));
    assert_eq!(saved, Some(Ok(Saved::NotDurable(Lack::Mirror))));
    world.crash(&tab);
    world.set_mood(Mood::Healthy);
    world.open(0);
    world.run_for(MINUTE);
    assert_eq!(world.rows(), ["a"]);
    world.assert_sound();
}

#[test]
fn submitting_again_does_not_harm_the_copy_that_is_there() {
    let world = World::new(16);
    world.0.state.borrow_mut().is_mirror_available = false;
    world.set_mood(Mood::Unreachable);
    let tab = world.open(0);
    submitted(&world, &tab, record("a", STRICT, 20));
    tab.fuse.set(Some((0, true)));
    submitted(&world, &tab, record("a", STRICT, 20));
    world.crash(&tab);
    world.set_mood(Mood::Healthy);
    world.open(0);
    world.run_for(MINUTE);
    assert_eq!(world.rows(), ["a"]);
    world.assert_sound();
}

#[test]
fn a_record_that_only_memory_holds_leaves_its_draft_in_the_store() {
    let world = World::new(17);
    world.0.state.borrow_mut().is_mirror_available = false;
    world.set_mood(Mood::Unreachable);
    let tab = world.open(0);
    let answers = Draft {
        id: "a".into(),
        text: "answers".into(),
    };
    let outbox = tab.outbox();
    outbox
        .put_draft("survey", "1", &answers)
        .expect("there is room");
    world.0.state.borrow_mut().capacity_chars = 100;
    let finished = record("a", STRICT, 20);
    world.know(&finished);
    world.spawn(&tab, |outbox| async move {
        let saved = outbox.submit(&finished, Some(("survey", "1"))).await;
        assert_eq!(saved, Ok(Saved::NotDurable(Lack::Full)));
    });
    world.run_for(MINUTE);
    drop(outbox);
    world.crash(&tab);
    let tab = world.open(0);
    assert_eq!(tab.outbox().draft("survey", "1"), Some(answers));
}

#[test]
fn nothing_is_sent_before_it_is_known_how_safe_it_is() {
    let world = World::new(18);
    let tab = world.open(0);
    world.run_for(100);
    world.submit(&tab, record("a", STRICT, 20), false);
    while world.disk_keys("r").is_empty() {
        world.run_for(1);
    }
    world.0.state.borrow_mut().does_mirror_hang = true;
    world.run_for(5_000);
    tab.outbox().flush_now(Nudge::Tap);
    world.run_for(1_000);
    assert_eq!(world.posts(), 0);
    world.run_for(MINUTE);
    let expected = [
        Progress::Saving,
        Progress::NotDurable(Lack::Mirror),
        Progress::Sent,
    ];
    assert_eq!(world.heard("a"), expected);
    world.assert_sound();
}

#[test]
fn what_was_called_saved_survives_a_killed_browser() {
    for lost in 0..30 {
        let world = World::new(2);
        world.set_mood(Mood::Unreachable);
        let tab = world.open(0);
        for id in ["a", "b", "c"] {
            world.submit(&tab, record(id, STRICT, 20), true);
            world.run_for(500);
            assert!(world.heard(id).contains(&Progress::Saved));
        }
        world.kill(&[tab], lost);
        world.set_mood(Mood::Healthy);
        let tab = world.open(0);
        world.run_for(MINUTE);
        assert_eq!(world.rows(), ["a", "b", "c"], "lost {lost}");
        assert_eq!(tab.outbox().draft("survey", "1"), None, "lost {lost}");
        world.assert_sound();
    }
}

#[test]
fn without_the_mirror_nothing_is_called_saved_until_it_is_back() {
    for hangs in [false, true] {
        let world = World::new(3);
        world.set_mood(Mood::Unreachable);
        {
            let state = &mut world.0.state.borrow_mut();
            state.is_mirror_available = hangs;
            state.does_mirror_hang = hangs;
        }
        let tab = world.open(0);
        let saved = submitted(&world, &tab, record("a", STRICT, 20));
        assert_eq!(
            saved,
            Some(Ok(Saved::NotDurable(Lack::Mirror))),
            "hangs: {hangs}"
        );
        assert!(!world.heard("a").contains(&Progress::Saved));
        assert_eq!(tab.outbox().status().not_durable, 1);
        {
            let state = &mut world.0.state.borrow_mut();
            state.is_mirror_available = true;
            state.does_mirror_hang = false;
        }
        world.run_for(10 * MINUTE);
        assert!(world.heard("a").contains(&Progress::Saved));
        assert_eq!(tab.outbox().status().not_durable, 0);
        world.assert_sound();
    }
}

#[test]
fn where_storage_is_blocked_the_page_says_so_and_delivers_from_memory() {
    for has_mirror in [true, false] {
        let world = World::new(4);
        world.0.state.borrow_mut().is_blocked = true;
        world.0.state.borrow_mut().is_mirror_available = has_mirror;
        world.set_mood(Mood::Unreachable);
        let tab = world.open(0);
        assert_eq!(tab.outbox().room(), Room::Blocked);
        let expected = match has_mirror {
            true => Saved::Durable,
            false => Saved::NotDurable(Lack::Blocked),
        };
        assert_eq!(
            submitted(&world, &tab, record("a", STRICT, 20)),
            Some(Ok(expected))
        );
        assert!(tab.outbox().export().contains("\"id\":\"a\""));
        world.set_mood(Mood::Healthy);
        tab.outbox().flush_now(Nudge::Automatic);
        world.run_for(MINUTE);
        assert_eq!(world.rows(), ["a"]);
        world.assert_sound();
    }
}

#[test]
fn a_full_store_gives_up_ballast_receipts_and_stale_drafts_but_no_record() {
    let world = World::new(5);
    let tab = world.open(0);
    let stale = Draft {
        id: "old".into(),
        text: "x".repeat(500),
    };
    let outbox = tab.outbox();
    outbox.put_draft("old", "1", &stale).expect("there is room");
    world.run_for(8 * 24 * 60 * MINUTE);
    submitted(&world, &tab, record("sent", STRICT, 20));
    assert_eq!(world.rows(), ["sent"]);
    assert_eq!(outbox.room(), Room::Ample);
    world.set_mood(Mood::Unreachable);

    let limit_to = |spare: usize| {
        let state = &mut world.0.state.borrow_mut();
        let entries = state.disk.iter();
        let used: usize = entries.map(|(key, value)| key.len() + value.len()).sum();
        state.capacity_chars = used + spare;
    };
    let ballast = || disk(&world, "js1:site:b").map_or(0, |value| value.len());

    limit_to(10);
    assert_eq!(ballast(), BALLAST_CHARS);
    let saved = submitted(&world, &tab, record("a", STRICT, 100));
    assert_eq!(saved, Some(Ok(Saved::Durable)));
    assert!(disk(&world, "js1:site:r:a").is_some());
    assert_eq!(ballast(), 0);
    assert_eq!(world.disk_keys("s"), ["sent"], "the ballast was enough");

    limit_to(10);
    assert_eq!(outbox.room(), Room::Full);
    assert!(world.disk_keys("s").is_empty());
    assert!(world.disk_keys("d").is_empty());

    // No room at all, and not even a mirror: still not a word of "saved", and delivered as long as the page lives.
    world.0.state.borrow_mut().is_mirror_available = false;
    limit_to(0);
    let lack = Saved::NotDurable(Lack::Full);
    assert_eq!(
        submitted(&world, &tab, record("b", STRICT, 100)),
        Some(Ok(lack))
    );
    assert!(disk(&world, "js1:site:r:a").is_some());
    world.set_mood(Mood::Healthy);
    world.run_for(10 * MINUTE);
    assert_eq!(world.rows(), ["a", "b", "sent"]);
    world.assert_sound();
}

#[test]
fn a_store_that_fills_up_is_warned_of_in_time() {
    for (used, expected) in [
        (STORE_LIMIT_CHARS / 2, false),
        (STORE_LIMIT_CHARS / 10 * 7, true),
    ] {
        let world = World::new(6);
        set_disk(&world, "somebody else's", &"x".repeat(used));
        let tab = world.open_idle(0);
        assert_eq!(tab.outbox().is_filling_up(), expected, "{used}");
    }
}

#[test]
fn a_damaged_record_is_set_aside_and_comes_back_from_the_mirror() {
    let damages: [fn(&str) -> String; 6] = [
        |value| value[..value.len() / 2].into(),
        |_| String::new(),
        |value| value.replace("text", "tixt"),
        |value| value.replacen('1', "3", 1),
        |value| value.replacen('1', "0", 1),
        |value| value.replacen('|', "!", 2),
    ];
    for (number, damage) in damages.into_iter().enumerate() {
        for has_mirror in [true, false] {
            let world = World::new(7);
            world.0.state.borrow_mut().is_mirror_available = has_mirror;
            world.set_mood(Mood::Unreachable);
            let tab = world.open(0);
            submitted(&world, &tab, record("a", STRICT, 20));
            let whole = disk(&world, "js1:site:r:a").expect("it was stored");
            let damaged = damage(&whole);
            set_disk(&world, "js1:site:r:a", &damaged);
            world.0.state.borrow_mut().promises.stored.clear();

            world.set_mood(Mood::Healthy);
            tab.outbox().flush_now(Nudge::Automatic);
            world.run_for(10 * MINUTE);
            let is_delivered = world.rows() == ["a"];
            assert_eq!(is_delivered, has_mirror, "damage {number}");
            let looks_newer = damaged.starts_with('3');
            if has_mirror || !looks_newer {
                let aside = disk(&world, "js1:site:q:js1:site:r:a");
                assert_eq!(aside.as_ref(), Some(&damaged), "damage {number}");
                assert_eq!(tab.outbox().status().quarantined, 1);
            }
            if !damaged.is_empty() {
                assert!(tab.outbox().export().contains("raw"), "damage {number}");
            }
            world.assert_sound();
        }
    }
}

#[test]
fn records_of_a_later_version_are_left_alone_counted_and_exported() {
    let world = World::new(8);
    let tab = world.open(0);
    let key = "js1:site:r:newer";
    set_disk(&world, key, "2|whatever|that|means");
    world.run_for(MINUTE);
    world.crash(&tab);
    let tab = world.open(0);
    submitted(&world, &tab, record("a", STRICT, 20));
    world.run_for(60 * MINUTE);
    assert_eq!(world.rows(), ["a"]);
    assert_eq!(world.posts(), 1);
    assert_eq!(disk(&world, key).as_deref(), Some("2|whatever|that|means"));
    assert_eq!(tab.outbox().status().newer, 1);
    let export = tab.outbox().export();

    let other = World::new(9);
    let tab = other.open(0);
    assert_eq!(imported(&other, &tab, &export).added, 1);
    assert_eq!(imported(&other, &tab, &export).known, 1);
    assert_eq!(disk(&other, key).as_deref(), Some("2|whatever|that|means"));
    other.assert_sound();
}

#[test]
fn an_export_moves_records_to_another_device() {
    let world = World::new(10);
    world.set_mood(Mood::Unreachable);
    let tab = world.open(0);
    let mut special = record("b", LENIENT, 200);
    special.headers = vec![("X-Team".into(), "blue \"é\"".into())];
    special.ack = Some(vec![202]);
    let records = [record("a", STRICT, 20), special, record("c", STRICT, 0)];
    for record in &records {
        submitted(&world, &tab, record.clone());
    }
    let export = tab.outbox().export();
    assert_eq!(export.lines().count(), 3);

    let damaged = export.replacen("\"c\"", "\"d\"", 1);
    let text = format!("not json\n{{}}\n\n{damaged}{export}");
    let other = World::new(11);
    other.set_mood(Mood::Unreachable);
    for record in &records {
        other.know(record);
    }
    let tab = other.open(0);
    let expected = Imported {
        added: 3,
        known: 2,
        refused: vec![1, 2, 6],
    };
    assert_eq!(imported(&other, &tab, &text), expected);
    assert_eq!(tab.outbox().export(), export);
    other.set_mood(Mood::Healthy);
    tab.outbox().flush_now(Nudge::Tap);
    other.run_for(MINUTE);
    assert!(other.rows().len() >= 2, "the third asks for a 202");
    assert_eq!(imported(&other, &tab, &export).known, 3);
    other.assert_sound();
}

#[test]
fn drafts_are_kept_until_their_record_is_submitted() {
    let world = World::new(12);
    let tab = world.open(0);
    let outbox = tab.outbox();
    let draft = |id: &str, text: &str| Draft {
        id: id.into(),
        text: text.into(),
    };
    let first = draft("a", "{\"q\":\"|é\"}");
    outbox.put_draft("s:1", "x", &first).expect("there is room");
    outbox
        .put_draft("s", "1:x", &draft("b|2", ""))
        .expect("there is room");
    assert_eq!(outbox.draft("s:1", "x"), Some(first));
    assert_eq!(outbox.draft("s", "1:x"), Some(draft("b|2", "")));
    assert_eq!(outbox.draft("s", "other"), None);
    outbox.delete_draft("s", "1:x");
    assert_eq!(outbox.draft("s", "1:x"), None);

    set_disk(&world, "js1:site:d:s:torn", "1|0000");
    assert_eq!(outbox.draft("s", "torn"), None);
    assert!(disk(&world, "js1:site:q:js1:site:d:s:torn").is_some());
    set_disk(&world, "js1:site:d:s:newer", "2|0000");
    assert_eq!(outbox.draft("s", "newer"), None);
    assert!(disk(&world, "js1:site:d:s:newer").is_some());

    submitted(&world, &tab, record("a", STRICT, 20));
    assert_eq!(outbox.draft("s:1", "x"), None, "it was submitted");
}

#[test]
fn a_late_submit_leaves_the_draft_of_whoever_came_next() {
    let world = World::new(12);
    let tab = world.open(0);
    let draft = |id: &str| Draft {
        id: id.into(),
        text: "half an answer".into(),
    };
    let outbox = tab.outbox();
    outbox
        .put_draft("s", "1", &draft("a"))
        .expect("there is room");
    world.spawn(&tab, |outbox| async move {
        let record = record("a", STRICT, 20);
        let submitted = outbox.submit(&record, Some(("s", "1")));
        let (submitted, _) =
            futures::join!(submitted, async { outbox.put_draft("s", "1", &draft("b")) });
        assert_eq!(submitted, Ok(Saved::Durable));
    });
    world.know(&record("a", STRICT, 20));
    world.run_for(MINUTE);
    assert_eq!(outbox.draft("s", "1"), Some(draft("b")));
    assert_eq!(world.rows(), ["a"]);
}

#[test]
fn a_draft_whose_record_only_the_mirror_has_is_not_taken_up_again() {
    let world = World::new(12);
    world.set_mood(Mood::Unreachable);
    let tab = world.open(0);
    let answers = Draft {
        id: "a".into(),
        text: "all answers".into(),
    };
    submitted(&world, &tab, record("a", STRICT, 20));
    world.crash(&tab);
    // What the store forgets when the browser dies: the draft is back, the record is not there yet.
    world.0.state.borrow_mut().disk.remove("js1:site:r:a");
    let tab = world.open_idle(0);
    tab.outbox()
        .put_draft("s", "1", &answers)
        .expect("there is room");
    let taken_up = Rc::new(RefCell::new(Some(answers)));
    let slot = taken_up.clone();
    world.spawn(&tab, |outbox| async move {
        *slot.borrow_mut() = outbox.open_draft("s", "1").await;
    });
    world.run_for(MINUTE);
    assert_eq!(taken_up.take(), None);
}

#[test]
fn an_id_is_submitted_once() {
    let world = World::new(13);
    world.set_mood(Mood::Unreachable);
    let tab = world.open(0);
    let first = record("a", STRICT, 20);
    let other = record("a", STRICT, 40);
    let refused = Some(Err(SubmitError::AlreadySubmitted));
    let submit = |record: &Record| submitted(&world, &tab, record.clone());
    assert_eq!(submit(&first), Some(Ok(Saved::Durable)));
    assert_eq!(submit(&first), Some(Ok(Saved::Durable)));
    assert_eq!(submit(&other), refused);
    // The mirror remembers what the store has lost.
    world.0.state.borrow_mut().disk.clear();
    assert_eq!(submit(&other), refused);
    world.set_mood(Mood::Healthy);
    world.run_for(10 * MINUTE);
    assert_eq!(world.rows(), ["a"]);
    // A receipt knows its content too: the second response of a duplicated tab must not pass for the first.
    assert_eq!(submit(&first), Some(Ok(Saved::AlreadySent)));
    assert_eq!(submit(&other), refused);
    world.assert_sound();
}

#[test]
fn damage_after_sending_does_not_make_the_same_response_another_one() {
    let world = World::new(17);
    world.0.state.borrow_mut().latency_millis = 20_000;
    let tab = world.open(0);
    let first = record("a", STRICT, 20);
    world.submit(&tab, first.clone(), false);
    world.run_for(500);
    assert_eq!(world.posts(), 1);
    set_disk(&world, "js1:site:r:a", "1|00000000|7|harmed!");
    world.run_for(10 * MINUTE);
    assert_eq!(world.rows(), ["a"]);
    assert_eq!(submitted(&world, &tab, first), Some(Ok(Saved::AlreadySent)));
}

#[test]
fn a_store_cleared_by_the_host_is_made_good_by_the_mirror() {
    for reopens in [false, true] {
        let world = World::new(14);
        world.set_mood(Mood::Unreachable);
        let mut tab = world.open(0);
        submitted(&world, &tab, record("a", STRICT, 20));
        world.0.state.borrow_mut().disk.clear();
        if reopens {
            world.crash(&tab);
            tab = world.open(0);
        }
        world.set_mood(Mood::Healthy);
        tab.outbox().flush_now(Nudge::Automatic);
        world.run_for(MINUTE);
        assert_eq!(world.rows(), ["a"], "reopens: {reopens}");
        world.assert_sound();
    }
}
