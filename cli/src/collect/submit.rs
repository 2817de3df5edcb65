use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::batch::Batch;
use super::body;
use super::error::{ApiError, json_response};
use super::record::Submission;
use super::routes::Application;
use super::store::Outcome;

/// `POST /v1/responses`: stores a record once, however often it is sent. Of many at once each is answered for itself.
pub async fn submit(
    State(application): State<Arc<Application>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    // The body first: an answer given while the client is still sending may never reach it.
    let bytes = body::read(body).await?;
    let batch = Batch::read(&headers, &bytes)?;
    if let Batch::One(record) = batch {
        let key = idempotency_key(&headers)?.ok_or_else(missing_key)?;
        let (status, id) = store(&application, record, Some(key)).await?;
        return Ok(json_response(status, &json!({ "id": id })));
    }
    let records = batch.into_records();
    // The key of a request with several records cannot be that of one of them.
    let key = match records.len() {
        1 => idempotency_key(&headers)?,
        _ => None,
    };
    let mut tasks = Vec::new();
    for record in records {
        // Together, so that they share the wait for the disk.
        let (application, record) = (Arc::clone(&application), record.to_vec());
        let key = key.map(str::to_owned);
        tasks.push(tokio::spawn(async move {
            store(&application, &record, key.as_deref()).await
        }));
    }
    let mut results = Vec::new();
    let mut statuses = Vec::new();
    for task in tasks {
        let outcome = task.await.unwrap_or_else(|_| {
            let message = "The record could not be stored.";
            Err(ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, message))
        });
        let (status, result) = match outcome {
            Ok((status, id)) => (status, json!({ "id": id })),
            Err(error) => (error.status(), error.to_json()),
        };
        statuses.push(status);
        results.push(with_status(result, status));
    }
    Ok(json_response(common(&statuses), &json!({ "results": results })).into_response())
}

/// What all items share; a client that sent one learns its fate from the status alone.
fn common(statuses: &[StatusCode]) -> StatusCode {
    match statuses {
        [] => StatusCode::OK,
        [first, rest @ ..] if rest.iter().all(|status| status == first) => *first,
        _ => StatusCode::MULTI_STATUS,
    }
}

fn with_status(mut result: Value, status: StatusCode) -> Value {
    result["status"] = status.as_u16().into();
    result
}

async fn store(
    application: &Application,
    record: &[u8],
    key: Option<&str>,
) -> Result<(StatusCode, String), ApiError> {
    let submission = Submission::read(record)?;
    if key.is_some_and(|key| !key.eq_ignore_ascii_case(&submission.id)) {
        let message =
            "The Idempotency-Key header and the record's `id` differ; send the same in both.";
        return Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, message).at("/id"));
    }
    let id = submission.id.clone();
    match application.store.submit(submission).await? {
        Outcome::Created => Ok((StatusCode::CREATED, id)),
        Outcome::Replayed => Ok((StatusCode::OK, id)),
        Outcome::Conflict => {
            let message =
                "A record with this id and other content is stored already; it was not changed.";
            Err(ApiError::new(StatusCode::CONFLICT, message).at("/id"))
        }
    }
}

fn missing_key() -> ApiError {
    let message = "Send one Idempotency-Key header that holds the record's `id` in double quotes.";
    ApiError::new(StatusCode::BAD_REQUEST, message)
}

/// The key is a structured-field string, `"018f…"`; without the quotes it is taken too. `None` without the header.
fn idempotency_key(headers: &HeaderMap) -> Result<Option<&str>, ApiError> {
    let refuse = |message| Err(ApiError::new(StatusCode::BAD_REQUEST, message));
    let mut values = headers.get_all("idempotency-key").iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(missing_key());
    }
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
    Ok(Some(key))
}
