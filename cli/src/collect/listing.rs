use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::error::{ApiError, json_response};
use super::page;
use super::routes::Application;
use super::store::StoredPage;

/// Responses on one page. Times the largest record this bounds the memory of one answer.
pub const RESPONSES_PER_PAGE: u32 = 50;

const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; \
                           form-action 'none'; frame-ancestors 'none'";

/// What may stand behind the question mark of `/responses`.
#[derive(Deserialize)]
pub struct ListingQuery {
    page: Option<String>,
    format: Option<String>,
}

/// `GET /responses`: what was received, newest first, as a page for people or as JSON.
pub async fn list(
    State(application): State<Arc<Application>>,
    Query(query): Query<ListingQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    application.read_access.check(&headers)?;
    let wants_json = wants_json(query.format.as_deref(), &headers)?;
    let page = page_number(query.page.as_deref())?;
    let offset = (u64::from(page) - 1) * u64::from(RESPONSES_PER_PAGE);
    let stored = application.store.newest(offset, RESPONSES_PER_PAGE).await?;
    // Records can be a megabyte each: writing them out must not hold up other requests.
    let write = move || {
        if wants_json {
            json(&stored, page)
        } else {
            html(&stored, page)
        }
    };
    let mut response = tokio::task::spawn_blocking(write).await.map_err(|_| {
        ApiError::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The responses could not be shown.",
        )
    })?;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.append(VARY, HeaderValue::from_static("Accept, Authorization"));
    Ok(response)
}

/// `GET /responses.css`
pub async fn style_sheet() -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "text/css; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
    ];
    (headers, include_str!("responses.css"))
}

fn wants_json(format: Option<&str>, headers: &HeaderMap) -> Result<bool, ApiError> {
    match format {
        Some("json") => Ok(true),
        Some("html") => Ok(false),
        Some(_) => Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            "`format` must be json or html.",
        )),
        None => {
            let accepted = headers
                .get(ACCEPT)
                .and_then(|value| value.to_str().ok())
                .unwrap_or("");
            Ok(accepted.contains("application/json") && !accepted.contains("text/html"))
        }
    }
}

fn page_number(text: Option<&str>) -> Result<u32, ApiError> {
    match text.map(str::parse) {
        None => Ok(1),
        Some(Ok(number)) if number > 0 => Ok(number),
        Some(_) => Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            "`page` must be a whole number from 1.",
        )),
    }
}

#[derive(Serialize)]
struct Listing<'a> {
    responses: Vec<ListedResponse<'a>>,
    total: u64,
    page: u32,
}

#[derive(Serialize)]
struct ListedResponse<'a> {
    #[serde(rename = "receivedAt")]
    received_at: &'a str,
    /// The bytes as they came: reading and writing them anew could change a number.
    record: &'a RawValue,
}

fn json(stored: &StoredPage, page: u32) -> Response {
    let responses = stored.responses.iter().map(|response| {
        let record = serde_json::from_str(&response.body)?;
        Ok(ListedResponse {
            received_at: &response.received_at,
            record,
        })
    });
    match responses.collect::<serde_json::Result<_>>() {
        Ok(responses) => json_response(
            StatusCode::OK,
            &Listing {
                responses,
                total: stored.total,
                page,
            },
        ),
        Err(_) => ApiError::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The store holds a record that is not JSON; another program must have changed it.",
        )
        .into_response(),
    }
}

fn html(stored: &StoredPage, page: u32) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, PAGE_POLICY),
    ];
    (headers, page::render(stored, page).into_string()).into_response()
}
