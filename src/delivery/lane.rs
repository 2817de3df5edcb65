use super::backoff::backoff_millis;
use super::{MAX_WAIT_MILLIS, Platform, outbox::Outbox};
use crate::value::{Json as _, Object, Value, to_json};

/// The way to one endpoint: how it has been answering, and until when to leave it alone. Shared by all tabs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lane {
    /// Since the last success or nudge.
    failures: u32,
    /// Closed from `since` to `until` by the device's clock. Both ends are kept so that a clock set back shows.
    since: u64,
    until: u64,
    /// The endpoint itself named this time, by `Retry-After`; never later than `until`.
    asked_until: u64,
    /// Why somebody must look at it; empty when nobody must.
    pause: String,
    /// Records refused one after another with the same status, up to [`ALIKE`].
    refused: Vec<String>,
    refused_with: u16,
}

/// This many records refused alike in a row speak against the endpoint and not against the records.
const ALIKE: usize = 3;

/// A paused endpoint is tried again by one request after an hour, at a page load and at a nudge: nobody may ever come
/// to an unattended page.
pub const PAUSE_MILLIS: u64 = 3_600_000;

impl Lane {
    pub(super) fn wait_millis(&self, now_millis: u64) -> u64 {
        let length = self.until.saturating_sub(self.since);
        if now_millis < self.since || length > MAX_WAIT_MILLIS {
            return 0;
        }
        self.until.saturating_sub(now_millis)
    }

    /// The reason, while it lasts.
    pub(super) fn pause(&self, now_millis: u64) -> Option<&str> {
        (!self.pause.is_empty() && self.wait_millis(now_millis) > 0).then_some(&self.pause)
    }

    /// Whether the endpoint does not want to hear from us now, whatever we would like.
    pub(super) fn is_forbidden(&self, now_millis: u64) -> bool {
        let is_asked = self.asked_until > now_millis;
        (is_asked || !self.pause.is_empty()) && self.wait_millis(now_millis) > 0
    }

    /// Backs off after a failure.
    pub(super) fn fail(&mut self, asked_millis: Option<u64>, random: u64, now_millis: u64) {
        let backoff = backoff_millis(self.failures, random);
        self.failures = self.failures.saturating_add(1);
        let asked = now_millis.saturating_add(asked_millis.unwrap_or(0));
        self.close(now_millis.saturating_add(backoff).max(asked), now_millis);
        self.asked_until = self.asked_until.max(asked);
        self.pause.clear();
    }

    pub(super) fn set_pause(&mut self, reason: String, now_millis: u64) {
        self.close(now_millis.saturating_add(PAUSE_MILLIS), now_millis);
        self.pause = reason;
    }

    /// Notes a refused record. Gives the reason to pause, and the records to blame it on, once there are too many.
    pub(super) fn refuse(&mut self, id: &str, status: u16) -> Option<(String, Vec<String>)> {
        if self.refused_with != status {
            self.refused_with = status;
            self.refused.clear();
        }
        if !self.refused.iter().any(|other| other == id) {
            // The newest count: the older ones have been dealt with.
            if self.refused.len() == ALIKE {
                self.refused.remove(0);
            }
            self.refused.push(id.into());
        }
        (self.refused.len() == ALIKE).then(|| {
            (
                ["alike-", &status.to_string()].concat(),
                self.refused.clone(),
            )
        })
    }

    /// `online`, a page that becomes visible, a page load: the backoff ends and a pause is probed, but a time that the
    /// endpoint asked for is kept. A person who taps overrules that too.
    pub(super) fn nudge(&mut self, by_person: bool) {
        self.failures = 0;
        self.pause.clear();
        if by_person {
            self.asked_until = 0;
        }
        self.until = self.asked_until;
    }

    /// Another tab's request may have been told to wait longer than this one: that stays in force.
    fn close(&mut self, until: u64, now_millis: u64) {
        if self.wait_millis(now_millis) == 0 {
            self.asked_until = 0;
        }
        self.since = now_millis;
        self.until = until.max(self.asked_until);
    }

    fn to_json(&self, endpoint: &str) -> String {
        let mut object = Object::new();
        object.set("endpoint", endpoint);
        object.set("failures", f64::from(self.failures));
        object.set("since", self.since as f64);
        object.set("until", self.until as f64);
        object.set("askedUntil", self.asked_until as f64);
        object.set("pause", self.pause.as_str());
        object.set("status", f64::from(self.refused_with));
        object.set("refused", Value::list(self.refused.iter().map(Value::text)));
        to_json(&object.into())
    }

    fn from_value(value: &Value) -> Self {
        let number = |name: &str| value.get(name).as_number().unwrap_or_default();
        let refused = value.get("refused").as_list().unwrap_or_default();
        let refused = refused.iter().filter_map(Value::as_text).take(ALIKE);
        Self {
            failures: number("failures") as u32,
            since: number("since") as u64,
            until: number("until") as u64,
            asked_until: number("askedUntil") as u64,
            pause: value.get("pause").as_text().unwrap_or_default().into(),
            refused: refused.map(String::from).collect(),
            refused_with: number("status") as u16,
        }
    }
}

