use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::json;

use super::body;
use super::error::{ApiError, json_response};
use super::record::Submission;
use super::routes::Application;
use super::store::Outcome;

/// `POST /v1/responses`: stores a record once, however often it is sent.
pub async fn submit(
    State(application): State<Arc<Application>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    // The body first: an answer given while the client is still sending may never reach it.
    let bytes = body::read(body).await?;
    let key = idempotency_key(&headers)?;
    let submission = Submission::read(&bytes)?;
    if !key.eq_ignore_ascii_case(&submission.id) {
        let message =
            "The Idempotency-Key header and the record's `id` differ; send the same in both.";
        return Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, message).at("/id"));
    }
    let id = submission.id.clone();
    let status = match application.store.submit(submission).await? {
        Outcome::Created => StatusCode::CREATED,
        Outcome::Replayed => StatusCode::OK,
        Outcome::Conflict => {
            let message =
                "A record with this id and other content is stored already; it was not changed.";
            return Err(ApiError::new(StatusCode::CONFLICT, message).at("/id"));
        }
    };
    Ok(json_response(status, &json!({ "id": id })))
}

/// The key is a structured-field string, `"018f…"`; without the quotes it is taken too.
fn idempotency_key(headers: &HeaderMap) -> Result<&str, ApiError> {
    let refuse = |message| Err(ApiError::new(StatusCode::BAD_REQUEST, message));
    let mut values = headers.get_all("idempotency-key").iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return refuse(
            "Send one Idempotency-Key header that holds the record's `id` in double quotes.",
        );
    };
    let Ok(text) = value.to_str() else {
        return refuse("The Idempotency-Key header holds characters other than ASCII.");
    };
    let text = text.trim();
    let key = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(text);
    if key.is_empty() {
        return refuse("The Idempotency-Key header is empty; it must hold the record's `id`.");
    }
    Ok(key)
}
