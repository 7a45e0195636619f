//! Writes: repeated without harm, refused with a reason.

use super::{brought_in, portal, sim};
use chrono::Duration;
use precedent::db::idempotency;
use precedent::domain::{account::Scope, id::TokenId};
use serde_json::json;

#[test]
fn a_program_makes_no_brand_unless_it_may_administer() {
    let app = portal();
    let mut told = sim();
    told["brand"] = "Otra".into();
    let many = json!([told, sim()]);
    let answer = app
        .token(&[Scope::Ingest])
        .put("/api/v1/conversations", &many)
        .expect(200);
    assert_eq!(answer["results"][0]["status"], "rejected");
    assert!(
        answer["results"][0]["reason"].as_str().unwrap().contains("Otra"),
        "{answer}"
    );
    assert_eq!(answer["results"][1]["status"], "new", "the rest is kept");
    assert_eq!(app.app.brands().unwrap().len(), 1);
    brought_in(&app.token(&[Scope::Admin]), &told);
    assert_eq!(app.app.brands().unwrap().len(), 2);
}

#[test]
fn a_new_conversation_names_its_channel_and_a_known_one_keeps_it() {
    let app = portal();
    let caller = app.token(&[Scope::Ingest]);
    let mut nowhere = sim();
    nowhere.as_object_mut().unwrap().remove("channel");
    let refused = caller.put("/api/v1/conversations", &nowhere);
    assert_eq!(refused.problem(422), "invalid");
    assert!(refused.text.contains("\"name\":\"channel\""), "{}", refused.text);
    let listed = caller
        .put("/api/v1/conversations", &json!([nowhere, sim()]))
        .expect(200);
    assert_eq!(listed["results"][0]["status"], "rejected", "{listed}");
    assert!(
        listed["results"][0]["reason"].as_str().unwrap().contains("channel"),
        "{listed}"
    );
    assert_eq!(listed["results"][1]["status"], "new");

    nowhere["messages"][0]["text"] = "Ahora dice otra cosa".into();
    let grown = caller.put("/api/v1/conversations", &nowhere).expect(200);
    assert_eq!(grown["results"][0]["status"], "updated", "{grown}");
    assert_eq!(grown["results"][0]["id"], listed["results"][1]["id"]);
}

#[test]
fn a_repeated_write_with_the_same_key_acts_once() {
    let app = portal();
    brought_in(&app.token(&[Scope::Ingest]), &sim());
    let caller = app.token(&[Scope::Curate]);
    let editor = caller.clone().with("idempotency-key", "9c0d");
    let new = json!({"title": "Una", "resolution": "Así."});
    let first = editor.post("/api/v1/articles", &new);
    let second = editor.post("/api/v1/articles", &new);
    assert_eq!((first.status, &first.text), (201, &second.text));
    assert_eq!(second.status, 201);
    let other = editor.post("/api/v1/articles", &json!({"title": "Otra", "resolution": "Así."}));
    assert_eq!(other.problem(422), "idempotency_mismatch");
    let stranger = app.token(&[Scope::Curate]).with("idempotency-key", "9c0d");
    assert_ne!(
        stranger.post("/api/v1/articles", &new).expect(201)["id"],
        first.json()["id"]
    );

    let failing = caller.with("idempotency-key", "77");
    assert_eq!(
        failing.post("/api/v1/articles", &json!({"title": ""})).problem(422),
        "invalid"
    );
    failing
        .post("/api/v1/articles", &json!({"title": "Una", "resolution": "Así."}))
        .expect(201);
}

#[test]
fn conversations_are_taken_one_by_one() {
    let app = portal();
    let caller = app.token(&[Scope::Ingest, Scope::Read]);
    let bad = json!({"id": "c3", "messages": [{"role": "customer"}]});
    let answer = caller.put("/api/v1/conversations", &json!([sim(), bad, 7])).expect(200);
    let statuses: Vec<_> = answer["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| &result["status"])
        .collect();
    assert_eq!(statuses, ["new", "rejected", "rejected"]);
    assert_eq!(answer["results"][1]["external_id"], "c3");
    assert!(
        answer["results"][1]["reason"].as_str().unwrap().contains("text"),
        "{answer}"
    );
    let again = caller.put("/api/v1/conversations", &sim()).expect(200);
    assert_eq!(again["results"][0]["status"], "unchanged");
    let mut longer = sim();
    longer["messages"]
        .as_array_mut()
        .unwrap()
        .push(json!({"role": "customer", "text": "Ha vuelto a fallar", "at": "2026-02-21T10:00:00Z"}));
    let updated = caller.put("/api/v1/conversations", &longer).expect(200);
    assert_eq!(updated["results"][0]["status"], "updated");

    let list = |query: &str| {
        caller.get(&format!("/api/v1/conversations{query}")).expect(200)["items"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(list("?status=resolved&channel=x&linked=false&brand=acme&locale=es"), 1);
    assert_eq!(list("?channel=email"), 0);
    assert_eq!(list("?linked=true"), 0);
    let id = answer["results"][0]["id"].as_str().unwrap();
    let read = caller.get(&format!("/api/v1/conversations/{id}")).expect(200);
    assert_eq!(read["messages"][0]["at"], "2026-02-20T10:00:00Z");
    assert_eq!(read["messages"][0]["author"], "ana");
}

#[test]
fn flags_and_votes_are_counted() {
    let app = portal();
    brought_in(&app.token(&[Scope::Ingest]), &sim());
    let id = crate::support::app::published(&app.app, "acme", "Factura", "Así.");
    let path = format!("/api/v1/articles/{id}");
    let desk = app.token(&[Scope::Suggest]);
    desk.post(
        &format!("{path}/flags"),
        &json!({"kind": "outdated", "comment": "Cambió en enero"}),
    )
    .expect(201);
    for helped in [true, true, false] {
        app.visitor()
            .post(
                &format!("{path}/votes"),
                &json!({"helped": helped, "reason": "unclear"}),
            )
            .expect(201);
    }
    let article = app.token(&[Scope::Read]).get(&path).expect(200);
    assert_eq!(article["open_flags"], 1);
    assert_eq!(
        (&article["uses"]["helped"], &article["uses"]["not_helped"]),
        (&json!(0), &json!(1))
    );
}

#[test]
fn a_key_whose_request_never_ended_can_be_used_again() {
    let app = portal();
    brought_in(&app.token(&[Scope::Ingest]), &sim());
    // The second token: the first one brought the conversation in.
    let caller = app.token(&[Scope::Curate]).with("idempotency-key", "cut-short");
    let now = app.app.clock.now();
    app.app
        .database
        .write(|connection| {
            Ok(idempotency::insert(
                connection,
                &format!("token:{}", TokenId(2)),
                "cut-short",
                "other",
                now,
            )?)
        })
        .unwrap();
    let new = json!({"title": "Una", "resolution": "Así."});
    caller.post("/api/v1/articles", &new).problem(422);
    app.app.clock.advance(Duration::seconds(31));
    let first = caller.post("/api/v1/articles", &new);
    assert_eq!(first.status, 201, "{first:?}");
    assert_eq!(caller.post("/api/v1/articles", &new).text, first.text);
}
