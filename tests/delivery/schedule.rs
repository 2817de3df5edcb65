use proptest::prelude::*;

use crate::endpoint::Mood;

/// A world and what befalls it.
#[derive(Clone, Debug)]
pub struct Schedule {
    pub seed: u64,
    pub has_locks: bool,
    pub is_blocked: bool,
    pub events: Vec<Event>,
}

#[derive(Clone, Debug)]
pub enum Event {
    Wait(u64),
    Submit {
        tab: usize,
        size: usize,
        strict: bool,
        draft: bool,
    },
    SubmitAgain {
        tab: usize,
        which: usize,
    },
    Open(usize),
    Crash(usize),
    CrashAfter {
        tab: usize,
        operations: u32,
        tears: bool,
    },
    Freeze {
        tab: usize,
        millis: u64,
    },
    Kill {
        lost: usize,
    },
    TearNextWrite,
    Corrupt {
        which: usize,
        place: usize,
        bit: u32,
    },
    ClearStore,
    Capacity(Option<usize>),
    Mirror {
        available: bool,
    },
    Mood {
        strict: bool,
        mood: Mood,
    },
    Network {
        latency_millis: u64,
        percent_lost: u64,
        percent_doubled: u64,
    },
    Jump {
        millis: i64,
    },
    Nudge {
        tab: usize,
        tap: bool,
    },
    Hide(usize),
}

pub const TABS: usize = 3;
/// The last two are no failures.
const STATUSES: [u16; 16] = [
    400, 401, 403, 404, 408, 409, 413, 418, 422, 425, 429, 500, 503, 0, 204, 200,
];
const RETRY_AFTER: [&str; 7] = [
    "0",
    "7",
    "90",
    "1000000000",
    "soon",
    "Thu, 15 Jan 2026 12:10:00 GMT",
    "Sun, 06 Nov 1994 08:49:37 GMT",
];
const YEAR_MILLIS: i64 = 365 * 86_400_000;

impl Schedule {
    /// Whether nothing befell it that excuses losing what was never called saved.
    pub fn spares_pages(&self) -> bool {
        !self.events.iter().any(|event| {
            matches!(
                event,
                Event::Crash(_)
                    | Event::CrashAfter { .. }
                    | Event::Kill { .. }
                    | Event::Corrupt { .. }
                    | Event::ClearStore
            )
        })
    }
}

pub fn schedule() -> impl Strategy<Value = Schedule> {
    let events = prop::collection::vec(event(), 1..40);
    (
        any::<u64>(),
        any::<bool>(),
        prop::bool::weighted(0.05),
        events,
    )
        .prop_map(|(seed, has_locks, is_blocked, events)| Schedule {
            seed,
            has_locks,
            is_blocked,
            events,
        })
}

fn event() -> impl Strategy<Value = Event> {
    let tab = 0..TABS;
    prop_oneof![
        8 => prop_oneof![0..100_u64, 0..5_000_u64, 0..60_000_u64, 0..7_200_000_u64].prop_map(Event::Wait),
        8 => (tab.clone(), 0..300_usize, any::<bool>(), any::<bool>())
            .prop_map(|(tab, size, strict, draft)| Event::Submit { tab, size, strict, draft }),
        1 => (tab.clone(), 0..20_usize).prop_map(|(tab, which)| Event::SubmitAgain { tab, which }),
        5 => tab.clone().prop_map(Event::Open),
        2 => tab.clone().prop_map(Event::Crash),
        4 => (tab.clone(), 0..12_u32, any::<bool>())
            .prop_map(|(tab, operations, tears)| Event::CrashAfter { tab, operations, tears }),
        3 => (tab.clone(), prop_oneof![0..500_u64, 0..40_000_u64])
            .prop_map(|(tab, millis)| Event::Freeze { tab, millis }),
        2 => (0..30_usize).prop_map(|lost| Event::Kill { lost }),
        1 => Just(Event::TearNextWrite),
        2 => (0..20_usize, 0..60_usize, 0..7_u32)
            .prop_map(|(which, place, bit)| Event::Corrupt { which, place, bit }),
        1 => Just(Event::ClearStore),
        2 => prop::option::of(0..3_000_usize).prop_map(Event::Capacity),
        3 => any::<bool>().prop_map(|available| Event::Mirror { available }),
        6 => (any::<bool>(), mood()).prop_map(|(strict, mood)| Event::Mood { strict, mood }),
        2 => (prop_oneof![1..50_u64, 1..50_000_u64], 0..60_u64, 0..60_u64).prop_map(
            |(latency_millis, percent_lost, percent_doubled)| Event::Network {
                latency_millis,
                percent_lost,
                percent_doubled,
            }
        ),
        2 => prop_oneof![
            Just(YEAR_MILLIS),
            Just(-YEAR_MILLIS),
            -4_000_000..4_000_000_i64,
        ]
        .prop_map(|millis| Event::Jump { millis }),
        3 => (tab.clone(), prop::bool::weighted(0.3))
            .prop_map(|(tab, tap)| Event::Nudge { tab, tap }),
        1 => tab.prop_map(Event::Hide),
    ]
}

fn mood() -> impl Strategy<Value = Mood> {
    prop_oneof![
        5 => Just(Mood::Healthy),
        4 => (prop::sample::select(&STATUSES[..14]), prop::option::of(prop::sample::select(&RETRY_AFTER[..])))
            .prop_map(|(status, text)| Mood::Status(status, text.map(String::from))),
        2 => prop::sample::select(&STATUSES[..]).prop_map(Mood::StoresButSays),
        1 => Just(Mood::Redirects),
        1 => Just(Mood::CaptivePortal),
        2 => Just(Mood::Unreachable),
        2 => Just(Mood::LosesReplies),
        1 => Just(Mood::Hangs),
    ]
}
