//! What programs do: the promises of the API.

mod authority;
mod curation;
mod description;
mod mcp;
mod overload;
mod reading;
mod rubbish;
mod writing;

use crate::{
    site::portal,
    support::app::{Caller, TestApp, encode, published},
};
use serde_json::{Value, json};

/// An installation with a brand, since programs may make none, and these settings.
fn portal_with(change: impl FnOnce(&mut precedent::settings::Written)) -> TestApp {
    let app = TestApp::with(change);
    crate::site::brand(&app);
    app
}

/// A resolved conversation about a SIM card, as another program tells it.
fn sim() -> Value {
    json!({"id": "c1", "channel": "x", "handle": "acme", "brand": "acme", "lang": "es", "status": "resolved", "messages": [
        {"id": "m1", "author": "ana", "role": "customer", "at": "2026-02-20T10:00:00Z",
         "text": "@acme Hola, no me llega el código de activación de la SIM nueva. Mi correo es ana.perez@correo.example"},
        {"id": "m2", "author": "acme", "role": "agent", "at": "2026-02-20T10:05:00Z",
         "text": "@ana Apaga el móvil, saca la tarjeta SIM, espera un minuto y vuelve a encenderlo: el código llega en diez minutos. ^LR"},
        {"id": "m3", "author": "ana", "role": "customer", "at": "2026-02-20T10:30:00Z",
         "text": "¡Perfecto, ya funciona, mil gracias!"}]})
}

/// Brings one conversation in; its id.
fn brought_in(caller: &Caller, conversation: &Value) -> String {
    let answer = caller.put("/api/v1/conversations", conversation).expect(200);
    let result = &answer["results"][0];
    assert!(result["reason"].is_null(), "{answer}");
    result["id"].as_str().unwrap().to_owned()
}

/// A public article about a bill; its id.
fn duplicate_bill(app: &TestApp) -> String {
    let text = "Uno de los cargos se anula solo.";
    published(&app.app, "acme", "Factura duplicada", text).to_string()
}

/// The ids that a search finds.
fn found(app: &TestApp, caller: &Caller, words: &str) -> Vec<String> {
    app.settle();
    let path = format!("/api/v1/search?q={}", encode(words));
    caller.get(&path).hits("article_id")
}
