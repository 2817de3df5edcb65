use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::record::RecordError;
use super::store::StoreError;

/// What a client is told when its request cannot be served:
/// `{ "error": { "message": …, "pointer": … } }`.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    message: String,
    /// JSON pointer to the place in the record that is at fault.
    pointer: Option<String>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl ApiError {
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            pointer: None,
            headers: Vec::new(),
        }
    }

    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// `{ "error": … }`
    pub fn to_json(&self) -> serde_json::Value {
        let mut error = json!({ "message": self.message });
        if let Some(pointer) = &self.pointer {
            error["pointer"] = pointer.as_str().into();
        }
        json!({ "error": error })
    }

    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.headers.push((RETRY_AFTER, HeaderValue::from(seconds)));
        self
    }

    pub fn asking_for(mut self, scheme: &'static str) -> Self {
        self.headers
            .push((WWW_AUTHENTICATE, HeaderValue::from_static(scheme)));
        self
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = json_response(self.status, &self.to_json());
        for (name, value) in self.headers {
            response.headers_mut().append(name, value);
        }
        response
    }
}

impl From<RecordError> for ApiError {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::NotJson(message) => Self::new(StatusCode::BAD_REQUEST, message),
            RecordError::Invalid { message, pointer } => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, message).at(pointer)
            }
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        // The detail may name paths of this machine, so it goes to the operator only.
        super::note(&error.to_string());
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "The store is not working at the moment; please try again later.",
        )
        .retry_after(5)
    }
}

/// Answers with a JSON value.
pub fn json_response(status: StatusCode, value: &impl serde::Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(bytes) => (status, [(CONTENT_TYPE, "application/json")], bytes).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Gives the errors of the libraries underneath, which are empty or plain text, the one JSON shape.
pub async fn explain_errors(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let response = next.run(request).await;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let content_type = response.headers().get(CONTENT_TYPE);
    if !is_error || content_type.is_some_and(|value| value == "application/json") {
        return response;
    }
    let message = match status {
        StatusCode::NOT_FOUND => "There is nothing at this address.".to_owned(),
        StatusCode::METHOD_NOT_ALLOWED => format!("This address does not answer {method}."),
        _ => format!(
            "{}.",
            status.canonical_reason().unwrap_or("The request failed")
        ),
    };
    let explained = ApiError::new(status, message).into_response();
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.extend(explained.headers().clone());
    Response::from_parts(parts, Body::new(explained.into_body()))
}
