use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde_json::json;

use super::access::ReadAccess;
use super::error::{ApiError, explain_errors, json_response};
use super::origin::{self, AllowedOrigin};
use super::rate_limit::{self, RateLimit};
use super::store::Store;
use super::{listing, submit, web};

/// What the handlers share.
pub struct Application {
    pub store: Arc<Store>,
    pub read_access: ReadAccess,
    pub origins: Vec<AllowedOrigin>,
    pub rate_limit: RateLimit,
    /// Folder of the files to serve beside the endpoint.
    pub web: Option<PathBuf>,
}

/// Time for a request to arrive and be answered: a megabyte over a slow mobile line.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);

/// All addresses of the endpoint.
pub fn router(application: Application) -> Router {
    let rest = match &application.web {
        Some(directory) => web::files(directory),
        None => Router::new().route("/", get(async || Redirect::to("/responses"))),
    };
    let application = Arc::new(application);
    // The last layer is the first to see a request.
    Router::new()
        .route("/v1/responses", post(submit::submit))
        .route("/responses", get(listing::list))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&application),
            rate_limit::limit,
        ))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&application),
            origin::guard,
        ))
        .route("/healthz", get(health))
        .route("/responses.css", get(listing::style_sheet))
        .with_state(application)
        .merge(rest)
        .layer(middleware::from_fn(limit_time))
        .layer(middleware::from_fn(explain_errors))
        .layer(middleware::from_fn(set_security_headers))
}

/// `GET /healthz`: whether a response could be stored now.
async fn health(State(application): State<Arc<Application>>) -> Result<Response, ApiError> {
    application.store.check().await?;
    let body = json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") });
    let mut response = json_response(StatusCode::OK, &body);
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

async fn limit_time(request: Request, next: Next) -> Response {
    tokio::time::timeout(REQUEST_TIMEOUT, next.run(request))
        .await
        .unwrap_or_else(|_| {
            let message = format!(
                "The request took longer than {} s.",
                REQUEST_TIMEOUT.as_secs()
            );
            ApiError::new(StatusCode::REQUEST_TIMEOUT, message).into_response()
        })
}

async fn set_security_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}
