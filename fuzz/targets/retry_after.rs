//! Any `Retry-After`: never a longer wait than the longest.
#![no_main]

use journey_survey::delivery::{MAX_RETRY_AFTER_MILLIS, retry_after_millis};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u64, &str)| {
    let (now_millis, text) = input;
    let wait_millis = retry_after_millis(text, now_millis);
    assert!(wait_millis.unwrap_or_default() <= MAX_RETRY_AFTER_MILLIS);
});