impl<P: Platform> Outbox<P> {
    /// A lane that does not read is an open one: forgetting it costs one early attempt.
    pub(super) fn lane(&self, endpoint: &str) -> Lane {
        self.lane_at(&self.keys.lane(endpoint))
            .map(|(_, lane)| lane)
            .unwrap_or_default()
    }

    pub(super) fn lane_at(&self, key: &str) -> Option<(String, Lane)> {
        let value = self.json.parse(&self.shelf.get(key)?).ok()?;
        let endpoint = value.get("endpoint").as_text()?.into();
        Some((endpoint, Lane::from_value(&value)))
    }

    pub(super) fn set_lane(&self, endpoint: &str, lane: &Lane) {
        let key = self.keys.lane(endpoint);
        if *lane != Lane::default() {
            self.shelf.set_or_hold(&key, &lane.to_json(endpoint));
        } else if self.shelf.has(&key) {
            self.shelf.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::native::SerdeJson;

    const NOW: u64 = 1_768_478_400_000;
    const YEAR: u64 = 365 * 86_400_000;

    #[test]
    fn a_lane_reads_back_as_written() {
        let mut lane = Lane::default();
        lane.fail(Some(5_000), 0, NOW);
        lane.refuse("a", 422);
        lane.set_pause("403".into(), NOW);
        let value = SerdeJson.parse(&lane.to_json("https://e.example")).unwrap();
        assert_eq!(Lane::from_value(&value), lane);
    }

    #[test]
    fn failures_wait_for_the_longer_of_backoff_and_what_was_asked() {
        for (asked, random, expected) in [
            (None, 0, 0),
            (None, u64::MAX, 1_999),
            (Some(5_000), u64::MAX, 5_000),
            (Some(1_000), u64::MAX, 1_999),
            (Some(0), 0, 0),
        ] {
            let mut lane = Lane::default();
            lane.fail(asked, random, NOW);
            assert_eq!(lane.wait_millis(NOW), expected, "{asked:?} {random}");
            assert_eq!(lane.wait_millis(NOW + expected), 0);
        }
    }

    #[test]
    fn what_was_asked_outlasts_another_tabs_failure_and_a_nudge() {
        let mut lane = Lane::default();
        lane.fail(Some(60_000), 0, NOW);
        lane.fail(None, 0, NOW + 10_000);
        assert_eq!(lane.wait_millis(NOW + 10_000), 50_000);
        // After many failures the backoff is longer than what is asked; a nudge ends the one and not the other.
        for _ in 0..10 {
            lane.fail(Some(60_000), u64::MAX, NOW + 10_000);
        }
        assert_eq!(lane.wait_millis(NOW + 10_000), 299_999);
        lane.nudge(false);
        assert_eq!(lane.wait_millis(NOW + 10_000), 60_000);
    }

    #[test]
    fn a_clock_that_jumps_neither_waits_for_a_year_nor_forgets_an_honest_wait() {
        let mut lane = Lane::default();
        lane.fail(Some(60_000), 0, NOW);
        for (now, expected) in [
            (NOW, 60_000),
            (NOW + 59_000, 1_000),
            (NOW + YEAR, 0),
            (NOW - YEAR, 0),
            (NOW - 1, 0),
            (0, 0),
        ] {
            assert_eq!(lane.wait_millis(now), expected, "{now}");
        }
    }

    #[test]
    fn nudges_end_backoff_and_pause_but_only_a_person_overrules_the_endpoint() {
        let asked = |lane: &mut Lane| lane.fail(Some(60_000), 0, NOW);
        let backing_off = |lane: &mut Lane| lane.fail(None, u64::MAX, NOW);
        let paused = |lane: &mut Lane| lane.set_pause("404".into(), NOW);
        type Before<'a> = &'a dyn Fn(&mut Lane);
        let cases: [(Before, bool, u64); 6] = [
            (&asked, false, 60_000),
            (&asked, true, 0),
            (&backing_off, false, 0),
            (&backing_off, true, 0),
            (&paused, false, 0),
            (&paused, true, 0),
        ];
        for (number, (before, by_person, expected)) in cases.into_iter().enumerate() {
            let mut lane = Lane::default();
            before(&mut lane);
            lane.nudge(by_person);
            assert_eq!(lane.wait_millis(NOW), expected, "case {number}");
            assert_eq!(lane.pause(NOW), None, "case {number}");
        }
    }

    #[test]
    fn three_different_records_refused_alike_are_reason_to_pause() {
        let mut lane = Lane::default();
        for (id, status, expected) in [
            ("a", 422, None),
            ("b", 422, None),
            ("b", 422, None),
            ("c", 400, None),
            ("d", 400, None),
            ("e", 400, Some("c d e")),
            ("f", 400, Some("d e f")),
        ] {
            let blamed = lane.refuse(id, status).map(|(_, ids)| ids.join(" "));
            assert_eq!(blamed.as_deref(), expected, "{id}");
        }
    }
}
