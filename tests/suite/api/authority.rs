//! Who may do what.

use super::{brought_in, portal, sim};
use crate::support::app::{TestApp, published};
use precedent::{
    actions::{Actor, token},
    domain::account::{Role, Scope},
};
use serde_json::json;

#[test]
fn a_missing_scope_is_named() {
    let app = portal();
    let writer = app.token(&[Scope::Ingest]);
    let refused = writer.get("/api/v1/conversations");
    assert_eq!(refused.problem(403), "missing_scope");
    assert!(refused.json()["detail"].as_str().unwrap().contains("\"read\""));
    assert_eq!(
        app.visitor().put("/api/v1/conversations", &sim()).problem(401),
        "unauthorized"
    );
    let stranger = app
        .visitor()
        .with("authorization", "Bearer pcd_made_up")
        .get("/api/v1/search?q=x");
    assert_eq!(stranger.problem(401), "unauthorized");
    assert!(stranger.header("www-authenticate").starts_with("Bearer"));
    app.token(&[Scope::Admin]).get("/api/v1/conversations").expect(200);
}

#[test]
fn a_revoked_token_stops_at_once() {
    let app = portal();
    let admin = app.token(&[Scope::Admin]);
    let made = admin
        .post("/api/v1/tokens", &json!({"name": "desk", "scopes": ["read"]}))
        .expect(201);
    let desk = app
        .visitor()
        .with("authorization", &format!("Bearer {}", made["token"].as_str().unwrap()));
    desk.get("/api/v1/gaps").expect(200);
    token::revoke(
        &app.app,
        Actor::default(),
        made["id"].as_str().unwrap().parse().unwrap(),
    )
    .unwrap();
    assert_eq!(desk.get("/api/v1/gaps").problem(401), "unauthorized");
}

#[test]
fn a_token_of_one_brand_touches_only_that_brand() {
    let app = portal();
    let all = app.token(&[Scope::Admin]);
    let ours = brought_in(&all, &sim());
    let mut other = sim();
    other["brand"] = json!("other");
    let theirs = brought_in(&all, &other);
    let article = published(&app.app, "other", "Tarifas", "Así.");

    let own = app.app.brand(Some("acme")).unwrap();
    let token = app.token_of(&[Scope::Admin], Some(own.id));
    token.get(&format!("/api/v1/conversations/{ours}")).expect(200);
    assert_eq!(
        token.get(&format!("/api/v1/conversations/{theirs}")).problem(404),
        "not_found"
    );
    assert_eq!(
        token
            .post(&format!("/api/v1/conversations/{theirs}/draft"), &json!({}))
            .problem(404),
        "not_found"
    );
    assert_eq!(
        token
            .post(&format!("/api/v1/articles/{article}/archive"), &json!({}))
            .problem(404),
        "not_found"
    );
    assert_eq!(token.get("/api/v1/conversations?brand=other").problem(403), "forbidden");
    assert_eq!(
        token.get("/api/v1/conversations").expect(200)["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let refused = token.put("/api/v1/conversations", &other).expect(200);
    assert_eq!(refused["results"][0]["status"], "rejected");
    assert_eq!(token.get("/api/v1/tokens").problem(403), "forbidden");
}

#[test]
fn a_session_writes_only_with_its_form_token() {
    let app = portal();
    let id = brought_in(&app.token(&[Scope::Ingest]), &sim());
    let (editor, csrf) = app.signed_in(Role::Editor);
    editor.get(&format!("/api/v1/conversations/{id}")).expect(200);
    let draft = format!("/api/v1/conversations/{id}/draft");
    assert_eq!(editor.post(&draft, &json!({})).problem(403), "csrf_failed");
    editor
        .clone()
        .with("x-csrf-token", &csrf)
        .post(&draft, &json!({}))
        .expect(201);
    let (agent, csrf) = app.signed_in(Role::Agent);
    assert_eq!(
        agent.with("x-csrf-token", &csrf).post(&draft, &json!({})).problem(403),
        "missing_scope"
    );
}

#[test]
fn too_many_calls_are_told_when_to_come_back() {
    let app = TestApp::with(|settings| {
        settings.requests_per_minute = 3;
        settings.token_requests_per_minute = 5;
    });
    let visitor = app.visitor();
    let first = visitor.get("/api/v1/brands");
    assert_eq!(
        (first.header("ratelimit-limit"), first.header("ratelimit-remaining")),
        ("3", "2")
    );
    for _ in 0..2 {
        visitor.get("/api/v1/brands").expect(200);
    }
    let refused = visitor.get("/api/v1/brands");
    assert_eq!(refused.problem(429), "rate_limited");
    assert!(refused.header("retry-after").parse::<u32>().unwrap() >= 1);
    let lies = visitor.clone().with("x-forwarded-for", "203.0.113.7");
    assert_eq!(
        lies.get("/api/v1/brands").status,
        429,
        "a stranger's X-Forwarded-For is not believed"
    );
    let guesses = visitor.with("authorization", "Bearer pcd_guess");
    assert_eq!(
        guesses.get("/api/v1/brands").status,
        429,
        "nor may keys be tried without end"
    );
    assert_eq!(
        app.token(&[Scope::Read]).get("/api/v1/brands").status,
        200,
        "a token has a limit of its own"
    );
    assert_eq!(app.visitor().get("/healthz").status, 200);
}
