use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;
use tower_http::services::ServeDir;

/// The strictest policy that the widget runs under, so that every demo page proves that it does.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
                           connect-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'; \
                           require-trusted-types-for 'script'; trusted-types 'none'; \
                           base-uri 'none'; frame-ancestors 'self'";

/// Serves the files of a folder, compressed ones (`.br`, `.gz`) where they lie beside the plain ones.
pub fn files(directory: &Path) -> Router {
    let directory = ServeDir::new(directory)
        .precompressed_br()
        .precompressed_gzip();
    Router::new()
        .fallback_service(directory)
        .layer(middleware::from_fn(set_headers))
}

/// Says in a sentence why a folder cannot be served.
pub fn check_directory(directory: &Path) -> Result<(), String> {
    let name = directory.display();
    match std::fs::metadata(directory) {
        Ok(metadata) if metadata.is_dir() => Ok(()),
        Ok(_) => Err(format!(
            "--web {name} is a file; give the folder that holds it"
        )),
        Err(error) => Err(format!("--web {name} cannot be served: {error}")),
    }
}

async fn set_headers(request: Request, next: Next) -> Response {
    // The name of such a file changes with its content, so a copy stays right for ever.
    let is_hashed = request
        .uri()
        .path()
        .rsplit('/')
        .next()
        .is_some_and(|name| name.starts_with("widget-"));
    let mut response = next.run(request).await;
    let is_found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let is_page = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    let cache = if is_hashed && is_found {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    // These files are public, and pages of other websites embed them as modules, which needs this.
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    if is_page {
        headers.insert(
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(PAGE_POLICY),
        );
    }
    response
}
