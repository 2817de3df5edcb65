use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::courier::Courier;
use crate::browser::to_js;
use crate::delivery::{Imported, Nudge, Status};
use crate::value::{Object, Value};

/// The page's `journeySurvey.outbox`: `status`, `flush`, `export` and `import`.
#[wasm_bindgen]
pub async fn outbox(does: String, text: Option<String>) -> JsValue {
    let courier = Courier::of_page();
    let outbox = &courier.outbox;
    match does.as_str() {
        "status" => to_js(&status(outbox.status())),
        "export" => outbox.export().into(),
        "import" => to_js(&imported(outbox.import(&text.unwrap_or_default()).await)),
        _ => {
            outbox.flush_now(Nudge::Tap);
            JsValue::UNDEFINED
        }
    }
}

fn status(status: Status) -> Value {
    let mut object = Object::new();
    for (name, count) in [
        ("waiting", status.waiting),
        ("needsAttention", status.needs_attention),
        ("newer", status.newer),
        ("quarantined", status.quarantined),
        ("notDurable", status.not_durable),
        ("sent", status.sent),
    ] {
        object.set(name, count as f64);
    }
    let paused = status.paused.iter().map(|paused| {
        let mut object = Object::new();
        object.set("endpoint", &*paused.endpoint);
        object.set("code", &*paused.code);
        object.into()
    });
    object.set("paused", Value::list(paused));
    object.into()
}

fn imported(imported: Imported) -> Value {
    let mut object = Object::new();
    object.set("added", imported.added as f64);
    object.set("known", imported.known as f64);
    let lines = imported
        .refused
        .iter()
        .map(|line| Value::from(*line as f64));
    object.set("refused", Value::list(lines));
    object.into()
}
