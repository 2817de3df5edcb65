use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, RequestInit, Response};

use super::network::Abort;

const TIMEOUT_MILLIS: u32 = 30_000;

/// Why a file could not be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// No answer, or not within 30 seconds.
    Unreachable,
    Status(u16),
    TooLarge,
}

/// Fetches a text of at most `limit_bytes`.
pub async fn fetch_text(url: &str, limit_bytes: usize) -> Result<String, FetchError> {
    let bytes = fetch_bytes(url, limit_bytes).await?;
    // A file with a stray byte is better shown than refused.
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// Fetches a file of at most `limit_bytes`. What is larger is given up as soon as that is known.
pub async fn fetch_bytes(url: &str, limit_bytes: usize) -> Result<Vec<u8>, FetchError> {
    let unreachable = |_: JsValue| FetchError::Unreachable;
    let abort = Abort::new().map_err(unreachable)?;
    let _time_out = abort.after_millis(TIMEOUT_MILLIS);
    let init = RequestInit::new();
    abort.join(&init);
    let window = super::window().ok_or(FetchError::Unreachable)?;
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(url, &init))
        .await
        .and_then(JsCast::dyn_into)
        .map_err(unreachable)?;
    if !response.ok() {
        return Err(FetchError::Status(response.status()));
    }
    let Some(body) = response.body() else {
        return Ok(Vec::new());
    };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    while let Some(chunk) = next_chunk(&reader).await.map_err(unreachable)? {
        if bytes.len() + chunk.length() as usize > limit_bytes {
            return Err(FetchError::TooLarge);
        }
        bytes.extend(chunk.to_vec());
    }
    Ok(bytes)
}

async fn next_chunk(
    reader: &ReadableStreamDefaultReader,
) -> Result<Option<js_sys::Uint8Array>, JsValue> {
    let result = JsFuture::from(reader.read()).await?;
    let done = js_sys::Reflect::get(&result, &"done".into())?;
    if done.is_truthy() {
        return Ok(None);
    }
    js_sys::Reflect::get(&result, &"value".into())?
        .dyn_into()
        .map(Some)
}
