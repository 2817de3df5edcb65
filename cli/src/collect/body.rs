use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use http_body_util::BodyExt;
use hyper::body::Body as _;

use super::error::ApiError;

/// Largest request body that is taken.
pub const MAX_BODY_BYTES: usize = 4 * 1024 * 1024;

/// Largest request body that is read to its end before it is refused. A client that is still
/// sending when the connection closes sees a broken connection instead of the answer, and would
/// try again for ever.
const MAX_DRAINED_BYTES: u64 = 16 * 1024 * 1024;

/// Reads a whole request body of at most 4 MiB.
pub async fn read(mut body: Body) -> Result<Bytes, ApiError> {
    if body.size_hint().lower() > MAX_DRAINED_BYTES {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let mut received_bytes = 0_u64;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| {
            let message = format!("The request ended before its body was complete: {error}.");
            ApiError::new(StatusCode::BAD_REQUEST, message)
        })?;
        let Some(data) = frame.data_ref() else {
            continue;
        };
        received_bytes += data.len() as u64;
        if received_bytes > MAX_DRAINED_BYTES {
            return Err(too_large());
        }
        if received_bytes <= MAX_BODY_BYTES as u64 {
            bytes.extend_from_slice(data);
        }
    }
    if received_bytes > MAX_BODY_BYTES as u64 {
        return Err(too_large());
    }
    Ok(bytes.into())
}

fn too_large() -> ApiError {
    let message =
        format!("The record is larger than {MAX_BODY_BYTES} bytes, the most that is taken.");
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, message)
}
