use super::{MAX_RETRY_AFTER_MILLIS, PAUSE_MILLIS};

/// Full jitter: anything from 0 to `min(300 s, 2 s · 2ⁿ)` after `n` earlier failures in a row, chosen by `random`.
pub(super) fn backoff_millis(earlier_failures: u32, random: u64) -> u64 {
    let ceiling = MAX_BACKOFF_MILLIS.min(2_000 << earlier_failures.min(16));
    // The upper half of the random number as a fraction of one, without floating point.
    (ceiling * (random >> 32)) >> 32
}

pub const MAX_BACKOFF_MILLIS: u64 = 300_000;

/// No rule here makes anybody wait longer. A time to wait for that lies further ahead was written by a clock that has
/// since been set back, and counts as come.
pub const MAX_WAIT_MILLIS: u64 = {
    assert!(MAX_BACKOFF_MILLIS <= PAUSE_MILLIS && MAX_RETRY_AFTER_MILLIS <= PAUSE_MILLIS);
    PAUSE_MILLIS
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_its_limit() {
        let cases = [
            (0, 0, 0),
            (0, u64::MAX, 1_999),
            (0, u64::MAX / 2, 999),
            (1, u64::MAX, 3_999),
            (7, u64::MAX, 255_999),
            (8, u64::MAX, 299_999),
            (u32::MAX, u64::MAX, 299_999),
            (u32::MAX, u64::MAX / 2, 149_999),
        ];
        for (failures, random, expected) in cases {
            assert_eq!(
                backoff_millis(failures, random),
                expected,
                "{failures} {random}"
            );
        }
    }
}
