use super::MAX_WAIT_MILLIS;
use crate::value::{Object, Value, to_json};

/// What is known about sending one record; the only part of it that changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meta {
    pub(super) state: State,
    /// Since the last nudge.
    pub(super) attempts: u32,
    /// By the device's clock, in milliseconds.
    pub(super) next_at: u64,
    /// The code of the last answer, or empty.
    pub(super) last_error: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum State {
    #[default]
    Waiting,
    /// Refused together with others alike, so more likely the endpoint's fault: it gets one more try.
    Refused,
    /// Kept until somebody looks at it.
    Attention,
}

impl Meta {
    pub(super) fn wait_millis(&self, now_millis: u64) -> u64 {
        match self.next_at.saturating_sub(now_millis) {
            wait if wait > MAX_WAIT_MILLIS => 0,
            wait => wait,
        }
    }

    /// A new chance at once; `state` stays, unless a person asked.
    pub(super) fn nudge(&mut self, by_person: bool) {
        self.attempts = 0;
        self.next_at = 0;
        if by_person {
            self.state = State::Waiting;
        }
    }

    pub(super) fn to_json(&self) -> String {
        let mut object = Object::new();
        object.set(
            "state",
            match self.state {
                State::Waiting => "waiting",
                State::Refused => "refused",
                State::Attention => "attention",
            },
        );
        object.set("attempts", f64::from(self.attempts));
        object.set("nextAt", self.next_at as f64);
        object.set("lastError", self.last_error.as_str());
        to_json(&object.into())
    }

    /// Whatever does not read means the default: forgetting it costs one early attempt.
    pub(super) fn from_value(value: &Value) -> Self {
        let number = |name: &str| value.get(name).as_number().unwrap_or_default();
        Self {
            state: match value.get("state").as_text() {
                Some("refused") => State::Refused,
                Some("attention") => State::Attention,
                _ => State::Waiting,
            },
            attempts: number("attempts") as u32,
            next_at: number("nextAt") as u64,
            last_error: value.get("lastError").as_text().unwrap_or_default().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::native::SerdeJson;
    use crate::value::Json;

    #[test]
    fn meta_reads_back_and_rubbish_means_the_default() {
        for state in [State::Waiting, State::Refused, State::Attention] {
            let meta = Meta {
                state,
                attempts: 3,
                next_at: 1_768_478_400_000,
                last_error: "503".into(),
            };
            let value = SerdeJson.parse(&meta.to_json()).unwrap();
            assert_eq!(Meta::from_value(&value), meta);
        }
        for text in ["null", "{}", "[1]", "{\"attempts\":\"x\",\"nextAt\":-5}"] {
            let value = SerdeJson.parse(text).unwrap();
            assert_eq!(Meta::from_value(&value), Meta::default(), "{text}");
        }
    }

    #[test]
    fn a_time_further_away_than_any_wait_has_come() {
        let meta = |next_at| Meta {
            next_at,
            ..Meta::default()
        };
        let year = 365 * 86_400_000;
        let now = 2 * year;
        for (next_at, expected) in [
            (0, 0),
            (now - 1, 0),
            (now + 5_000, 5_000),
            (now + MAX_WAIT_MILLIS, MAX_WAIT_MILLIS),
            (now + MAX_WAIT_MILLIS + 1, 0),
            (now + year, 0),
        ] {
            assert_eq!(meta(next_at).wait_millis(now), expected, "{next_at}");
        }
    }
}
