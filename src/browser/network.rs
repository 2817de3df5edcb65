use gloo_timers::callback::Timeout;
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::{JsError, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, RequestCredentials, RequestInit, RequestRedirect, Response,
    ResponseType,
};

use crate::delivery::{Network, Reply, Request};

/// `fetch`, without cookies, and without following redirects: a captive portal is not an endpoint.
#[derive(Clone, Copy, Debug, Default)]
pub struct FetchNetwork;

impl Network for FetchNetwork {
    async fn post(&self, request: &Request) -> Reply {
        match post(request).await {
            Ok(response) => reply(&response),
            Err(_) => Reply::NetworkError,
        }
    }
}

/// Sends a request that outlives the page. Whether it arrived nobody learns.
pub fn send_keepalive(request: &Request) {
    let sent = init_of(request).and_then(|init| {
        Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE)?;
        let window = super::window().ok_or(JsValue::NULL)?;
        Ok(window.fetch_with_str_and_init(&request.url, &init))
    });
    if let Ok(promise) = sent {
        // A rejection nobody listens to would end up in the console.
        wasm_bindgen_futures::spawn_local(async move {
            let _ = JsFuture::from(promise).await;
        });
    }
}

/// Aborts its request when it is dropped, unless that is over.
pub(super) struct Abort {
    controller: AbortController,
}

impl Abort {
    pub fn new() -> Result<Self, JsValue> {
        AbortController::new().map(|controller| Self { controller })
    }

    pub fn join(&self, init: &RequestInit) {
        init.set_signal(Some(&self.controller.signal()));
    }

    pub fn after_millis(&self, millis: u32) -> Timeout {
        let controller = self.controller.clone();
        Timeout::new(millis, move || controller.abort())
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        self.controller.abort();
    }
}

async fn post(request: &Request) -> Result<Response, JsValue> {
    let init = init_of(request)?;
    let abort = Abort::new()?;
    abort.join(&init);
    let window = super::window().ok_or_else(|| JsValue::from(JsError::new("no window")))?;
    let response = JsFuture::from(window.fetch_with_str_and_init(&request.url, &init)).await?;
    response.dyn_into()
}

fn init_of(request: &Request) -> Result<RequestInit, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&request.body.as_str().into());
    init.set_redirect(RequestRedirect::Manual);
    init.set_credentials(RequestCredentials::Omit);
    Ok(init)
}

fn reply(response: &Response) -> Reply {
    if response.type_() == ResponseType::Opaqueredirect {
        return Reply::Redirect;
    }
    let header = |name| response.headers().get(name).ok().flatten();
    Reply::Status {
        status: response.status(),
        retry_after: header("Retry-After"),
        content_type: header("Content-Type"),
    }
}
