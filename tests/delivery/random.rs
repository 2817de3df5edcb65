use std::rc::Rc;

use journey_survey::delivery::{Nudge, Record};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};

use crate::endpoint::Mood;
use crate::faults::{is_intact, send};
use crate::schedule::{Event, Schedule, TABS, schedule};
use crate::state::{LENIENT, NAMESPACE, STRICT, Slot, record};
use crate::world::{Tab, World};

#[test]
fn random_schedules_lose_nothing_and_double_nothing() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let seed: u64 = number("DELIVERY_SEED").unwrap_or(1);
    let schedules = number("DELIVERY_SCHEDULES").unwrap_or(4_000) as u32;
    let config = Config {
        cases: schedules,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(config, random);
    let outcome = runner.run(&schedule(), |schedule| {
        run(&schedule).map_err(TestCaseError::fail)
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(reason, schedule)) => {
            let world = World::new(schedule.seed);
            // Once more, to tell how it stands then.
            let _ = live(&world, &schedule);
            panic!("DELIVERY_SEED={seed}: {reason}\n{schedule:?}\n{world:?}")
        }
        Err(other) => panic!("DELIVERY_SEED={seed}: {other}"),
    }
}

/// The first thing that went wrong.
fn run(schedule: &Schedule) -> Result<(), String> {
    let world = World::new(schedule.seed);
    let outcome = live(&world, schedule);
    world.end();
    outcome
}

fn live(world: &World, schedule: &Schedule) -> Result<(), String> {
    {
        let mut state = world.0.state.borrow_mut();
        state.has_locks = schedule.has_locks;
        state.is_blocked = schedule.is_blocked;
    }
    let mut tabs: Vec<Option<Rc<Tab>>> = vec![Some(world.open(0)), None, None];
    for (number, event) in schedule.events.iter().enumerate() {
        befall(world, &mut tabs, number, event);
        // Even events in a row take their time.
        world.run_for(3);
        check(world, number)?;
    }
    heal(world, schedule, tabs)
}

fn befall(world: &World, tabs: &mut [Option<Rc<Tab>>], number: usize, event: &Event) {
    let alive = |tab: usize| tabs[tab].clone().filter(|tab| !tab.is_dead.get());
    match event {
        Event::Wait(millis) => world.run_for(*millis),
        Event::Submit {
            tab,
            size,
            strict,
            draft,
        } => {
            if let Some(tab) = alive(*tab) {
                let url = if *strict { STRICT } else { LENIENT };
                world.submit(&tab, record(&format!("{number:02}"), url, *size), *draft);
            }
        }
        Event::SubmitAgain { tab, which } => {
            let submitted: Vec<Record> = {
                let state = world.0.state.borrow();
                state.promises.submitted.values().cloned().collect()
            };
            if let (Some(tab), false) = (alive(*tab), submitted.is_empty()) {
                world.submit(&tab, submitted[which % submitted.len()].clone(), false);
            }
        }
        Event::Open(tab) => {
            if alive(*tab).is_none() {
                tabs[*tab] = Some(world.open(*tab));
            }
        }
        Event::Crash(tab) => {
            if let Some(tab) = alive(*tab) {
                world.crash(&tab);
            }
        }
        Event::CrashAfter {
            tab,
            operations,
            tears,
        } => {
            if let Some(tab) = alive(*tab) {
                tab.fuse.set(Some((*operations, *tears)));
            }
        }
        Event::Freeze { tab, millis } => {
            if let Some(tab) = alive(*tab) {
                world.freeze(&tab, *millis);
            }
        }
        Event::Kill { lost } => {
            forgive_the_merely_stored(world);
            let all: Vec<_> = tabs.iter().flatten().cloned().collect();
            world.kill(&all, *lost);
        }
        Event::TearNextWrite => world.0.state.borrow_mut().tear_next_write = true,
        Event::Corrupt { which, place, bit } => corrupt(world, *which, *place, *bit),
        Event::ClearStore => {
            forgive_the_merely_stored(world);
            let state = &mut *world.0.state.borrow_mut();
            state.disk.clear();
            state.unflushed.clear();
        }
        Event::Capacity(chars) => {
            world.0.state.borrow_mut().capacity_chars = chars.unwrap_or(usize::MAX);
        }
        Event::Mirror { available } => world.0.state.borrow_mut().is_mirror_available = *available,
        Event::Mood { strict, mood } => {
            // An owner who does not say what acknowledges has nothing against a captive portal.
            let mood = match mood {
                Mood::CaptivePortal if !strict => Mood::Redirects,
                mood => mood.clone(),
            };
            world.set_mood_of(if *strict { STRICT } else { LENIENT }, mood);
        }
        Event::Network {
            latency_millis,
            percent_lost,
            percent_doubled,
        } => {
            let mut state = world.0.state.borrow_mut();
            state.latency_millis = *latency_millis;
            state.percent_lost = *percent_lost;
            state.percent_doubled = *percent_doubled;
        }
        Event::Jump { millis } => {
            let state = &mut *world.0.state.borrow_mut();
            state.clock_offset += millis;
            state.promises.holds.clear();
        }
        Event::Nudge { tab, tap } => {
            if let Some(tab) = alive(*tab) {
                if *tap {
                    world.0.state.borrow_mut().promises.holds.clear();
                }
                tab.outbox()
                    .flush_now(if *tap { Nudge::Tap } else { Nudge::Automatic });
            }
        }
        Event::Hide(tab) => {
            if let Some(tab) = alive(*tab) {
                for request in tab.outbox().take_for_keepalive() {
                    let state = &mut *world.0.state.borrow_mut();
                    state.note_post(&request);
                    send(state, &request, &Slot::default());
                }
            }
        }
    }
}

