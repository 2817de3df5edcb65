use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use subtle::ConstantTimeEq;

use super::error::ApiError;

/// Who may read the responses: anyone, or whoever knows the token.
pub struct ReadAccess {
    token: Option<String>,
}

impl ReadAccess {
    pub fn new(token: Option<String>) -> Self {
        Self { token }
    }

    /// Whether anyone may read.
    pub fn is_open(&self) -> bool {
        self.token.is_none()
    }

    /// Checks the `Authorization` header of a request: `Bearer TOKEN`, or `Basic` with the token as
    /// the password and any user name, which is how a browser asks a person for it.
    pub fn check(&self, headers: &HeaderMap) -> Result<(), ApiError> {
        let Some(token) = &self.token else {
            return Ok(());
        };
        let given = headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        match given.and_then(secret) {
            Some(secret) if bool::from(secret.as_bytes().ct_eq(token.as_bytes())) => Ok(()),
            _ => Err(ApiError::new(
                StatusCode::UNAUTHORIZED,
                "Reading responses needs the token that this server was started with.",
            )
            .asking_for("Bearer realm=\"responses\"")
            .asking_for("Basic realm=\"responses\", charset=\"UTF-8\"")),
        }
    }
}

fn secret(authorization: &str) -> Option<String> {
    let (scheme, credentials) = authorization.split_once(' ')?;
    let credentials = credentials.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(credentials.to_owned());
    }
    if scheme.eq_ignore_ascii_case("basic") {
        let decoded = String::from_utf8(BASE64_STANDARD.decode(credentials).ok()?).ok()?;
        return Some(decoded.split_once(':')?.1.to_owned());
    }
    None
}
