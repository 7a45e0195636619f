//! From a conversation that another program sends to an answer that the next customer gets.

use super::{brought_in, found, portal, portal_with, sim};
use crate::support::{
    app::{Caller, TestApp, published},
    wait_until,
};
use precedent::domain::account::Scope;
use serde_json::json;
use ureq::http::Method;

/// An installation that suggests whatever it has: how sure it has to be is told elsewhere.
fn eager() -> TestApp {
    portal_with(|settings| settings.suggestion_threshold = 0.0)
}

#[test]
fn a_conversation_becomes_an_answer_that_the_next_customer_gets() {
    let app = eager();
    let editor = app.token(&[Scope::Ingest, Scope::Curate]);
    let desk = app.token(&[Scope::Suggest]);
    let visitor = app.visitor();

    let conversation = brought_in(&editor, &sim());
    let draft = editor
        .post(&format!("/api/v1/conversations/{conversation}/draft"), &json!({}))
        .expect(201);
    let id = draft["id"].as_str().unwrap();
    assert_eq!(draft["confidence"], "work_in_progress");
    assert_eq!(draft["sources"], json!([conversation]));
    assert!(!draft["redactions"].as_array().unwrap().is_empty(), "{draft}");
    assert!(!draft["issue"].as_str().unwrap().contains("correo.example"), "{draft}");
    assert_eq!(found(&app, &visitor, "código activación SIM"), [""; 0]);

    let publish = format!("/api/v1/articles/{id}/publish");
    assert_eq!(editor.post(&publish, &json!({})).problem(409), "redaction_open");
    for redaction in draft["redactions"].as_array().unwrap() {
        let place = format!("/api/v1/articles/{id}/redactions/{}", redaction["id"].as_str().unwrap());
        editor.post(&place, &json!({"decision": "redact"})).expect(200);
    }
    let article = editor.post(&publish, &json!({"audience": "public"})).expect(200);
    assert_eq!(
        (&article["confidence"], &article["audience"]),
        (&json!("not_validated"), &json!("public"))
    );
    assert_eq!(found(&app, &visitor, "código activación SIM"), [id]);

    let asked =
        json!({"text": "No me llega el código de activación de la tarjeta SIM", "channel": "x", "brand": "acme"});
    let set = desk.post("/api/v1/suggestions", &asked).expect(200);
    let suggestion = &set["suggestions"][0];
    assert_eq!(suggestion["article_id"], id, "{set}");
    let reply = &suggestion["reply"];
    assert_eq!(reply["fits"], true);
    let short_url = suggestion["short_url"].as_str().unwrap();
    assert!(reply["text"].as_str().unwrap().contains(short_url), "{reply}");
    assert!(reply["length"].as_u64().unwrap() <= 280);

    let outcome = json!({"article_id": id, "outcome": "sent", "final_text": reply["text"]});
    let outcomes = format!("/api/v1/suggestions/{}/outcomes", set["id"].as_str().unwrap());
    desk.post(&outcomes, &outcome).expect(201);
    let article = editor.get(&format!("/api/v1/articles/{id}")).expect(200);
    assert_eq!(article["uses"]["uses"], 1);
}

#[test]
fn an_outcome_after_the_customer_wrote_again_brings_fresh_suggestions() {
    let app = eager();
    let caller = app.token(&[Scope::Ingest, Scope::Curate, Scope::Suggest]);
    let mut open = sim();
    open["id"] = json!("c2");
    open["status"] = json!("open");
    open["messages"].as_array_mut().unwrap().truncate(1);
    let conversation = brought_in(&caller, &open);
    let id = crate::support::app::published(
        &app.app,
        "acme",
        "No me llega el código de activación de la SIM",
        "Apaga el móvil un minuto y vuelve a encenderlo.",
    )
    .to_string();
    app.settle();

    let set = caller
        .post("/api/v1/suggestions", &json!({"conversation_id": conversation}))
        .expect(200);
    assert_eq!(set["suggestions"][0]["article_id"], id, "{set}");
    let again = json!({"id": "m9", "author": "ana", "role": "customer", "at": "2026-02-20T11:00:00Z",
        "text": "He apagado el móvil y sigue sin llegar el código de activación de la SIM"});
    open["messages"].as_array_mut().unwrap().push(again);
    brought_in(&caller, &open);

    let outcome = json!({"article_id": id, "outcome": "sent", "final_text": "Apaga el móvil"});
    let outcomes = |set: &serde_json::Value| format!("/api/v1/suggestions/{}/outcomes", set["id"].as_str().unwrap());
    let stale = caller.post(&outcomes(&set), &outcome);
    assert_eq!(stale.problem(409), "stale_suggestion");
    let fresh = &stale.json()["suggestion"];
    assert_ne!(fresh["id"], set["id"]);
    assert_eq!(fresh["suggestions"][0]["article_id"], id);
    caller.post(&outcomes(fresh), &outcome).expect(201);
    let linked = caller.get(&format!("/api/v1/conversations/{conversation}")).expect(200);
    assert_eq!(linked["links"][0]["article_id"], id);
    assert_eq!(linked["links"][0]["kind"], "suggested");
}

