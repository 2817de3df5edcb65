use std::time::Duration;

use crate::delivery::Clock;

/// The longest time that a browser's timer can count; a longer one would fire at once.
const MAX_TIMER_MILLIS: u64 = i32::MAX as u64;

#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now_millis(&self) -> u64 {
        js_sys::Date::now().max(0.0) as u64
    }

    async fn sleep_millis(&self, millis: u64) {
        gloo_timers::future::sleep(Duration::from_millis(millis.min(MAX_TIMER_MILLIS))).await;
    }
}