/// Damages the stored copy of a record: no promise was made about it alone.
fn corrupt(world: &World, which: usize, place: usize, bit: u32) {
    forgive_the_merely_stored(world);
    let state = &mut *world.0.state.borrow_mut();
    let prefix = format!("js1:{NAMESPACE}:r:");
    let records: Vec<&String> = state
        .disk
        .keys()
        .filter(|key| key.starts_with(&prefix))
        .collect();
    if records.is_empty() {
        return;
    }
    let key = records[which % records.len()].clone();
    let mut bytes = state.disk[&key].clone().into_bytes();
    if let Some(byte) = bytes.get_mut(place % 60) {
        *byte ^= 1 << bit;
    }
    if let Ok(value) = String::from_utf8(bytes) {
        state.disk.insert(key, value);
    }
}

/// What is in the local store alone survives crashed tabs, and that is all that can be promised of it: of records, and
/// of what an endpoint asked for.
fn forgive_the_merely_stored(world: &World) {
    let promises = &mut world.0.state.borrow_mut().promises;
    promises.stored.clear();
    promises.holds.clear();
}

fn check(world: &World, number: usize) -> Result<(), String> {
    let state = world.0.state.borrow();
    match state
        .violations
        .first()
        .or(state.endpoints.contradictions.first())
    {
        Some(violation) => Err(format!("after event {number}: {violation}")),
        None => Ok(()),
    }
}

/// In the end everything works again, and what was promised must arrive.
fn heal(world: &World, schedule: &Schedule, tabs: Vec<Option<Rc<Tab>>>) -> Result<(), String> {
    let hours = (world.0.state.borrow().elapsed / 3_600_000) as usize;
    let bound = (schedule.events.len() + 2) * (schedule.events.len() + 20) * TABS + 400 * hours;
    let posts = world.posts();
    if posts > bound {
        return Err(format!("busy: {posts} requests in {hours} hours"));
    }
    {
        let state = &mut *world.0.state.borrow_mut();
        state.endpoints.moods.clear();
        state.capacity_chars = usize::MAX;
        state.is_mirror_available = true;
        state.tear_next_write = false;
        state.latency_millis = 40;
        state.percent_lost = 0;
        state.percent_doubled = 0;
        state.promises.holds.clear();
    }
    // Records in memory go before their pages do.
    let alive = tabs.into_iter().flatten().filter(|tab| !tab.is_dead.get());
    let mut tabs: Vec<_> = alive.collect();
    for tab in &tabs {
        tab.fuse.set(None);
        tab.frozen_until.set(0);
    }
    tap(world, &tabs);
    world.run_for(10_000);
    check(world, usize::MAX)?;
    tabs.push(world.open(TABS));
    world.run_for(120_000);
    tap(world, &tabs);
    world.run_for(2 * 3_600_000);
    check(world, usize::MAX)?;

    let state = world.0.state.borrow();
    // Not promised, but whole in a store: nothing may be left lying.
    let prefix = format!("js1:{NAMESPACE}:r:");
    for (key, value) in &state.disk {
        if let Some(id) = key.strip_prefix(&prefix)
            && is_intact(value)
        {
            return Err(format!("{id}: still waiting in the end"));
        }
    }
    for id in state.promises.saved.union(&state.promises.stored) {
        if !state.endpoints.rows.contains_key(id) {
            return Err(format!("{id}: promised, and never delivered"));
        }
    }
    for (id, body) in &state.endpoints.rows {
        let submitted = state.promises.submitted.get(id);
        if submitted.is_none_or(|record| record.body != *body) {
            return Err(format!("{id}: delivered, and never submitted like that"));
        }
    }
    if schedule.spares_pages() {
        for id in state.promises.submitted.keys() {
            if !state.endpoints.rows.contains_key(id) {
                return Err(format!("{id}: submitted in peace, and never delivered"));
            }
        }
    }
    if !state.mirrored.is_empty() {
        return Err(format!("left in the mirror: {:?}", state.mirrored.keys()));
    }
    Ok(())
}

fn tap(world: &World, tabs: &[Rc<Tab>]) {
    world.0.state.borrow_mut().promises.holds.clear();
    for tab in tabs {
        tab.outbox().flush_now(Nudge::Tap);
    }
}