#[test]
fn an_article_is_written_changed_compared_archived_and_restored() {
    let app = portal();
    let editor = app.token(&[Scope::Ingest, Scope::Curate]);
    brought_in(&editor, &sim());
    let new = json!({"title": "Cambiar de tarifa", "resolution": "Espera cinco minutos.", "locale": "es", "topics": ["tarifas"]});
    let made = editor.post("/api/v1/articles", &new).expect(201);
    let id = made["id"].as_str().unwrap();
    let address = format!("/api/v1/articles/{id}");
    assert_eq!(made["topics"], json!(["tarifas"]));

    let change = json!({"resolution": "Espera diez minutos.", "note": "Tarda más"});
    assert_eq!(editor.patch(&address, &change).problem(428), "precondition_required");
    let tag = editor.get(&address).header("etag").to_owned();
    let changed = editor
        .clone()
        .with("if-match", &tag)
        .patch(&address, &change)
        .expect(200);
    assert_eq!(
        (&changed["revision"], &changed["title"]),
        (&json!(2), &json!("Cambiar de tarifa"))
    );
    let lost = editor.clone().with("if-match", &tag).patch(&address, &change);
    assert_eq!(lost.problem(412), "precondition_failed");

    let second = editor.get(&format!("{address}/revisions/2")).expect(200);
    let words = &second["difference"][0]["changes"];
    assert_eq!(second["difference"][0]["part"], "resolution");
    assert_eq!(
        (&words[1]["kind"], &words[1]["text"]),
        (&json!("removed"), &json!("cinco"))
    );
    assert_eq!(
        editor.get(&format!("{address}/revisions")).expect(200)["items"][0]["note"],
        "Tarda más"
    );

    editor.post(&format!("{address}/publish"), &json!({})).expect(200);
    editor
        .post(&format!("{address}/archive"), &json!({"reason": "Ya no se ofrece"}))
        .expect(200);
    assert_eq!(app.visitor().get(&address).problem(404), "not_found");
    assert_eq!(
        editor.post(&format!("{address}/archive"), &json!({})).problem(409),
        "illegal_move"
    );
    let restored = editor.post(&format!("{address}/restore"), &json!({})).expect(200);
    assert_eq!(restored["confidence"], "not_validated");
    assert_eq!(
        app.visitor().get(&address).expect(200)["resolution"],
        "Espera diez minutos."
    );
}

#[test]
fn a_link_that_was_found_by_itself_is_confirmed_or_taken_away() {
    let app = portal();
    let (desk, other) = (app.token(&[Scope::Suggest, Scope::Read]), app.token(&[Scope::Read]));
    let importer = app.token(&[Scope::Ingest]);
    brought_in(&importer, &sim());
    let answer = "Uno de los dos cargos es una retención del banco y se anula solo en tres días laborables.";
    let article = published(&app.app, "acme", "Factura duplicada", answer);
    app.settle();
    let mut ids = Vec::new();
    for id in ["c2", "c3"] {
        let mut conversation = sim();
        conversation["id"] = json!(id);
        conversation["messages"][1]["text"] = json!(format!("@ana {answer}"));
        ids.push(brought_in(&importer, &conversation));
    }
    let links = |id: &str| desk.get(&format!("/api/v1/conversations/{id}")).expect(200)["links"].clone();
    for id in &ids {
        wait_until("the link is not found", || links(id)[0]["kind"] == "inferred");
    }
    let place = |id: &str| format!("/api/v1/conversations/{id}/links");
    let remove = |caller: &Caller, id: &str| {
        let path = format!("{}/{article}", place(id));
        caller.send(Method::DELETE, &path, None)
    };
    assert_eq!(remove(&other, &ids[0]).problem(403), "missing_scope");
    assert_eq!(remove(&desk, &ids[0]).status, 204);
    assert_eq!(links(&ids[0]), json!([]));
    assert_eq!(remove(&desk, &ids[0]).problem(404), "not_found");

    let found = json!({"article_id": article.to_string(), "kind": "inferred"});
    assert_eq!(desk.post(&place(&ids[1]), &found).problem(422), "invalid");
    let confirmed = desk
        .post(&place(&ids[1]), &json!({"article_id": article.to_string()}))
        .expect(201);
    assert_eq!(confirmed["kind"], "manual");
    assert_eq!(links(&ids[1])[0]["kind"], "manual");
    assert_eq!(remove(&desk, &ids[1]).problem(409), "illegal_move");
    // Said again in another way, the answer tells how they are linked.
    let again = json!({"article_id": article.to_string(), "kind": "searched"});
    assert_eq!(desk.post(&place(&ids[1]), &again).expect(201)["kind"], "manual");
}
