use std::cell::RefCell;

use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::{JsError, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, RequestCredentials, RequestInit, RequestMode, RequestRedirect,
    Response, ResponseType,
};

use crate::delivery::{Network, Reply, Request};

/// `fetch`, without cookies, and without following redirects: a captive portal is not an endpoint.
///
/// Where the page has set `journeySurvey.authorize`, it is asked for each request's `Authorization`, and asked again
/// when that was refused. No token is ever written to the device.
#[derive(Debug, Default)]
pub struct FetchNetwork {
    /// The endpoints that were looked into, each once.
    explained: RefCell<Vec<String>>,
}

impl Network for FetchNetwork {
    async fn post(&self, request: &Request) -> Reply {
        let reply = match post(request, false).await {
            Ok(Reply::Status { status: 401, .. }) if authorizer().is_some() => {
                post(request, true).await
            }
            reply => reply,
        };
        reply.unwrap_or_else(|_| {
            self.explain(request);
            Reply::NetworkError
        })
    }
}

impl FetchNetwork {
    /// A browser does not say whether an endpoint is out of reach or only does not let this page read its answers. The
    /// developer is told of the latter: such an endpoint can be reached without asking to read.
    fn explain(&self, request: &Request) {
        let mut explained = self.explained.borrow_mut();
        let origin = super::window().and_then(|window| window.location().origin().ok());
        let origin = origin.unwrap_or_default();
        let is_own = request.url.starts_with(&[&origin, "/"].concat());
        if is_own || explained.contains(&request.url) {
            return;
        }
        explained.push(request.url.clone());
        let url = request.url.clone();
        let names: Vec<_> = request
            .headers
            .iter()
            .map(|(name, _)| name.clone())
            .collect();
        wasm_bindgen_futures::spawn_local(async move {
            if probe(&url, RequestMode::NoCors, &names).await.is_ok()
                && probe(&url, RequestMode::Cors, &names).await.is_err()
            {
                let words = [
                    "Journey Survey: `",
                    &url,
                    "` can be reached, but does not seem to let this page read its answers, so responses are kept and \
                     sent again. It must answer OPTIONS and POST with `Access-Control-Allow-Origin: ",
                    &origin,
                    "`, and OPTIONS with `Access-Control-Allow-Headers: ",
                    &names.join(", "),
                    "`.",
                ];
                web_sys::console::warn_1(&words.concat().into());
            }
        });
    }
}

/// Asks an endpoint for nothing in particular, with headers of these names where it is asked whether it allows them.
async fn probe(url: &str, mode: RequestMode, names: &[String]) -> Result<(), JsValue> {
    let headers = Headers::new()?;
    for name in names {
        headers.set(name, "probe")?;
    }
    let init = RequestInit::new();
    init.set_mode(mode);
    if mode == RequestMode::Cors {
        init.set_headers(&headers);
    }
    init.set_credentials(RequestCredentials::Omit);
    let window = super::window().ok_or(JsValue::NULL)?;
    JsFuture::from(window.fetch_with_str_and_init(url, &init)).await?;
    Ok(())
}

/// Sends a request that outlives the page. Whether it arrived nobody learns.
pub fn send_keepalive(request: Request) {
    wasm_bindgen_futures::spawn_local(async move {
        let sent = async {
            let init = init_of(&request, false).await?;
            Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE)?;
            let window = super::window().ok_or(JsValue::NULL)?;
            JsFuture::from(window.fetch_with_str_and_init(&request.url, &init)).await
        };
        // A rejection nobody listens to would end up in the console.
        let _: Result<JsValue, JsValue> = sent.await;
    });
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

async fn post(request: &Request, was_refused: bool) -> Result<Reply, JsValue> {
    let init = init_of(request, was_refused).await?;
    let abort = Abort::new()?;
    abort.join(&init);
    let window = super::window().ok_or_else(|| JsValue::from(JsError::new("no window")))?;
    let response = JsFuture::from(window.fetch_with_str_and_init(&request.url, &init)).await?;
    Ok(reply(response.unchecked_ref()))
}

/// The page's own `journeySurvey.authorize(endpoint, wasRefused)`.
fn authorizer() -> Option<Function> {
    let api = Reflect::get(&super::window()?.into(), &"journeySurvey".into()).ok()?;
    Reflect::get(&api, &"authorize".into())
        .ok()?
        .dyn_into()
        .ok()
}

async fn init_of(request: &Request, was_refused: bool) -> Result<RequestInit, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    if let Some(authorize) = authorizer() {
        let given =
            authorize.call2(&JsValue::NULL, &(&*request.url).into(), &was_refused.into())?;
        let given = JsFuture::from(Promise::resolve(&given)).await?;
        if let Some(authorization) = given.as_string() {
            headers.set("Authorization", &authorization)?;
        }
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
