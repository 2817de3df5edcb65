use std::str::FromStr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, HOST,
    ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::ApiError;
use super::routes::Application;

/// A website that may send responses.
#[derive(Clone, Debug, PartialEq)]
pub enum AllowedOrigin {
    Any,
    /// Scheme, host and port as a browser writes them, or `null` for pages without an origin.
    One(String),
}

impl FromStr for AllowedOrigin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "*" => return Ok(Self::Any),
            "null" => return Ok(Self::One(text.to_owned())),
            _ => {}
        }
        let origin = text.strip_suffix('/').unwrap_or(text).to_ascii_lowercase();
        let is_origin = authority(&origin).is_some_and(|authority| {
            !authority.contains('@') && authority.parse::<axum::http::uri::Authority>().is_ok()
        });
        if !is_origin {
            return Err(
                "write it as https://www.example.org, without a path; or * for all".to_owned(),
            );
        }
        let default_port = if origin.starts_with("https") {
            ":443"
        } else {
            ":80"
        };
        Ok(Self::One(
            origin
                .strip_suffix(default_port)
                .unwrap_or(&origin)
                .to_owned(),
        ))
    }
}

/// Answers preflight requests, lets pages of allowed origins read the answers, and refuses others.
pub async fn guard(
    State(application): State<Arc<Application>>,
    request: Request,
    next: Next,
) -> Response {
    let Some(origin) = request.headers().get(ORIGIN).cloned() else {
        return vary(next.run(request).await);
    };
    if !is_same_origin(&origin, request.headers(), request.uri())
        && !is_allowed(&origin, &application.origins)
    {
        let name = String::from_utf8_lossy(origin.as_bytes());
        let message = format!(
            "Pages of {name} may not use this endpoint; its owner can start it with --allow-origin {name}."
        );
        return vary(ApiError::new(StatusCode::FORBIDDEN, message).into_response());
    }
    let is_preflight = request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if is_preflight {
        preflight()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(
        ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("Retry-After"),
    );
    vary(response)
}

fn preflight() -> Response {
    let headers = [
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (
            ACCESS_CONTROL_ALLOW_HEADERS,
            "content-type, idempotency-key, authorization",
        ),
        (ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// Caches must not hand an answer meant for one origin to another.
fn vary(mut response: Response) -> Response {
    response
        .headers_mut()
        .append(VARY, HeaderValue::from_static("Origin"));
    response
}

fn is_allowed(origin: &HeaderValue, allowed: &[AllowedOrigin]) -> bool {
    allowed.iter().any(|allowed| match allowed {
        AllowedOrigin::Any => true,
        AllowedOrigin::One(allowed) => origin == allowed.as_str(),
    })
}

/// The scheme is not compared: behind a proxy that ends TLS this server sees plain HTTP.
fn is_same_origin(origin: &HeaderValue, headers: &HeaderMap, uri: &Uri) -> bool {
    let host = headers.get(HOST).and_then(|value| value.to_str().ok());
    let host = host.or(uri.authority().map(|authority| authority.as_str()));
    let authority = origin.to_str().ok().and_then(authority);
    matches!((host, authority), (Some(host), Some(authority)) if host.eq_ignore_ascii_case(authority))
}

/// What follows `http://` or `https://`.
fn authority(origin: &str) -> Option<&str> {
    origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn check_parse(text: &str, expected: Option<&str>) {
        let expected = expected.map(|text| match text {
            "*" => AllowedOrigin::Any,
            text => AllowedOrigin::One(text.to_owned()),
        });
        assert_eq!(text.parse::<AllowedOrigin>().ok(), expected, "{text}");
    }

    #[test]
    fn origins_are_written_as_browsers_write_them() {
        check_parse("*", Some("*"));
        check_parse("null", Some("null"));
        check_parse("https://Www.Example.org", Some("https://www.example.org"));
        check_parse("https://example.org/", Some("https://example.org"));
        check_parse("https://example.org:443", Some("https://example.org"));
        check_parse("http://example.org:443", Some("http://example.org:443"));
        check_parse("http://[::1]:8080", Some("http://[::1]:8080"));
        for wrong in [
            "",
            "example.org",
            "ftp://example.org",
            "https://",
            "https://a/b",
            "https://a b",
        ] {
            check_parse(wrong, None);
        }
        check_parse("https://user@example.org", None);
    }

    fn check_same(origin: &str, host: &str, expected: bool) {
        let headers = HeaderMap::from_iter([(HOST, host.parse().unwrap())]);
        let same = is_same_origin(&origin.parse().unwrap(), &headers, &Uri::from_static("/"));
        assert_eq!(same, expected, "{origin} {host}");
    }

    #[test]
    fn same_origin_is_the_same_host_and_port() {
        check_same("http://127.0.0.1:8787", "127.0.0.1:8787", true);
        check_same("https://survey.example.org", "survey.example.org", true);
        check_same("https://survey.example.org", "SURVEY.example.org", true);
        check_same("http://127.0.0.1:8787", "127.0.0.1:8788", false);
        check_same("http://localhost:8787", "127.0.0.1:8787", false);
        check_same("null", "null", false);
        check_same("ftp://a.example", "a.example", false);
    }
}
