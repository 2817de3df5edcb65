use super::Reply;

/// What an answer means for the record and for its endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The endpoint has it.
    Acknowledged,
    /// Later; the endpoint's other records wait too.
    Retry,
    /// Later, this record alone: 409 speaks of one key, and must not hold up the rest.
    RetryRecord,
    /// Something is wrong with the way to the endpoint: stop and tell.
    Pause,
    /// Something is wrong with this record: keep it, and go on with the next.
    NeedsAttention,
}

/// Judges a reply. `ack` lists the statuses that acknowledge; without it any 2xx does.
///
/// With a list, the acknowledgement is strict in a second way: an HTML page is none, whatever its status, because that
/// is what a captive portal answers. (Without a list HTML counts, as it is the default type of many plain scripts.)
pub fn classify(reply: &Reply, ack: Option<&[u16]>) -> Verdict {
    let Reply::Status {
        status,
        content_type,
        ..
    } = reply
    else {
        return match reply {
            Reply::Redirect => Verdict::Pause,
            _ => Verdict::Retry,
        };
    };
    match status {
        200..300 => match ack {
            None => Verdict::Acknowledged,
            Some(ack) if ack.contains(status) && !is_html(content_type.as_deref()) => {
                Verdict::Acknowledged
            }
            Some(_) => Verdict::Retry,
        },
        409 => Verdict::RetryRecord,
        408 | 425 | 429 => Verdict::Retry,
        400 | 413 | 415 | 422 => Verdict::NeedsAttention,
        // 401, 403, 404, 407, 410, and whatever else says that requests like this one are not wanted here.
        300..500 => Verdict::Pause,
        _ => Verdict::Retry,
    }
}

/// A short code for the answer: a status, `redirect`, `network` or `timeout`.
pub(super) fn code(reply: &Reply) -> String {
    match reply {
        Reply::Status { status, .. } => status.to_string(),
        Reply::Redirect => "redirect".into(),
        Reply::NetworkError => "network".into(),
        Reply::TimedOut => "timeout".into(),
    }
}

fn is_html(content_type: Option<&str>) -> bool {
    let kind = content_type.and_then(|text| text.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("text/html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(status: u16, content_type: Option<&str>, ack: Option<&[u16]>, expected: Verdict) {
        let reply = Reply::Status {
            status,
            retry_after: None,
            content_type: content_type.map(String::from),
        };
        let verdict = classify(&reply, ack);
        assert_eq!(verdict, expected, "{status} {content_type:?} {ack:?}");
    }

    #[test]
    fn every_status_has_its_class() {
        use Verdict::*;
        let table: [(&[u16], Verdict); 5] = [
            (&[200, 201, 202, 204, 206, 299], Acknowledged),
            (
                &[
                    0, 100, 199, 408, 425, 429, 500, 501, 502, 503, 504, 599, 600, 999,
                ],
                Retry,
            ),
            (&[409], RetryRecord),
            (
                &[
                    300, 301, 302, 304, 307, 308, 401, 402, 403, 404, 405, 407, 410, 411, 426, 451,
                ],
                Pause,
            ),
            (&[400, 413, 415, 422], NeedsAttention),
        ];
        for (statuses, expected) in table {
            for status in statuses {
                check(*status, None, None, expected);
                // A list of acknowledgements changes nothing but what 2xx means.
                let listed = if expected == Acknowledged {
                    Retry
                } else {
                    expected
                };
                check(*status, None, Some(&[203]), listed);
            }
        }
    }

    #[test]
    fn a_listed_status_acknowledges_unless_it_is_a_page() {
        use Verdict::*;
        check(200, Some("text/html"), None, Acknowledged);
        let ack: &[u16] = &[200, 201];
        for (status, content_type, expected) in [
            (200, None, Acknowledged),
            (201, Some("application/json"), Acknowledged),
            (202, Some("application/json"), Retry),
            (200, Some("text/html"), Retry),
            (200, Some("Text/HTML; charset=utf-8"), Retry),
            (200, Some("text/plain"), Acknowledged),
        ] {
            check(status, content_type, Some(ack), expected);
        }
    }

    #[test]
    fn replies_without_a_status_are_judged_too() {
        for (reply, expected, expected_code) in [
            (Reply::Redirect, Verdict::Pause, "redirect"),
            (Reply::NetworkError, Verdict::Retry, "network"),
            (Reply::TimedOut, Verdict::Retry, "timeout"),
        ] {
            assert_eq!(classify(&reply, Some(&[200])), expected);
            assert_eq!(code(&reply), expected_code);
        }
    }
}
