use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::ApiError;
use super::routes::Application;
use super::server::Peer;

/// How many requests each client address may make: N at once, and N a minute in the long run.
///
/// This is the generic cell rate algorithm: for each address the moment at which its requests so far
/// would have arrived had they been evenly spaced. One number each, and nothing to expire.
pub struct RateLimit {
    /// `None` is no limit.
    spacing: Option<Duration>,
    due: Mutex<HashMap<IpAddr, Instant>>,
}

const WINDOW: Duration = Duration::from_secs(60);
const MAX_ADDRESSES: usize = 65_536;

impl RateLimit {
    /// 0 is no limit.
    pub fn per_minute(requests: u32) -> Self {
        let spacing = (requests > 0).then(|| WINDOW / requests);
        Self {
            spacing,
            due: Mutex::default(),
        }
    }

    /// Counts a request; `Err` is the number of seconds until the next one is taken.
    fn admit(&self, address: IpAddr, now: Instant) -> Result<(), u64> {
        let Some(spacing) = self.spacing else {
            return Ok(());
        };
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        if due.len() >= MAX_ADDRESSES {
            due.retain(|_, moment| *moment > now);
            if due.len() >= MAX_ADDRESSES {
                return Err(WINDOW.as_secs());
            }
        }
        let moment = due.entry(network(address)).or_insert(now);
        let next = (*moment).max(now) + spacing;
        let excess = next.duration_since(now).saturating_sub(WINDOW);
        if excess > Duration::ZERO {
            return Err(excess
                .as_millis()
                .div_ceil(1000)
                .try_into()
                .unwrap_or(u64::MAX)
                .max(1));
        }
        *moment = next;
        Ok(())
    }
}

/// Refuses requests above the limit with 429 and `Retry-After`.
pub async fn limit(
    State(application): State<Arc<Application>>,
    request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<Peer>();
    let admitted = peer.map_or(Ok(()), |peer| {
        application.rate_limit.admit(peer.0, Instant::now())
    });
    match admitted {
        Ok(()) => next.run(request).await,
        Err(seconds) => ApiError::new(
            StatusCode::TOO_MANY_REQUESTS,
            format!("Too many requests from this address; try again in {seconds} s."),
        )
        .retry_after(seconds)
        .into_response(),
    }
}

/// One IPv6 subscriber holds a whole /64 and could use another address for each request.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Requests as (millisecond, address), and for each the seconds to wait, 0 when admitted.
    fn check(per_minute: u32, requests: &[(u64, &str)], expected: &[u64]) {
        let limit = RateLimit::per_minute(per_minute);
        let start = Instant::now();
        let waits: Vec<u64> = requests
            .iter()
            .map(|(millis, address)| {
                let now = start + Duration::from_millis(*millis);
                limit
                    .admit(address.parse().unwrap(), now)
                    .err()
                    .unwrap_or(0)
            })
            .collect();
        assert_eq!(waits, expected, "{per_minute}: {requests:?}");
    }

    #[test]
    fn each_address_has_its_own_allowance() {
        let [a, b] = ["192.0.2.1", "192.0.2.2"];
        check(2, &[(0, a), (0, a), (0, a), (0, b)], &[0, 0, 30, 0]);
        check(
            2,
            &[(0, a), (0, a), (29_000, a), (30_000, a), (30_001, a)],
            &[0, 0, 1, 0, 30],
        );
        check(
            1,
            &[(0, a), (1, a), (59_999, a), (60_000, a)],
            &[0, 60, 1, 0],
        );
        check(0, &[(0, a); 9], &[0; 9]);
        check(
            1,
            &[
                (0, "2001:db8::1"),
                (0, "2001:db8::2"),
                (0, "2001:db8:0:1::1"),
            ],
            &[0, 60, 0],
        );
        check(1, &[(0, "::ffff:192.0.2.1"), (0, a)], &[0, 60]);
    }

    #[test]
    fn memory_is_bounded_and_frees_itself() {
        let limit = RateLimit::per_minute(60);
        let start = Instant::now();
        for number in 0..MAX_ADDRESSES as u32 {
            assert_eq!(
                limit.admit(IpAddr::from(number.to_be_bytes()), start),
                Ok(())
            );
        }
        let stranger = "192.0.2.1".parse().unwrap();
        assert_eq!(limit.admit(stranger, start), Err(60));
        assert_eq!(
            limit.admit(stranger, start + Duration::from_secs(2)),
            Ok(())
        );
        assert_eq!(limit.due.lock().unwrap().len(), 1);
    }
}
