use std::cell::Cell;
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use gloo_timers::callback::Interval;

use super::widget::State;

/// Where one respondent comes after the other: starts anew when nobody has touched the screen for a while.
pub struct Patience {
    _touches: [EventListener; 3],
    _clock: Interval,
}

/// All is counted in these.
const ROUND_SECONDS: u32 = 10;
/// After that many rounds without a touch the respondent is asked whether they are still there.
const IDLE_ROUNDS: u32 = 6;
/// How long the question stands; WCAG wants 20 seconds at least.
const ASKING_ROUNDS: u32 = 3;
/// How long the closing words stand.
const CLOSING_ROUNDS: u32 = 2;

/// Rounds since the last touch; nothing while the screen waits for its next respondent.
type Quiet = Rc<Cell<Option<u32>>>;

impl Patience {
    pub fn start(state: &Rc<State>) -> Self {
        let quiet = Quiet::default();
        let touches = ["pointerdown", "keydown", "input"].map(|kind| {
            let (touched_state, quiet) = (Rc::downgrade(state), quiet.clone());
            EventListener::new(state.frame(), kind, move |_| {
                touched(&touched_state, &quiet);
            })
        });
        let state = Rc::downgrade(state);
        Self {
            _touches: touches,
            _clock: Interval::new(ROUND_SECONDS * 1000, move || pass(&state, &quiet)),
        }
    }
}

fn touched(state: &Weak<State>, quiet: &Quiet) {
    if quiet.replace(Some(0)) >= Some(IDLE_ROUNDS)
        && let Some(state) = state.upgrade()
    {
        state.wait(None);
    }
}

fn pass(state: &Weak<State>, quiet: &Quiet) {
    let Some((state, rounds)) = state.upgrade().zip(quiet.get()) else {
        return;
    };
    let Some(is_over) = state.is_over() else {
        return;
    };
    let rounds = rounds + 1;
    quiet.set(Some(rounds));
    let limit = match is_over {
        true => CLOSING_ROUNDS,
        false => IDLE_ROUNDS + ASKING_ROUNDS,
    };
    if rounds >= limit {
        quiet.set(None);
        State::begin_anew(&state);
    } else if !is_over && rounds == IDLE_ROUNDS {
        state.wait(Some(ASKING_ROUNDS * ROUND_SECONDS));
    }
}
